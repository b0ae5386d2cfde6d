"""What the figures about speech stand on: counting words, judging calls, and noise and lines as loud and narrow as they say."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks import speech
from benchmarks.voice import (
    NOW,
    Said,
    Tally,
    edits,
    equal,
    lines_of,
    offered,
    right,
    spread,
    verdict,
    words,
)
from bot.phrases import LANGUAGES
from bot.registry import load
from bot.tool import Effect
from bot.understanding.decision import Decision, Question

EFFECTS = {
    "draft_post": Effect.DRAFT,
    "schedule_post": Effect.SCHEDULE,
    "publish_post": Effect.PUBLISH,
    "list_posts": Effect.READ,
}
LINE: dict[str, Any] = {
    "text": "Post about the bike launch on Facebook on Thursday at four in the afternoon",
    "tool": "schedule_post",
    "args": {"topic": "bike launch", "platforms": ["facebook"], "when": "2026-03-12T16:00+01:00"},
}
CALL: dict[str, Any] = {
    "topic": "bike launch",
    "platforms": ["facebook"],
    "when": datetime(2026, 3, 12, 16, 0, tzinfo=NOW.tzinfo),
}


# --- words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Move post 21 to 10:15 a.m.", "move post twenty-one to ten fifteen am", "en"),
        ("at 9:00 PM, on the 24th", "at nine p m on the twenty fourth", "en"),
        ("we don't ship on Mondays!", "We don’t ship on mondays", "en"),
        ("5 % off & more", "five percent off and more", "en"),
        ("Kommentar 23 ausblenden", "kommentar dreiundzwanzig ausblenden", "de"),
        ("l'offre numéro 17", "L’offre numéro dix-sept", "fr"),
        ("la publicación 17", "La publicación diecisiete.", "es"),
    ],
)
def test_two_spellings_of_the_same_words_agree(one: str, other: str, language: str) -> None:
    assert words(one, language) == words(other, language)


def test_other_words_and_other_numbers_do_not_agree() -> None:
    assert words("post 13") != words("post 30")
    assert words("the autumn sale") != words("the autumn sail")
    assert words("ten fifteen") != words("10:50")


@pytest.mark.parametrize(
    ("said", "heard", "number"),
    [
        ("post it on facebook", "post it on facebook", 0),
        ("post it on facebook", "post on facebook", 1),
        ("post it on facebook", "post it on the face book", 3),
        ("cancel post nine", "", 3),
        ("", "you", 1),
    ],
)
def test_word_errors_are_the_fewest_edits(said: str, heard: str, number: int) -> None:
    assert edits(said.split(), heard.split()) == number


def test_the_error_rate_is_over_all_words_and_not_the_mean_of_rates() -> None:
    tally = Tally()
    for number, wrong in ((2, 2), (8, 0)):
        tally.add(Said(0, "", "", "", (), "", "right", False, number, wrong, 1.0, 4.0, 0.0))
    assert tally.row("all").split()[2] == "20.0"
    assert tally.row("all").split()[-1] == "0.25"


# --- judging --------------------------------------------------------------------------------------------------------------


def test_a_call_is_right_with_every_argument_and_no_other() -> None:
    args = {**LINE["args"], "topic": "Bike launch."}
    assert right(LINE, "schedule_post", args)
    assert not right(LINE, "queue_post", args)
    assert not right(LINE, "schedule_post", {**args, "when": "2026-03-12T16:01+01:00"})
    assert not right(LINE, "schedule_post", {**args, "topic": "bike lunch"})
    assert not right(LINE, "schedule_post", {name: value for name, value in args.items() if name != "platforms"})
    assert not right(LINE, "schedule_post", {**args, "post_id": 4})


def test_the_same_instant_in_another_zone_is_the_same_time_and_the_order_of_networks_does_not_matter() -> None:
    assert equal("when", "2026-03-12T16:00+01:00", "2026-03-12T15:00+00:00")
    assert not equal("when", "2026-03-12T16:00+01:00", "2026-03-12T16:00+00:00")
    assert equal("platforms", ["x", "threads"], ["threads", "x"])
    assert not equal("platforms", ["x", "threads"], ["x"])
    assert equal("recurrence", "FREQ=WEEKLY;BYDAY=MO", "BYDAY=MO;FREQ=WEEKLY")


def test_a_handle_is_compared_letter_by_letter_but_for_the_at_sign() -> None:
    assert equal("account", "bakery_berlin", "@Bakery_Berlin")
    assert not equal("account", "bakery_berlin", "bakery berlin")


def test_true_is_not_the_number_one() -> None:
    assert not equal("unanswered", True, 1)
    assert not equal("post_id", 1, True)


def test_an_instruction_has_to_hold_the_words_that_matter() -> None:
    line = {"tool": "improve_draft", "args": {"post_id": 5, "instruction": "more casual"}, "contains": ["instruction"]}
    assert right(line, "improve_draft", {"post_id": 5, "instruction": "so it sounds more casual"})
    assert not right(line, "improve_draft", {"post_id": 5, "instruction": "more causal"})


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision("schedule_post", CALL), "right"),
        (Decision("schedule_post", {**CALL, "topic": "bike lunch"}), "outward"),
        (Decision("schedule_post", CALL, more=(Decision("draft_post", {"topic": "it"}),)), "outward"),
        (Decision("draft_post", {"topic": "bike launch"}), "wrong"),
        (Decision("publish_post", {"topic": "bike launch"}), "misread"),
        (Decision("list_posts", {}), "misread"),
        (Decision(None, question=Question("ask-when")), "asked"),
    ],
)
def test_what_would_run_unasked_is_told_from_what_would_not(decision: Decision, expected: str) -> None:
    assert verdict(LINE, decision, EFFECTS) == expected


def test_a_remark_that_is_no_command_is_right_when_nothing_is_done() -> None:
    remark: dict[str, Any] = {"text": "Call me a taxi", "tool": None, "args": {}}
    assert verdict(remark, Decision(None), EFFECTS) == "right"
    assert verdict(remark, Decision("draft_post", {"topic": "taxi"}), EFFECTS) == "wrong"


def test_a_question_offers_the_right_answer_only_if_it_makes_the_right_call() -> None:
    known = {name: value for name, value in CALL.items() if name != "when"}
    later = datetime(2026, 3, 12, 16, 15, tzinfo=NOW.tzinfo)
    options = (("16:15", later), ("16:00", CALL["when"]))
    asked = Decision(None, known, question=Question("ask-when", slot="when", options=options), asks_for="schedule_post")
    assert offered(LINE, asked)
    assert not offered({**LINE, "args": {**LINE["args"], "topic": "bike lunch"}}, asked)
    assert not offered(LINE, Decision(None, question=Question("ask-when", slot="when", options=options[:1])))


# --- the commands ----------------------------------------------------------------------------------------------------------


def test_every_expected_call_could_be_made(tmp_path: Path) -> None:
    tools = load(tmp_path).tools
    lines = lines_of()
    assert sum(line.get("language", "en") == "en" for line in lines) >= 80
    assert len({line["text"] for line in lines}) == len(lines)
    for line in lines:
        assert line.get("language", "en") in LANGUAGES
        for call in ({"tool": line["tool"], "args": line["args"]}, *line.get("either", ())):
            if call["tool"] is None:
                assert not call["args"]
            elif call["tool"] in tools:
                assert set(call["args"]) <= {argument.name for argument in tools[call["tool"]].arguments}, line["text"]
        if "when" in line["args"]:
            assert datetime.fromisoformat(line["args"]["when"]) > NOW


def test_a_few_commands_are_spread_over_the_whole_list() -> None:
    lines = lines_of()
    few = spread(lines, 10)
    english = [number for number in few if lines[number].get("language", "en") == "en"]
    assert len(english) == 10 == len(set(english))
    assert len({lines[number]["tool"] for number in english}) > 4
    assert spread(lines, None) == list(range(len(lines)))


# --- sound ----------------------------------------------------------------------------------------------------------------

RATE = 24_000


def tone(hertz: float, seconds: float = 1.0, rate: int = RATE) -> speech.Samples:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def power(samples: NDArray[Any]) -> float:
    return float(np.mean(samples.astype(np.float64) ** 2))


@pytest.mark.parametrize("decibels", [20, 10, 0])
def test_noise_is_as_far_below_the_speech_as_it_says(decibels: float) -> None:
    said = np.concatenate([np.zeros(RATE // 2, np.float32), tone(440) / 4, np.zeros(RATE // 2, np.float32)])
    mixed = speech.noisy(said, RATE, decibels, seed=3)
    noise = mixed[: RATE // 2 - 1000], mixed[-RATE // 2 + 1000 :]
    spoken = power(mixed[RATE // 2 : RATE * 3 // 2])
    quiet = power(np.concatenate(noise))
    # the noise moves as talkers do, so that half a second of it is not quite as loud as another
    assert 10 * np.log10((spoken - quiet) / quiet) == pytest.approx(decibels, abs=2.5)
    whole = mixed - said
    level = 10 * np.log10(power(tone(440) / 4) / power(whole))
    assert level == pytest.approx(decibels, abs=0.2)


def test_noise_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    said = tone(300)
    assert np.array_equal(speech.noisy(said, RATE, 10, seed=1), speech.noisy(said, RATE, 10, seed=1))
    assert not np.array_equal(speech.noisy(said, RATE, 10, seed=1), speech.noisy(said, RATE, 10, seed=2))


def test_pink_noise_falls_by_three_decibels_an_octave() -> None:
    bins = np.abs(np.fft.rfft(speech.pink(RATE * 4, RATE, np.random.default_rng(5)))) ** 2
    hertz = np.fft.rfftfreq(RATE * 4, 1 / RATE)

    def band(low: float, high: float) -> float:
        return float(np.mean(bins[(hertz >= low) & (hertz < high)]))

    for low in (200, 800, 3200):
        assert 10 * np.log10(band(low, 2 * low) / band(2 * low, 4 * low)) == pytest.approx(3.0, abs=0.6)


def test_pauses_do_not_make_speech_quieter() -> None:
    said = tone(440)
    paused = np.concatenate([said, np.zeros(RATE * 3, np.float32), said])
    assert speech.loudness(paused, RATE) == pytest.approx(speech.loudness(said, RATE), rel=0.01)


@pytest.mark.parametrize(("hertz", "kept"), [(100, False), (1000, True), (3000, True), (3800, False), (6000, False)])
def test_a_telephone_line_carries_only_the_middle_of_a_voice(hertz: float, kept: bool) -> None:
    heard, rate = speech.telephone(tone(hertz), RATE)
    assert rate == 8000
    middle = heard[len(heard) // 4 : -len(heard) // 4]
    lost = 10 * np.log10(power(tone(hertz)) / max(power(middle), 1e-12))
    assert lost < 3 if kept else lost > 20


def test_another_rate_is_the_same_sound() -> None:
    heard = speech.resampled(tone(440, rate=22_050), 22_050, 16_000)
    middle = slice(1000, 15_000)
    assert np.abs(heard[middle] - tone(440, rate=16_000)[middle]).max() < 0.01


@pytest.mark.parametrize("name", list(speech.CONDITIONS))
def test_every_condition_makes_an_ogg_file_of_the_speech_with_a_moment_around_it(name: str) -> None:
    av = pytest.importorskip("av")
    data = speech.CONDITIONS[name].recording(tone(440, 1.2, 22_050), 22_050, seed=4)
    with av.open(io.BytesIO(data)) as file:
        stream = file.streams.audio[0]
        assert stream.codec_context.name in {"opus", "libopus"}
        assert file.duration / 1e6 == pytest.approx(2.0, abs=0.1)
    assert data == speech.CONDITIONS[name].recording(tone(440, 1.2, 22_050), 22_050, seed=4)
    bits = len(data) * 8 / 2.0
    assert bits < (24_000 if name.startswith("telephone") else 60_000)


def test_what_has_been_said_is_not_said_again(tmp_path: Path) -> None:
    class Once:
        name, neural, languages = "once", False, ("en",)
        calls = 0

        def say(self, text: str, language: str) -> tuple[speech.Samples, int]:
            self.calls += 1
            return tone(440, 0.1), RATE

    voice = Once()
    kept = speech.Kept(voice, tmp_path)
    first, rate = kept.say("hello", "en")
    again, _ = kept.say("hello", "en")
    assert voice.calls == 1
    assert rate == RATE
    assert np.array_equal(first, again)
    kept.say("hello", "de")
    assert voice.calls == 2
