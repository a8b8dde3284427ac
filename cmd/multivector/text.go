package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"multivector/pipeline"
	"multivector/pipeline/raw"
	"multivector/pipeline/reading"
	"multivector/pipeline/texts"
	"multivector/schemas"
)

func textCommand() *cli.Command {
	return &cli.Command{
		Name:      "text",
		Usage:     "show one text as the pipeline sees it",
		ArgsUsage: "FILE [--lang en] [--html PAGE]",
		Description: "The file need not belong to a case. Shown are its passages and provisions, whom they\n" +
			"name, and how they are coded. Example:\n\n   multivector text speech.docx --lang ru --day 2014-09-25 --issuer KAZ",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "case", Usage: "the case whose tables are used", Value: "kaz"},
			&cli.StringFlag{Name: "lang", Usage: "the language, as a BCP 47 tag; rules and names are in en, ru and kk", Value: "en"},
			&cli.StringFlag{Name: "day", Usage: "the day of the text, on which names must be valid", Value: "2020-01-01"},
			&cli.StringFlag{Name: "issuer", Usage: "the actor who speaks"},
			&cli.StringFlag{Name: "type", Usage: "the kind of document, as in doc_type; some rules are for international_agreement only"},
			&cli.StringFlag{Name: "html", Usage: "write a page to this file, and print only where it is"},
		},
		OnUsageError: usageError,
		Action:       showText,
	}
}

func showText(c *cli.Context) error {
	args, err := flagsAfter(c, 1)
	if err != nil {
		return err
	}
	day, err := schemas.ParseDate(c.String("day"))
	if err != nil {
		return fmt.Errorf("%w: --day: %w", errUsage, err)
	}
	lang, err := raw.Lang(c.String("lang"))
	if err != nil {
		return fmt.Errorf("%w: --lang: %w", errUsage, err)
	}
	info, err := os.Stat(args[0])
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() > texts.MostBytes {
		return fmt.Errorf("%s is no file of at most %d bytes", args[0], texts.MostBytes)
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	document := schemas.Document{IssuerActorID: c.String("issuer"), DocType: c.String("type"), AdoptedOn: schemas.Some(day)}
	var found *texts.Sample
	err = pipeline.Look(c.Context, root(c), out(c), c.String("case"), &reporter{}, func(s *texts.Sampler) (err error) {
		found, err = s.Read(filepath.Base(args[0]), lang, document, data)
		return err
	})
	if err != nil {
		return err
	}
	read := reading.Document{Sample: *found}
	if name := c.String("html"); name != "" {
		return writePage(c.App.Writer, name, read.Page)
	}
	read.Text(c.App.Writer, colored(c.App.Writer))
	return nil
}
