# make run: explore the seeds in a browser.  make test: everything CI runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
READING := $(shell find geo data seeds -type f -not -path '*/__pycache__/*' 2>/dev/null)

.PHONY: run test test-long lint install browser bench evaluate tour clean

run: $(VENV)/.installed atlas/.built
	$(BIN)/dateline serve --atlas atlas

install: $(VENV)/.installed

atlas/.built: $(VENV)/.installed $(READING)
	$(BIN)/dateline build seeds --atlas atlas --refresh
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) -e .
	@touch $@

$(VENV)/.tested: pyproject.toml | $(BIN)/python
	$(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) -e '.[test]'
	@touch $@ $(VENV)/.installed

browser:
	@sh tests/browser/chromium.sh

test: $(VENV)/.tested browser lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not long"

# What takes most of a minute each: workers of a cluster that hang or die again and again, the pictures of the tour.
test-long: $(VENV)/.tested browser
	$(BIN)/python -m pytest -m long

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Figures of speed into docs/speed.md, scale.md and performance.md: an hour, and 5 GB under .cache.
bench: $(VENV)/.tested browser
	$(BIN)/python tests/bench/speed.py --write
	$(BIN)/python tests/bench/build.py --write
	$(BIN)/python -m tests.bench.big.ask --write
	$(BIN)/python -m tests.bench.page .cache/big/1000000 --write

# Figures of accuracy on annotated news, where it is there.
evaluate: $(VENV)/.tested
	$(BIN)/dateline evaluate $(or $(GOLD),../shared/corpora/dev.jsonl)

# The pictures of the README and of docs/tour.md, taken anew.
tour: $(VENV)/.tested browser
	$(BIN)/python -m tests.browser.tour

clean:
	rm -rf $(VENV) atlas .mypy_cache .ruff_cache .pytest_cache
