# make demo   sets up everything and serves the complete 2024 forum
# make test   sets up and passes the tests
# make bench  prints every headline figure as JSON
# make lint   linters, types, import contracts, migrations, translations
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.set-up
DEV_STAMP := .venv/.set-up-dev
DEMO := DATA_DIR=var/demo DEMO_MODE=yes TASKS=queue PORT=$(PORT) SITE_URL=http://localhost:$(PORT)

help:
	@sed -n 's/^# //p' Makefile

setup: $(STAMP)

$(STAMP): requirements/base.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/base.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m reviewforum.common.catalogues
	touch $(STAMP)

dev: $(DEV_STAMP)

$(DEV_STAMP): $(STAMP) requirements/dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	touch $(DEV_STAMP)

demo: setup
	$(DEMO) $(BIN)/reviewforum migrate --verbosity 0
	$(DEMO) $(BIN)/reviewforum build_demo
	$(DEMO) $(BIN)/reviewforum collectstatic --noinput --verbosity 0
	$(DEMO) $(BIN)/reviewforum serve

test: dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: dev
	$(BIN)/python -m bench

lint: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/reviewforum makemigrations --check --dry-run
	$(BIN)/reviewforum check_translations

messages: dev
	cd reviewforum && ../$(BIN)/python -m django makemessages --all --no-location --no-obsolete --ignore 'static/vendor/*'
	$(BIN)/python -m reviewforum.common.catalogues

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements/base.in -o requirements/base.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements/dev.in -c requirements/base.lock -o requirements/dev.lock

.PHONY: help setup dev demo test bench lint messages lock
