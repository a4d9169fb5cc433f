# The project's commands. `make run` and `make test` are the README's two commands under shorter names.
PYTHON ?= python3
BIN := .venv/bin
# A screen in memory, where the program for it is installed; without it the tests of real windows are skipped.
SCREEN := $(shell command -v xvfb-run >/dev/null 2>&1 && echo 'xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24"')

# One more than there are cores, since many a test waits for a process of its own.
WORKERS := $(shell expr $$(nproc 2>/dev/null || echo 1) + 1)

export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.PHONY: run test test-slow check fix bench bench-gui screenshots translations wheel app-folder deb

run:
	$(PYTHON) packaging/bootstrap.py run

test:
	$(PYTHON) packaging/bootstrap.py test

# First those that are slow for their number, on all cores; then those that want the machine for themselves.
test-slow: | $(BIN)/pytest
	$(BIN)/python -m pytest -m wide -rfEs -n $(WORKERS) --dist worksteal; wide=$$?; \
	$(SCREEN) $(BIN)/python -m pytest -m "slow and not wide" -rfEs && exit $$wide

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

bench-gui: | $(BIN)/pytest
	$(BIN)/python -m tests.bench.gui

screenshots: | $(BIN)/pytest
	$(BIN)/python tests/screenshots.py --all
	$(BIN)/python tests/screenshots.py --manual
	$(BIN)/python tests/screenshots.py --manual --language de

translations: | $(BIN)/pytest
	$(BIN)/python packaging/translations.py

# What others install: packaging/README.md says what each is, and what it needs.
wheel: | $(BIN)/pytest
	$(BIN)/python packaging/make_wheel.py

app-folder:
	$(PYTHON) packaging/make_app_folder.py

deb: app-folder
	$(PYTHON) packaging/make_deb.py

$(BIN)/pytest:
	$(PYTHON) packaging/bootstrap.py setup
