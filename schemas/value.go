package schemas

import (
	"fmt"
	"time"
)

// Date is a day of the proleptic Gregorian calendar, counted from 1970-01-01.
type Date int32

// Timestamp is an instant in UTC, in microseconds from 1970-01-01T00:00:00Z.
type Timestamp int64

// Value lists the Go types that a column can hold.
type Value interface {
	string | int32 | int64 | float64 | bool | Date | Timestamp
}

// Null is a value that may be undefined. Undefined is published as null, never
// as zero.
type Null[T Value] struct {
	V     T
	Valid bool
}

// Some is a defined value.
func Some[T Value](v T) Null[T] { return Null[T]{V: v, Valid: true} }

// Maybe is the value that a pointer leads to, undefined where it is nil.
func Maybe[T Value](v *T) Null[T] {
	if v == nil {
		return Null[T]{}
	}
	return Some(*v)
}

// DateOf gives the day of a time in UTC.
func DateOf(t time.Time) Date {
	return Date(t.UTC().Truncate(24*time.Hour).Unix() / 86400)
}

// NewDate gives the day y-m-d, and false where the calendar has no such day.
func NewDate(y, m, d int) (Date, bool) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return 0, false
	}
	// Days from civil: the year begins in March, so that the leap day is last.
	if m <= 2 {
		y--
		m += 12
	}
	era := y / 400
	yoe := y % 400
	doy := (153*(m-3)+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return Date(era*146097 + doe - 719468), true
}

func daysIn(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// ParseDate reads a day written as YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, ok1 := digits(s[0:4])
		m, ok2 := digits(s[5:7])
		d, ok3 := digits(s[8:10])
		if ok1 && ok2 && ok3 {
			if date, ok := NewDate(y, m, d); ok {
				return date, nil
			}
			return 0, fmt.Errorf("%q is not a day of the calendar", s)
		}
	}
	return 0, fmt.Errorf("%q is not a date written as YYYY-MM-DD", s)
}

func digits(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// Time gives midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String writes the day as YYYY-MM-DD.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// Month gives the first day of the day's month.
func (d Date) Month() Date {
	t := d.Time()
	first, _ := NewDate(t.Year(), int(t.Month()), 1)
	return first
}

// Year gives the calendar year.
func (d Date) Year() int { return d.Time().Year() }

// String writes the instant in RFC 3339, in UTC.
func (t Timestamp) String() string {
	return time.UnixMicro(int64(t)).UTC().Format(time.RFC3339Nano)
}
