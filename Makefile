# make app: set everything up and open the dashboard.  make test: set everything up and pass the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help app test check lint golden published docs benchmark notebooks lock clean

help:
	@echo "make app        set up and open the dashboard"
	@echo "make test       set up and run all tests"
	@echo "make check      check the recorded law (shapes, one-fault checks, reasoner)"
	@echo "make lint       style and import directions"
	@echo "make golden     rewrite the golden explanations and tables; read the difference before you commit it"
	@echo "make published  write anew what is made from the records: the JSON-LD context, CITATION.cff"
	@echo "make docs       an export with the pages on the words, in build/release/ontology"
	@echo "make benchmark  measure against SPARQL engines and the reasoner, under load, and on worlds of two sizes"
	@echo "make notebooks  run the notebooks and write them as pages into build/notebooks"
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

published: $(READY)
	$(BIN)/python -m kb.release.published

docs: $(READY)
	$(BIN)/kb export build/release --docs --force

benchmark: $(READY)
	$(BIN)/python -m benchmarks.double_criminality
	$(BIN)/python -m benchmarks.load --seconds 0.5
	$(BIN)/python -m benchmarks.growth --quick

notebooks: $(READY)
	$(BIN)/jupyter nbconvert --to html --execute --output-dir build/notebooks notebooks/*.ipynb

lock:
	uv pip compile --universal --python-version 3.11 --extra test --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV)
