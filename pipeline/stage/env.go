package stage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// ErrData marks an error that the raw data are to blame for.
var ErrData = errors.New("the data are invalid")

// Output is a finished table.
type Output struct {
	Path string         `json:"path"`
	File tablefile.File `json:"file"`
}

// Env is what a stage sees while it runs.
type Env struct {
	Root string // the project's folder, which holds raw/
	Out  string // where releases go
	Case string // the case that is built, such as kaz
	// Edition is full or public; it matters to what is published, not to what is
	// computed.
	Edition string

	stage   *Stage
	dir     string // where the stage's output is made
	cache   string // where the outputs of the case's stages are kept
	code    string // hash of the code that the stage runs
	tables  map[string]Output
	ending  sync.Mutex // of tables
	written map[string]tablefile.File
	notes   []Note
	report  Reporter
}

// Note is a fact that a stage wants its user to know.
type Note struct{ Name, Value string }

// Note tells the user a fact, such as the version of the release.
func (e *Env) Note(name, format string, args ...any) {
	e.notes = append(e.notes, Note{name, fmt.Sprintf(format, args...)})
}

// Raw gives the path of a file below raw/.
func (e *Env) Raw(path string) string {
	return filepath.Join(e.Root, "raw", filepath.FromSlash(path))
}

// Table gives the finished file of a table that the stage declares to read.
func (e *Env) Table(t schemas.Declared) (Output, error) {
	name := t.Describe().Name
	for _, r := range e.stage.Reads {
		if r.Describe().Name == name {
			return e.tables[name], nil
		}
	}
	return Output{}, fmt.Errorf("table %s is not among those that the stage declares to read", name)
}

// Kept gives a folder in which the stage keeps parts of its work from run to
// run, under names that say what they were made from. Unfinished ones are gone.
func (e *Env) Kept() (string, error) {
	dir := filepath.Join(e.cache, e.stage.Name+".parts")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	return dir, Sweep(dir)
}

// Key hashes the stage's code and some of the tables that it reads, for the
// names of what it keeps.
func (e *Env) Key(tables ...schemas.Declared) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, e.code)
	for _, t := range tables {
		out, err := e.Table(t)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, t.Describe().Name, out.File.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Progress tells how much of a stage's work is done.
func (e *Env) Progress(done, total int64, unit string) {
	e.report.Progress(e.stage.Name, done, total, unit)
}

// Rows reads a table that fits in memory.
func Rows[R any](ctx context.Context, e *Env, t *schemas.Table[R]) ([]R, error) {
	out, err := e.Table(t)
	if err != nil {
		return nil, err
	}
	return tablefile.ReadAll(ctx, out.Path, t)
}

// Write writes a table that fits in memory, sorted by its primary key.
func Write[R any](e *Env, t *schemas.Table[R], rows []R) error {
	path, err := e.target(t)
	if err != nil {
		return err
	}
	file, err := tablefile.WriteAll(path, t, rows)
	if err != nil {
		return err
	}
	e.wrote(t.Name, file)
	return nil
}

// Join makes a table of finished parts, in their order.
func Join[R any](e *Env, t *schemas.Table[R], parts []tablefile.Part) error {
	if err := e.writes(t); err != nil {
		return err
	}
	file, err := tablefile.Join(e.dir, t, parts)
	e.wrote(t.Name, file)
	return err
}

// Writer writes a table row by row.
type Writer[R any] struct {
	*tablefile.Writer[R]
	env  *Env
	name string
}

// Create starts a table that is written in the order in which its rows come.
func Create[R any](e *Env, t *schemas.Table[R]) (*Writer[R], error) {
	path, err := e.target(t)
	if err != nil {
		return nil, err
	}
	w, err := tablefile.Create(path, t)
	return &Writer[R]{w, e, t.Name}, err
}

// Close completes the table. Several may be closed at once.
func (w *Writer[R]) Close() error {
	file, err := w.Writer.Close()
	if err == nil {
		w.env.wrote(w.name, file)
	}
	return err
}

func (e *Env) wrote(name string, file tablefile.File) {
	e.ending.Lock()
	defer e.ending.Unlock()
	e.written[name] = file
}

func (e *Env) target(t schemas.Declared) (string, error) {
	return tablefile.File{}.Path(e.dir, t.Describe().Name), e.writes(t)
}

// writes holds a table against those that the stage declares to write.
func (e *Env) writes(t schemas.Declared) error {
	name := t.Describe().Name
	if !slices.Contains(Names(e.stage.Writes), name) {
		return fmt.Errorf("table %s is not among those that the stage declares to write", name)
	}
	return nil
}
