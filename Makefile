# Two commands on a fresh machine: `make demo` and `make check`. Both set up everything they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.locked

.PHONY: demo check setup format packs docs test lock dist audit clean

demo: setup
	@$(BIN)/nizam read corpus/articles/port-talks/article.txt
	@$(BIN)/nizam read corpus/articles/port-talks/article.txt --format html --out build/demo.html
	@echo "The same report as a page: build/demo.html"

check: setup
	@sh scripts/check.sh $(BIN)

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/nizam $(VENV)/lib >/dev/null || true
	@NIZAM_HOME=$(VENV)/home $(BIN)/python scripts/prebuild.py
	@touch $(STAMP)

format: setup
	$(BIN)/ruff format src tests bench scripts
	$(BIN)/ruff check --fix src tests bench scripts

packs: setup
	$(BIN)/nizam packs lint

docs: setup
	$(BIN)/python -m scripts.lawpages
	$(BIN)/python -m scripts.sitepages

test: setup
	$(BIN)/pytest

lock:
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate \
		--python-version 3.11 --extra dev pyproject.toml scripts/build-requirements.in -o requirements.lock

# wheel, sdist, bill of materials and checksums; the same commit gives the same bytes
dist: setup
	@$(BIN)/python -m scripts.dist

audit: setup
	@$(BIN)/python -m scripts.audit

clean:
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
