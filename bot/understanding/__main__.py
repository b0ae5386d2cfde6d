"""Teach the embedded model when the product is installed, so that no first start waits for it: `python -m bot.understanding`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.registry import load
from bot.understanding import mood
from bot.understanding.embedder import PREPARED, embedder
from bot.understanding.router import Understanding


def main() -> None:
    """Learn the examples of everything that is installed; what is there already is kept."""
    with tempfile.TemporaryDirectory() as home:
        registry = load(Path(home))
    for old in PREPARED.glob("understanding-*.npz"):
        old.unlink()
    PREPARED.joinpath("sentence-vectors.npz").unlink(missing_ok=True)  # an earlier version kept it
    embedder().prepare()
    Understanding(registry.tools, registry.platforms, cache=PREPARED).warm()
    mood.prepare()


if __name__ == "__main__":
    main()
