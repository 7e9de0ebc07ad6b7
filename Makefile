# Two commands matter: `make demo` and `make test`. The rest are their parts, or take longer.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON_IN := .venv/bin/python
SOURCES := src tests tools benchmarks torture
COMPILED := src/fanlight/frontdoor/tree_search/_counting.c

.PHONY: help setup demo test lint types contracts unit postgres journeys bench torture simulate release-check matrix lock clean

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: .venv/.ready-web ## The virtual environment .venv with the web application

demo: setup ## A made-up authority in the browser; PORT=8123 for another port
	@FANLIGHT_HOME="$${FANLIGHT_HOME:-$(CURDIR)/.fanlight}" .venv/bin/fanlight demo $(if $(PORT),--port $(PORT))

test: .venv/.ready-dev ## Everything: lint, types, contracts, tests on SQLite and PostgreSQL, in a real browser
	@sh tools/system_packages.sh
	@$(PYTHON_IN) tools/run_tests.py everything

lint: .venv/.ready-dev ## ruff: rules and format
	@.venv/bin/ruff check $(SOURCES) && .venv/bin/ruff format --check $(SOURCES)

types: .venv/.ready-dev ## mypy, strict outside the web
	@.venv/bin/mypy

contracts: .venv/.ready-dev ## import-linter: who may import whom
	@.venv/bin/lint-imports --no-logo

unit: .venv/.ready-dev ## Tests on SQLite, without browser and wheel
	@$(PYTHON_IN) tools/run_tests.py sqlite -n 2 --dist loadfile -m "not browser and not wheel"

postgres: .venv/.ready-dev ## Tests that touch the database, on a PostgreSQL of their own
	@$(PYTHON_IN) tools/run_tests.py postgres

journeys: .venv/.ready-dev ## Tests in a real browser, on SQLite; screens of every page in test-results/screens
	@FANLIGHT_SCREENS=1 $(PYTHON_IN) tools/run_tests.py sqlite -m browser

# Each goes on after a part that misses its target, so that one run tells all, and fails at the end.
bench: .venv/.ready-dev ## How long things take, on 20,000 contacts; writes docs/measured (30 min)
	@home=$$(mktemp -d); failed=0; unset FANLIGHT_DATABASE_URL; \
	for part in load pages series_pages every_page pdf read_cin import_cin charts comparison start pilots checklist_audit scoring; do echo "=== $$part"; \
	FANLIGHT_HOME=$$home $(PYTHON_IN) -m benchmarks.$$part || failed=1; done; rm -rf "$$home"; exit $$failed

torture: .venv/.ready-dev ## Killed processes, tampered log, many writers, census rules beside the validator; writes docs/measured (25 min)
	@failed=0; unset FANLIGHT_DATABASE_URL; \
	for part in tamper writers "kill_decisions sqlite" "kill_decisions postgres" "kill_imports sqlite" "kill_imports postgres" \
	"kill_near_misses sqlite" "kill_near_misses postgres" \
	cin_differential fuzz_files every_sample; do \
	echo "=== $$part"; $(PYTHON_IN) -m torture.$$part || failed=1; done; exit $$failed

simulate: .venv/.ready-dev ## Made-up authorities beside published figures; false alarms, coverage, pilots (40 min)
	@failed=0; for part in calibration comparison_coverage fatigue_worlds false_alarms honest_chart pilot_simulation outcome_statistics noise_intervals; do echo "=== $$part"; \
	OPENBLAS_NUM_THREADS=1 $(PYTHON_IN) -m benchmarks.$$part || failed=1; done; exit $$failed

release-check: .venv/.ready-dev ## Are the figures in docs/measured still those of this source?
	@$(PYTHON_IN) tools/measure.py check

matrix: ## Tests on every newer Python found here (3.12 and later bring Django 6)
	@sh tools/matrix.sh

lock: .venv/.ready-dev ## Requirements anew from pyproject.toml; UPGRADE=1 for newest versions
	@sh tools/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## Removes .venv and caches; keeps the demo's data
	rm -rf .venv build dist test-results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

# Made anew when the lock or the project's own list changes.
.venv/.ready-web: requirements/web.txt requirements/uv.txt requirements/build.txt pyproject.toml $(COMPILED)
	@sh tools/setup.sh web

.venv/.ready-dev: requirements/dev.txt requirements/uv.txt requirements/build.txt pyproject.toml $(COMPILED)
	@sh tools/setup.sh dev
