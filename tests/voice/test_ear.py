"""What is said of a reply: short, in words, with everything that somebody agrees to, in four languages."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.app import App
from bot.messages import Card, Choice, Reply
from bot.phrases import LANGUAGES, Phrases
from bot.settings import Settings
from bot.testing import FakePlatform, FrozenClock
from bot.voice import saying, spoken
from bot.voice.ear import SECONDS, for_the_ear, seconds
from tests.conversations.conftest import NOW, Talk, free_port

TODAY = NOW.date()
BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 3, 12, 19, 30, tzinfo=BERLIN)

# For the eye only: addresses, hashtags, handles, markup, bullets, pictures, clock times in figures, rows of numbers.
FOR_THE_EYE = re.compile(
    r"https?:|www\.|[#@•·↻*`_|\n]|[\U0001f000-\U0001faff\u2600-\u27bf]|\b\d{1,2}:\d{2}\b|\b\d+(?:, \d+)+\b|\(\D*\d+\)"
)


def _say(text: str, *, ok: bool = True, choices: tuple[str, ...] = (), language: str = "en", card: str = "") -> str:
    """What is said of such a reply."""
    reply = Reply(
        text,
        choices=tuple(Choice(str(place), label) for place, label in enumerate(choices)),
        cards=(Card("Post 1", card),) if card else (),
        language=language,
        ok=ok,
    )
    return for_the_ear(reply, Phrases(language), today=TODAY)


# Times and numbers


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (9, 0, ("nine in the morning", "9 Uhr", "las nueve de la mañana", "9 heures")),
        (19, 30, ("half past seven in the evening", "19 Uhr 30", "las siete y media de la tarde", "19 heures 30")),
        (12, 0, ("noon", "12 Uhr", "las doce del mediodía", "midi")),
        (0, 0, ("midnight", "0 Uhr", "las doce de la noche", "minuit")),
        (10, 15, ("quarter past ten in the morning", "10 Uhr 15", "las diez y cuarto de la mañana", "10 heures 15")),
        (
            16,
            45,
            (
                "quarter to five in the afternoon",
                "16 Uhr 45",
                "las cuatro y cuarenta y cinco de la tarde",
                "16 heures 45",
            ),
        ),
        (22, 50, ("ten fifty at night", "22 Uhr 50", "las diez y cincuenta de la noche", "22 heures 50")),
        (13, 5, ("one oh five in the afternoon", "13 Uhr 5", "la una y cinco de la tarde", "13 heures 5")),
        (1, 31, ("one thirty-one in the morning", "1 Uhr 31", "la una y treinta y uno de la madrugada", "1 heure 31")),
    ],
)
def test_the_time_is_said_as_people_say_it(hour: int, minute: int, said: tuple[str, ...]) -> None:
    assert tuple(saying.clock(hour, minute, language) for language in ("en", "de", "es", "fr")) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_minute_of_a_day_has_words_of_its_own(language: str) -> None:
    assert len({saying.clock(minute // 60, minute % 60, language) for minute in range(24 * 60)}) == 24 * 60


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Out on Thursday the twelfth of March, at half past seven in the evening, Berlin time."),
        ("de", "Am Donnerstag, dem zwölften März, um 19 Uhr 30, Ortszeit Berlin."),
        ("es", "El jueves doce de marzo, a las siete y media de la tarde, hora de Berlín."),
        ("fr", "Le jeudi 12 mars, à 19 heures 30, fuseau horaire Berlin."),
    ],
)
def test_a_moment_is_said_with_weekday_date_time_and_zone(language: str, said: str) -> None:
    phrases = Phrases(language)
    lead = {"en": "Out on", "de": "Am", "es": "El", "fr": "Le"}[language]
    written = f"{lead} {phrases.moment(AT)}."
    assert saying.said_well(written, phrases, today=TODAY) == said
    later = saying.said_well(written, phrases, today=date(2025, 12, 1))
    assert "2026" in later, "the year is said where it is another one"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_a_year_is_said_and_none_like_another(language: str) -> None:
    phrases = Phrases(language)
    said = set()
    for day in range(365):
        at = datetime(2026, 1, 1, 8, 0, tzinfo=BERLIN) + timedelta(days=day)
        long, short = (
            saying.said_well(f"({text})", phrases, today=TODAY)
            for text in (phrases.moment(at), phrases.short_moment(at))
        )
        assert not re.search(r"\d:\d|2026", long + short)
        assert long.removeprefix("(").startswith(short[1:10]), "a list says it in the same words"
        said.add(long)
    assert len(said) == 365


def test_the_hour_that_comes_twice_is_said_with_which_one_it_is() -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    said = saying.said_well(Phrases("en").moment(twice), Phrases("en"), today=TODAY)
    assert said.endswith("at half past two in the morning, Berlin time, UTC plus 2")


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "1,234 people", "about twelve hundred people"),
        ("en", "up to 2,200 characters", "up to twenty-two hundred characters"),
        ("en", "48,312 views", "about forty-eight thousand views"),
        ("en", "1,249,000 views", "about 1.2 million views"),
        ("de", "1.234 Leute und 48.312 Aufrufe", "etwa 1200 Leute und etwa 48 tausend Aufrufe"),
        ("es", "48.312 visitas", "cerca de 48 mil visitas"),
        ("fr", "1\u202f249\u202f000 vues", "environ 1,2 million vues"),
        ("en", "post 1234 in 2026 costs 1,234 US dollars, or 0.015 each, or $1,500", None),
        ("de", "Beitrag 1234, 1.215 US-Dollar, 0.015", None),
    ],
)
def test_only_large_counts_are_made_round(language: str, written: str, said: str | None) -> None:
    assert saying.said_well(written, Phrases(language)) == (said or written)
    assert saying.said_well(written, Phrases(language), exactly=True) == written


# Words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Come by! 🛍️🇩🇪 1️⃣", "Come by! 1"),
        ("Our #AutumnSale starts.\n\n#Sale #Shopping", "Our Autumn Sale starts."),
        ("For coffee: #Coffee #CoffeeTime", "For coffee: Coffee, Coffee Time"),
        ("Look: https://a.example/b?c=d#e.", "Look."),
        ("**Bold** and _quiet_ and `code`, [here](https://a.example)", "Bold and quiet and code, here"),
        ("# Head\n- one\n> two", "Head\none\ntwo"),
        ("By @blum.bakery on a_b", "By blum.bakery on a_b"),
        ("“So nice! #bread 😀”", "“So nice!”"),
        ("😀", ""),
        ("5 * 3 = 15, 50 % off, 3 €", "5 * 3 = 15, 50 % off, 3 €"),
    ],
)
def test_what_is_there_for_the_eye_is_left_out(written: str, said: str) -> None:
    assert spoken.words_of(written) == said


def test_a_consent_question_is_asked_last_and_ends_with_yes_or_no() -> None:
    said = _say(
        "This goes out now as post 3, on your page (bakery) and Fake (@Bakery). Shall I?",
        ok=False,
        choices=("Yes, publish", "No"),
        card="We open at nine. 🥐 #bread",
    )
    assert said == (
        "This goes out now as post 3, on your page (bakery) and Fake (Bakery). It says: We open at nine. Shall I? Yes or no?"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_agreed_to_is_said_in_full_however_long_the_post_is(language: str) -> None:
    phrases = Phrases(language)
    text = phrases.say("scheduled", number="3", platforms=["Instagram", "Facebook", "X"], when=AT)
    said = _say(
        f"{text} Okay?",
        ok=False,
        choices=("OK", phrases.say("consent-no")),
        language=language,
        card="Many words. " * 90,
    )
    for part in ("Instagram", "Facebook", "X", saying.clock(19, 30, language), phrases.say("voice-rest-in-chat")):
        assert part in said
    assert said.endswith(f"Okay? {phrases.say('voice-yes-or-no')}")
    assert seconds(said, language) <= SECONDS


def test_costs_are_said_to_the_cent_where_they_are_agreed_to() -> None:
    said = _say("This costs 1,234 credits. Shall I?", ok=False, choices=("Yes", "No"))
    assert "1,234 credits" in said


def test_few_choices_are_named_and_many_are_left_to_the_chat() -> None:
    asked = "At what time on Friday, 13 March 2026?"
    few = _say(asked, ok=False, choices=("09:00", "12:00", "18:00"))
    assert (
        few == "At what time on Friday the thirteenth of March? Say nine in the morning, noon, or six in the evening."
    )
    many = _say("Which one?", ok=False, choices=("a cat", "a dog", "a cow", "a pig"))
    assert many == "Which one? 4 answers are in your chat. Say one of them, or its number."
    posts = _say("Which post do you mean?", ok=False, choices=("4", "7", "9"))
    assert posts == "Which post do you mean?"


def test_a_list_is_said_as_far_as_there_is_time_without_the_numbers_of_its_posts() -> None:
    lines = [f"{n}. Post {n + 20} · Thu 12 Mar, 09:00 · Instagram and X · offer of the week" for n in range(1, 11)]
    said = _say("\n".join(["10 planned posts:", *lines]))
    assert said.startswith(
        "10 planned posts: First, offer of the week, Thursday the twelfth of March, at nine in the morning"
    )
    assert "Second, " in said
    assert not re.search(r"Post \d|2\d", said)
    assert said.endswith("The rest is in your chat.")
    assert seconds(said, "en") <= SECONDS


def test_a_link_is_in_the_chat() -> None:
    assert _say("Post 6 is out: https://fake.example/1") == "Post 6 is out. The link is in your chat."
    assert _say("https://fake.example/1") == "The answer is in your chat."


def test_one_endless_sentence_is_cut_between_words() -> None:
    said = _say("word " * 300)
    assert seconds(said, "en") <= SECONDS
    assert said.endswith("word. The rest is in your chat.")


@pytest.mark.parametrize("text", ["", "…", "🎉", "\n\n", "•", "#"])
def test_there_is_always_something_to_say(text: str) -> None:
    assert _say(text) == "The answer is in your chat."


# Everything the product says in a morning

DIALOGUES = {
    "en": (
        "help", "draft a post about the autumn sale for instagram", "make it shorter",
        "post about the autumn sale on Instagram tomorrow at nine", "post about the team on friday", "10:30", "publish it", "no",
        "every friday at 5pm post our playlist on threads",
        "schedule a post about bikes on facebook, instagram and x for sunday evening at 7:30", "list scheduled posts",
        "show my drafts", "show post 3", "suggest hashtags about coffee", 'post "We are open" on fake now', "yes",
        "any new comments", "reply to comment 1: thank you", "no", "show settings", "quiet hours from 22 to 7",
        "what are the limits of instagram", "undo", "connect instagram", "which accounts are connected", "cancel post 2",
        "schedule post 99 for tomorrow at 9", "what is the weather", "schedule draft 1 for yesterday at 9",
        "delete the post that is live on fake",
    ),
    "de": (
        "hilfe", "schreib einen beitrag über den herbstverkauf für instagram", "mach es kürzer",
        "poste etwas über den herbstverkauf auf instagram morgen um neun", "poste am freitag über das team", "10:30",
        "veröffentliche es", "nein",
        "plane einen beitrag über räder auf facebook, instagram und x für sonntagabend um halb acht",
        "zeige geplante beiträge", "zeige beitrag 3", "hashtags über kaffee", 'poste "Wir haben offen" auf fake jetzt', "ja",
        "gibt es neue kommentare", "zeige die einstellungen", "ruhezeit von 22 bis 7", "was sind die grenzen von instagram",
        "verbinde instagram", "welche konten sind verbunden", "plane beitrag 99 für morgen um 9", "wie ist das wetter",
    ),
    "es": (
        "ayuda", "escribe una publicación sobre las rebajas de otoño para instagram", "hazlo más corto",
        "publica sobre las rebajas en instagram mañana a las nueve", "publica sobre el equipo el viernes", "10:30",
        "publícalo", "no", "programa una publicación sobre bicis en facebook, instagram y x para el domingo a las siete y media "
        "de la tarde", "muestra las publicaciones programadas", "muestra la publicación 3", "hashtags sobre café",
        'publica "Estamos abiertos" en fake ahora', "sí", "hay comentarios nuevos", "muestra los ajustes",
        "horas de silencio de 22 a 7", "cuáles son los límites de instagram", "conecta instagram",
        "qué cuentas están conectadas", "programa la publicación 99 para mañana a las 9", "qué tiempo hace",
    ),
    "fr": (
        "aide", "écris une publication sur la vente d'automne pour instagram", "plus court",
        "publie sur la vente d'automne sur instagram demain à neuf heures", "publie sur l'équipe vendredi", "10h30",
        "publie-le", "non", "planifie une publication sur les vélos sur facebook, instagram et x pour dimanche soir à sept "
        "heures et demie", "montre les publications planifiées", "montre la publication 3", "hashtags sur le café",
        'publie "Nous sommes ouverts" sur fake maintenant', "oui", "de nouveaux commentaires", "montre les réglages",
        "heures calmes de 22 à 7", "quelles sont les limites d'instagram", "connecte instagram",
        "quels comptes sont connectés", "planifie la publication 99 pour demain à 9h", "quel temps fait-il",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedded model keeps what it has learned; one for all dialogues."""
    return tmp_path_factory.mktemp("learned")


@pytest_asyncio.fixture
async def replies(request: pytest.FixtureRequest, home: Path, learned: Path) -> AsyncIterator[tuple[str, list[Reply]]]:
    """All replies of a dialogue in a language."""
    language = request.param
    (home / "cache").symlink_to(learned)
    clock, network = FrozenClock(NOW), FakePlatform(home)
    settings = Settings.load(home=home, time_zone="Europe/Berlin", language=language, port=free_port())
    async with App.open(settings, work=False, now=clock, platforms=[network]) as app:
        talk = Talk(app, clock, network)
        await talk.connect_network()
        said = []
        for sentence in DIALOGUES[language]:
            if network.posts and not network.said:
                for place in range(4):
                    network.comment("1", f"Lovely! {place} https://x.example #bread 😀", f"Mia{place}")
            said.append(await talk.say(sentence))
        yield language, said


@pytest.mark.parametrize("replies", LANGUAGES, indirect=True)
async def test_all_replies_of_a_morning_can_be_heard(replies: tuple[str, list[Reply]]) -> None:
    language, said = replies
    phrases = Phrases(language)
    heard = [for_the_ear(reply, phrases, today=TODAY) for reply in said]
    for reply, words in zip(said, heard, strict=True):
        assert seconds(words, language) <= SECONDS, words
        assert FOR_THE_EYE.search(words) is None, words
        assert re.search(r"[.!?…][”“»\u202f]*$", words), words
        assert "  " not in words
        assert ". ." not in words
        tools = [call.tool for call in reply.calls]
        asks = not reply.ok and phrases.say("consent-no") in [choice.label for choice in reply.choices]
        assert words.endswith(phrases.say("voice-yes-or-no")) is asks, words
        if tools == ["schedule_post"] and reply.ok:
            when = datetime.fromisoformat(reply.calls[0].result["post"]["when"])
            moment = saying.said_well(phrases.moment(when.astimezone(BERLIN)), phrases, today=TODAY)
            for piece in moment.split(", ")[-2:]:
                assert piece in words, words
            assert moment.split(",")[0].split(" ")[0] in words, "the weekday"
            for delivery in reply.calls[0].result["post"]["deliveries"]:
                assert phrases.say("platform-feed") in words or delivery["platform"] in words.lower(), words
    assert len({*heard}) > len(heard) * 0.7, "they are about what was asked"
    _measured_by_a_speech_program(heard, language)


def _measured_by_a_speech_program(heard: list[str], language: str) -> None:
    """Where espeak-ng is installed, how long they really take."""
    program = shutil.which("espeak-ng")
    if program is None:
        return
    for words in sorted(heard, key=lambda words: -seconds(words, language))[:4]:
        arguments = [program, "--stdin", "--stdout", "-b", "1", "-s", "165", "-v", language]
        made = subprocess.run(arguments, input=words.encode(), capture_output=True, check=True).stdout
        assert (len(made) - 44) / 2 / 22_050 <= SECONDS + 0.5, words
