package raw

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"multivector/schemas"
)

// Record is one row of a CSV file written by hand. It remembers the first
// fault that was met in reading its fields.
type Record struct {
	file   string
	line   int
	fields map[string]string
	fault  error
}

// ReadCSV reads a CSV file whose header must be exactly the given one, and
// hands each record to each.
func ReadCSV(path string, header []string, each func(*Record) error) error {
	data, err := readFile(path)
	if err != nil {
		return err
	}
	name := filepath.Base(path)
	if !utf8.Valid(data) {
		return fmt.Errorf("%s is not UTF-8", name)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = len(header)
	got, err := r.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s is empty, expected the header %s", name, strings.Join(header, ","))
	}
	if len(got) > 0 && strings.Join(got, ",") != strings.Join(header, ",") {
		return fmt.Errorf("%s line 1: header is %s, expected %s", name, strings.Join(got, ","), strings.Join(header, ","))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for {
		values, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		record := &Record{file: name, line: line, fields: make(map[string]string, len(header))}
		for i, column := range header {
			record.fields[column] = values[i]
		}
		err = each(record)
		if record.fault != nil {
			err = record.fault
		}
		if err != nil {
			return err
		}
	}
}

// Errorf makes an error that names file, line, field and value.
func (r *Record) Errorf(field, format string, args ...any) error {
	return fmt.Errorf("%s line %d: field %s is %q: %s", r.file, r.line, field, r.fields[field], fmt.Sprintf(format, args...))
}

func (r *Record) fail(err error) {
	if r.fault == nil {
		r.fault = err
	}
}

// Text gives a field that may be empty.
func (r *Record) Text(field string) string {
	v := r.fields[field]
	if strings.TrimSpace(v) != v {
		r.fail(r.Errorf(field, "white space at an end"))
	}
	return v
}

// Need gives a field that must not be empty.
func (r *Record) Need(field string) string {
	v := r.Text(field)
	if v == "" {
		r.fail(r.Errorf(field, "must not be empty"))
	}
	return v
}

// OneOf gives a field that takes one of some values.
func (r *Record) OneOf(field string, allowed ...string) string {
	v := r.Text(field)
	for _, a := range allowed {
		if v == a {
			return v
		}
	}
	r.fail(r.Errorf(field, "expected one of %s", strings.Join(allowed, ", ")))
	return v
}

// Bool gives a field that is true or false.
func (r *Record) Bool(field string) bool { return r.OneOf(field, "true", "false") == "true" }

// Date gives a day, or none where the field is empty.
func (r *Record) Date(field string) schemas.Null[schemas.Date] {
	v := r.Text(field)
	if v == "" {
		return schemas.Null[schemas.Date]{}
	}
	day, err := schemas.ParseDate(v)
	if err != nil {
		r.fail(r.Errorf(field, "expected a date written as YYYY-MM-DD"))
	}
	return schemas.Some(day)
}
