package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/google/renameio/v2"
	"github.com/mattn/go-isatty"
)

// writeJSON prints a result for machines.
func writeJSON(w io.Writer, v any) error {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, string(data))
	return err
}

// writePage writes a page to a file, whole or not at all, and prints where it is.
func writePage(w io.Writer, name string, page func(io.Writer) error) error {
	var b bytes.Buffer
	if err := page(&b); err != nil {
		return err
	}
	if err := renameio.WriteFile(name, b.Bytes(), 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, name)
	return err
}

// colored reports whether what is printed may be in color: on a terminal, unless
// NO_COLOR is set.
func colored(w io.Writer) bool { return terminal(w) && os.Getenv("NO_COLOR") == "" }

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
