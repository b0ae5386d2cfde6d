"""A word that wakes: said without a hand on the keyboard, it starts a recording.

The models are those of microWakeWord (Apache-2.0), which ship in the package `pymicro-wakeword` of the extra `wake`; they
run on this machine on 0.3 % of a core. openWakeWord's are not used: their licence forbids commercial use.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bot.errors import OperatorError

USUAL = "okay_nabu"
"""Of those shipped the one that woke most reliably to synthetic voices."""


class MicroWake:
    """Wakes to a word of the package, or to somebody's own model: the path of its .json, beside which lies its .tflite."""

    def __init__(self, model: str = USUAL) -> None:
        self._model = model
        self._own = Path(model).expanduser() if model.endswith(".json") else None
        self._loaded: Any = None
        self._features: Any = None
        name = self._own.stem if self._own is not None else model
        self.words = re.sub(r"[_-]+", " ", name).strip()

    def reset(self) -> None:
        """Load what it takes, and forget what was heard. Raises `OperatorError` as "wake-not-installed" or "wake-unknown"."""
        if self._loaded is not None:
            self._loaded.reset()
            self._features.reset()
            return
        try:
            from pymicro_wakeword import MicroWakeWord, MicroWakeWordFeatures, Model
        except (ImportError, OSError) as error:
            raise OperatorError("wake-not-installed", detail=str(error)) from None
        try:
            if self._own is not None:
                _look_at(self._own)
                loaded = MicroWakeWord.from_config(self._own)
            else:
                name = re.sub(r"[\s-]+", "_", self._model.strip().lower())
                if name not in {model.value for model in Model}:
                    raise OperatorError("wake-unknown", name=self._model, names=sorted(_spoken(one) for one in Model))
                loaded = MicroWakeWord.from_builtin(Model(name))
        except (OSError, ValueError, KeyError, TypeError) as error:
            # The package's build for some systems lacks the library that it calls.
            key = "wake-unreadable" if self._own is not None else "wake-not-installed"
            raise OperatorError(key, name=self._model, detail=str(error)) from None
        self._loaded, self._features = loaded, MicroWakeWordFeatures()

    def heard(self, chunk: bytes) -> bool:
        """Whether the word has just been said."""
        # All of it goes through, also after the word: the next word may begin in it.
        found = [self._loaded.process_streaming(features) for features in self._features.process_streaming(chunk)]
        return True in found


def _look_at(config: Path) -> None:
    """Raise `ValueError` or `OSError` for what is no model: TensorFlow would bring the whole program down."""
    with (config.parent / json.loads(config.read_text("utf-8"))["model"]).open("rb") as file:
        if file.read(8)[4:] != b"TFL3":
            raise ValueError("no TensorFlow Lite model")


def _spoken(model: Any) -> str:
    return str(model.value).replace("_", " ")
