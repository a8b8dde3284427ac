// Command multivector turns raw policy texts and event records into versioned
// Parquet datasets.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/acquire"
	"multivector/pipeline/raw"
	"multivector/pipeline/release"
	"multivector/pipeline/stage"
)

func main() { os.Exit(run(os.Args, os.Stdout, os.Stderr)) }

// run is the whole program but for leaving it.
func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := app(stdout, stderr).RunContext(ctx, args)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		fmt.Fprintln(stderr, "multivector:", err)
		if h := hint(err); h != "" {
			fmt.Fprintln(stderr, "hint:", h)
		}
	}
	return exitCode(err)
}

func app(stdout, stderr io.Writer) *cli.App {
	return &cli.App{
		Name:  "multivector",
		Usage: "turns policy texts and event records into versioned Parquet datasets",
		Description: "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the data are invalid,\n" +
			"4 a raw file differs from its pin, 130 interrupted.",
		Writer: stdout, ErrWriter: stderr,
		HideVersion: true,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "root", Usage: "the folder that holds raw/", Value: ".", EnvVars: []string{"MULTIVECTOR_ROOT"}},
			&cli.StringFlag{Name: "out", Usage: "the folder for releases (default: out below the root)", EnvVars: []string{"MULTIVECTOR_OUT"}},
		},
		Commands: []*cli.Command{
			buildCommand(), fetchCommand(), graphCommand(), schemaCommand(), releasesCommand(),
			verifyCommand(), queryCommand(), explainCommand(), quarantineCommand(), textCommand(), compareCommand(), doctorCommand(), versionCommand(),
		},
		OnUsageError:   usageError,
		ExitErrHandler: func(*cli.Context, error) {}, // exit codes have one home: exitCode
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return fmt.Errorf("%w: there is no command %q; multivector help lists them", errUsage, c.Args().First())
			}
			return cli.ShowAppHelp(c)
		},
	}
}

// errUsage marks an error in how the program was called.
var errUsage = errors.New("wrong usage")

func usageError(_ *cli.Context, err error, _ bool) error { return fmt.Errorf("%w: %w", errUsage, err) }

// exitCode is the one place that turns an error into an exit code.
func exitCode(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled):
		return 130
	case errors.Is(err, errUsage), errors.Is(err, raw.ErrNoSuch):
		return 2
	case errors.Is(err, acquire.ErrChanged):
		return 4
	case errors.Is(err, stage.ErrData):
		return 3
	}
	return 1
}

// hint says what to do about an error.
func hint(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted; nothing half-made is left, run the command again to go on"
	case errors.Is(err, errUsage):
		return "add --help to the command to see how it is used"
	case errors.Is(err, acquire.ErrChanged):
		return "the release before was made from other bytes; if the new file is meant, take it with: multivector fetch SOURCE --accept \"reason\", or remove the old file and its pin in lock.json"
	case errors.Is(err, stage.ErrData):
		return "nothing was published; mend or remove the file that is named, and build again"
	case errors.Is(err, release.ErrOtherTables):
		return "build a release with this program, or read this one with the program that made it; multivector version prints which one a program is"
	case errors.Is(err, acquire.ErrUnreachable), errors.Is(err, acquire.ErrNotFound), errors.Is(err, acquire.ErrRedirect), errors.Is(err, acquire.ErrPage):
		return "url_tried in the section fetch of the source's source.yaml says whether anybody ever fetched from there; a copy from elsewhere is brought in with --from PATH"
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full; nothing half-made is left, make room and build again"
	}
	return ""
}

// arguments refuses a call with another number of arguments.
func arguments(c *cli.Context, least, most int) error {
	if n := c.NArg(); n < least || n > most {
		takes := c.Command.ArgsUsage
		if takes == "" {
			takes = "flags only"
		}
		return fmt.Errorf("%w: %s takes %s", errUsage, c.Command.Name, takes)
	}
	return nil
}

func root(c *cli.Context) string { return c.String("root") }

func out(c *cli.Context) string {
	if o := c.String("out"); o != "" {
		return o
	}
	return filepath.Join(root(c), "out")
}
