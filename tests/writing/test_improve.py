"""Edits a person asks for, in four languages, and the ones that are honestly declined."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.writing.brand import Brand
from bot.writing.compose import compose
from bot.writing.improve import improve
from bot.writing.phrases import LANGUAGES
from bot.writing.text import EMOJI, links
from connectors.platform import HASHTAG
from connectors.platforms.facebook import Facebook

BRAND = Brand(
    name="Rosa's Bakery",
    calls_to_action=("Book your table",),
    link="https://rosa.example/shop7",
    hashtags=("RosaBakes",),
)
TEXT = (
    "Our winter menu is here! It has 12 dishes. We do not use sugar.\n\n"
    "What would you order? Book your table: https://rosa.example/shop7\n\n#RosaBakes"
)


def edited(instruction: str, text: str = TEXT, language: str = "en") -> str:
    result = improve(text, instruction, BRAND, [Facebook()], language=language)
    assert result.understood, instruction
    assert result.changed == (result.text != text)
    return result.text


@pytest.mark.parametrize(
    ("instruction", "gone", "there"),
    [
        ("shorten it a bit", "What would you order?", "12 dishes"),
        ("make it shorter please", "What would you order?", "https://rosa.example/shop7\n\n#RosaBakes"),
        ("remove the hashtags", "#", "Book your table"),
        ("no exclamation marks", "!", "is here. It"),
        ("drop the link", "https", "Book your table."),
        ("remove the last sentence", "Book", "What would you order?"),
        ("without the second sentence", "12", "We do not use sugar."),
        ("replace menu with card", "menu", "winter card"),
        ('replace "12 dishes" with "a dozen dishes"', "12", "a dozen dishes"),
        ("say soup instead of sugar", "sugar", "use soup"),
        ("more casual", "do not", "don't"),
        ("all lowercase", "Our", "our winter menu"),
    ],
)
def test_what_should_go_goes_and_the_rest_stays(instruction: str, gone: str, there: str) -> None:
    text = edited(instruction)
    assert gone not in text
    assert there in text


@pytest.mark.parametrize(
    ("instruction", "there"),
    [
        ('add "We open at 9."', "We open at 9."),
        ("add we open at nine", "We open at nine."),
        ("start with Hello neighbours", "Hello neighbours. Our winter menu"),
        ("end with see you there", "See you there."),
        ("mention the parking lot", "the parking lot."),
        ("mention that we have parking", "We have parking."),
        ("shorter, and mention the cake and coffee", "the cake and coffee."),
        ("add the hashtags #soup #bread", "#RosaBakes #soup #bread"),
        ("add hashtags", "#RosaBakes #"),
        ("add an emoji", "Our winter menu is here! 🍽️"),
        ("make it longer", "https://rosa.example/shop7"),
    ],
)
def test_what_was_asked_for_is_there(instruction: str, there: str) -> None:
    text = edited(instruction)
    assert there in text
    assert text != TEXT


@pytest.mark.parametrize(
    "instruction", ["make it rhyme", "add a joke", "translate it into Klingon", "shorter and in blue", "", "🎉"]
)
def test_what_no_rule_can_do_is_declined_and_nothing_half_done(instruction: str) -> None:
    result = improve(TEXT, instruction, BRAND, [Facebook()])
    assert (result.text, result.changed, result.understood) == (TEXT, False, False)


def test_nothing_to_do_is_understood_and_unchanged() -> None:
    result = improve("Soup today.", "no hashtags", BRAND)
    assert (result.changed, result.understood) == (False, True)
    assert not improve(TEXT, "add the link", BRAND).changed
    assert improve("Soup today.", "add the link", BRAND).text == "Soup today. More here: https://rosa.example/shop7"


@pytest.mark.parametrize(
    ("language", "shorter", "formal", "no_emoji", "mention", "unclear"),
    [
        ("en", "make it shorter", "more formal", "no emojis", "mention the garden", "make it rhyme"),
        ("de", "mach es kürzer", "förmlicher", "ohne Emojis", "erwähne den Garten", "mach ein Gedicht daraus"),
        ("es", "hazlo más corto", "más formal", "sin emojis", "menciona el jardín", "que rime"),
        ("fr", "plus court", "plus formel", "sans emojis", "mentionne le jardin", "fais-le rimer"),
    ],
)
def test_all_four_languages_edit_their_own_drafts(
    language: str, shorter: str, formal: str, no_emoji: str, mention: str, unclear: str
) -> None:
    topics = {
        "en": "the autumn sale",
        "de": "unsere neuen Öffnungszeiten",
        "es": "la venta de otoño",
        "fr": "les soldes d'automne",
    }
    warm = {"en": "friendly", "de": "freundlich", "es": "amable", "fr": "chaleureux"}[language]
    text = compose(topics[language], Brand(), [Facebook()], language=language, tone=warm, seed="s").texts["facebook"]
    assert len(edited(shorter, text, language)) < len(text)
    formal_text = edited(formal, text, language)
    assert formal_text != text
    assert not EMOJI.search(formal_text)
    assert topics[language] in formal_text.lower() or topics[language] in formal_text
    assert EMOJI.search(text)
    assert not EMOJI.search(edited(no_emoji, text, language))
    assert mention.rsplit(maxsplit=1)[-1] in edited(mention, text, language)
    assert not improve(text, unclear, Brand(), language=language).understood


def test_an_instruction_may_come_in_another_language_than_the_draft() -> None:
    assert len(edited("mach es kürzer")) < len(TEXT)


@pytest.mark.parametrize(
    ("tone", "other"),
    [("more playful", "less formal"), ("more professional", "less playful"), ("friendlier", "a bit more urgent")],
)
def test_a_composed_draft_is_said_again_in_another_tone(tone: str, other: str) -> None:
    text = compose("our new opening hours", Brand(), [], tone="plain", seed="q").text
    first, second = edited(tone, text), edited(other, text)
    assert first != text
    assert "our new opening hours" in first.lower()
    assert "our new opening hours" in second.lower()


_STYLE = st.sampled_from(
    ["shorter", "longer", "more playful", "more formal", "friendlier", "add an emoji", "no emojis", "add hashtags",
     "no exclamation marks",
     "fix the capitalization", "plainer and shorter", "mention the garden", "add a call to action", "urgent", "too long"]
)  # fmt: skip


_PIECES = ["Soup is 4 euros.", "We open at 9!", "See https://a.example/x1", "Come by.", "🎉", "#soup", "\n\n", "ok"]


@settings(max_examples=80, deadline=None)
@given(
    words=st.lists(st.sampled_from(_PIECES), max_size=8),
    instructions=st.lists(_STYLE, min_size=1, max_size=4),
    language=st.sampled_from(LANGUAGES),
)
def test_no_change_of_style_loses_a_link_or_a_number(words: list[str], instructions: list[str], language: str) -> None:
    text = " ".join(words)
    changed = text
    for instruction in instructions:
        changed = improve(changed, instruction, BRAND, [Facebook()], language=language).text
    assert set(links(text)) <= set(links(changed))
    assert set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", changed))


@settings(max_examples=100, deadline=None)
@given(
    text=st.text(max_size=200), instruction=st.one_of(st.text(max_size=80), _STYLE), language=st.sampled_from(LANGUAGES)
)
def test_no_text_and_no_instruction_makes_it_fail(text: str, instruction: str, language: str) -> None:
    result = improve(text, instruction, BRAND, [Facebook()], language=language)
    assert result.understood or result.text == text


def test_hashtags_survive_a_change_of_tone() -> None:
    assert HASHTAG.findall(edited("more formal")) == ["RosaBakes"]


@pytest.mark.parametrize(
    "instruction",
    [
        'change the text of post 4 to "We open at ten"',
        "please change the wording to “We open at ten”",
        "ändere den Text von Beitrag 4 auf „We open at ten“",
        'cambia el texto del post 4 por "We open at ten"',
        "change le texte du brouillon par « We open at ten »",
    ],
)
def test_other_words_for_the_whole_post(instruction: str) -> None:
    assert improve("Fresh bread from seven.", instruction, Brand()).text == "We open at ten"
