"""A template is left out only where it cannot fit."""

from __future__ import annotations

import pytest

from bot.understanding.openings import starts


@pytest.mark.parametrize(
    ("template", "begins"),
    [
        ("show [me] the list", {"show"}),
        ("[please] (show|list) it", {"please", "show", "list"}),
        ("<verb> it", {"move", "push"}),
        ("[<verb>] [{colour}] paint", {"move", "push", "dark", "red", "paint"}),
        ("{anything} now", None),
        ("[{anything}] now", None),
        ("[only] [maybe]", None),
    ],
)
def test_how_a_template_may_begin(template: str, begins: set[str] | None) -> None:
    from hassil.intents import Intents

    intents = Intents.from_dict(
        {
            "language": "en",
            "intents": {"one": {"data": [{"sentences": [template]}]}},
            "lists": {"anything": {"wildcard": True}, "colour": {"values": ["dark red", "red"]}},
            "expansion_rules": {"verb": "(move|push on)"},
        }
    )
    (sentence,) = intents.intents["one"].data[0].sentences

    found = starts(sentence.expression, intents)

    assert found == (frozenset(begins) if begins is not None else None)
