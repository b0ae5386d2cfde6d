"""What a recogniser writes is mended as far as that can be justified, and no further."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.voice.hints import Hints
from bot.voice.listen import Heard, Word
from bot.voice.repair import Repaired, repair
from bot.voice.sounds import likeness

HINTS = Hints(
    platforms=(
        "Instagram",
        "Facebook",
        "LinkedIn",
        "TikTok",
        "YouTube",
        "Threads",
        "Mastodon",
        "Bluesky",
        "Pinterest",
        "Reddit",
        "X",
        "Discord",
    ),
    handles=("sarahjones", "bakery_blue", "nordlicht", "mia.keller"),
    people=("Sarah Jones", "Tom Becker", "Amélie Durand"),
    products=("Glow Serum", "Kaffeekiste"),
)
HEARD = Path(__file__).with_name("heard.jsonl")
UNDERSTANDING = Path(__file__).parents[1] / "understanding"


def words(*pairs: tuple[str, float]) -> tuple[Word, ...]:
    return tuple(Word(text, float(at), at + 1.0, probability) for at, (text, probability) in enumerate(pairs))


def mended(text: str, language: str = "en", heard: Iterable[tuple[str, float]] = ()) -> Repaired:
    return repair(Heard(text, language, words(*heard)), HINTS)


@pytest.mark.parametrize(
    ("language", "heard", "meant"),
    [
        ("en", "at 10-15", "at 10:15"),
        ("en", "at 10.15", "at 10:15"),
        ("en", "at 550", "at 5:50"),
        ("en", "at 905.", "at 9:05"),
        ("en", "at 9 of 5", "at 9:05"),
        ("en", "at 445 p.m.", "at 4:45 pm"),
        ("en", "at 4-30pm", "at 4:30 pm"),
        ("en", "at 4pm 30", "at 4:30 pm"),
        ("en", "at 10, 15", "at 10:15"),
        ("en", "at 10-9 in the morning", "at 10 to 9 in the morning"),
        ("de", "um 17-30 Uhr", "um 17:30"),
        ("de", "um 10.15 Uhr", "um 10:15"),
        ("es", "a las 16.30 horas", "a las 16:30"),
        ("fr", "à 10.15", "à 10:15"),
    ],
)
def test_clock_times_are_written_as_on_a_clock(language: str, heard: str, meant: str) -> None:
    day = {"en": "tomorrow", "de": "morgen", "es": "mañana", "fr": "demain"}[language]
    assert mended(f"X {day} {heard}", language).text == f"X {day} {meant}"


@pytest.mark.parametrize(
    "text", ["Write about the price at 550 euros", "Write about version 10.15", "Reply to comment 4 saying at 10-15"]
)
def test_what_is_no_time_stays(text: str) -> None:
    assert mended(text).text == text


@pytest.mark.parametrize(
    ("language", "heard", "meant"),
    [
        ("en", "Write about bees on threats and face book.", "Write about bees on Threads and Facebook."),
        ("en", "Connect pin interest", "Connect Pinterest"),
        ("en", "Connect Blues Guy.", "Connect Bluesky."),
        ("en", "Post about tea on mast it on tomorrow", "Post about tea on Mastodon tomorrow"),
        ("en", "Post about tea on tick tock.", "Post about tea on TikTok."),
        ("en", "Post about tea on Insta Gram", "Post about tea on Instagram"),
        ("en", "Show the comments on you tube", "Show the comments on YouTube"),
        ("en", "Write a post for ex about trains", "Write a post for X about trains"),
        ("de", "Verbinde Massodon.", "Verbinde Mastodon."),
        ("de", "Schreib etwas über Käse auf Linked In", "Schreib etwas über Käse auf LinkedIn"),
        ("es", "Publica algo sobre la feria en Tredes", "Publica algo sobre la feria en Threads"),
        ("fr", "Publie quelque chose sur la foire sur Masto donne", "Publie quelque chose sur la foire sur Mastodon"),
    ],
)
def test_networks_are_known_by_their_sound(language: str, heard: str, meant: str) -> None:
    assert mended(heard, language).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "Write a post about threats to bees",
        "I'd like draft 18 to go out in two hours",
        "Post on insta about the blue sky photo",
        "Write a post about the master of wine",
    ],
)
def test_what_only_sounds_like_a_network_stays(text: str) -> None:
    assert mended(text).text == text


def test_a_network_that_was_hardly_that_has_the_other_reading_beside_it() -> None:
    made = mended("Post about tea on Peneres")
    assert made.text == "Post about tea on Pinterest"
    assert made.others == ("Post about tea on Peneres",)


def test_without_known_names_no_name_is_made_up() -> None:
    text = "Post about tea on mast it on"
    assert repair(Heard(text, "en"), Hints()).text == text


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Disconnect it Sarah Jones.", "Disconnect @sarahjones"),
        ("Disconnect at Sara Jones.", "Disconnect @sarahjones"),
        ("Disconnected bakery blue.", "Disconnect @bakery_blue"),
        ("Disconnect at Mia Keller", "Disconnect @mia.keller"),
        ("Switch to at S-A-R-A-H-J-O-N-E-S", "Switch to @sarahjones"),
        ("Write a post about the talk with Sarah Jones", "Write a post about the talk with Sarah Jones"),
        ("Write a post about Glow Syrum", "Write a post about Glow Serum"),
    ],
)
def test_accounts_and_products_are_those_that_are_known(heard: str, meant: str) -> None:
    assert mended(heard).text == meant


@pytest.mark.parametrize(
    ("language", "heard", "meant"),
    [
        ("en", "Um, post about tea on, uh, Instagram", "Post about tea on Instagram"),
        ("en", "Post about tea on. Instagram", "Post about tea on Instagram"),
        ("en", "Hey Allen, post about tea", "post about tea"),
        ("en", "Hey all in, post about tea", "post about tea"),
        ("en", "Post post about the the tea", "Post about the tea"),
        ("de", "Äh, poste um, äh, 9 Uhr etwas", "Poste um 9 Uhr etwas"),
        ("es", "Este, publica algo sobre la feria en, eh, Instagram", "Publica algo sobre la feria en Instagram"),
        ("fr", "Euh, publie quelque chose sur, euh, Instagram", "Publie quelque chose sur Instagram"),
    ],
)
def test_hesitations_and_greetings_are_taken_out(language: str, heard: str, meant: str) -> None:
    assert mended(heard, language).text.casefold() == meant.casefold()


@pytest.mark.parametrize(
    ("language", "heard", "meant"),
    [
        ("en", "Post about tea on Facebook, no, on LinkedIn, on Friday", "Post about tea on LinkedIn, on Friday"),
        ("en", "Post about tea on Thursday. Sorry, Friday at 6pm", "Post about tea on Friday at 6pm"),
        ("en", "Post about tea tomorrow at 10. I mean 11am.", "Post about tea tomorrow at 11am."),
        ("en", "Publish draft 7. No, draft 8 now", "Publish draft 8 now"),
        ("de", "Poste etwas über Tee am Donnerstag, nein, am Freitag", "Poste etwas über Tee am Freitag"),
        ("es", "Publica algo en Facebook, no, en LinkedIn", "Publica algo en LinkedIn"),
        ("fr", "Publie quelque chose sur Facebook, non, sur LinkedIn", "Publie quelque chose sur LinkedIn"),
    ],
)
def test_of_two_that_were_said_the_later_one_holds(language: str, heard: str, meant: str) -> None:
    assert mended(heard, language).text == meant


def test_what_is_taken_back_must_be_of_the_same_kind() -> None:
    assert mended("No, Thursday.").text == "No, Thursday."
    text = "Cancel post 7, no posts on Friday"
    assert mended(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        'Publish "um, on Thursday, no, Friday at 10-15 on threats" on Facebook',
        "Post on Facebook saying on Thursday, sorry, on Friday at 10-15 we are closed",
        "Reply to comment 12. Thank you so much for watching at 10-15",
    ],
)
def test_dictated_words_are_left_as_they_were_heard(text: str) -> None:
    assert mended(text).text == text


@pytest.mark.parametrize(
    "tail",
    [
        " Thanks for watching!",
        " Thank you.",
        " Untertitel der Amara.org-Community",
        " Sous-titres réalisés par la communauté d'Amara.org",
        " Instagram, Twitter, Twitter, Twitter, Twitter, Twitter, Twitter, Twitter",
        " Instagram.com.com",
    ],
)
def test_what_nobody_said_is_cut_off(tail: str) -> None:
    assert mended(f"Schedule a post about tea on Facebook for Friday at 5pm.{tail}").text in {
        "Schedule a post about tea on Facebook for Friday at 5pm.",
        "Schedule a post about tea on Facebook for Friday at 5pm",
    }


def test_a_word_after_the_end_counts_only_when_it_was_heard() -> None:
    said = [("Show", 0.9), ("post", 0.9), ("33.", 0.8)]
    assert mended("Show post 33. Free.", heard=[*said, ("Free.", 0.1)]).text == "Show post 33"
    assert mended("Show post 33. No.", heard=[*said, ("No.", 0.1)]).text == "Show post 33. No."
    assert mended("Show post 33. Free.", heard=[*said, ("Free.", 0.9)]).text == "Show post 33. Free."


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Host about tea on X", "Post about tea on X"),
        ("Police schedule draft 3", "Please schedule draft 3"),
        ("Published draft 64 on TikTok", "Publish draft 64 on TikTok"),
        ("PushDraft 19 to Friday", "Push Draft 19 to Friday"),
        ("And two hours post about tea", "In two hours post about tea"),
        ("Reply to comment for saying hello there", "Reply to comment four saying hello there"),
        ("And Mastodon to post 12", "Add Mastodon to post 12"),
    ],
)
def test_commands_are_known_by_their_sound(heard: str, meant: str) -> None:
    assert mended(heard).text == meant


def test_a_command_that_is_guessed_is_only_another_reading() -> None:
    made = mended("Chopos 33")
    assert made.text == "Chopos 33"
    assert "Show post 33" in made.others


def test_numbers_that_sound_alike_are_both_kept_where_they_were_heard_badly() -> None:
    surely = mended("Cancel post 15", heard=[("Cancel", 0.9), ("post", 0.9), ("15", 0.9)])
    hardly = mended("Cancel post 15", heard=[("Cancel", 0.9), ("post", 0.9), ("15", 0.35)])
    assert surely.others == ()
    assert hardly.others == ("Cancel post 50",)


@pytest.mark.parametrize(("last", "doubts"), [("twits", ("network",)), ("Threads", ()), ("Friday", ())])
def test_a_strange_word_where_a_network_would_stand_is_doubted(last: str, doubts: tuple[str, ...]) -> None:
    heard = words(("Line", 0.9), ("up", 0.9), ("draft", 0.9), ("9", 0.9), ("on", 0.9), (last, 0.4))
    made = repair(Heard(f"Line up draft 9 on {last}", "en", heard), Hints(platforms=("Threads", "X")))
    assert made.doubts == doubts


def test_ten_fifty_may_have_been_ten_fifteen() -> None:
    said = [("Move", 0.9), ("it", 0.9), ("to", 0.9), ("tomorrow", 0.9), ("at", 0.9)]
    made = mended("Move it to tomorrow at 10.50", heard=[*said, ("10", 0.9), (".50", 0.6)])
    assert made.text == "Move it to tomorrow at 10:50"
    assert made.others == ("Move it to tomorrow at 10:15",)
    assert mended("Move it to tomorrow at 10.50", heard=[*said, ("10", 0.9), (".50", 0.95)]).others == ()


def test_a_number_that_was_hardly_heard_is_a_doubt() -> None:
    said = [("Cancel", 0.9), ("post", 0.9)]
    assert mended("Cancel post 8", heard=[*said, ("8", 0.1)]).doubts == ("number",)
    assert mended("Cancel post 8", heard=[*said, ("8", 0.8)]).doubts == ()


def test_every_change_is_told() -> None:
    assert mended("Post about tea on threats at 10-15").changes == (("threats", "Threads"), ("at 10-15", "at 10:15"))


def test_names_that_sound_alike_are_nearer_than_others() -> None:
    assert likeness("mazda down", "Mastodon", "en") > 0.8 > likeness("Monday", "Mastodon", "en")
    assert likeness("pinterest", "Pinterest", "de") == 1.0


LINES = [json.loads(line) for line in HEARD.read_text(encoding="utf-8").splitlines()]
TYPED = [
    json.loads(line)
    for name in ("rough.jsonl", "blind.jsonl", "blind_2.jsonl")
    for line in (UNDERSTANDING / name).read_text(encoding="utf-8").splitlines()
]


def test_mending_twice_is_mending_once() -> None:
    texts = [(line["heard"], line["language"]) for line in LINES] + [(line["text"], line["language"]) for line in TYPED]
    for text, language in texts:
        once = repair(Heard(text, language), HINTS).text
        assert repair(Heard(once, language), HINTS).text == once


def test_mending_takes_no_time_that_anybody_notices() -> None:
    for line in LINES[:20]:
        repair(Heard(line["heard"], line["language"]), HINTS)
    begin = time.process_time()
    for line in LINES:
        repair(Heard(line["heard"], line["language"]), HINTS)
    assert time.process_time() - begin < 0.05 * len(LINES)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            [
                "at",
                "10-15",
                ".50",
                "no,",
                "on",
                "Facebook",
                "saying",
                "@",
                "\ue100",
                "«",
                '"',
                "'",
                "um",
                "9",
                "of",
                "post",
                "@x",
            ]
        ),
        max_size=12,
    ).map(" ".join),
    st.sampled_from(["en", "de", "es", "fr", "pt", ""]),
)
def test_no_text_trips_it_up(text: str, language: str) -> None:
    made = repair(Heard(text, language, words((text[:3], 0.0), (text[3:], 0.1))), HINTS)
    assert isinstance(made.text, str)
    assert made.text not in made.others
    assert len(made.others) <= 3


def test_a_long_text_is_left_alone() -> None:
    text = "um at 10-15 " * 1000
    assert repair(Heard(text, "en"), HINTS) == Repaired(text)


def test_a_full_stop_that_ends_a_sentence_is_no_part_of_a_handle() -> None:
    assert mended("Disconnect at Mia Keller.").text == "Disconnect @mia.keller"
    assert mended("Write a post for @mia.keller. Make it short.").text == "Write a post for @mia.keller Make it short."


def test_an_ordinal_that_lost_its_end_is_asked_about() -> None:
    said = [("Move", 0.9), ("it", 0.9), ("to", 0.9), ("the", 0.9)]
    assert mended("Move it to the 8th", heard=[*said, ("8th", 0.5)]).others == ("Move it to the 18th",)
    assert mended("Move it to the 8th", heard=[*said, ("8th", 0.9)]).others == ()


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Move post 6 to Thursday at quarter, past five.", "quarter past five"),
        ("Hide comment, 12.", "comment 12"),
        ("Post on Mastodon, right now the server is back.", "right now"),
        ("Publish draft four right now.", "right now"),
    ],
)
def test_words_in_two_breaths_belong_together_and_now_is_no_network(heard: str, meant: str) -> None:
    mended = repair(Heard(heard, "en"), Hints(platforms=("Mastodon", "Reddit", "X")))
    assert meant in mended.text
    assert all("Reddit" not in text for text in (mended.text, *mended.others))


@pytest.mark.parametrize(
    ("language", "heard", "meant"),
    [
        ("en", "At 3pm post on X, we are hiring two bakers", "At 3pm post on X: we are hiring two bakers"),
        ("en", "Post on Mastodon, right now the oven is hot.", "Post on Mastodon right now: the oven is hot."),
        ("en", "Put this on Facebook. We are closed today.", "Put this on Facebook: We are closed today."),
        ("en", "Tweet the doors are open.", "Tweet: the doors are open."),
        ("de", "Poste auf LinkedIn, wir suchen zwei Bäcker.", "Poste auf LinkedIn: wir suchen zwei Bäcker."),
        ("es", "Publica en Facebook, estamos cerrados hoy.", "Publica en Facebook: estamos cerrados hoy."),
        ("fr", "Publie sur Instagram, nous ouvrons demain.", "Publie sur Instagram: nous ouvrons demain."),
    ],
)
def test_the_words_of_a_post_begin_where_somebody_paused(language: str, heard: str, meant: str) -> None:
    assert mended(heard, language).text == meant
    assert mended(meant, language).text == meant


@pytest.mark.parametrize(
    "heard",
    [
        "Post on X, the autumn sale, tomorrow at nine",
        "Post on LinkedIn, our office is open, tomorrow at nine",
        "Tweet our summer menu",
        "Schedule a post on X. We need it",
        "Post on Instagram about the sale",
    ],
)
def test_a_topic_or_a_time_after_a_pause_is_no_dictation(heard: str) -> None:
    assert mended(heard).text == heard


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Take the emojis out of track 8", "Take the emojis out of draft 8"),
        ("Make graph five shorter", "Make draft five shorter"),
        ("SlitTrap7 into a thread", "Slit draft 7 into a thread"),
        ("Or schedule post 40 to the 30th of March at 9.45", "Reschedule post 40 to the 30th of March at 9:45"),
        ("We're schedule post 40 to Friday", "Reschedule post 40 to Friday"),
        ("Could you write through LinkedIn posts about tea", "Could you write three LinkedIn posts about tea"),
        ("Could you write 3 LinkedIn posts about tea", "Could you write three LinkedIn posts about tea"),
        ("Schedule a tick talk about our bread for Sunday", "Schedule a TikTok about our bread for Sunday"),
        ("Post it tomorrow a half past five", "Post it tomorrow at half past five"),
    ],
)
def test_what_is_often_taken_for_something_else(heard: str, meant: str) -> None:
    hints = Hints(platforms=("LinkedIn", "TikTok", "X"))
    assert repair(Heard(heard, "en"), hints).text == meant
    assert repair(Heard(meant, "en"), hints).text == meant


@pytest.mark.parametrize(
    "heard",
    [
        "Drop post 16, track 5 is out of stock",
        "Schedule a talk about our bread for Sunday",
        "Write about a walk through LinkedIn posts",
        "For a schedule, post about it on X",
        "Post a quarter past five picture",
    ],
)
def test_the_same_words_stay_where_they_are_meant(heard: str) -> None:
    assert repair(Heard(heard, "en"), Hints(platforms=("LinkedIn", "TikTok", "X"))).text == heard


def test_a_name_that_nobody_knows_is_the_product_that_sounds_like_it() -> None:
    hints = Hints(products=("Nordlicht",))
    assert repair(Heard("Post about our work with Nordlift", "en"), hints).text == "Post about our work with Nordlicht"
    assert repair(Heard("Post about the northern light", "en"), hints).text == "Post about the northern light"


def test_words_that_were_hardly_heard_are_told() -> None:
    told = {"Draft": 0.1, "Sardos": 0.5, "rolls": 0.2, "Nordlicht": 0.1}
    text = "Draft a post about Sardos rolls from Nordlicht"
    heard = Heard(text, "en", words(*((word, told.get(word, 0.9)) for word in text.split())))
    made = repair(heard, Hints(products=("Nordlicht",)))
    assert made.unsure == ("rolls",)  # neither a command nor a name that was expected
    assert made.rare == ("sardos", "rolls")


def test_ten_fifty_may_have_been_ten_fifteen_however_sure_the_recogniser_is() -> None:
    heard = words(("Move", 0.9), ("it", 0.9), ("to", 0.9), ("Friday", 0.9), ("at", 0.9), ("10.50", 0.87))
    made = repair(Heard("Move it to Friday at 10.50", "en", heard), Hints())
    assert "Move it to Friday at 10:15" in made.others
