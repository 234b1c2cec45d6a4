# make site: environment from the lock, then the whole site from the committed data into public/.
# make test: environment, then every test. Both work on a machine that has Python 3.11 or newer, make and git.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: site test formats lint data lock clean

site: $(VENV)/runtime
	$(RUN)/weighbridge build --data data --out public

test: $(VENV)/development
	$(RUN)/python -m pytest

# What two large programs in Java say of our files: the Nu checker of every page, Spark of the partitions.
formats: site $(VENV)/development
	npm ci --ignore-scripts --prefix benchmarks
	$(RUN)/python -m benchmarks.html public
	$(RUN)/python -m pip install --quiet --disable-pip-version-check pyspark==4.3.0
	REQUIRE_VNU=1 $(RUN)/python -m pytest tests/site/test_html.py tests/export/test_engines.py

lint: $(VENV)/development
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy

# Pins and hashes are renewed by hand, with uv installed: make lock
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --all-extras --quiet --output-file requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --constraint requirements-dev.lock --quiet --output-file requirements.lock

$(VENV)/runtime: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Weighbridge needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/development: $(VENV)/runtime requirements-dev.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) public .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
