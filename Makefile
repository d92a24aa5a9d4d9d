# Each target sets up what it needs: a virtual environment in .venv from the hashed lock file.

PYTHON ?= python3
export POLNEAR
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test lint ui accuracy bench docs lock clean

run: $(READY)
	@$(BIN)/onrecord run

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_like_sql

ui: $(READY)
	@$(BIN)/onrecord ui

# With POLNEAR=FOLDER, the folder of that corpus, its figures are measured as well.
accuracy: $(READY)
	@$(BIN)/python -m tests.accuracy.report

# Ten minutes on two cores, and up to an hour with FULL=1; writes docs/benchmarks.md.
bench: $(READY)
	@$(BIN)/python -m tests.benchmarks

docs: $(READY)
	$(BIN)/onrecord dictionary > docs/dictionary.md
	$(BIN)/python -m tests.pages.cookbook
	$(BIN)/python -m tests.pages.licences > docs/licences.md
	$(BIN)/python -m tests.pipeline.test_definitions

# Wants uv on the PATH; writes hashes for every platform, and no index address.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-strip-extras --no-header --no-annotate --no-emit-index-url \
		--quiet --output-file requirements.lock

clean:
	rm -rf .venv

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else \
		"onrecord needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --no-index --editable .
	@touch $@
