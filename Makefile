# Every command a person types. The environment makes itself: nothing is needed but Python 3.11, git and make.
PYTHON ?= python3.11
PORT ?= 8501
run := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE  # a hundred processes of the tests would compile every module anew

.DEFAULT_GOAL := help
.PHONY: help env up app build diff test trial check format docs bench lock clean

help: ## what can be typed here
	@sed -n 's/^\([a-z]*\):[^#]*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

up: build app ## load the shipped data, then serve the dashboard on port 8501 (PORT=8600 moves it)

app: .venv/.run ## serve the dashboard over the warehouse that is there
	$(run) -m streamlit run dashboard/server.py --server.port $(PORT)

build: .venv/.run ## load the sources, check them, publish a new warehouse
	$(run) -m etl build

diff: .venv/.run ## what a build of the sources as they are now would change against the published one
	$(run) -m etl diff

test: .venv/.dev ## what shows each promise, in a real browser too
	sh tests/browser/chromium.sh install || true
	$(run) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

trial: .venv/.dev ## every case, and what takes long or needs other programs (nginx, LibreOffice, floods)
	sh tests/browser/chromium.sh install
	sh tests/trial/nginx.sh install
	sh tests/trial/libreoffice.sh install
	$(run) -m pytest -m trial --timeout 900 --numprocesses auto --dist loadfile --no-loadscope-reorder --ignore tests/trial $(ARGS)
	$(run) -m pytest -m trial --timeout 900 tests/trial $(ARGS)

check: .venv/.dev ## format, lint, types, import contracts, SQL style, generated docs
	sh .ci/check

format: .venv/.dev ## correct what a tool can correct
	$(run) -m ruff check --fix . && $(run) -m ruff format .

docs: .venv/.run ## write the data dictionary, the metric pages and the README's table anew
	$(run) -m etl docs

bench: .venv/.dev ## measure the build and a filter change in the browser, against benchmarks/budgets.toml
	sh tests/browser/chromium.sh install
	$(run) -m benchmarks

env: .venv/.dev ## the environment alone

lock: .venv/.dev ## pin the dependencies anew
	sh requirements/lock.sh

clean: ## forget the environment and every build
	rm -rf .venv data/warehouse

.venv/.run: requirements/run.txt
	@$(PYTHON) --version >/dev/null 2>&1 || { echo "Python 3.11 is needed, and '$(PYTHON)' was not found: install it, or name it with 'make PYTHON=/path/to/python3.11 ...'" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(run) -m pip install --quiet --require-hashes -r $<
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(run) -m pip install --quiet --require-hashes -r $<
	@touch $@
