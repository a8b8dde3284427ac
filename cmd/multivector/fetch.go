package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/acquire"
	"multivector/schemas"
)

func fetchCommand() *cli.Command {
	return &cli.Command{
		Name:      "fetch",
		Usage:     "bring a local copy of a source's files in, and pin them by SHA-256",
		ArgsUsage: "SOURCE --from PATH",
		Description: "Copies the files to raw/sources/SOURCE/data and pins each in\n" +
			"raw/sources/SOURCE/lock.json. A file that is pinned already must have the same\n" +
			"bytes; if not, nothing is copied and the exit code is 4. Example:\n\n" +
			"   multivector fetch gdelt2 --from ~/Downloads/gdelt",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "a file, or a folder whose matching files are taken"},
			&cli.BoolFlag{Name: "json", Usage: "print what was done as JSON"},
		},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			source, from, err := sourceAndPath(c)
			if err != nil {
				return err
			}
			day, err := today()
			if err != nil {
				return err
			}
			done, err := acquire.Fetch(c.Context, root(c), source, from, day)
			if err != nil {
				return err
			}
			if c.Bool("json") {
				data, err := json.MarshalIndent(done, "", " ")
				fmt.Fprintln(c.App.Writer, string(data))
				return err
			}
			fmt.Fprintf(c.App.Writer, "%s: %d files added (%d bytes), %d unchanged, %d skipped\n", source, len(done.Added), done.Bytes, len(done.Same), len(done.Skipped))
			return nil
		},
	}
}

// sourceAndPath takes --from before or after the source, as people write it.
func sourceAndPath(c *cli.Context) (source, from string, err error) {
	args := c.Args().Slice()
	from = c.String("from")
	if len(args) == 3 && args[1] == "--from" {
		args, from = args[:1], args[2]
	}
	if len(args) != 1 || from == "" {
		return "", "", fmt.Errorf("%w: fetch takes %s", errUsage, c.Command.ArgsUsage)
	}
	return args[0], from, nil
}

// today is the day on which files are brought in. It is written down as a fact
// about them; SOURCE_DATE_EPOCH overrides it.
func today() (schemas.Date, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return schemas.DateOf(time.Now()), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("SOURCE_DATE_EPOCH is %q, expected seconds since 1970", epoch)
	}
	return schemas.Date(seconds / 86400), nil
}
