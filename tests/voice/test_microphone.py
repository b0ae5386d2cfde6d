"""From a microphone's samples to one recording, and from sound to a loudspeaker; the devices are doubles."""

from __future__ import annotations

import asyncio
import io
import sys
import threading
import time
import wave
from collections.abc import AsyncGenerator, Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.errors import AllInError, OperatorError
from bot.messages import Attachment
from bot.phrases import LANGUAGES, Phrases
from bot.voice import activity, devices, microphone
from bot.voice.activity import CHUNK, Activity, Loudness, Silero
from bot.voice.audio import RATE, decode
from bot.voice.microphone import DeviceRecorder, Microphone, Taken, as_wav
from bot.voice.player import DevicePlayer

CLIP = Path(__file__).parent / "clips" / "wake.ogg"
"""espeak-ng says “okay nabu”, and after a pause “what is planned this week”."""

Samples = NDArray[np.int16]


def spoken() -> Samples:
    return (decode(CLIP.read_bytes()).samples * 32767).astype(np.int16)


def noise(seconds: float, *, loud: float = 30.0) -> Samples:
    made = np.random.default_rng(1).normal(0, loud, int(seconds * RATE))
    return np.clip(made, -32768, 32767).astype(np.int16)


def tone(seconds: float, *, rate: int = RATE, loud: float = 9000.0) -> Samples:
    return (np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate)) / rate) * loud).astype(np.int16)


class Fed:
    """A microphone that hears these samples, and then nothing more."""

    def __init__(self, *parts: Samples, piece: int = 700) -> None:
        self.samples = np.concatenate(parts)
        self.piece = piece
        self.given = 0
        self.closed = False

    def check(self) -> None:
        """There is one."""

    async def stream(self) -> AsyncGenerator[bytes, None]:
        self.closed = False
        try:
            for start in range(0, len(self.samples), self.piece):
                self.given = start + self.piece
                yield self.samples[start : start + self.piece].astype("<i2").tobytes()
                await asyncio.sleep(0)
            await asyncio.Event().wait()
        finally:
            self.closed = True


class Always:
    """Takes everything, or nothing, for a voice."""

    def __init__(self, speaks: bool) -> None:
        self.answer = speaks

    def speaks(self, chunk: bytes) -> bool:
        assert len(chunk) == 2 * CHUNK
        return self.answer


def seconds_of(taken: Taken) -> float:
    with wave.open(io.BytesIO(taken.attachment.data)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        return float(file.getnframes() / RATE)


def samples_of(taken: Taken) -> Samples:
    with wave.open(io.BytesIO(taken.attachment.data)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


async def record(recorder: Any, judge: Callable[[], Activity] = Loudness, patience: float = 5.0, **more: Any) -> Taken:
    made = {name: more.pop(name) for name in ("silence", "most") if name in more}
    until = more.pop("until", None) or asyncio.Event()
    level = more.pop("level", lambda _: None)
    recording = Microphone(recorder, judge=judge, **made)
    return await asyncio.wait_for(recording.record(until=until, patience=patience, level=level, **more), 20)


# Where a recording begins and ends


def judges() -> list[Any]:
    found = activity._silero() is not None
    return [
        pytest.param(activity.activity, id="silero", marks=pytest.mark.skipif(not found, reason="an extra")),
        Loudness,
    ]


def test_the_network_is_taken_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(activity.activity(), Silero if activity._silero() is not None else Loudness)
    monkeypatch.setattr(activity, "find_spec", lambda _: None)
    assert isinstance(activity.activity(), Loudness)


@pytest.mark.parametrize("judge", judges())
async def test_a_recording_ends_when_somebody_has_finished(judge: Callable[[], Activity]) -> None:
    words, room = spoken(), noise(5)
    recorder = Fed(room[:RATE], words, room)
    taken = await record(recorder, judge)
    assert taken.spoke and recorder.closed
    assert taken.attachment.media_type == "audio/wav" and taken.attachment.spoken is True
    # The half second of noise at the end of the clip belongs to the pause.
    assert len(words) / RATE + 1.0 < seconds_of(taken) + 0.3 < len(words) / RATE + 2.0
    assert np.array_equal(samples_of(taken), recorder.samples[: len(samples_of(taken))])


@pytest.mark.parametrize("judge", judges())
@pytest.mark.parametrize("room", [noise(4), noise(4, loud=1200.0), noise(4) + tone(4, loud=60.0)])
async def test_a_room_is_not_taken_for_a_voice(judge: Callable[[], Activity], room: Samples) -> None:
    taken = await record(Fed(room), judge, patience=2.0)
    assert not taken.spoke
    assert 1.9 < seconds_of(taken) < 2.2


async def test_a_click_is_no_word() -> None:
    click = tone(0.04, loud=20000.0)
    taken = await record(Fed(noise(0.5), click, noise(0.6), click, noise(5)), patience=3.0)
    assert not taken.spoke
    assert seconds_of(taken) > 2.5


async def test_a_loud_fan_that_starts_is_a_voice_only_for_a_while() -> None:
    taken = await record(Fed(noise(1), noise(25, loud=3000.0)), patience=2.0)
    assert 5 < seconds_of(taken) < 20


async def test_the_key_ends_it() -> None:
    until = asyncio.Event()
    heard = 0

    def level(_: float) -> None:
        nonlocal heard
        heard += 1
        if heard == 40:
            until.set()

    taken = await record(Fed(noise(60, loud=4000.0)), lambda: Always(True), until=until, level=level)
    assert taken.spoke
    assert seconds_of(taken) == pytest.approx(40 * CHUNK / RATE, abs=0.1)


async def test_the_key_ends_it_also_while_nothing_comes() -> None:
    until = asyncio.Event()
    recorder = Fed(noise(0.2))
    recording = asyncio.create_task(record(recorder, until=until))
    await asyncio.sleep(0.05)
    until.set()
    assert not (await recording).spoke and recorder.closed


async def test_nobody_is_recorded_for_ever() -> None:
    taken = await record(Fed(noise(60, loud=4000.0)), lambda: Always(True), most=2.0)
    assert 2.0 <= seconds_of(taken) < 2.1


async def test_who_begins_late_is_heard_out() -> None:
    words = spoken()
    taken = await record(Fed(noise(1.5), words, noise(5)), patience=2.0)
    assert taken.spoke and seconds_of(taken) > 1.5 + len(words) / RATE - 0.3


async def test_a_microphone_that_gives_nothing_is_told() -> None:
    with pytest.raises(OperatorError) as raised:
        await record(Fed(np.zeros(RATE * 5, np.int16)), patience=1.0)
    assert raised.value.key == "microphone-mute"


async def test_the_level_follows_the_voice() -> None:
    levels: list[float] = []
    await record(Fed(noise(1), spoken(), noise(5)), level=levels.append)
    assert all(0 <= level <= 1 for level in levels)
    assert max(levels[:20]) < 0.2
    assert max(levels) > 0.6


async def test_stopping_lets_go_of_the_microphone() -> None:
    recorder = Fed(noise(0.5))
    recording = asyncio.create_task(record(recorder))
    await asyncio.sleep(0.05)
    recording.cancel()
    await asyncio.gather(recording, return_exceptions=True)
    assert recording.cancelled() and recorder.closed


async def test_a_recording_shows_nothing_of_itself() -> None:
    taken = await record(Fed(noise(1)), patience=0.5)
    assert "RIFF" not in repr(taken) and len(repr(taken)) < 100


class At:
    """Wakes at the sample of that number."""

    words = "okay nabu"

    def __init__(self, sample: int) -> None:
        self.sample = sample
        self.seen = 0

    def reset(self) -> None:
        self.seen = 0

    def heard(self, chunk: bytes) -> bool:
        self.seen += len(chunk) // 2
        return self.seen >= self.sample


async def test_before_its_word_nothing_is_recorded() -> None:
    words = spoken()
    events: list[str] = []
    taken = await record(
        Fed(tone(3), noise(0.2), words, noise(5)), wake=At(int(3.1 * RATE)), woken=lambda: events.append("woken")
    )
    assert events == ["woken"] and taken.spoke
    assert seconds_of(taken) < len(words) / RATE + 1.5


async def test_who_goes_on_without_a_pause_loses_no_word() -> None:
    word, pause, command = tone(0.6), noise(0.06), spoken()
    noticed = len(word) + len(pause) + int(0.1 * RATE)
    taken = await record(Fed(word, pause, command, noise(5)), wake=At(noticed))
    begins = samples_of(taken)[: 3 * RATE // 100]
    assert np.abs(begins.astype(int)).max() < 1000  # in the pause before the command, not in the word
    assert seconds_of(taken) > len(command) / RATE - 0.3


# The machine's own microphone


class PortAudioError(Exception):
    pass


class Sound:
    """A `sounddevice` whose microphone hears `samples` (mono, at `rate`) and whose loudspeaker keeps what it plays."""

    PortAudioError = PortAudioError

    def __init__(self, samples: Samples | None = None, rate: int = RATE) -> None:
        self.samples = samples if samples is not None else noise(0.5)
        self.devices = [
            {
                "index": 0,
                "name": "Built-in",
                "max_input_channels": 2,
                "max_output_channels": 2,
                "default_samplerate": rate,
            },
            {
                "index": 1,
                "name": "USB Mic",
                "max_input_channels": 1,
                "max_output_channels": 0,
                "default_samplerate": rate,
            },
        ]
        self.only: tuple[int, int] | None = None
        self.refuses: PortAudioError | None = None
        self.stops_after: int | None = None
        self.hangs = False
        self.open = 0
        self.opened: list[dict[str, Any]] = []
        self.restarts = 0
        self.played = bytearray()
        self.aborted = 0
        self.breaks_in = -1

    def query_devices(self, device: int | str | None = None, kind: str | None = None) -> Any:
        if kind is None:
            return self.devices
        fitting = [one for one in self.devices if int(str(one[f"max_{kind}_channels"])) > 0]
        if device is None:
            if not fitting:
                raise PortAudioError("Error querying device -1")
            return fitting[0]
        if isinstance(device, int):
            found = [one for one in fitting if one["index"] == device]
            if not found:
                raise PortAudioError(f"Error querying device {device}")
            return found[0]
        found = [one for one in fitting if device.lower() in str(one["name"]).lower()]
        if len(found) != 1:
            raise ValueError(f"{'Multiple' if found else 'No'} {kind} device matching {device!r}")
        return found[0]

    def _terminate(self) -> None:
        assert not self.open
        self.restarts += 1

    def _initialize(self) -> None:
        assert self.restarts

    def RawInputStream(self, **settings: Any) -> Stream:
        return self._stream(settings)

    def RawOutputStream(self, **settings: Any) -> Stream:
        return self._stream(settings)

    def _stream(self, settings: dict[str, Any]) -> Stream:
        if self.refuses is not None:
            raise self.refuses
        if self.only is not None and settings["samplerate"] != self.only[0]:
            raise PortAudioError("Invalid sample rate", -9997)
        if self.only is not None and settings["channels"] != self.only[1]:
            raise PortAudioError("Invalid number of channels", -9998)
        self.opened.append(settings)
        return Stream(self, settings)


class Stream:
    def __init__(self, sound: Sound, settings: dict[str, Any]) -> None:
        self.sound, self.settings = sound, settings
        self.running = threading.Event()

    def start(self) -> None:
        self.sound.open += 1
        self.running.set()
        if "callback" in self.settings:
            threading.Thread(target=self._feed, daemon=True).start()

    def _feed(self) -> None:
        size, channels = self.settings["blocksize"], self.settings["channels"]
        for number, start in enumerate(range(0, len(self.sound.samples) - size, size)):
            if not self.running.is_set() or number == self.sound.stops_after:
                break
            block = np.repeat(self.sound.samples[start : start + size], channels).astype("<i2")
            self.settings["callback"](memoryview(block.tobytes()), size, None, None)
            time.sleep(0.001)
        if not self.sound.hangs:
            self.settings["finished_callback"]()

    def write(self, data: bytes) -> None:
        if self.sound.breaks_in == 0:
            raise PortAudioError("Unanticipated host error", -9999)
        self.sound.breaks_in -= 1
        self.sound.played += data
        time.sleep(0.002)

    def stop(self) -> None:
        self.running.clear()

    def abort(self, ignore_errors: bool = True) -> None:
        self.sound.aborted += self.running.is_set()
        self.running.clear()

    def close(self, ignore_errors: bool = True) -> None:
        self.sound.open -= 1


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sound]:
    made = Sound()
    monkeypatch.setitem(sys.modules, "sounddevice", made)
    monkeypatch.setattr(devices, "_state", devices._State())
    yield made
    assert made.open == 0


async def taken_from(recorder: DeviceRecorder, samples: int) -> Samples:
    got = b""
    stream = recorder.stream()
    async for piece in stream:
        got += piece
        if len(got) >= 2 * samples:
            break
    await stream.aclose()
    return np.frombuffer(got, "<i2")


async def test_a_device_that_gives_what_is_needed_is_taken_as_it_is(sound: Sound) -> None:
    sound.samples = tone(1)
    got = await taken_from(DeviceRecorder(), RATE // 2)
    assert np.array_equal(got, sound.samples[: len(got)])
    (settings,) = sound.opened
    assert (settings["samplerate"], settings["channels"], settings["device"]) == (RATE, 1, 0)


@pytest.mark.parametrize(("rate", "channels"), [(48_000, 1), (44_100, 2), (8_000, 1), (48_000, 2)])
async def test_any_other_rate_is_converted(sound: Sound, rate: int, channels: int) -> None:
    sound.samples = tone(1.5, rate=rate)
    sound.only = (rate, channels)
    for device in sound.devices:
        device["default_samplerate"] = float(rate)
    got = await taken_from(DeviceRecorder(), RATE)
    steady = got[2000:14000].astype(float)
    loudest = int(np.argmax(np.abs(np.fft.rfft(steady * np.hanning(len(steady))))))
    assert loudest * RATE / len(steady) == pytest.approx(440, abs=3)
    assert np.abs(steady).max() == pytest.approx(9000, rel=0.1)


async def test_the_microphone_can_be_chosen_by_name_or_number(sound: Sound) -> None:
    for name in ("usb", "1"):
        await taken_from(DeviceRecorder(name), 100)
    assert [settings["device"] for settings in sound.opened] == [1, 1]


async def trouble(recorder: DeviceRecorder) -> AllInError:
    with pytest.raises(AllInError) as raised:
        await taken_from(recorder, 10 * RATE)
    return raised.value


async def test_each_trouble_has_its_sentence(sound: Sound) -> None:
    assert (await trouble(DeviceRecorder("webcam"))).key == "microphone-unknown"
    assert (await trouble(DeviceRecorder("i"))).facts["names"] == ["Built-in", "USB Mic"]
    assert (await trouble(DeviceRecorder("7"))).key == "microphone-unknown"
    sound.refuses = PortAudioError("Device unavailable", -9985)
    assert (await trouble(DeviceRecorder())).key == "microphone-refused"
    sound.refuses = None
    sound.only = (11_025, 1)
    assert (await trouble(DeviceRecorder())).key == "microphone-refused"
    sound.devices = []
    assert (await trouble(DeviceRecorder())).key == "microphone-none"
    assert (await trouble(DeviceRecorder("usb"))).key == "microphone-none"
    with pytest.raises(OperatorError):
        DeviceRecorder().check()


async def test_a_microphone_that_is_pulled_out_is_told_and_found_again(sound: Sound) -> None:
    sound.stops_after = 3
    assert (await trouble(DeviceRecorder())).key == "microphone-gone"
    sound.stops_after = None
    await taken_from(DeviceRecorder(), 100)
    assert sound.restarts == 1  # or PortAudio would not see that it is plugged in again
    await taken_from(DeviceRecorder(), 100)
    assert sound.restarts == 1


async def test_a_microphone_that_falls_silent_for_good_is_gone(sound: Sound, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "_SILENT_WINDOW", 0.05)
    sound.stops_after, sound.hangs = 3, True
    assert (await trouble(DeviceRecorder())).key == "microphone-gone"


async def test_what_is_playing_is_not_cut_off_by_looking_for_devices(sound: Sound) -> None:
    recorder = DeviceRecorder().stream()
    await anext(recorder)
    assert (await trouble(DeviceRecorder("webcam"))).key == "microphone-unknown"
    await taken_from(DeviceRecorder(), 100)
    assert sound.restarts == 0
    await recorder.aclose()


class _Broken:
    """Stands in the place of a library that cannot be loaded."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return None


async def test_without_portaudio_or_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_Broken(), *sys.meta_path])
    assert (await trouble(DeviceRecorder())).key == "microphone-no-library"
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    error = await trouble(DeviceRecorder())
    assert error.key == "microphone-not-installed"
    for language in LANGUAGES:
        assert "make voice" in Phrases(language).say(error.key, **error.facts)


# The machine's loudspeaker


def said(samples: Samples) -> Attachment:
    return Attachment("reply.wav", "audio/wav", as_wav(samples.astype("<i2").tobytes()))


async def test_what_is_spoken_is_played_whole(sound: Sound) -> None:
    samples = tone(0.3)
    await DevicePlayer().play(said(samples))
    assert np.array_equal(np.frombuffer(bytes(sound.played), "<i2"), samples)
    assert sound.aborted == 0


async def test_compressed_sound_is_played_too(sound: Sound) -> None:
    sound.only = (48_000, 2)
    sound.devices[0]["default_samplerate"] = 48_000.0
    await DevicePlayer().play(Attachment("reply.ogg", "audio/ogg", CLIP.read_bytes()))
    assert len(sound.played) / (48_000 * 2 * 2) == pytest.approx(len(spoken()) / RATE, abs=0.1)


async def test_it_stops_at_once(sound: Sound) -> None:
    playing = asyncio.create_task(DevicePlayer().play(said(tone(20))))
    while not sound.played:
        await asyncio.sleep(0.005)
    playing.cancel()
    await asyncio.gather(playing, return_exceptions=True)
    assert playing.cancelled() and sound.aborted == 1
    assert len(sound.played) / 2 / RATE < 10


async def test_a_loudspeaker_that_cannot_play_is_told(sound: Sound) -> None:
    async def key(attachment: Attachment) -> str:
        with pytest.raises(OperatorError) as raised:
            await DevicePlayer().play(attachment)
        return raised.value.key

    sound.breaks_in = 2
    assert await key(said(tone(1))) == "loudspeaker-gone"
    assert await key(Attachment("reply.mp3", "audio/mpeg", b"no sound at all")) == "loudspeaker-refused"
    sound.refuses = PortAudioError("Device unavailable", -9985)
    assert await key(said(tone(1))) == "loudspeaker-refused"
    sound.devices = []
    assert await key(said(tone(1))) == "loudspeaker-none"
    await DevicePlayer().chime()  # whoever listens is not to be stopped by this


async def test_the_chime_is_short_and_soft(sound: Sound) -> None:
    await DevicePlayer().chime()
    samples = np.frombuffer(bytes(sound.played), "<i2")
    assert 0.1 < len(samples) / RATE < 0.3
    assert 1000 < np.abs(samples).max() < 10000


def test_every_trouble_with_a_device_has_its_words() -> None:
    facts = SimpleNamespace(name="USB", names=["one", "two"]).__dict__
    for what in ("microphone", "loudspeaker"):
        for trouble_ in ("none", "unknown", "several", "refused", "gone"):
            for language in LANGUAGES:
                assert Phrases(language).say(f"{what}-{trouble_}", **facts)
