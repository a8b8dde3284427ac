package main

import (
	"os"
	"strings"
	"testing"

	"multivector/pipeline"
	"multivector/pipeline/stage"
)

func TestTheREADMEShowsTheGraph(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := "```mermaid\n" + stage.Mermaid(pipeline.Stages) + "```"; !strings.Contains(string(data), want) {
		t.Errorf("the README's diagram is not the pipeline's; it should be:\n%s", want)
	}
}

func TestTheGraphHolds(t *testing.T) {
	if err := stage.Check(pipeline.Stages); err != nil {
		t.Error(err)
	}
}
