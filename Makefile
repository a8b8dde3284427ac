# Everything that a person or CI does. `make help` lists it.

CASE     ?= kaz
EDITION  ?= full
TOOLS    := $(CURDIR)/.tools
VENV     := $(CURDIR)/.venv
BIN      := $(TOOLS)/multivector
CORPUS   ?= $(CURDIR)/../shared/data
VULNDB   ?= $(wildcard $(CURDIR)/../shared/vulndb)
FUZZTIME ?= 60s
BENCHROWS ?= 1000000

GOLANGCI_LINT := $(TOOLS)/golangci-lint-v2.15.0
GOVULNCHECK   := $(TOOLS)/govulncheck-v1.9.0
GOTESTSUM     := $(TOOLS)/gotestsum-v1.13.0

# Every test run leaves its events here, for the count at the end of CI.
EVENTS := $(CURDIR)/out/.tests

.PHONY: help dataset test outside python lint race corpus vuln bench fuzz check clean program

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

dataset: program ## build the dataset of a case (CASE=kaz EDITION=full) from raw/ into out/
	$(BIN) build --case $(CASE) --edition $(EDITION)

test: $(GOTESTSUM) program ## run the tests, and the checks from outside
	@mkdir -p $(EVENTS)
	$(GOTESTSUM) --format pkgname --jsonfile $(EVENTS)/test.json -- -skip '^TestCorpus' ./...
	$(MAKE) outside

outside: program $(VENV)/ready ## open a release with pandas, pyarrow, polars and duckdb
	@mkdir -p $(EVENTS)
	MULTIVECTOR=$(BIN) $(VENV)/bin/python -m pytest -q -p no:cacheprovider .ci/outside | tee $(EVENTS)/outside.txt; test $${PIPESTATUS[0]} -eq 0

python: $(VENV)/ready ## install pandas, polars, duckdb and matplotlib into .venv

lint: $(GOLANGCI_LINT) ## check style and the layers between packages
	$(GOLANGCI_LINT) run ./...

race: $(GOTESTSUM) ## run the tests with the race detector
	@mkdir -p $(EVENTS)
	$(GOTESTSUM) --format pkgname --jsonfile $(EVENTS)/race.json -- -race -short -skip '^TestCorpus' ./...

corpus: $(GOTESTSUM) ## run the tests on real data, which must be there (CORPUS=folder)
	@mkdir -p $(EVENTS)
	MULTIVECTOR_CORPUS=$(CORPUS) MULTIVECTOR_CORPUS_REQUIRED=1 $(GOTESTSUM) --format testname --jsonfile $(EVENTS)/corpus.json -- -run '^TestCorpus' -count=1 ./...

vuln: $(GOVULNCHECK) ## look for known vulnerabilities that the code reaches
	$(GOVULNCHECK) $(if $(VULNDB),-db file://$(VULNDB)) ./...

bench: $(VENV)/bench ## measure against other tools; write out/bench.md and the README's tables
	@mkdir -p $(TOOLS)
	go build -trimpath -o $(TOOLS)/bench ./cmd/bench
	$(TOOLS)/bench --rows $(BENCHROWS) --python $(VENV)/bin/python $(if $(wildcard $(CORPUS)/texts/ungdc),--texts $(CORPUS)/texts/ungdc) $(if $(filter 1000000,$(BENCHROWS)),--readme README.md)

fuzz: ## run every fuzz target for FUZZTIME
	@for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$pkg || exit 1; \
		done; \
	done

check: test lint race corpus vuln ## all that CI runs

clean: ## remove what was built, but no raw data and no release
	rm -rf $(TOOLS) $(VENV) out/.cache out/.tests out/.bench

program:
	@mkdir -p $(TOOLS)
	go build -trimpath -o $(BIN) ./cmd/multivector

$(GOLANGCI_LINT):
	GOBIN=$(TOOLS)/new go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv $(TOOLS)/new/golangci-lint $@

$(GOVULNCHECK):
	GOBIN=$(TOOLS)/new go install golang.org/x/vuln/cmd/govulncheck@v1.9.0
	mv $(TOOLS)/new/govulncheck $@

$(GOTESTSUM):
	GOBIN=$(TOOLS)/new go install gotest.tools/gotestsum@v1.13.0
	mv $(TOOLS)/new/gotestsum $@

$(VENV)/ready: .ci/outside/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --requirement .ci/outside/requirements.txt
	touch $@

$(VENV)/bench: $(VENV)/ready .ci/outside/bench.txt
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --requirement .ci/outside/bench.txt
	touch $@

SHELL := /bin/bash
