// Package raw reads what people write into raw/: the descriptions of sources,
// cases and documents, the CSV tables, and the lock files that pin raw data.
//
// It promises strictness: an unknown key, a missing one or a value of another
// kind is an error that names file, line and key. It leaves the meaning of the
// facts, and the reading of source data, to the stages.
package raw

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/language"

	"multivector/schemas"
)

// Date is a day in a YAML file, or none.
type Date struct{ schemas.Null[schemas.Date] }

// UnmarshalYAML reads YYYY-MM-DD or null.
func (d *Date) UnmarshalYAML(data []byte) error {
	text := strings.Trim(strings.TrimSpace(string(data)), `"'`)
	if text == "" || text == "null" || text == "~" {
		d.Null = schemas.Null[schemas.Date]{}
		return nil
	}
	day, err := schemas.ParseDate(text)
	d.Null = schemas.Some(day)
	return err
}

// MaxDescription bounds the size of a file written by hand.
const MaxDescription = 16 << 20

// readFile reads a file written by hand, and refuses one that cannot be.
func readFile(path string) ([]byte, error) { return readAtMost(path, MaxDescription) }

func readAtMost(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder, a file is meant", path)
	case info.Size() > most:
		return nil, fmt.Errorf("%s is %d bytes long; such a file has at most %d", path, info.Size(), most)
	}
	return os.ReadFile(path)
}

// ErrNoSuch says that what was asked for is not described in raw/.
var ErrNoSuch = errors.New("no such")

// mustHave says that a folder lacks the case or source that was asked for, and lists
// what it has; nil where it has it.
func mustHave(root, kind, folder, id string) error {
	if identifier.MatchString(id) {
		if _, err := os.Stat(filepath.Join(root, folder, id)); !errors.Is(err, fs.ErrNotExist) {
			return nil // what else is wrong with it, the reading says
		}
	}
	entries, err := os.ReadDir(filepath.Join(root, folder))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w %s %q: there is no folder %s; call the program where raw/ lies, or name that folder with --root", ErrNoSuch, kind, id, filepath.ToSlash(filepath.Join(root, folder)))
	}
	if err != nil {
		return err
	}
	var has []string
	for _, e := range entries {
		if e.IsDir() && identifier.MatchString(e.Name()) {
			has = append(has, e.Name())
		}
	}
	return fmt.Errorf("%w %s %q: %s has %s", ErrNoSuch, kind, id, folder, strings.Join(has, ", "))
}

// readYAML reads a file at a path below the root, by which errors name it.
func readYAML(root, path string, into any) error {
	data, err := readFile(filepath.Join(root, filepath.FromSlash(path)))
	if err != nil {
		return err
	}
	return parseYAML(path, data, into)
}

// parseYAML reads the content of a file, by whose path errors name it.
func parseYAML(path string, data []byte, into any) error {
	err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(into)
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s is empty", path)
	}
	if err != nil {
		return fmt.Errorf("%s: %s", path, yaml.FormatError(err, false, true))
	}
	return nil
}

// required names the first key that has no value.
func required(path string, pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			return fmt.Errorf("%s: key %q is missing or empty", path, pairs[i])
		}
	}
	return nil
}

// oneOf refuses a value outside a list.
func oneOf(path, key, value string, allowed ...string) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	return fmt.Errorf("%s: key %q has the value %q, expected one of %s", path, key, value, strings.Join(allowed, ", "))
}

// Lang gives a language as its shortest BCP 47 tag: kk for kaz.
func Lang(named string) (string, error) {
	tag, err := language.Parse(named)
	if err != nil {
		return "", fmt.Errorf("language %q is no ISO 639 code or BCP 47 tag", named)
	}
	return tag.String(), nil
}

// shortestLang refuses a language that is not written as its shortest tag, by which
// names and rules are found.
func shortestLang(path, key, named string) error {
	tag, err := Lang(named)
	if err == nil && tag != named {
		err = fmt.Errorf("language %q is written %s", named, tag)
	}
	if err != nil {
		return fmt.Errorf("%s: key %q: %w", path, key, err)
	}
	return nil
}

// First gives the first error among several, if there is one.
func First(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
