"""What earlier turns lend to a sentence: "it", "the second one", "an hour later", "same for …", "no, I meant Thursday"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from bot.understanding.decision import Situation
from bot.understanding.slots import Found, Mark, lexicon

if TYPE_CHECKING:
    from bot.understanding.times import Moment, Shift


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts, or comments, that a sentence means. `said`: it named any; with none resolved the words were not clear."""

    numbers: tuple[int, ...]
    said: bool
    unclear: bool = False


def posts(found: Found, situation: Situation) -> Posts:
    """Numbers named, else what "the second one", "it" or "the other" stand for, else nothing."""
    named = tuple(dict.fromkeys(mark.value for mark in found.all("post")))
    if named:
        return Posts(named, said=True)
    if (ordinal := found.first("ordinal")) is not None:
        return _ordinal(ordinal, situation)
    if found.first("other") is not None:
        return _other(situation)
    if found.first("pronouns") is not None:
        return Posts(situation.focus or situation.listed, said=True)
    if found.first("pronoun") is not None:
        return Posts(
            situation.focus[-1:] if len(situation.focus) == 1 else (), said=True, unclear=len(situation.focus) > 1
        )
    return Posts((), said=False)


def comments(found: Found, situation: Situation) -> Posts:
    """The comment that a sentence means, likewise: by number, by its place in the last list, or the one just spoken of."""
    if (named := found.first("comment")) is not None:
        return Posts((named.value,), said=True)
    place = found.first("comment_place", "ordinal")
    if place is not None:
        return _placed(place.value, situation.comments)
    if (bare := found.first("post")) is not None:
        return _numbered(bare, situation)
    meant = (situation.comment,) if situation.comment is not None else situation.comments
    return Posts(meant, said=True) if len(meant) == 1 else Posts((), said=True, unclear=True)


def _placed(value: int, shown: tuple[int, ...]) -> Posts:
    place = value - 1 if value > 0 else value
    return Posts((shown[place],) if -len(shown) <= place < len(shown) else (), said=True)


def _numbered(mark: Mark, situation: Situation) -> Posts:
    """ "Hide 3", with no word for what: a comment's number or its place, where not both can be meant."""
    if mark.end - mark.start > 1 or mark.value < 1:
        return Posts((), said=True, unclear=True)
    meant = {mark.value} & set(situation.comments) | set(_placed(mark.value, situation.comments).numbers)
    return Posts(tuple(meant) or (mark.value,), said=True) if len(meant) < 2 else Posts((), said=True, unclear=True)


def _ordinal(mark: Mark, situation: Situation) -> Posts:
    shown = situation.listed or situation.focus
    place = mark.value - 1 if mark.value > 0 else mark.value
    if -len(shown) <= place < len(shown):
        return Posts((shown[place],), said=True)
    return Posts((), said=True, unclear=bool(shown) or mark.value != -1)


def _other(situation: Situation) -> Posts:
    shown = situation.listed or situation.focus
    meant = set(situation.focus if situation.listed else ())
    if situation.last is not None and isinstance(number := situation.last[1].get("post_id"), int):
        meant = {number}
    left = tuple(number for number in shown if number not in meant)
    return Posts(left, said=True) if len(left) == 1 else Posts((), said=True, unclear=True)


def shifted(at: datetime, shift: Shift) -> datetime:
    """`at` moved by a distance said: months and days by wall clock, minutes by elapsed time."""
    moved = at + relativedelta(months=shift.months) + timedelta(days=shift.days)
    if not shift.minutes:
        return moved
    from datetime import UTC

    return (moved.astimezone(UTC) + timedelta(minutes=shift.minutes)).astimezone(at.tzinfo)


def merged(moment: Moment, base: datetime, now: datetime) -> tuple[datetime, Any, tuple[datetime, ...]]:
    """A time said in part, completed from `base`: "Thursday" keeps its clock time, "ten" keeps its day."""
    from bot.understanding.times import Trouble, localize

    if moment.has_date and moment.has_time:
        return moment.at, moment.trouble, moment.options
    if moment.trouble is not None and moment.trouble not in {Trouble.PAST, Trouble.NO_TIME}:
        return moment.at, moment.trouble, moment.options
    base = base.astimezone(now.tzinfo)
    day = moment.at.date() if moment.has_date else base.date()
    clock = moment.at.time() if moment.has_time else base.time()
    at, trouble, options = localize(datetime.combine(day, clock.replace(tzinfo=None)), now.tzinfo or base.tzinfo)  # type: ignore[arg-type]
    if trouble is None and at <= now:
        return at, Trouble.PAST, (at + timedelta(days=1),)
    return at, trouble, options


def only(found: Found, *lists: str) -> bool:
    """Whether every word left is in one of these word lists."""
    lex = lexicon(found.language)
    words = found.words()
    at = 0
    while at < len(words):
        end = max(lex.at(name, words, at) for name in lists)
        if end == at:
            return False
        at = end
    return True


def left_out(found: Found) -> list[str]:
    """Platforms that are named as where something is not to be: "without Facebook", "but not on X"."""
    lex = lexicon(found.language)
    words = [token.word for token in found.said.tokens]
    ends = {end for at in range(len(words)) if (end := lex.at("takes_off", words, at)) > at}
    starts = {at for at in range(len(words)) if lex.at("taken_off", words, at) > at}
    if not ends and not starts:
        return []
    marks = found.all("platforms")
    by_end = {mark.end: mark for mark in marks}

    def listed(mark: Mark) -> bool:
        """Whether it stands in one list with one that is left out: "without X and Threads"."""
        before = by_end.get(mark.start - 1)
        joined = before is not None and words[before.end] in {",", "and", "or", "und", "oder", "y", "o", "et", "ou"}
        return joined and before is not None and bool(ends & {before.start, before.start - 1})

    names = [mark.value for mark in marks if ends & {mark.start, mark.start - 1} or mark.end in starts or listed(mark)]
    return list(dict.fromkeys(name for value in names for name in value))


def says(found: Found, *lists: str) -> bool:
    """Whether the message, marks and all, has an entry of one of these word lists outside what was cut out for a mark."""
    lex = lexicon(found.language)
    words = [token.word for token in found.said.tokens]
    taken = {index for mark in found.marks for index in range(mark.start, mark.end)}
    return any(
        end > at and not taken.intersection(range(at, end))
        for at in range(len(words))
        for end in (lex.at(name, words, at) for name in lists)
    )
