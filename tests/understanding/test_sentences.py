"""The sentence files: the same shape in every language, templates that match what they say."""

from __future__ import annotations

import pytest

from bot.understanding.sentences import Templates, language

LANGUAGES = ("en", "es", "de", "fr")
ANYTHING = {"post", "platforms", "time", "text", "range", "now"}


def test_every_language_has_the_same_tools_and_lists() -> None:
    english = language("en")
    for code in LANGUAGES[1:]:
        spoken = language(code)
        assert set(spoken.tools) == set(english.tools)
        assert set(spoken.examples) == set(english.examples)
        assert set(spoken.elsewhere) <= set(english.elsewhere)
        assert not {name for name in english.words if name not in spoken.words} - {"spoken"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_templates_compile_and_need_what_they_say(code: str) -> None:
    spoken = language(code)
    templates = Templates.of(spoken, spoken.tools)
    known = ANYTHING | {
        "recurrence",
        "shift",
        "handle",
        "numbered",
        "link",
        "pronoun",
        "pronouns",
        "ordinal",
        "other",
        "comment",
        "pairing_code",
        "amount",
    }
    for groups in spoken.tools.values():
        for group in groups:
            assert set(group) <= {"say", "needs", "any", "lacks", "with", "whole"}
            assert {*group.get("needs", ()), *group.get("any", ()), *group.get("lacks", ())} <= known
    assert templates.match("", ANYTHING, whole=False) is None


def test_what_was_cut_out_decides() -> None:
    templates = Templates.of(language("en"), ["cancel_post", "draft_post"])

    found = templates.match("cancel", {"post"}, whole=False)
    assert found is not None
    assert found.tool == "cancel_post"
    assert templates.match("cancel", set(), whole=False) is None


def test_a_long_brief_is_matched_by_its_beginning() -> None:
    templates = Templates.of(language("en"), ["draft_post"])
    text = "write a post about " + "the old mill and its wheel " * 60

    found = templates.match(text.strip(), set(), whole=False)
    assert found is not None
    assert found.spans["topic"][1] == len(text.strip())
