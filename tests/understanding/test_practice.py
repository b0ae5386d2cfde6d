"""The sentences to practise on: every language has some for every tool that has any, and copies are the same everywhere."""

from __future__ import annotations

import pytest

from bot.understanding.practice import copies, practice
from bot.understanding.sentences import language

LANGUAGES = ("en", "es", "de", "fr")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_practises_the_same_tools(code: str) -> None:
    own, english = practice(code), practice("en")
    assert own is not None
    assert english is not None

    assert set(own.said) == set(english.said) <= set(language(code).tools)
    assert min(len(lines) for lines in own.said.values()) >= 5
    assert len(own.off_topic) >= 100


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_is_practised_as_two_commands(code: str) -> None:
    own = practice(code)
    assert own is not None
    met: dict[str, str] = {}
    for tool, lines in {**own.said, "-": own.off_topic}.items():
        for line in lines:
            assert met.setdefault(line, tool) == tool, line


def test_copies_are_the_same_every_time_and_differ_from_what_was_said() -> None:
    made = [copies("schieb den zweiten auf freitag", "de") for _ in range(3)]
    assert made[0] == made[1] == made[2]
    sentences = [f"move post {number} to next week" for number in range(40)]
    varied = [copy for said in sentences for copy in copies(said, "en")]
    assert 10 <= len(varied) <= 60
    assert not set(varied) & set(sentences)


def test_a_language_without_a_file_has_nothing_to_practise_on() -> None:
    assert practice("eo") is None
    assert all(" " in copy for copy in copies("publish it now", "eo"))
