# make demo   build and question a graph of the sample reports     make test   lint, types, tests
# make consumers  open what kgbuild writes with other programs (installs them; needs Node.js 20 for some)
# make docs   renew the output that README and docs show          make lock   renew requirements/*.txt
# make pages  build the explorer's pages (needs Node.js 20 or newer)
# make clean  take away what make made                            make bench  cost of extraction beside parsing
# make bench-check  cost and yield of checking a graph of a million quads
# make bench-assembly  cost of assembling a hundred thousand statements
# make bench-growth  cost of one more article to ten and to fifty thousand
# make bench-queries  time of every shipped query on a graph of a million quads
# make bench-faults  kills, full disks and damaged files, and what they cost
# make bench-serve  the endpoint under 64 clients, some of them hostile
# make bench-diff  cost of comparing and explaining graphs of a million quads
# make bench-export  cost of writing a graph of a million quads in every format
# make bench-search  cost of searching and pushing a graph of a million quads
# make bench-pages  the explorer in a browser, on a graph of fifty thousand statements
#
# Needs Python 3.11 or newer, make and a network; everything else is installed into .venv.

PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
OUT := graph/build
QUERIES := who-attacks-whom casualties control
CODE := $(shell find src/kgbuild ontology graph/policies graph/queries -type f -not -name '*.pyc')
REPORTS := $(shell find graph/articles -type f)
EXPLORER := src/explorer
PAGES := $(EXPLORER)/dist/file/index.html
SHOWN := $(shell find $(EXPLORER) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/tests/*')
HAS_NODE := command -v npm >/dev/null && node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null

.DELETE_ON_ERROR:
.PHONY: demo pages pages-if-node test consumers bench bench-check bench-assembly bench-queries bench-diff bench-search bench-growth bench-faults bench-serve bench-export bench-pages docs lock clean help

help:
	@sed -n '1,15s/^# \{0,1\}//p' Makefile

# The stamps are files inside .venv: what they stand for is done once, and again when a lock changes.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "kgbuild needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || echo missing)." >&2; \
	  echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "'$(PYTHON) -m venv' failed; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what kgbuild needs (once) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what its tests need (once) ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.consumers: requirements/consumers.txt tests/consumers/node/package-lock.json $(VENV)/.dev
	@echo "Installing the programs that read what kgbuild writes (once) ..."
	@$(PIP) install --require-hashes -r requirements/consumers.txt || { \
	  echo "One of them, PyICU, is built here; on Debian and Ubuntu it needs: apt install libicu-dev pkg-config g++" >&2; exit 1; }
	@if command -v npm >/dev/null; then cd tests/consumers/node && npm ci --silent --no-audit --no-fund; \
	  else echo "npm is missing: readers of GEXF, DOT and JSON-LD that run in Node.js are skipped." >&2; fi
	@touch $@

$(OUT)/.built: $(VENV)/.run $(CODE) $(REPORTS)
	@rm -rf $(OUT)
	@mkdir -p $(OUT)
	@echo "Reading graph/articles (the first run also compiles the place index) ..."
	@$(BIN)/kgbuild build graph/articles --graph $(OUT)/claims || [ $$? -eq 1 ]  # 1: done, with refused statements
	@$(BIN)/kgbuild export $(OUT)/claims --format turtle -o $(OUT)/claims.ttl --quiet
	@$(BIN)/kgbuild export $(OUT)/claims --format gexf -o $(OUT)/network.gexf --quiet
	@$(BIN)/kgbuild export $(OUT)/claims --format csv -o $(OUT)/tables --quiet
	@touch $@

# The stamps go by the lock and by the sources, so that pages are built once.

$(EXPLORER)/node_modules/.installed: $(EXPLORER)/package-lock.json $(EXPLORER)/package.json
	@$(HAS_NODE) || { echo "The explorer's pages need Node.js 20 or newer, with npm: https://nodejs.org" >&2; exit 1; }
	@echo "Installing what the explorer's pages are made of (once) ..."
	@cd $(EXPLORER) && npm ci --silent --no-audit --no-fund
	@touch $@

$(PAGES): $(EXPLORER)/node_modules/.installed $(SHOWN)
	@echo "Building the explorer's pages ..."
	@cd $(EXPLORER) && npm run build --silent >/dev/null
	@touch $@

pages: $(PAGES)

pages-if-node:
	@if $(HAS_NODE); then $(MAKE) --no-print-directory pages || \
	    echo "The explorer's pages could not be built; 'kgbuild serve' shows its API without them." >&2; \
	  else echo "Without Node.js 20 or newer there are no pages of the explorer; 'kgbuild serve' shows its API." >&2; fi

demo: $(OUT)/.built pages-if-node
	@$(BIN)/kgbuild stats $(OUT)/claims
	@for name in $(QUERIES); do echo; echo "$$ kgbuild query $(OUT)/claims $$name"; \
	  $(BIN)/kgbuild query $(OUT)/claims $$name | head -n 14; done
	@echo
	@echo "Open next:"
	@echo "  $(OUT)/claims.ttl     the graph as Turtle, for any RDF tool"
	@echo "  $(OUT)/network.gexf   the network of actors, for Gephi"
	@echo "  $(OUT)/tables/        CSV tables, for a spreadsheet"
	@echo "  $(BIN)/kgbuild query $(OUT)/claims      lists the questions that are ready to ask"
	@echo "  docs/first-graph.md        the same with your own reports"
	@echo
	@echo "See it in the browser, at the address that this prints:"
	@echo "  $(BIN)/kgbuild serve $(OUT)/claims"

# Where there is Node.js the explorer's own checks come first.
test: $(VENV)/.dev pages-if-node
	@if $(HAS_NODE); then cd $(EXPLORER) && npm run check --silent && npm test --silent; fi
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/pytest -q -n $(JOBS)

consumers: $(VENV)/.consumers
	$(BIN)/pytest -q -n $(JOBS) tests/consumers

# Timings are of this machine; the share of parsing is what compares.
bench: $(VENV)/.run
	$(BIN)/python tests/bench/cost.py

# A million quads with a thousand errors: 30 seconds, two gigabytes, none missed. Takes some minutes.
bench-check: $(VENV)/.run
	PYTHONPATH=tests $(BIN)/python tests/bench/check_graph.py

# A hundred thousand invented statements: 60 seconds, 1.5 gigabytes. SIZE=1000000 for a million, which takes some minutes.
SIZE := 100000

bench-assembly: $(VENV)/.run
	$(BIN)/python tests/bench/assembly.py --statements $(SIZE)

# Every shipped query on a graph of a million quads: half of them within 30 ms, all within a second.
bench-queries: $(VENV)/.run
	$(BIN)/python tests/bench/queries.py

# One more article to a graph of ten and of fifty thousand: less than three times the time. Takes some minutes.
bench-growth: $(VENV)/.run
	$(BIN)/python tests/bench/growth.py

# Two hundred kills at random moments, a full disk, two builds at once, cut and changed files. Takes some minutes.
bench-faults: $(VENV)/.run
	$(BIN)/python tests/bench/faults.py

# A million quads, 64 clients for a minute, one request in twenty hostile: all honest ones answered, under a gigabyte.
bench-serve: $(VENV)/.run
	$(BIN)/python tests/bench/serve.py

# Three graphs of a million quads: the same, one article more, every statement changed. Takes some minutes.
bench-diff: $(VENV)/.run
	$(BIN)/python tests/bench/comparing.py

# A million quads to every format: N-Quads in 5 s, tables and maps in 20 s, networks of 200,000 edges in 30 s, under a GB.
bench-export: $(VENV)/.consumers
	PYTHONPATH=tests $(BIN)/python tests/bench/exporting.py

# Index, questions, shards and, where there is the oxigraph server, pushes of a million quads. Takes some minutes.
bench-search: $(VENV)/.run
	PYTHONPATH=tests $(BIN)/python tests/bench/search_and_push.py

# First view in 1.5 s, a filter in 300 ms, a network of 5,000 ties at 20 pictures a second; needs Chromium. Some minutes.
bench-pages: $(VENV)/.dev pages
	$(BIN)/python tests/bench/pages.py

# The output shown in README.md and docs/, and the schemas in docs/schemas/, are what the commands print.
docs: $(VENV)/.dev
	$(BIN)/python tests/documents.py
	for name in $$($(BIN)/kgbuild schema); do $(BIN)/kgbuild schema $$name -o docs/schemas/$$name.schema.json; done

# uv makes the locks: one for all platforms, hashes for every file.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
  --no-emit-index-url --no-emit-find-links

lock:
	$(COMPILE) pyproject.toml requirements/build.in --extra dev -o requirements/dev.txt
	$(COMPILE) pyproject.toml --constraints requirements/dev.txt -o requirements/run.txt
	$(COMPILE) pyproject.toml --extra consumers --constraints requirements/dev.txt -o requirements/consumers.txt
	$(COMPILE) pyproject.toml --extra train --constraints requirements/dev.txt -o requirements/train.txt
	$(COMPILE) requirements/build.in --constraints requirements/dev.txt -o requirements/build.txt

clean:
	rm -rf $(VENV) $(OUT) $(EXPLORER)/dist $(EXPLORER)/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
