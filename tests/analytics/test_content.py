"""What is said of a text: its language, mood, how easily it reads, what it is about, and what is worth changing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import registry
from bot.analytics.content.hints import Hint, Piece, hints
from bot.analytics.content.language import language_of
from bot.analytics.content.readability import WEIGHTS, level_of, reading_of, syllables
from bot.analytics.content.topics import topics_of
from bot.analytics.content.voice import Likeness
from bot.phrases import LANGUAGES, Phrases
from bot.understanding.mood import feeling_of, moods_of
from bot.understanding.polarity import lean
from bot.writing.brand import Brand
from bot.writing.improve import improve
from connectors.platform import Platform

# Language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Join us on Saturday for the open day #bread", "en"),
        ("Unser Team freut sich auf euch am Samstag 🎉", "de"),
        ("Nuevo menú en la carta desde mañana", "es"),
        ("Du pain frais dès huit heures", "fr"),
        ("Buongiorno a tutti, oggi siamo aperti fino a tardi", "it"),
    ],
)
def test_the_language_is_told(text: str, code: str) -> None:
    assert language_of(text).code == code


@pytest.mark.parametrize(
    "text", ["", "wow", "Pan fresco", "#bread #brot https://example.com/the/bread", "🎉🎉🎉", "2026 17:00"]
)
def test_too_little_is_no_language(text: str) -> None:
    assert language_of(text).code is None


# Readability


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            {"bread": 1, "bakery": 3, "wonderful": 3, "create": 2, "radio": 3, "little": 2, "walked": 1, "wanted": 2},
        ),
        ("en", {"nation": 2, "idea": 3, "horses": 2, "table": 2, "the": 1, "video": 3, "makes": 1, "social": 2}),
        (
            "de",
            {"Brot": 1, "Bäckerei": 3, "Straße": 2, "Europa": 3, "freuen": 2, "Sauerteig": 3, "Theater": 3, "KMU": 1},
        ),
        (
            "es",
            {
                "pan": 1,
                "panadería": 5,
                "queso": 2,
                "ciudad": 2,
                "día": 2,
                "canción": 2,
                "muy": 1,
                "aéreo": 4,
                "país": 2,
            },
        ),
        (
            "fr",
            {
                "pain": 1,
                "boulangerie": 4,
                "table": 1,
                "parlent": 1,
                "l’économie": 4,
                "théâtre": 2,
                "moment": 2,
                "eau": 1,
            },
        ),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(language: str, words: dict[str, int]) -> None:
    assert {word: syllables(word, language) for word in words} == words


def test_the_formulas_give_what_their_papers_say() -> None:
    # One sentence of twelve words of one syllable each: only the constants are left.
    text = "The cat sat on the mat and the dog sat on it."
    for language, (begin, per_word, per_syllable) in WEIGHTS.items():
        assert all(syllables(word, "en") == 1 for word in text.rstrip(".").split())
        found = reading_of(text, "en" if language == "en" else None)
        if found is not None:
            assert found.score == pytest.approx(begin - per_word * 12 - per_syllable, abs=0.06)


@pytest.mark.parametrize(
    ("language", "easy", "hard"),
    [
        (
            "en",
            "We bake bread. It is good. Come by at nine. You can sit in the sun and have a cup of tea with us.",
            "Organisational transformation necessitates interdisciplinary communication infrastructure facilitating"
            " comprehensive stakeholder participation throughout institutional decision-making procedures.",
        ),
        (
            "de",
            "Wir backen Brot. Es ist gut. Komm um neun. Du kannst in der Sonne sitzen und Tee mit uns trinken.",
            "Die Implementierung organisationsübergreifender Kommunikationsstrategien erfordert eine umfassende"
            " Berücksichtigung unternehmensspezifischer Rahmenbedingungen sowie Verantwortlichkeiten.",
        ),
        (
            "es",
            "Hay pan. Es muy bueno. Ven a las diez. Te sientas al sol y tomas un té con sal y pan.",
            "La transformación organizacional interdisciplinaria requiere infraestructuras comunicativas extraordinariamente"
            " participativas facilitando procedimientos institucionales administrativos correspondientes.",
        ),
        (
            "fr",
            "On fait du pain. Il est bon. Viens à neuf heures. Tu peux être au soleil et boire un thé avec nous.",
            "La transformation organisationnelle interdisciplinaire nécessite des infrastructures communicationnelles"
            " facilitant considérablement la participation institutionnelle généralisée des collaborateurs concernés.",
        ),
    ],
)
def test_what_is_easy_and_what_is_hard_are_told_apart(language: str, easy: str, hard: str) -> None:
    one, two = reading_of(easy, language), reading_of(hard, language)
    assert one is not None and two is not None
    assert one.level in {"very-easy", "easy"} and one.age in {11, 12} and two.level == "very-hard" and two.age is None


def test_a_line_or_another_language_is_not_measured() -> None:
    assert reading_of("Fresh bread now", "en") is None
    assert reading_of("word " * 30, "it") is None and reading_of("word " * 30, None) is None


@given(st.floats(-500, 500), st.floats(-500, 500))
def test_what_is_easier_is_for_the_younger(one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert (level_of(high)[1] or 99) <= (level_of(low)[1] or 99)


@given(st.text(max_size=80), st.sampled_from(sorted(WEIGHTS)))
def test_every_word_has_a_syllable(word: str, language: str) -> None:
    assert syllables(word, language) >= 1


# Mood


def test_spanish_comments_are_sorted_mostly_right_and_seldom_the_wrong_way_round() -> None:
    lines = (Path(__file__).parent / "comments_es.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    assert len(pairs) >= 120 and min(Counter(mood for mood, _ in pairs).values()) >= 30
    told = moods_of([text for _, text in pairs])
    right = sum(mood == meant for mood, (meant, _) in zip(told, pairs, strict=True))
    opposite = sum({mood, meant} == {"positive", "negative"} for mood, (meant, _) in zip(told, pairs, strict=True))
    assert right >= 0.65 * len(pairs)
    assert opposite <= 0.07 * len(pairs)


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("en", "It was great", "It was not great"),
        ("en", "The cake was dry, but we loved the evening", "We loved the evening, but the cake was dreadful"),
        ("de", "Das war wirklich gut", "Das war nicht gut"),
        ("es", "Me ha gustado, todo bueno", "No es nada bueno"),
        ("fr", "C’est bon", "Ce n’est pas bon"),
    ],
)
def test_a_negation_turns_around_and_what_comes_after_but_counts(language: str, good: str, bad: str) -> None:
    assert lean(good, language)[0] > 0 > lean(bad, language)[0]


def test_a_long_text_is_felt_as_a_whole_and_not_by_its_beginning() -> None:
    body = "The road goes past the mill. " * 5
    assert feeling_of(body + "It was a wonderful day and we loved it.") > feeling_of(
        body + "It was a terrible day and we hated it."
    )


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_said_a_feeling_stays_in_its_bounds(text: str) -> None:
    assert -1 <= feeling_of(text) <= 1


# Topics


def test_a_text_is_about_what_the_others_are_not() -> None:
    others = ["Fresh bread every day", "Our bread is great", "Monday is closed", "Bread for everybody"]
    found = topics_of("The autumn sale starts on Monday. The autumn sale means less for all bread. #Sourdough", others)
    assert set(found[:2]) == {"autumn sale", "Sourdough"} and "bread" not in found[:2]
    assert topics_of("", others) == [] and topics_of("and the of", others) == []


# Hints


@pytest.fixture(scope="module")
def platforms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Platform]:
    return registry.load(tmp_path_factory.mktemp("home")).platforms


def keys(found: list[Hint]) -> list[str]:
    return [hint.key for hint in found]


def judged(text: str, platform: Platform | None = None, **more: object) -> list[Hint]:
    label = platform.label if platform is not None else ""
    piece = Piece(text, platform, label, **more)  # type: ignore[arg-type]
    return hints([piece], topics=["bread"], language="en", reading=reading_of(text, "en"), voice=None)


def test_a_good_text_gets_no_hint(platforms: dict[str, Platform]) -> None:
    text = "Fresh bread is on the shelf from eight. Which loaf shall we bake for you? #Bread"
    assert judged(text, platforms["mastodon"]) == []


def test_what_does_not_fit_comes_first(platforms: dict[str, Platform]) -> None:
    found = judged("Bread! " * 60 + "!!!!", platforms["bluesky"])
    assert keys(found)[0] == "hint-too-long" and "hint-exclamations" in keys(found)
    assert found[0].facts["limit"] == platforms["bluesky"].limits.characters and found[0].instruction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("COME AND GET YOUR FRESH BREAD NOW", "hint-capitals"),
        ("Bread #freshbreadeverydayhere", "hint-hashtag-case"),
        ("Bread " + "🎉" * 12, "hint-emoji"),
        (
            "Bread stood upon wooden shelves all morning while the baker slept and nothing else was there",
            "hint-no-action",
        ),
        ("Soup and salad. " * 20, "hint-opening"),
    ],
)
def test_each_fault_is_named(text: str, expected: str) -> None:
    assert expected in keys(judged(text))


def test_titles_are_judged_where_there_are_titles(platforms: dict[str, Platform]) -> None:
    network = platforms["youtube"]
    limit = network.limits.title_characters
    assert limit is not None
    assert "hint-title-missing" in keys(judged("Bread", network))
    assert "hint-title-over" in keys(judged("Bread", network, title="x" * (limit + 1)))
    assert "hint-title-long" in keys(judged("Bread", network, title="How we bake our bread " + "and more " * 6))
    assert "hint-title-topic" in keys(judged("Bread", network, title="A film about our house and garden"))
    assert "hint-title-capitals" in keys(judged("Bread", network, title="BREAD FROM OUR OLDEN OVEN"))
    good = judged("Bread", network, title="How we bake our bread at night")
    assert not [key for key in keys(good) if key.startswith("hint-title")]


def test_pictures_without_a_description_and_dead_links_are_told(platforms: dict[str, Platform]) -> None:
    found = judged("Bread https://example.com", platforms["instagram"], pictures=2, without_alt=1)
    assert {"hint-alt", "hint-link-dead"} <= set(keys(found))


def test_another_manner_is_told_only_where_enough_is_known() -> None:
    piece = Piece("Bread, is it?")
    few = hints([piece], topics=[], language="en", reading=None, voice=Likeness(None, 3))
    other = hints([piece], topics=[], language="en", reading=None, voice=Likeness(2, 40, (("questions", True),)))
    assert keys(few) == [] and keys(other) == ["hint-voice"] and other[0].facts == {"what": "questions", "more": "more"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        ("instruction-add-hashtags", "We bake bread."),
        ("instruction-no-exclamation", "We bake bread!!! Come by!"),
        ("instruction-no-emoji", "We bake bread 🎉🎉."),
        ("instruction-call-to-action", "We bake bread."),
    ],
)
def test_what_a_button_says_is_understood(language: str, instruction: str, text: str) -> None:
    said = Phrases(language).say(instruction)
    found = improve(text, said, Brand(name="Blum", calls_to_action=("Order now",)), language=language)
    assert found.understood and found.text != text, (said, found)
