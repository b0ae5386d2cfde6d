"""This machine's microphones and loudspeakers, through PortAudio (the package `sounddevice`, of the extra `voice`).

What can go wrong with them is told in sentences: no package, no PortAudio, no device, one that somebody else has, one that
is pulled out. PortAudio looks for devices when it starts, so after a failure it is started anew.
"""

from __future__ import annotations

import threading
from typing import Any, Literal

from bot.errors import AllInError, OperatorError

Kind = Literal["input", "output"]

_RATE_REFUSED = -9997
_CHANNELS_REFUSED = -9998
_NO_DEVICE = -9996
"""PortAudio's codes: portaudio.h, PaErrorCode."""


class _State:
    """How many streams run, and whether PortAudio is to look for devices anew once none does."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.open = 0
        self.stale = False


_state = _State()


def library() -> Any:
    """The package. Raises `OperatorError` as "microphone-not-installed" or "microphone-no-library"."""
    try:
        import sounddevice
    except ImportError:
        raise OperatorError("microphone-not-installed") from None
    except OSError as error:
        raise OperatorError("microphone-no-library", detail=str(error)) from None
    _look_again(sounddevice)
    return sounddevice


def find(sound: Any, kind: Kind, name: str | None) -> dict[str, Any]:
    """The device of that name or number, or the system's choice without one; as PortAudio describes it.

    A name may be a part of the device's. Raises `OperatorError` as "microphone-none", "microphone-unknown" or
    "microphone-several" (`name`, `names`); for loudspeakers "loudspeaker-…".
    """
    asked: str | int | None = int(name) if name is not None and name.strip().isdecimal() else name
    try:
        found: dict[str, Any] = sound.query_devices(asked, kind)
    except (sound.PortAudioError, ValueError) as error:
        try:
            named = [str(device["name"]) for device in sound.query_devices() if device[f"max_{kind}_channels"] > 0]
        except sound.PortAudioError:
            named = []
        failed()
        if not named or name is None:
            raise OperatorError(_key(kind, "none"), detail=str(error)) from None
        several = [one for one in named if name.lower() in one.lower()]
        key = _key(kind, "several" if len(several) > 1 else "unknown")
        raise OperatorError(key, name=name, names=list(dict.fromkeys(several or named))) from None
    return found


def opened(sound: Any, kind: Kind, tries: list[dict[str, Any]]) -> tuple[Any, dict[str, Any]]:
    """A stream that runs, by the first of the settings that the device takes, and these.

    Raises `OperatorError` as "microphone-refused" or "microphone-none"; for loudspeakers "loudspeaker-…".
    """
    make = sound.RawInputStream if kind == "input" else sound.RawOutputStream
    for turn, settings in enumerate(tries, 1):
        stream = None
        try:
            stream = make(**settings)
            stream.start()
        except (sound.PortAudioError, ValueError, OSError) as error:
            if stream is not None:
                stream.close(ignore_errors=True)
            code = error.args[1] if len(error.args) > 1 else None
            if code in {_RATE_REFUSED, _CHANNELS_REFUSED} and turn < len(tries):
                continue
            failed()
            raise OperatorError(_key(kind, "none" if code == _NO_DEVICE else "refused"), detail=str(error)) from None
        with _state.lock:
            _state.open += 1
        return stream, settings
    raise AssertionError("there is always something to try")


def closed(stream: Any) -> None:
    """Let go of a stream, whatever has become of its device."""
    try:
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)
    finally:
        with _state.lock:
            _state.open -= 1


def failed() -> None:
    """Note that the devices are no longer what PortAudio knows of them."""
    _state.stale = True


def gone(kind: Kind) -> AllInError:
    """What to raise when a device stops in the middle."""
    failed()
    return OperatorError(_key(kind, "gone"))


def _key(kind: Kind, what: str) -> str:
    return f"microphone-{what}" if kind == "input" else f"loudspeaker-{what}"


def _look_again(sound: Any) -> None:
    with _state.lock:
        if not _state.stale or _state.open:
            return
        _state.stale = False
        try:
            # There is no public way: github.com/spatialaudio/python-sounddevice/issues/316.
            sound._terminate()
            sound._initialize()
        except sound.PortAudioError:
            _state.stale = True
