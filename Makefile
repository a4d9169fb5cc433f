# The project's commands. `make run` and `make test` are the README's two commands under shorter names.
PYTHON ?= python3
BIN := .venv/bin
# A screen in memory, where the program for it is installed; without it the tests of real windows are skipped.
SCREEN := $(shell command -v xvfb-run >/dev/null 2>&1 && echo 'xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24"')

export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.PHONY: run test test-slow check fix bench screenshots

run:
	$(PYTHON) packaging/bootstrap.py run

test:
	$(PYTHON) packaging/bootstrap.py test

test-slow: | $(BIN)/pytest
	$(SCREEN) $(BIN)/python -m pytest -m slow -rfEs

check: | $(BIN)/pytest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports --no-logo

fix: | $(BIN)/pytest
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: | $(BIN)/pytest
	$(BIN)/python -m tests.bench

screenshots: | $(BIN)/pytest
	$(BIN)/python tests/screenshots.py

$(BIN)/pytest:
	$(PYTHON) packaging/bootstrap.py setup
