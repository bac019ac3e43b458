# make demo: code the example articles. make test: every check. make bench: speed and memory. make help: the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
INDEX := $(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null)
DEMO := demo

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench bench-large lock clean browser eval web serve screenshots

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "tacitus needs Python 3.11 or newer; set PYTHON=python3.12 or the like")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml src/tacitus/version.py | $(VENV)/.made
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.run ## code the example articles, print the events, write the record and a page to look at
	@$(BIN)/python tools/demo.py $(DEMO)

web: $(VENV)/.run ## build the web app that `tacitus serve` shows
	@$(BIN)/python tools/build_web.py

serve: web ## build the web app and open a record in it: RECORD=FILE, else the one of make demo
	@test -n "$(RECORD)" || test -e $(DEMO)/record.db || $(MAKE) --no-print-directory demo
	@$(BIN)/tacitus serve $(or $(RECORD),$(DEMO)/record.db)

screenshots: $(VENV)/.dev browser web ## take the pictures of the web app anew, of the record of make demo
	@test -e $(DEMO)/record.db || $(MAKE) --no-print-directory demo
	@$(BIN)/python tools/screenshots.py $(DEMO)/record.db

test: $(VENV)/.dev browser check ## format, lint, types, import rules and all tests, those of the web app too
	@$(BIN)/python tools/build_web.py --check
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet src tests tools benchmarks
	@$(BIN)/ruff check --quiet src tests tools benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -n 3

browser: $(VENV)/.dev
	@$(BIN)/python tools/browser.py

format: $(VENV)/.dev ## put the code into its form
	@$(BIN)/ruff check --quiet --fix src tests tools benchmarks; $(BIN)/ruff format --quiet src tests tools benchmarks

eval: $(VENV)/.run ## how often tacitus is right on every tuning set that is there: docs/accuracy.md, floors
	@$(BIN)/python tools/evaluate.py

bench: $(VENV)/.run ## articles a second by stage, against the bare parser, memory and growth
	@$(BIN)/python benchmarks/bench.py

bench-large: $(VENV)/.run ## 100,000 coded documents into incidents, then browsed: time, memory, growth, answers
	@$(BIN)/python benchmarks/incidents.py
	@$(BIN)/python benchmarks/browsing.py

lock: ## renew the lock files with hashes from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	for kind in run dev web; do \
	  $(if $(INDEX),UV_DEFAULT_INDEX="$(INDEX)") $(BIN)/uv pip compile $$( [ $$kind = web ] && echo requirements/web.in || echo pyproject.toml requirements/build.in ) \
	    $$( [ $$kind = dev ] && echo --extra dev ) --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" -q -o requirements/$$kind.txt; \
	done

clean: ## remove what was made, the virtual environment too
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .hypothesis web/node_modules src/tacitus/server/app
