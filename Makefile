# The chores of this project. `make help` lists them.

PYTHON := .venv/bin/python
FLASK := $(PYTHON) -m flask --app wsgi
CATALOGUES := $(wildcard lms/translations/*/LC_MESSAGES/messages.po)

export PORT ?= 8000
WORKERS ?= 2
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install run test check lint format translations bench lock clean
.DELETE_ON_ERROR:

help: ## list these chores
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

install: .venv/.installed $(CATALOGUES:.po=.mo) ## virtual environment and pinned libraries

run: install ## install, then serve the site with its demo on http://127.0.0.1:$PORT (8000)
	@$(FLASK) serve --demo

test: install .venv/.installed-tests ## install what tests need, then run them all (ARGS="tests/seminars -x")
	@sh tools/libical.sh
	@browser="$$(sh tools/browser.sh)" && CHROMIUM="$$browser" $(PYTHON) -m pytest -n $(WORKERS) $(ARGS)

check: lint test ## what CI runs: format, lint, types, contracts, templates, courses, migrations, tests

lint: install .venv/.installed-tests ## all of `make check` but the tests
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m djlint --quiet --lint lms/templates
	$(PYTHON) -m deptry --no-ansi .
	sh tools/migrations.sh
	$(FLASK) courses check courses/*/

format: .venv/.installed-tests ## lay out the Python files and mend what can be mended
	$(PYTHON) -m ruff check --fix-only
	$(PYTHON) -m ruff format

translations: .venv/.installed-tests ## collect the site's phrases into lms/translations, ready to translate
	sh tools/translations.sh

bench: install ## measure the real server beside two yardsticks and write bench/RESULTS.md
	$(PYTHON) -m bench

lock: ## choose the newest versions of all libraries again (needs the network)
	sh tools/lock.sh

clean: ## remove the virtual environment and caches; the site's data stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/.installed: requirements.txt tools/libraries.sh
	@sh tools/libraries.sh requirements.txt "the application's libraries"
	@touch $@

.venv/.installed-tests: tests/requirements.txt .venv/.installed
	@sh tools/libraries.sh tests/requirements.txt "the tests' libraries"
	@touch $@

%.mo: %.po .venv/.installed
	@$(PYTHON) -m babel.messages.frontend -q compile -i $< -o $@
