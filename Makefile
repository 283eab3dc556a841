# Needs GNU make and a Python >= 3.11 that can make virtual environments; everything else goes into .venv.
# Paths are relative throughout, so that the folder may have a space in its name.

# Environment or command line, or these.
PORT ?= 8000
N ?= 100000
ARGS ?=
export PORT

PY := .venv/bin/python
MANAGE := $(PY) manage.py
PIP_OPTIONS := --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all:
PIP_INSTALL := $(PY) -m pip install $(PIP_OPTIONS)
# Settings refuse to start without a key, and a developer's own is nothing to test with.
TEST_ENV := SECRET_KEY=only-for-tests-and-checks-and-never-for-any-server

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run prepare test test-fast test-long test-postgresql lint faults bench lock sbom python pip-options clean FORCE

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1	/p' Makefile | expand -t 18

run: prepare ## install, load what has no release yet, serve on PORT (8000)
	@umask 077; exec $(PY) -m gunicorn

# All that `run` does before it serves.
prepare: .venv/.runtime .env
# Where passwords are kept nobody else on this machine reads; what Caveat makes anew is private of itself.
	@chmod -f go= caveat.sqlite3* || :
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) bootstrap

test: .venv/.dev ## install and run the whole suite with its coverage, or what ARGS tells pytest
	$(TEST_ENV) $(PY) -m pytest -n 2 --dist worksteal $(or $(ARGS),--cov --cov-report=term-missing:skip-covered)

test-fast: .venv/.dev ## what is not marked as slow, in a minute: while you work
	$(TEST_ENV) $(PY) -m pytest -n 2 --dist worksteal -m "not slow" $(ARGS)

test-long: .venv/.dev ## what chance or a count of places decides, tried at far more of them
	$(TEST_ENV) LONG_TESTS=1 $(PY) -m pytest -n 2 --dist worksteal -m "thorough or hypothesis" $(ARGS)

test-postgresql: .venv/.dev ## all that asks a database, on a PostgreSQL of its own, which goes with it
	$(TEST_ENV) $(PY) -m tests.postgresql $(PY) -m pytest -n 2 --dist worksteal $(ARGS)

lint: .venv/.dev ## code, types, migrations and seed files
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(TEST_ENV) $(PY) -m mypy
# A database of its own: neither the developer's nor an absent one may decide what is found.
	@scratch=$$(mktemp -d) || exit; trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' HUP INT TERM; \
	export $(TEST_ENV) DATABASE_URL="sqlite:///$$scratch/lint.sqlite3"; set -ex; \
	$(MANAGE) makemigrations --check --dry-run; \
	$(MANAGE) migrate --verbosity 0; \
	$(MANAGE) load_seeds --check

faults: .venv/.dev ## slow clients, hostile requests, restarts, kills: what was tried and survived, as a table
	$(TEST_ENV) $(PY) -m tests.faults $(ARGS)

bench: .venv/.dev ## the benchmark table, over N (100000) records
	$(TEST_ENV) $(PY) -m tests.bench --records $(N)

lock: ## write both lock files anew; ARGS=--upgrade takes newer releases
	@$(find_python); scratch=$$(mktemp -d) || exit; trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' HUP INT TERM; \
	set -e; "$$python" -m venv "$$scratch"; "$$scratch/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	compile() { \
	  "$$scratch/bin/python" -m uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: --no-strip-extras --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' "$$@" $(ARGS) pyproject.toml; \
	}; \
	compile --output-file requirements.lock; \
	compile --output-file requirements-dev.lock --group test --constraints requirements.lock

sbom: .venv/.runtime ## write caveat.cdx.json: each locked package with hashes and licence, in CycloneDX
	@scratch=$$(mktemp -d) || exit; trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' HUP INT TERM; \
	set -e; $(PY) -m venv "$$scratch"; "$$scratch/bin/python" -m pip install --quiet --disable-pip-version-check 'cyclonedx-bom>=7.5,<8'; \
	"$$scratch/bin/python" .ci/supplying/bom.py $(PY) caveat.cdx.json

clean: ## remove what the other targets made, but for the database and .env
	rm -rf .venv staticfiles .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Candidates are run, not looked up: version managers leave commands behind that only complain, and
# Debian ships a Python without what venv needs. PYTHON= names one outright.
find_python = \
	seen=; for python in $${PYTHON:+"$$PYTHON"} python3.14 python3.13 python3.12 python3.11 python3 python; do \
	  why=$$("$$python" -c '$(fitness)' 2>&1) && break; \
	  seen="$$seen$$(printf '\n  %s: %s' "$$python" "$$(echo "$$why" | head -n 1)")"; python=; \
	  [ -z "$$PYTHON" ] || break; \
	done; \
	[ -n "$$python" ] || { echo "Caveat needs Python 3.11 or newer, with venv. Tried:$$seen" >&2; exit 1; }
fitness = import sys; v = sys.version_info; v >= (3, 11) or sys.exit("is Python %d.%d" % v[:2]); \
	from importlib.util import find_spec; \
	find_spec("ensurepip") or sys.exit("has no venv (Debian, Ubuntu: apt install python3-venv)")

# `make python` says which one would be used, `make pip-options` how the locks are installed.
python:
	@$(find_python); echo "$$python"

pip-options:
	@echo "$(PIP_OPTIONS)"

# A system that upgraded its Python leaves an environment that no longer starts.
starts := $(shell $(PY) -c '' 2>/dev/null && echo yes)

# The stamp is written last, so an install that broke off is begun anew; and from nothing, because pip
# would keep what the new lock no longer has.
.venv/.runtime: requirements.lock $(if $(starts),,FORCE)
# Behind a link stands an environment that is somebody else's, and would be emptied.
	@if [ -L .venv ]; then echo ".venv is a link, and what it leads to would be installed anew: remove the link" >&2; exit 2; fi
	@$(find_python); echo "Installing into .venv ($$("$$python" --version)) …"; "$$python" -m venv --clear .venv
	@$(PIP_INSTALL) -r requirements.lock
# What serves installs nothing; and those that Python brings along are old, with known vulnerabilities.
	@$(PY) -m pip uninstall --quiet --quiet --yes setuptools pip
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "Installing the tools for tests …"
	@$(PY) -m ensurepip >/dev/null
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@

# The order-only prerequisite never outdates it: a file that exists is left alone. Noclobber for one that
# came into being meanwhile.
.env: | .venv/.runtime
	@umask 077; set -C; $(PY) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' > .env
	@echo "Wrote .env with a new secret key."
