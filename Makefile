# form4: `make` alone tells what there is to make.
PYTHON ?= python3
PIP_FLAGS = -qq --disable-pip-version-check --constraint constraints.txt
EXAMPLES ?= examples/
PAGES ?= examples/
PYTEST_FLAGS ?=
DOCUMENTS ?= 100 1000 10000 100000
FUZZ_FLAGS ?=
PEERS_FLAGS ?=
LABEL_STUDIO ?= label-studio==1.23.2
RESUME ?= # RESUME=--resume goes on with a training run that was killed
FORM4 = .venv-test/bin/form4
export PYTHONPATH :=

.DEFAULT_GOAL := help
.PHONY: help extract setup check fix test torture fuzz benchmark benchmark-peers test-scale test-label-studio scans
.PHONY: model evaluate figures compare clean flat-cost benchmark-figures

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

extract: .venv/installed ## read the examples and print their records (light: no torch)
	@.venv/bin/form4 extract $(EXAMPLES)

setup: .venv-test/installed ## make the development environment in .venv-test

test: .venv-test/installed ## run the whole test suite
	.venv-test/bin/python -m pytest -q $(PYTEST_FLAGS)

torture: .venv-test/installed ## kill -9 a run over 2,000 documents at twenty random moments; nothing may be lost
	rm -rf runs/torture
	.venv-test/bin/python -m scripts.torture runs/torture

fuzz: .venv-test/installed ## 20,000 spoiled documents through the whole way, in search of a crash or a hang
	.venv-test/bin/python -m scripts.fuzz $(FUZZ_FLAGS)

benchmark: .venv-test/installed ## documents a second, start-up, memory, beside transformers' pipeline: make benchmark PAGES=FOLDER
	$(FORM4) benchmark $(PAGES) --peer

flat-cost: .venv-test/installed ## what a further document costs, up to 100,000 copies of one: make flat-cost [PAGE=FILE] [DOCUMENTS="100 1000"]
	rm -rf runs/flat
	.venv-test/bin/python -m scripts.flat_cost runs/flat $(if $(PAGE),--page "$(PAGE)") --documents $(DOCUMENTS)

benchmark-figures: .venv-test/installed ## put a benchmark into docs/many-documents.md: make benchmark-figures PAGES="FOLDER FOLDER"
	.venv-test/bin/python -m scripts.benchmark_figures $(PAGES) --workers 2

test-scale: .venv-scale/installed ## run the engine for clusters on a local Ray, an actor killed in mid-run
	.venv-scale/bin/python -m pytest -q tests/inference/scale $(PYTEST_FLAGS)

test-label-studio: .venv-test/installed .venv-label-studio/installed ## run the circle against a real Label Studio server
	.venv-test/bin/python -m pytest -q tests/label_studio --label-studio .venv-label-studio/bin $(PYTEST_FLAGS)

check: .venv-test/installed ## lint, format, types, layers, sizes; changes nothing
	.venv-test/bin/ruff check
	.venv-test/bin/ruff format --check
	.venv-test/bin/python -m scripts.check_layers
	.venv-test/bin/python -m scripts.check_sizes
	.venv-test/bin/python -m scripts.check_types

fix: .venv-test/installed ## format, and mend what the linter can mend
	.venv-test/bin/ruff check --fix
	.venv-test/bin/ruff format

scans: .venv-test/installed ## print pages and read them by OCR, for training: make scans DATA=FOLDER
	@test -n "$(DATA)" || { echo "make scans needs DATA=FOLDER with real filings" >&2; exit 2; }
	.venv-test/bin/python -m pip install $(PIP_FLAGS) --editable '.[dev,train,scans]'
	.venv-test/bin/python -m scripts.scan_pages --data "$(DATA)" --count 520 --prints 3 --readings 2 --seed 1 --output runs/scans/train.jsonl.gz --dev runs/scans/dev.jsonl.gz --workers 2

model: .venv-test/installed ## train the built-in model from its recipe (after make scans): make model DATA=FOLDER
	@test -n "$(DATA)" || { echo "make model needs DATA=FOLDER with real filings" >&2; exit 2; }
	$(FORM4) train --recipe training/recipes/base-1.toml --data "$(DATA)" --output runs/base-1 $(RESUME)
	$(FORM4) train --recipe training/recipes/base-2.toml --data "$(DATA)" --output runs/base-2 $(RESUME)
	$(FORM4) train --recipe training/recipes/base-3.toml --data "$(DATA)" --output runs/base-3 $(RESUME)
	$(FORM4) train --recipe training/recipes/base-4.toml --data "$(DATA)" --output runs/base-4 $(RESUME)
	$(FORM4) train --recipe training/recipes/base-5.toml --data "$(DATA)" --output runs/base $(RESUME)
	$(FORM4) evaluate --data "$(DATA)" --model runs/base --format json --output runs/base/validation.json
	.venv-test/bin/python -m scripts.model_card runs/base
	@echo "runs/base/README.md has the scores; the files of runs/base belong in model/weights/base" >&2

evaluate: .venv-test/installed ## score the built-in model: make evaluate DATA=FOLDER
	@test -n "$(DATA)" || { echo "make evaluate needs DATA=FOLDER with gold filings" >&2; exit 2; }
	$(FORM4) evaluate --data "$(DATA)"

figures: .venv-test/installed ## put the figures of the built-in model into README.md
	.venv-test/bin/python -m scripts.readme_figures

compare: .venv-test/installed ## model against rules into docs/comparing.md: make compare DATA=FOLDER
	@test -n "$(DATA)" || { echo "make compare needs DATA=FOLDER with gold filings" >&2; exit 2; }
	@mkdir -p build
	$(FORM4) compare --data "$(DATA)" --format json --output build/compare.json
	.venv-test/bin/python -m scripts.comparing_figures build/compare.json

benchmark-peers: .venv-peers/installed ## form4 beside spaCy, a CRF and the transformers pipeline: make benchmark-peers [DATA=FOLDER]
	.venv-peers/bin/python -m benchmarks.peers $(if $(DATA),--data "$(DATA)") $(PEERS_FLAGS)

clean: ## remove environments, caches and built files
	rm -rf .venv .venv-test .venv-scale .venv-label-studio .venv-peers .check build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache

.venv/installed: pyproject.toml constraints.txt
	@$(call environment,.venv)
	@.venv/bin/python -m pip install $(PIP_FLAGS) --editable .
	@touch $@

.venv-test/installed: pyproject.toml constraints.txt
	@$(call environment,.venv-test)
	@.venv-test/bin/python -m pip install $(PIP_FLAGS) --editable '.[dev,train,serving]'
	@touch $@

.venv-peers/installed: pyproject.toml constraints.txt benchmarks/requirements.txt
	@$(call environment,.venv-peers)
	@.venv-peers/bin/python -m pip install $(PIP_FLAGS) --requirement benchmarks/requirements.txt --editable '.[train]'
	@touch $@

.venv-scale/installed: pyproject.toml constraints.txt
	@$(call environment,.venv-scale)
	@.venv-scale/bin/python -m pip install $(PIP_FLAGS) --editable '.[dev,scale]'
	@touch $@

# The server pins its SDK and needs an older numpy than the other environments have.
.venv-label-studio/installed: pyproject.toml
	@$(call environment,.venv-label-studio)
	@.venv-label-studio/bin/python -m pip install -qq --disable-pip-version-check $(LABEL_STUDIO) --editable '.[label-studio]'
	@touch $@

# A fresh environment in folder $(1), or one sentence on what is missing.
define environment
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  { echo "form4 needs Python 3.11 or newer: make PYTHON=python3.11 ..." >&2; exit 2; }; \
echo "installing into $(1) (once; needs the network)" >&2; \
$(PYTHON) -m venv --clear $(1)
endef
