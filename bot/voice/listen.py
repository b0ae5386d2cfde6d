"""Samples → words: Whisper on this machine, or OpenAI's transcription where a workspace prefers it.

What is said is nobody else's: no word and no sample is logged or kept here, what is heard on this machine stays on it, and
only speech is sent out, never a recording that holds none. Importing this module loads nothing heavy.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import math
import os
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar
from urllib.parse import urlsplit

from bot.errors import AllInError, OperatorError, Rejected, TryLater
from bot.phrases import LANGUAGES
from bot.understanding.numbers import fold
from bot.voice.audio import RATE, Sound, as_wav
from bot.voice.compact import compact
from bot.voice.hints import EXAMPLES, Hints
from bot.voice.weights import weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

_T = TypeVar("_T")

MOST_THREADS = 4
"""Cores that listening takes at most; more make it hardly faster."""

REST = 60.0
"""Seconds for which a hosted service that failed is not asked, where it names no time of its own."""
LONG_REST = 900.0
"""The same where a person has to mend something first: the key, the bill, the model's name."""
LONGEST_REST = 3600.0

BEAM = 5
"""Readings that are followed at a time."""
UNLIKELY = 0.05
"""Likelihood, against that of the best reading, from which another one is kept."""

LEAD = 0.3
"""Seconds of silence put before the speech: Whisper often misses a word that begins with the first sample."""

PAUSE = 2.0
"""Seconds without speech that are left out of what the model hears."""

WINDOW = 28.0
"""Seconds of speech that are heard at once; Whisper was made for thirty."""

LEAST_FRAMES = 3000
"""The shortest stretch that is looked at, in hundredths of a second, however little is said in it: the half minute that
Whisper was made for. A third of it costs a third, and "4.30" becomes "for 30": of 31 commands 4 were heard a little worse."""

WORD_SECONDS = 1.2
"""A short word with the room that is left on both sides of it."""

MOST_TOKENS = 12
"""Pieces of words that may come in a second, and so many more; people say four or five."""

NO_SPEECH, NO_SENSE = 0.6, -1.0
"""Above which probability that nobody speaks, and below which mean log probability of the words, nothing was said: the
values of Whisper's own program."""

UNSURE = 0.4
"""A mean probability of the words below this is what the model makes of mumbling in noise: asked for again, not guessed at."""

SILENCE = 0.003
"""A peak below this (of 1) is no recording of anybody: -50 dB."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as heard: when it was said, in seconds from the beginning, and how sure the recogniser is, 0 to 1."""

    text: str = field(repr=False)
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class Rival:
    """Other words that may have been said. `likelihood` is theirs against that of the best reading: 1 is as likely."""

    text: str = field(repr=False)
    likelihood: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard. Its repr shows nothing of it.

    `language` is a code such as "en", `seconds` how long the recording is, `by` the name of the listener, `confidence` how
    sure it is of the whole, 0 to 1. `words` are empty where a listener tells no times; `rivals`, the likeliest first, where
    it tells only what it believes most, and for what is longer than a command.
    """

    text: str = field(repr=False)
    language: str
    words: tuple[Word, ...] = field(default=(), repr=False)
    seconds: float = 0.0
    by: str = ""
    confidence: float = 1.0
    rivals: tuple[Rival, ...] = field(default=(), repr=False)


class Listener(Protocol):
    """Turns a recording into words."""

    name: str

    async def listen(self, sound: Sound, hints: Hints, language: str | None) -> Heard:
        """The words. `language` is the one spoken, None to find out which of the product's it is.

        Raises `Rejected` "voice-silence" or "voice-no-words" where nobody speaks, "voice-unclear" where it cannot be made
        out, `OperatorError` where something must be mended first, `TryLater` where nothing answers.
        """
        ...

    async def close(self) -> None:
        """Let go of what it holds. Listening again takes hold of it again."""
        ...


class Listeners:
    """The chain: the hosted service where it is preferred and works, else this machine's own.

    It falls back in that direction only: a workspace that has not chosen a hosted service has its speech sent nowhere.
    """

    def __init__(
        self, local: Listener | None, hosted: Listener | None, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.local = local
        self.hosted = hosted
        self._now = now
        self._resting = -math.inf
        self._why: AllInError | None = None

    async def listen(
        self, sound: Sound, hints: Hints, language: str | None, *, prefer: Literal["local", "hosted"] = "local"
    ) -> Heard:
        """The words, from the first that can tell. Raises as `Listener.listen` does; the preferred one's error goes first."""
        if prefer == "local" or self.hosted is None:
            return await self._here(sound, hints, language)
        if self._now() >= self._resting:
            try:
                return await self.hosted.listen(sound, hints, language)
            except (TryLater, OperatorError) as error:
                log.warning("%s: %s", self.hosted.name, error.key)
                rest = (error.retry_after or REST) if isinstance(error, TryLater) else LONG_REST
                self._resting, self._why = self._now() + min(rest, LONGEST_REST), error
        try:
            return await self._here(sound, hints, language)
        except (TryLater, OperatorError) as error:
            raise self._why or error from None

    async def _here(self, sound: Sound, hints: Hints, language: str | None) -> Heard:
        if self.local is None:
            raise OperatorError("voice-not-installed")
        return await self.local.listen(sound, hints, language)

    async def warm(self) -> None:
        """Load this machine's own ahead of the first recording; nothing happens where there is none."""
        if isinstance(self.local, Whisper):
            await self.local.warm()

    async def close(self) -> None:
        """Let go of models and connections."""
        for listener in (self.local, self.hosted):
            if listener is not None:
                await listener.close()


class Whisper:
    """Whisper on this machine's processor, 8-bit: some 1.3 seconds of one core for what fits into half a minute, 250 MB.

    Loads with the first recording (1.5 s), in a thread of its own, in which recordings take turns: two at a time would
    only slow each other down. `model` is a name or a folder, see `bot/voice/weights.py`.
    """

    name = "whisper"

    def __init__(self, home: Path, model: str = "base", *, threads: int | None = None) -> None:
        self.home = home
        self.model = model
        self._threads = threads or min(MOST_THREADS, _cores())
        self._recogniser: _Recogniser | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="listening")

    @staticmethod
    def is_installed() -> bool:
        """Whether the packages are there; the weights are another matter."""
        return all(find_spec(name) is not None for name in ("faster_whisper", "av"))

    async def warm(self) -> None:
        """Load it ahead of the first recording. What keeps it from loading is told to whoever speaks, not here."""
        try:
            await self._in_thread(self._loaded)
        except AllInError as error:
            log.info("%s cannot be loaded ahead: %s", self.name, error.key)

    async def listen(self, sound: Sound, hints: Hints, language: str | None) -> Heard:
        """The words. When the caller is cancelled, listening ends with the half minute of sound that it is at."""
        stop = threading.Event()
        try:
            return await self._in_thread(lambda: self._heard(sound, hints, language, stop))
        except asyncio.CancelledError:
            stop.set()
            raise

    async def close(self) -> None:
        """Let go of the model, some 250 MB; the next recording loads it again."""
        self._recogniser = None

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _loaded(self) -> _Recogniser:
        if self._recogniser is None:
            if not self.is_installed():
                raise OperatorError("voice-not-installed")
            folder = weights(self.home, self.model)
            if folder.parent == self.home / "models":
                folder = compact(folder)  # what somebody keeps elsewhere is not written beside
            try:
                self._recogniser = _Recogniser(folder, self._threads)
            except (ImportError, RuntimeError, ValueError, OSError) as error:
                raise OperatorError("voice-model-broken", folder=str(folder), detail=type(error).__name__) from None
        return self._recogniser

    def _heard(self, sound: Sound, hints: Hints, language: str | None, stop: threading.Event) -> Heard:
        if stop.is_set():
            raise TryLater("voice-stopped")  # nobody waits for it any more
        check_loud(sound)
        recogniser = self._loaded()
        try:
            return recogniser.heard(sound, hints, language, stop)
        except (RuntimeError, ValueError, MemoryError) as error:
            raise OperatorError("voice-model-broken", folder=self.model, detail=type(error).__name__) from None
        finally:
            give_back()


class OpenAITranscription:
    """OpenAI's transcription, or a server that speaks the same: `POST {base_url}/audio/transcriptions`.

    Parameters as its API reference tells for each model: `gpt-transcribe` takes `keywords` and `languages` and says which
    language it heard; the models before it (to be switched off on 2027-02-26) take `prompt` and `language`
    (developers.openai.com/api/docs/guides/speech-to-text and /deprecations, read 2026-11). `timeout` is in seconds.
    """

    name = "openai"

    def __init__(self, key: str, base_url: str, model: str, timeout: float) -> None:
        # A base address ends in its version; people leave it out.
        self.base_url = base_url if urlsplit(base_url).path.strip("/") else f"{base_url.rstrip('/')}/v1"
        self.model = model
        self.timeout = timeout
        self._key = key

    def __repr__(self) -> str:
        return f"OpenAITranscription({self.base_url!r}, {self.model!r})"

    async def listen(self, sound: Sound, hints: Hints, language: str | None) -> Heard:
        """The words. What holds no speech is not sent. Every failure is `TryLater` or `OperatorError`."""
        file = await asyncio.to_thread(_speech_file, sound)
        answer = None
        try:
            async with asyncio.timeout(self.timeout):
                answer = await self._asked(file, hints, language)
        except Exception as error:
            fault = _fault(error, self.model)
        else:
            fault = TryLater("voice-hosted-unreadable")
        # Raised outside of the handler: an error of the client holds what was sent, the key too.
        text = getattr(answer, "text", None)
        if not isinstance(text, str):
            raise fault
        text = " ".join(text.split())
        if not _has_words(text):
            raise Rejected("voice-no-words")
        return Heard(
            text, _language_of(answer, language), seconds=sound.seconds, by=self.name, confidence=_sureness(answer)
        )

    async def close(self) -> None:
        """Nothing is held between recordings."""

    async def _asked(self, file: bytes, hints: Hints, language: str | None) -> Any:
        import openai

        words = list(hints.words())
        given: dict[str, Any] = {}
        if self.model.startswith("gpt-transcribe"):
            given["languages"] = [language] if language else list(LANGUAGES)
            if words:
                given["keywords"] = words
        else:
            if language:
                given["language"] = language
            if words:
                given["prompt"] = ", ".join(words)
            if self.model.startswith(("gpt-4o-transcribe", "gpt-4o-mini-transcribe")) and "diarize" not in self.model:
                given["include"] = ["logprobs"]
        # A client for each recording: its connections belong to the event loop that opened them.
        async with openai.AsyncOpenAI(
            api_key=self._key, base_url=self.base_url, max_retries=0, timeout=self.timeout
        ) as client:
            return await client.audio.transcriptions.create(
                file=("speech.wav", file, "audio/wav"), model=self.model, response_format="json", **given
            )


def give_back() -> None:
    """Hand memory that is no longer used to the system, some 60 MB after a recording, where the C library is one that waits
    to be told (glibc). Takes a few milliseconds."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def check_loud(sound: Sound) -> None:
    """Raise `Rejected` for a recording in which nothing can be heard at all."""
    if not len(sound.samples) or float(abs(sound.samples).max()) < SILENCE:
        raise Rejected("voice-silence")


class _Recogniser:
    """The loaded model and how it is asked. Used by one thread at a time.

    It is driven a step below `WhisperModel.transcribe`, which would encode a recording twice to find out its language:
    that is most of the work for a short one.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        # The library can fetch models by name; with a folder it does not, and this makes sure of it.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        logging.getLogger("faster_whisper").setLevel(logging.CRITICAL)
        from faster_whisper import WhisperModel

        self._model: Any = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )

    def heard(self, sound: Sound, hints: Hints, language: str | None, stop: threading.Event) -> Heard:
        """The words. Raises `Rejected` where there are none to be made out, `TryLater` when `stop` is set in the meantime."""
        from faster_whisper.audio import pad_or_trim
        from faster_whisper.tokenizer import Tokenizer

        tokenizer: Any = None
        words: list[Word] = []
        rivals: list[Rival] = []
        windows = deque(_windows(sound.samples, _speech(sound)))
        while windows:
            if stop.is_set():
                raise TryLater("voice-stopped")
            window = windows.popleft()
            features = self._model.feature_extractor(window.samples)[..., :-1]
            length = min(self._model.feature_extractor.nb_max_frames, max(LEAST_FRAMES, features.shape[-1] + 200))
            encoded = self._model.encode(pad_or_trim(features, length))
            if tokenizer is None:
                spoken = self._language(encoded, language)
                tokenizer = Tokenizer(
                    self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=spoken
                )
            tokens, others = self._tokens(encoded, tokenizer, hints, window.seconds)
            rivals = [] if rivals or words else others
            aligned = self._model.find_alignment(tokenizer, [tokens], encoded, features.shape[-1])
            heard = [_word(piece, window) for pieces in aligned for piece in pieces]
            words += heard
            if len(window.chunks) > 1:
                # After a pause it may believe that all has been said.
                windows.extendleft(reversed(_windows(sound.samples, _left_out(window.chunks, heard), apart=True)))
        words = without_repeats(sentences(whole_words(sorted(words, key=lambda word: word.start))))
        text = " ".join(word.text for word in words)
        example = EXAMPLES.get(tokenizer.language_code, "") if tokenizer is not None else ""
        if tokenizer is None or not _has_words(text) or _words_in(text) == _words_in(example):
            raise Rejected("voice-no-words")
        confidence = sum(word.probability for word in words) / len(words)
        if confidence < UNSURE:
            raise Rejected("voice-unclear")
        return Heard(
            text, tokenizer.language_code, tuple(words), sound.seconds, Whisper.name, confidence, tuple(rivals)
        )

    def _tokens(self, encoded: Any, tokenizer: Any, hints: Hints, seconds: float) -> tuple[list[int], list[Rival]]:
        """What was said in one window, in the model's tokens, and what else it may have been; none for no speech."""
        from faster_whisper.transcribe import get_suppressed_tokens

        hotwords = hints.hotwords(tokenizer.language_code) or None
        prompt = self._model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=hotwords)
        (result,) = self._model.model.generate(
            encoded,
            [prompt],
            beam_size=BEAM,
            num_hypotheses=BEAM,  # they are there in any case
            # Nobody says more in that time: a model that goes round in circles is not followed to the end.
            max_length=min(len(prompt) + MOST_TOKENS + math.ceil(seconds * MOST_TOKENS), self._model.max_length),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
        )
        if result.no_speech_prob > NO_SPEECH and result.scores[0] < NO_SENSE:
            return [], []
        said = [[token for token in tokens if token < tokenizer.eot] for tokens in result.sequences_ids]
        # A score is the mean over the tokens, with the one that ends them.
        sums = [score * (len(tokens) + 1) for score, tokens in zip(result.scores, said, strict=True)]
        others = [(tokenizer.decode(tokens).strip(), total) for tokens, total in zip(said, sums, strict=True)]
        return said[0], rivals_of(others)

    def _language(self, encoded: Any, wanted: str | None) -> str:
        """The language to write in: the wanted one, else the likeliest of those that the product speaks."""
        if not self._model.model.is_multilingual:
            return "en"
        if wanted in self._model.supported_languages:
            return str(wanted)
        found = {token[2:-2]: probability for token, probability in self._model.model.detect_language(encoded)[0]}
        return max(LANGUAGES, key=lambda language: found.get(language, 0.0))


def _speech(sound: Sound) -> list[dict[str, int]]:
    """Where somebody speaks: `start` and `end` in samples, with a little room on both sides."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    found: list[dict[str, int]] = get_speech_timestamps(
        sound.samples, VadOptions(min_silence_duration_ms=round(PAUSE * 1000), max_speech_duration_s=WINDOW)
    )
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Window:
    """Speech that the model hears at once. `chunks` are its parts, as they begin and end in the recording, in samples."""

    samples: NDArray[np.float32]
    chunks: tuple[Mapping[str, int], ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE

    def original(self, start: float, end: float) -> tuple[float, float]:
        """When in the recording a word was said, by its times in this window; in seconds.

        It was said in the part that its middle is in: what comes after a pause seems to begin before it.
        """
        middle = round(((start + end) / 2 - LEAD) * RATE)
        before = round(LEAD * RATE)
        for chunk in self.chunks:
            length = chunk["end"] - chunk["start"]
            if middle <= length:
                break
            middle -= length
            before += length
        first, last = (min(max(round(at * RATE) - before, 0), length) for at in (start, end))
        return (chunk["start"] + first) / RATE, (chunk["start"] + last) / RATE


def _windows(
    samples: NDArray[np.float32], chunks: Sequence[Mapping[str, int]], *, apart: bool = False
) -> list[_Window]:
    """Speech without its long pauses, cut at pauses into what the model can hear at once; `apart`, at every one of them."""
    import numpy as np

    groups: list[list[Mapping[str, int]]] = []
    room = 0
    for chunk in chunks:
        length = chunk["end"] - chunk["start"]
        if apart or not groups or length > room:
            groups.append([])
            room = round(WINDOW * RATE)
        groups[-1].append(chunk)
        room -= length
    lead = np.zeros(round(LEAD * RATE), np.float32)
    return [
        _Window(np.concatenate([lead, *(samples[chunk["start"] : chunk["end"]] for chunk in group)]), tuple(group))
        for group in groups
    ]


def _left_out(chunks: Sequence[Mapping[str, int]], words: Sequence[Word]) -> list[Mapping[str, int]]:
    """The parts in which somebody speaks for as long as a word takes, and of which nothing was written."""
    middles = [(word.start + word.end) / 2 * RATE for word in words]
    return [
        chunk
        for chunk in chunks
        if chunk["end"] - chunk["start"] > WORD_SECONDS * RATE
        and not any(chunk["start"] <= middle <= chunk["end"] for middle in middles)
    ]


def _word(piece: Mapping[str, Any], window: _Window) -> Word:
    start, end = window.original(float(piece["start"]), float(piece["end"]))
    return Word(str(piece["word"]), start, end, float(piece["probability"]))


def whole_words(pieces: Sequence[Word]) -> list[Word]:
    """Words as they stand between spaces. The recogniser parts "10.15" and "o'clock" where it has tokens of their own."""
    words: list[Word] = []
    for piece in pieces:
        text = piece.text.strip()
        if words and text and not piece.text.startswith(" "):
            last = words.pop()
            # How sure it is of a full stop says nothing of the word before.
            probability = min(last.probability, piece.probability) if _has_words(text) else last.probability
            words.append(Word(last.text + text, last.start, max(last.end, piece.end), probability))
        elif text:
            words.append(Word(text, piece.start, piece.end, piece.probability))
    return words


def sentences(words: Sequence[Word]) -> list[Word]:
    """The words with a full stop before a long pause, where the recogniser heard nothing beyond it and wrote none."""
    ended = [*words]
    for place, (word, following) in enumerate(pairwise(words)):
        if following.start - word.end > PAUSE and word.text[-1].isalnum():
            ended[place] = Word(f"{word.text}.", word.start, word.end, word.probability)
    return ended


def without_repeats(words: Sequence[Word]) -> list[Word]:
    """The words with what comes over and over again said once: a recogniser that has lost its way goes round in circles.

    A person may say a thing three times; what comes a fourth time is such a circle, of one word or up to eight.
    """
    kept: list[Word] = []
    place = 0
    while place < len(words):
        for length in range(1, 9):
            unit = [_bare(word.text) for word in words[place : place + length]]
            times = 1
            while [_bare(word.text) for word in words[place + times * length : place + (times + 1) * length]] == unit:
                times += 1
            if times > 3 and len(unit) == length:
                kept += words[place : place + length]
                place += times * length
                break
        else:
            kept.append(words[place])
            place += 1
    return kept


def rivals_of(readings: Sequence[tuple[str, float]]) -> list[Rival]:
    """The readings after the first that differ from it in words, by their log probabilities, the likeliest first."""
    best = max(total for _, total in readings)
    kept: dict[tuple[str, ...], Rival] = {}
    first = _words_in(readings[0][0])
    for text, total in sorted(readings[1:], key=lambda reading: -reading[1]):
        likelihood = math.exp(total - best)
        if likelihood >= UNLIKELY and (words := _words_in(text)) and words != first:
            kept.setdefault(words, Rival(text, round(likelihood, 3)))
    return list(kept.values())


def _words_in(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _speech_file(sound: Sound) -> bytes:
    """What is sent out: a recording in which somebody speaks."""
    check_loud(sound)
    if find_spec("faster_whisper") is not None and not _speech(sound):
        raise Rejected("voice-no-words")
    return as_wav(sound)


def _fault(error: Exception, model: str) -> AllInError:
    """What is the matter, without a word of the answer or of what was sent."""
    if isinstance(error, AllInError):
        return error
    name = type(error).__name__
    status = getattr(error, "status_code", None)
    if isinstance(error, TimeoutError) or name == "APITimeoutError":
        return TryLater("voice-hosted-slow")
    if not isinstance(status, int):
        return TryLater("voice-hosted-away" if name == "APIConnectionError" else "voice-hosted-unreadable", detail=name)
    if status in {401, 403}:
        return OperatorError("voice-hosted-key")
    if status == 404:
        return OperatorError("voice-hosted-model", model=model)
    if status == 402 or getattr(error, "code", None) == "insufficient_quota":
        return OperatorError("voice-hosted-unpaid")
    if status in {408, 409, 429} or status >= 500:
        headers = getattr(getattr(error, "response", None), "headers", {})
        return TryLater("voice-hosted-busy", retry_after=_retry_after(headers), detail=str(status))
    return OperatorError("voice-hosted-refused", status=status)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait, where it gives them as a number: RFC 9110, 10.2.3."""
    value = headers.get("retry-after", "")
    return float(value) if re.fullmatch(r"\d{1,6}(\.\d+)?", value) else None


def _language_of(answer: Any, wanted: str | None) -> str:
    """The language that was heard, where the answer tells; English where nothing does."""
    for found in getattr(answer, "languages", None) or ():
        code = str(getattr(found, "code", "")).partition("-")[0].lower()
        if code in LANGUAGES:
            return code
    return wanted or LANGUAGES[0]


def _sureness(answer: Any) -> float:
    """The mean probability of what was written, where the answer tells; 1 where it does not."""
    told = [float(part.logprob) for part in getattr(answer, "logprobs", None) or () if part.logprob is not None]
    return math.exp(sum(told) / len(told)) if told else 1.0


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
