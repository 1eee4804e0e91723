# `make run` and `make test` are all that is needed; both set up what is missing and are quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
TOOLS := $(VENV)-tools
BUNDLES := static/built/.stamp
WHAT ?= safespaces/moderation safespaces/web/access.py safespaces/hours safespaces/snapshot safespaces/coverage safespaces/actions

.DEFAULT_GOAL := help
.PHONY: help run demo wheel check test test-cluster bundle lint bench fuzz kills storm two-versions mutants pictures pins audit bom check-python

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1	\2/'

run: $(VENV)/.installed ## set up the service with demonstration data and serve it on 127.0.0.1:$PORT (8000)
	@$(BIN)/safespaces run

demo: $(VENV)/.installed ## the same with made-up partners, in a register of its own, and a way in for each role
	@SAFESPACES_DATABASE=sqlite:///var/demo.db $(BIN)/safespaces demo
	@SAFESPACES_DATABASE=sqlite:///var/demo.db $(BIN)/safespaces run

wheel: $(VENV)/.for-tests $(BUNDLES) ## build what a server installs (docs/operating.md), as dist/safespaces-VERSION.whl
	@rm -rf dist && $(BIN)/python -m build --wheel --no-isolation --outdir dist >/dev/null && ls dist/*.whl

check: $(VENV)/.for-tests $(BUNDLES) ## style, types, and the quick tests beside what was changed since the last commit
	@began=$$(date +%s); $(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy safespaces \
	  && $(BIN)/python -m tests.node node node_modules/typescript/bin/tsc -p . \
	  && $(BIN)/python -m pytest --quiet --numprocesses logical -m 'not long' $$($(BIN)/python -m tests.touched) \
	  && echo "Checked in $$(( $$(date +%s) - began )) seconds."

test: $(VENV)/.for-tests $(BUNDLES) ## run every test, those in a real browser included
	@sh tests/chromium.sh
	@sh tests/programs.sh
	@mkdir -p build
	$(BIN)/python -m pytest --numprocesses logical --dist loadfile --no-loadscope-reorder --junitxml=build/tests.xml

test-cluster: $(VENV)/.for-tests ## three databases, two web nodes, and what can happen to them for five minutes; needs root (SECONDS=n, SEED=n)
	@sh tests/cluster/programs.sh
	$(BIN)/python -m tests.cluster $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))

bundle: $(BUNDLES) ## put the scripts of each page into one file, after a change under static/js

lint: $(VENV)/.for-tests ## put the code into the house style and point out what is odd
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

storm: $(VENV)/.for-tests ## ten times the load that can be served, behind nginx: are those who are served right and quick? A minute
	@sh tests/programs.sh
	$(BIN)/python -m tests.storm

two-versions: $(VENV)/.for-tests $(BUNDLES) ## serve one database with the code before the newest migration and with this; half a minute
	$(BIN)/python -m tests.two_versions

mutants: $(VENV)/.for-tests ## put small faults into the rules and see that tests notice; an hour or more (WHAT="folders", SAMPLE=150)
	$(BIN)/python -m tests.mutants $(WHAT) $(if $(SAMPLE),--sample $(SAMPLE))

fuzz: $(VENV)/.for-tests ## send what nobody would send, 100,000 times: no 5xx, no hang, no growth of memory; some minutes (CASES=n, SEED=n)
	$(BIN)/python -m tests.fuzz $(if $(CASES),--cases $(CASES)) $(if $(SEED),--seed $(SEED))

kills: $(VENV)/.for-tests ## kill processes while they write, a thousand times, and see that nothing acknowledged is lost; some minutes
	$(BIN)/python -m tests.kills $(if $(KILLS),--kills $(KILLS))

bench: $(VENV)/.for-tests $(BUNDLES) ## measure speed and size, and write bench/RESULTS.md
	$(BIN)/python -m bench

pictures: $(VENV)/.for-tests $(BUNDLES) ## take the pictures in the documentation anew
	@sh tests/chromium.sh
	$(BIN)/python -m pytest --quiet tests/browser/take_pictures.py

pins: $(TOOLS)/.installed ## take newer versions of what the service is built on, with the digests of their files
	$(TOOLS)/bin/python -m tests.pins --upgrade

audit: $(TOOLS)/.installed ## ask the public lists of known faults about every version in use (needs a network)
	$(TOOLS)/bin/pip-audit --require-hashes --disable-pip --requirement pins/all.txt
	$(BIN)/python -m tests.node npm audit --audit-level=low

bom: $(TOOLS)/.installed $(VENV)/.installed ## write what the service is made of as build/bom.json (CycloneDX)
	@mkdir -p build
	$(TOOLS)/bin/cyclonedx-py requirements pins/run.txt --pyproject pyproject.toml --output-reproducible -o build/bom.json

$(TOOLS)/.installed: pins/tools.txt | check-python
	@test -x $(TOOLS)/bin/python || $(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement pins/tools.txt
	@touch $@

check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, as python3 or as make PYTHON=/path/to/python run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 1; }

# The environment is made again only when what it is made from changes.
$(VENV)/.installed: pyproject.toml pins/run.txt hatch_build.py bundle.mjs package.json package-lock.json | check-python
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (a minute or two, the first time only) ..."
	@$(PIP) --require-hashes --requirement pins/run.txt
	@command -v npm >/dev/null || $(PIP) --require-hashes --requirement pins/node.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.for-tests: $(VENV)/.installed pins/all.txt
	@echo "Installing what the tests need ..."
	@$(PIP) --require-hashes --requirement pins/all.txt
	@$(BIN)/python -m tests.node npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(BUNDLES): bundle.mjs $(wildcard static/js/*.js static/js/*/*.js) | $(VENV)/.for-tests
	@$(BIN)/python hatch_build.py && touch $@
