# make app: set everything up and open the dashboard.  make test: set everything up and pass the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help app test check lint golden benchmark lock clean

help:
	@echo "make app        set up and open the dashboard"
	@echo "make test       set up and run all tests"
	@echo "make check      check the recorded law (shapes, one-fault checks, reasoner)"
	@echo "make lint       style and import directions"
	@echo "make golden     rewrite the golden explanations and tables; read the difference before you commit it"
	@echo "make benchmark  measure against SPARQL engines and the reasoner"
	@echo "make lock       compute requirements.lock anew (needs uv)"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

app: $(READY)
	$(BIN)/kb app

test: $(READY) lint
	$(BIN)/python -m pytest -n 2

check: $(READY)
	$(BIN)/kb check

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache

golden: $(READY)
	$(BIN)/python -m pytest tests/test_golden.py tests/test_queries.py --write-golden

benchmark: $(READY)
	$(BIN)/python -m benchmarks.double_criminality

lock:
	uv pip compile --universal --python-version 3.11 --extra test --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV)
