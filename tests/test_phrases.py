"""Dates, times, lengths and lists as people of each language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.phrases import LANGUAGES, Phrases, zone_name

BERLIN = ZoneInfo("Europe/Berlin")
WHEN = datetime(2026, 3, 12, 16, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thursday, 12 March 2026, 16:00 (Berlin)"),
        ("es", "jueves, 12 de marzo de 2026, 16:00 (Berlín)"),
        ("de", "Donnerstag, 12. März 2026, 16:00 (Berlin)"),
        ("fr", "jeudi 12 mars 2026, 16:00 (Berlin)"),
    ],
)
def test_a_moment_names_weekday_date_time_and_zone(language: str, expected: str) -> None:
    assert Phrases(language).moment(WHEN) == expected


def test_a_moment_is_told_on_the_clock_of_its_own_zone() -> None:
    same = WHEN.astimezone(ZoneInfo("America/New_York"))
    assert Phrases("en").moment(same) == "Thursday, 12 March 2026, 11:00 (New York)"
    assert Phrases("es").moment(same) == "jueves, 12 de marzo de 2026, 11:00 (Nueva York)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_hour_that_comes_twice_can_be_told_apart(language: str) -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    first, second = (Phrases(language).moment(twice.replace(fold=fold)) for fold in (0, 1))
    assert first.endswith(", 02:30 (Berlín, UTC+2)" if language == "es" else ", 02:30 (Berlin, UTC+2)")
    assert second.endswith(", UTC+1)")
    skipped = datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN)
    assert "UTC" not in Phrases(language).moment(skipped)


def test_offsets_of_half_hours_and_west_of_greenwich() -> None:
    lord_howe = datetime(2026, 4, 5, 1, 45, tzinfo=ZoneInfo("Australia/Lord_Howe"))
    assert Phrases("en").moment(lord_howe) == "Sunday, 5 April 2026, 01:45 (Lord Howe Island, UTC+11)"
    assert (
        Phrases("en").moment(lord_howe.replace(fold=1)) == "Sunday, 5 April 2026, 01:45 (Lord Howe Island, UTC+10:30)"
    )
    st_johns = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/St_Johns"))
    assert Phrases("en").moment(st_johns).endswith("UTC-2:30)")


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        ("Europe/London", "fr", "Londres"),
        ("Europe/Brussels", "de", "Brüssel"),
        ("America/Argentina/Buenos_Aires", "en", "Buenos Aires"),
        ("UTC", "de", "UTC"),
        ("Etc/UTC", "en", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, language: str, expected: str) -> None:
    at = WHEN.astimezone(ZoneInfo(zone))
    assert f"({expected})" in Phrases(language).moment(at)


def test_a_zone_that_is_no_place_keeps_its_name() -> None:
    assert zone_name(WHEN.astimezone(timezone(timedelta(hours=1)))) == "UTC+01:00"
    assert zone_name(WHEN.astimezone(UTC)) == "UTC"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thu 12 Mar, 16:00"),
        ("es", "jue, 12 mar, 16:00"),
        ("de", "Do., 12. März, 16:00"),
        ("fr", "jeu. 12 mars, 16:00"),
    ],
)
def test_a_short_moment_for_lists(language: str, expected: str) -> None:
    assert Phrases(language).short_moment(WHEN) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Friday, 1 May 2026"),
        ("es", "viernes, 1 de mayo de 2026"),
        ("de", "Freitag, 1. Mai 2026"),
        ("fr", "vendredi 1 mai 2026"),
    ],
)
def test_a_day_in_full(language: str, expected: str) -> None:
    assert Phrases(language).day(date(2026, 5, 1)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clock_runs_to_twenty_four_hours(language: str) -> None:
    phrases = Phrases(language)
    assert phrases.clock(time(9, 5)) == "09:05"
    assert phrases.clock(time(0, 0)) == "00:00"
    assert phrases.clock(datetime(2026, 7, 1, 23, 59, 59, tzinfo=ZoneInfo("Asia/Kolkata"))) == "23:59"


@pytest.mark.parametrize(
    ("language", "hour", "hours", "days"),
    [
        ("en", "1 hour", "3 hours", "6 days"),
        ("es", "1 hora", "3 horas", "6 días"),
        ("de", "1 Stunde", "3 Stunden", "6 Tage"),
        ("fr", "1\u00a0heure", "3\u00a0heures", "6\u00a0jours"),
    ],
)
def test_a_length_of_time_is_rough(language: str, hour: str, hours: str, days: str) -> None:
    phrases = Phrases(language)
    gaps = timedelta(hours=1), timedelta(hours=3, minutes=4), timedelta(days=6, hours=2)
    assert [phrases.span(gap) for gap in gaps] == [hour, hours, days]


def test_a_day_is_not_told_in_hours() -> None:
    assert Phrases("en").span(timedelta(days=1)) == "1 day"
    assert Phrases("de").span(timedelta(minutes=40)) == "40 Minuten"


@pytest.mark.parametrize(
    ("language", "two", "three"),
    [
        ("en", "X and Facebook", "X, LinkedIn and Facebook"),
        ("es", "X y Facebook", "X, LinkedIn y Facebook"),
        ("de", "X und Facebook", "X, LinkedIn und Facebook"),
        ("fr", "X et Facebook", "X, LinkedIn et Facebook"),
    ],
)
def test_lists(language: str, two: str, three: str) -> None:
    phrases = Phrases(language)
    assert phrases.listing(["X", "Facebook"]) == two
    assert phrases.listing(iter(["X", "LinkedIn", "Facebook"])) == three
    assert phrases.listing(["X"]) == "X"
    assert phrases.listing([]) == phrases.listing(iter(())) == ""


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["Facebook", "Instagram"], "Facebook e Instagram"),
        (["X", "Facebook", "Instagram"], "X, Facebook e Instagram"),
        (["aguja", "hilo"], "aguja e hilo"),
        (["agua", "hielo"], "agua y hielo"),
        (["Instagram", "Facebook"], "Instagram y Facebook"),
        (["Instagram"], "Instagram"),
    ],
)
def test_spanish_and_changes_before_its_own_sound(items: list[str], expected: str) -> None:
    assert Phrases("es").listing(items) == expected


def test_facts_are_written_out_in_sentences() -> None:
    said = Phrases("de").say("list-more", count=1234)
    assert said.startswith("… und 1.234 weitere.")
    assert Phrases("de").say("span-since", first=date(2026, 3, 12)) == " ab Donnerstag, 12. März 2026"
    assert Phrases("fr").say("improved-still-planned", when=WHEN).endswith("le jeudi 12 mars 2026, 16:00 (Berlin).")


def test_words_of_others_are_said_as_they_are() -> None:
    said = Phrases("en").say("error-no-such-platform", name='{ $x } "My<b>Space"')
    assert said == 'I don\'t know a platform called “{ $x } "My<b>Space"”.'


def test_an_unknown_language_is_spoken_to_in_english() -> None:
    assert Phrases("it").language == "en"
    assert Phrases("it").say("consent-yes") == "Yes"


def test_a_key_that_is_nowhere_is_a_mistake() -> None:
    assert not Phrases("de").has("no-such-sentence")
    with pytest.raises(KeyError, match="no-such-sentence"):
        Phrases("de").say("no-such-sentence")


def test_a_missing_fact_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="number"):
        Phrases("en").say("improved")
