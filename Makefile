# `make demo` and `make test` need Python 3.11 or later and make; they set up all else in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
CORPUS ?= ../shared/corpus

.PHONY: demo test check lock bench clean

demo: .venv/.runtime                ## take a letter of the specimen apart, file its correspondence, show a thread and what is missing
	$(BIN)/dragoman read src/dragoman/specimen/papers/08-medyanov-letter.txt
	$(BIN)/dragoman add .venv/specimen.sqlite src/dragoman/specimen/papers
	$(BIN)/dragoman threads .venv/specimen.sqlite 04-ekholm-despatch-41
	$(BIN)/dragoman missing .venv/specimen.sqlite

test: .venv/.dev .venv/.browser     ## everything that CI runs
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup

# the workbench is tested in a browser; where there is none, and none may be installed, those tests are skipped
.venv/.browser: .venv/.runtime
	@if { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1; then touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  (apt-get -qq -o Acquire::http::Timeout=20 update && \
	  DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends chromium) >/dev/null 2>&1; then touch $@; \
	else echo "No chromium here, and none can be installed: the tests in a browser will be skipped."; fi

bench: .venv/.dev                   ## seconds and ratios, on the volumes in CORPUS
	$(BIN)/python benchmarks/throughput.py $(CORPUS)/frus

lock: .venv/.dev                    ## pin the packages anew
	$(BIN)/pip install --quiet --upgrade pip pip-tools  # a pip before 24 loses the extra of lxml
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --allow-unsafe --strip-extras --no-header --extra build -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --allow-unsafe --strip-extras --no-header --extra build --extra cluster --extra dev --extra pdf --extra tables \
	  -c requirements.lock -o requirements-dev.lock pyproject.toml
	sed -i.old '1i # The exact packages that dragoman runs with; made from pyproject.toml by `make lock`.' requirements.lock
	sed -i.old '1i # The exact packages that dragoman is tested with; made from pyproject.toml by `make lock`.' requirements-dev.lock
	rm -f *.lock.old

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dragoman needs Python 3.11 or later; set PYTHON=...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
