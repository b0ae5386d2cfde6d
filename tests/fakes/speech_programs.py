"""Speech programs for tests: scripts that keep to the command lines of piper and espeak-ng, and sing one note."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

_PYTHON = sys.executable

# Half a second for each word read from standard input; what it was called with is written down beside it.
_PROGRAM = """#!{python}
import json, math, os, struct, sys, time
text = sys.stdin.buffer.readline().decode()
with open({log!r}, "a") as log:
    log.write(json.dumps({{"arguments": sys.argv[1:], "text": text, "environment": sorted(os.environ)}}) + "\\n")
mode = {mode!r}
if mode == "hangs":
    time.sleep(60)
if mode == "fails":
    sys.exit(3)
rate = 22050
pitch = 0.09 if "+f3" in sys.argv[-1] else 0.06
count = int(rate * 0.5 * max(1, len(text.split()))) if mode != "silent" else 0
pcm = b"".join(struct.pack("<h", int({level} * math.sin(i * pitch) * (0.6 + 0.4 * math.sin(i / 3000)))) for i in range(count))
if "--stdout" in sys.argv:
    head = b"RIFF" + struct.pack("<I", 0x7FFFF024) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
    pcm = head + b"data" + struct.pack("<I", 0x7FFFF000) + pcm
sys.stdout.buffer.write(pcm)
"""


class SpeechProgram:
    """One such program in a folder for PATH. `mode`: speaks, hangs, fails, silent."""

    def __init__(self, folder: Path, name: str, mode: str = "speaks", *, level: int = 6000) -> None:
        if os.name == "nt":
            pytest.skip("scripts are no programs there")
        folder.mkdir(exist_ok=True)
        self._log = folder / f"{name}.log"
        path = folder / name
        source = _PROGRAM.format(python=_PYTHON, log=str(self._log), mode=mode, level=level)
        path.write_text(source, encoding="utf-8")
        path.chmod(0o755)

    @property
    def calls(self) -> list[dict[str, object]]:
        """Its calls: `arguments`, `text`, and the names in its `environment`."""
        if not self._log.exists():
            return []
        return [json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines()]


def piper_voice(folder: Path, name: str = "en_US-joe-medium") -> Path:
    """The files of a voice as far as they are read here: the description, and something in place of the network."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.onnx"
    path.write_bytes(b"onnx")
    told = {"audio": {"sample_rate": 22050}, "espeak": {"voice": name[:2]}}
    path.with_name(f"{path.name}.json").write_text(json.dumps(told), encoding="utf-8")
    return path
