"""The real Whisper on recordings, and what is no speech; the chain of listeners."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.errors import AllInError, OperatorError, Rejected, TryLater
from bot.testing.voice import FakeListener
from bot.voice import listen
from bot.voice.audio import RATE, Sound
from bot.voice.hints import Hints
from bot.voice.listen import Heard, Listeners, Whisper, Word, rivals_of, sentences, whole_words, without_repeats
from tests.voice.conftest import clip

HINTS = Hints(
    platforms=("Instagram", "LinkedIn", "YouTube", "Facebook", "Mastodon", "Bluesky", "TikTok"),
    handles=("@beanandleaf",),
    people=("Sarah Jones",),
    products=("Bean & Leaf Coffee",),
)
RNG = np.random.default_rng(11)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at less than half a minute at once, which costs a fifth: for tests in which it does not matter how well it hears."""
    monkeypatch.setattr(listen, "LEAST_FRAMES", 500)


def seconds(number: float) -> NDArray[np.float32]:
    return (np.arange(round(number * RATE)) / RATE).astype(np.float32)


def music() -> NDArray[np.float32]:
    """Chords of a piano, two a second."""
    at = seconds(4)
    sound = np.zeros_like(at)
    for beat in range(8):
        since = at - beat / 2
        struck = np.exp(-3 * np.maximum(since, 0)) * (since >= 0)
        for note in (262, 330, 392) if beat % 2 else (220, 277, 330):
            sound += sum(0.05 / part * np.sin(2 * np.pi * note * part * at) for part in range(1, 6)) * struck
    return sound.astype(np.float32)


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("video_youtube_sunday.en", "en", ("recipe video", "youtube", "sunday evening", "7.30|7:30|seven thirty")),
        ("move_mastodon_thursday.en", "en", ("move", "mastodon", "thursday", "10.15|10:15|ten fifteen")),
        ("sale_instagram_tomorrow.en", "en", ("autumn sale", "instagram", "tomorrow", "9|nine")),
        ("yes.en", "en", ("yes", "please")),
        ("move_linkedin_donnerstag.de", "de", ("verschiebe", "linkedin", "donnerstag", "10 uhr 15|10:15|10.15")),
        ("publica_youtube_domingo.es", "es", ("publica", "youtube", "domingo", "7 y media|siete y media|7:30")),
        ("supprime_facebook_vendredi.fr", "fr", ("publication", "facebook", "vendredi", "9h|9 h|neuf heures")),
    ],
)
async def test_the_language_is_found_out_and_the_words_that_matter_are_heard(
    whisper: Whisper, name: str, language: str, said: tuple[str, ...]
) -> None:
    sound = clip(name)
    heard = await whisper.listen(sound, HINTS, None)
    assert heard.language == language
    text = heard.text.lower()
    assert [part for part in said if not any(form in text for form in part.split("|"))] == []
    assert heard.by == "whisper"
    assert heard.seconds == sound.seconds
    assert 0.5 < heard.confidence <= 1.0
    # Each word with its time, in order, within the recording: what repairs and highlights build on.
    assert " ".join(word.text for word in heard.words) == heard.text
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start <= word.end <= sound.seconds and 0 <= word.probability <= 1 for word in heard.words)


@pytest.mark.usefixtures("quick")
async def test_the_same_recording_is_heard_the_same_every_time(whisper: Whisper) -> None:
    sound = clip("yes.en")
    first, second = await whisper.listen(sound, HINTS, "en"), await whisper.listen(sound, HINTS, "en")
    assert first == second


async def test_noise_and_a_low_voice_do_not_keep_it_from_hearing(whisper: Whisper) -> None:
    speech = clip("move_mastodon_thursday.en").samples * 0.05
    noise = RNG.normal(size=len(speech)).astype(np.float32)
    noise *= np.sqrt((speech**2).mean() / (noise**2).mean()) * 10 ** (-15 / 20)
    heard = await whisper.listen(Sound((speech + noise).astype(np.float32)), HINTS, "en")
    assert "Thursday" in heard.text
    assert "10.15" in heard.text.replace(":", ".")


@pytest.mark.usefixtures("quick")
async def test_what_comes_after_a_long_pause_is_heard_as_well(whisper: Whisper) -> None:
    first, second = clip("move_mastodon_thursday.en"), clip("yes.en")
    pause = np.zeros(8 * RATE, np.float32)
    heard = await whisper.listen(Sound(np.concatenate([first.samples, pause, second.samples])), HINTS, "en")
    assert "Thursday" in heard.text
    assert "yes" in heard.text.lower()
    (yes,) = (word for word in heard.words if word.text.lower().startswith("yes"))
    assert yes.start == pytest.approx(first.seconds + 8, abs=0.8)


@pytest.mark.parametrize(
    ("sound", "key"),
    [
        (np.zeros(3 * RATE, np.float32), "voice-silence"),
        (np.zeros(0, np.float32), "voice-silence"),
        ((RNG.normal(size=3 * RATE) * 1e-4).astype(np.float32), "voice-silence"),
        ((RNG.normal(size=3 * RATE) * 0.1).astype(np.float32), "voice-no-words"),
        (np.clip(RNG.normal(size=3 * RATE) * 0.5, -1, 1).astype(np.float32), "voice-no-words"),
        (music(), "voice-no-words"),
        ((0.5 * np.sin(2 * np.pi * 440 * seconds(3))).astype(np.float32), "voice-no-words"),
    ],
    ids=["silence", "nothing", "a quiet room", "noise", "loud noise", "music", "a tone"],
)
async def test_where_nobody_speaks_no_words_are_made_up(whisper: Whisper, sound: NDArray[np.float32], key: str) -> None:
    with pytest.raises(Rejected) as refused:
        await whisper.listen(Sound(sound), HINTS, None)
    assert refused.value.key == key


@pytest.mark.usefixtures("quick")
async def test_what_is_heard_too_badly_is_asked_for_again(whisper: Whisper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listen, "UNSURE", 0.99)
    with pytest.raises(Rejected) as refused:
        await whisper.listen(clip("yes.en"), HINTS, "en")
    assert refused.value.key == "voice-unclear"


@pytest.mark.usefixtures("quick")
async def test_nothing_of_what_is_said_is_logged(
    whisper: Whisper, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    heard = await whisper.listen(clip("yes.en"), HINTS, "en")
    assert caplog.text == ""
    assert "".join(capfd.readouterr()) == ""
    assert "please" not in repr(heard)
    assert "please" not in repr(heard.words)


@pytest.mark.usefixtures("quick")
async def test_what_is_cancelled_before_its_turn_is_not_heard(whisper: Whisper) -> None:
    free = threading.Event()
    before = asyncio.ensure_future(whisper._in_thread(free.wait))
    waiting = asyncio.ensure_future(whisper.listen(clip("yes.en"), HINTS, "en"))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    free.set()
    await before
    assert "please" in (await whisper.listen(clip("yes.en"), HINTS, "en")).text


@pytest.mark.usefixtures("quick")
async def test_it_can_be_closed_and_listens_again_and_asks_no_network(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something reached for the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    own = Whisper(models)
    await own.warm()
    await own.close()
    assert "please" in (await own.listen(clip("yes.en"), Hints(), "en")).text
    await own.close()


async def test_a_model_that_is_no_model_is_told_to_whoever_runs_it(models: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (own / name).write_bytes(b"{}")
    broken = Whisper(models, str(own))
    await broken.warm()
    with pytest.raises(OperatorError) as error:
        await broken.listen(clip("yes.en"), HINTS, "en")
    assert error.value.key == "voice-model-broken"


async def test_without_the_extra_it_is_said_what_is_missing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Whisper, "is_installed", staticmethod(lambda: False))
    with pytest.raises(OperatorError) as error:
        await Whisper(home).listen(Sound(np.full(RATE, 0.5, np.float32)), HINTS, None)
    assert error.value.key == "voice-not-installed"
    assert list(home.iterdir()) == []


# What a recogniser writes, put in order


def said(text: str, *, at: float = 0.0) -> list[Word]:
    return [Word(part, at + place, at + place + 0.5, 0.9) for place, part in enumerate(text.split())]


def written(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("post it now post it now post it now post it now post it now", "post it now"),
        ("Thank you. Thank you. Thank you. Thank you. Thank you.", "Thank you."),
        ("post it on Monday la la la la la la", "post it on Monday la"),
        ("so so so good", "so so so good"),
        ("no no, on Monday", "no no, on Monday"),
        ("Post one. Post two. Post three. Post four.", "Post one. Post two. Post three. Post four."),
    ],
)
def test_what_goes_round_in_circles_is_said_once(before: str, after: str) -> None:
    assert written(without_repeats(said(before))) == after


def test_words_stand_as_they_do_between_spaces() -> None:
    pieces = [Word(" at", 0, 1, 0.9), Word(" 10", 1, 2, 0.8), Word(".15", 2, 3, 0.5), Word(".", 3, 3, 0.01)]
    assert whole_words(pieces) == [Word("at", 0, 1, 0.9), Word("10.15.", 1, 3, 0.5)]


def test_a_long_pause_ends_a_sentence() -> None:
    assert written(sentences([*said("move it"), *said("no wait", at=10.0)])) == "move it. no wait"
    assert written(sentences([*said("move it,"), *said("no wait", at=2.0)])) == "move it, no wait"


def test_other_readings_are_kept_with_how_likely_they_are() -> None:
    readings = [
        ("Move it to ten fifteen.", -4.0),
        ("move it to ten, fifteen", -4.2),  # the same words
        ("Move it to ten fifty.", -4.7),
        ("Move it to tin fifteen.", -6.0),
        ("Move it to Finn.", -9.0),  # hardly
    ]
    assert [(one.text, round(one.likelihood, 2)) for one in rivals_of(readings)] == [
        ("Move it to ten fifty.", 0.5),
        ("Move it to tin fifteen.", 0.14),
    ]
    assert rivals_of([("Publica el vídeo", -1.0), ("publica el video", -1.1)]) == []
    assert repr(Heard("a", "en", rivals=tuple(rivals_of(readings)))).count("fifty") == 0


# The chain

SOUND = Sound(np.full(RATE, 0.5, np.float32))


async def test_this_machine_listens_unless_the_hosted_service_is_preferred() -> None:
    local, hosted = FakeListener("here", "here"), FakeListener("there")
    chain = Listeners(local, hosted)
    assert (await chain.listen(SOUND, HINTS, "de")).text == "here"
    assert hosted.asked == []
    assert (await chain.listen(SOUND, HINTS, "de", prefer="hosted")).text == "there"
    assert hosted.asked == [(HINTS, "de")]
    assert (await Listeners(local, None).listen(SOUND, HINTS, "de", prefer="hosted")).text == "here"


@pytest.mark.parametrize("error", [TryLater("voice-hosted-slow"), OperatorError("voice-hosted-key")])
async def test_what_the_hosted_service_cannot_do_is_done_here_and_it_rests(error: AllInError) -> None:
    clock = [1000.0]
    hosted = FakeListener(error, "there")
    chain = Listeners(FakeListener("here", "here again"), hosted, now=lambda: clock[0])
    assert (await chain.listen(SOUND, HINTS, None, prefer="hosted")).text == "here"
    clock[0] += 30
    assert (await chain.listen(SOUND, HINTS, None, prefer="hosted")).text == "here again"
    assert len(hosted.asked) == 1
    clock[0] += 1000
    assert (await chain.listen(SOUND, HINTS, None, prefer="hosted")).text == "there"


async def test_speech_is_never_sent_out_where_nobody_chose_that() -> None:
    hosted = FakeListener("there")
    for local in (None, FakeListener(OperatorError("voice-not-installed"))):
        with pytest.raises(OperatorError) as error:
            await Listeners(local, hosted).listen(SOUND, HINTS, None)
        assert error.value.key == "voice-not-installed"
    assert hosted.asked == []


async def test_where_neither_can_the_preferred_one_says_why() -> None:
    hosted = FakeListener(OperatorError("voice-hosted-key"))
    chain = Listeners(FakeListener(*[OperatorError("voice-not-installed")] * 2), hosted)
    for _ in range(2):
        with pytest.raises(OperatorError) as error:
            await chain.listen(SOUND, HINTS, None, prefer="hosted")
        assert error.value.key == "voice-hosted-key"


async def test_a_recording_without_speech_is_not_heard_twice() -> None:
    local = FakeListener("here")
    with pytest.raises(Rejected):
        await Listeners(local, FakeListener(Rejected("voice-no-words"))).listen(SOUND, HINTS, None, prefer="hosted")
    assert local.asked == []


def test_what_was_heard_does_not_show_in_its_repr() -> None:
    assert repr(Heard("secret plan", "en", (Word("secret", 0, 1, 1.0),))).count("secret") == 0
