# Two commands do everything on a fresh machine: `make serve` and `make test`.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve site check test test-long bench lock clean

help: ## what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

serve: $(VENV)/.run ## build and serve http://127.0.0.1:8000 with live reload
	$(BIN)/python -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: $(VENV)/.run ## build ./site
	$(BIN)/python -m scripts build

check: $(VENV)/.dev ## ruff, mypy and the quick tests that need no browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not browser and not slow and not long" -n 2

test: $(VENV)/.dev node_modules/.ready ## install what the tests need, a browser too, and run all of them
	$(BIN)/python -m tests.browser_setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not long" -n 2

test-long: $(VENV)/.dev node_modules/.ready ## the sweeps that take minutes
	$(BIN)/python -m tests.browser_setup
	$(BIN)/python -m pytest -m long

bench: $(VENV)/.dev node_modules/.ready ## the benchmarks, printed as ratios
	$(BIN)/python -m tests.browser_setup
	$(BIN)/python -m benchmarks

lock: $(VENV)/.run ## resolve the lock files afresh
	$(PIP) uv
	$(BIN)/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.txt -o requirements.lock
	$(BIN)/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements-dev.txt -o requirements-dev.lock

clean: ## remove everything that was made
	rm -rf $(VENV) node_modules site .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache

# Debian ships Python without venv: as root it is one package away.
$(VENV)/bin/python:
	@! command -v $(PYTHON) >/dev/null || $(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
	  echo "$(PYTHON) is older than Python 3.11; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); \
	  apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.run

# The accessibility checker is the only thing from npm; without Node its tests are skipped.
node_modules/.ready: package.json package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --ignore-scripts; \
	else echo "no npm: the accessibility and JavaScript tests will be SKIPPED"; mkdir -p node_modules; fi
	@touch $@
