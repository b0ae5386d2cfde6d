"""Posts that are meant by what they say or where they go: "the post about the bake sale", "that draft with the red shoes".

Words name a post only where one that exists has them, so that nothing is taken for a description which is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.understanding.decision import Decision, Known, Question, Situation
from bot.understanding.numbers import fold
from bot.understanding.sentences import language
from bot.understanding.slots import Found, Lexicon, Mark, lexicon


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_THE = _set(
    "the that this our my those den der die das dem des diesen dieser dieses diesem unser unseren unserem mein meinen el "
    "la los las lo ese esa este esta aquel aquella nuestro nuestra mi le l'autre ce cet cette celui celle notre mon ma du "
    "au del al vom zum am im"
)
"""Words that speak of something as known."""
_ONE = _set("one thing eintrag celui celle")
_LINKS = _set(
    "about with on for of from that which says saying mentioning regarding where uber mit zu zum zur vom von "
    "fur wo sobre con de del acerca que para sur avec du des d'un de pour ou au"
)
_MAKE = _set("make mach mache haz hazme fais rends")
LONGEST = 10
"""Words in which a post is described."""
OPEN = frozenset({"draft", "awaiting_approval", "scheduled", "failed"})
"""States of posts that commands are about where nothing else is said."""
SOON = frozenset({"awaiting_approval", "scheduled"})
OUT = frozenset({"published", "publishing", "unconfirmed"})
LOOKS_BACK = frozenset(
    {
        "show_post",
        "show_metrics",
        "delete_post",
        "edit_post",
        "list_comments",
        "watch_metric",
        "confirm_post",
        "resend_post",
        "analyze_content",
        "track_link",
    }
)
"""Tools that a post may be out already for."""
MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Meant:
    """A sentence in which a post that was described stands by its number, the best guess first of those it may be."""

    found: Found
    first: int
    posts: tuple[Known, ...]


def meant(found: Found, situation: Situation) -> Meant | None:
    """`found` with a description made the number of the post that it fits; None where nothing is described."""
    if situation.posts is None or found.first("post", "ordinal", "other", "text", "comment") is not None:
        return None
    words = [fold(token.written) if token.mended else token.word for token in found.said.tokens]
    lex = lexicon(found.language)
    write = set(re.findall(r"\w+", str(language(found.language).rules["write"])))
    rest = found.words()
    if not rest or (rest[0] in write and rest[0] not in _MAKE):
        return None
    for noun in range(1, len(words)):
        if not _is_noun(words[noun], lex):
            continue
        for start, first in _places(found, words, noun):
            known = situation.posts()
            span, posts = _fitting(words, start, first, noun, known, found, lex)
            if posts:
                numbered = _numbered(found, start, span, posts[0].number)
                if rest[0] in _MAKE and not any(index > start for index in numbered.rest):
                    return None  # "make the post about the bake sale": there is none yet
                return Meant(numbered, posts[0].number, _likely(posts, situation))
    return None


def _is_noun(word: str, lex: Lexicon) -> bool:
    return word in _ONE or (lex.has("post_nouns", word) and (word,) not in lex.lists["pronouns"])


def _places(found: Found, words: Sequence[str], noun: int) -> list[tuple[int, int]]:
    """Where a description with this noun may start, and where its telling words do: after it, or between article and it."""
    places: list[tuple[int, int]] = []
    networks = {index for mark in found.all("platforms") for index in range(mark.start, mark.end)}
    start = noun - 1
    while start >= 0 and start in networks:
        start -= 1
    if start >= 0 and words[start] in _THE:
        after = noun + 1
        while after < len(words) and after in networks:
            after += 1
        if after < len(words) and words[after] in _LINKS:
            places.append((start, after + 1))
    for start in range(max(0, noun - LONGEST), noun - 1):
        if words[start] in _THE:
            places.append((start, start + 1))
            break
    return places


def _fitting(
    words: Sequence[str], start: int, first: int, noun: int, known: Sequence[Known], found: Found, lex: Lexicon
) -> tuple[int, list[Known]]:
    """Where the description ends, and the posts that have most of its words, from its first on."""
    before = first <= noun
    taken = {index for mark in found.marks if mark.kind not in _IGNORED for index in range(mark.start, mark.end)}
    telling: list[int] = []
    for index in range(first, noun if before else min(len(words), first + LONGEST)):
        if index in taken:
            if before or telling:
                break
            continue
        if words[index][0].isalnum() and len(words[index]) > 2 and not _is_small(words[index], lex):
            telling.append(index)
    if not telling or (before and any(index in taken for index in range(first, noun))):
        return 0, []
    best, posts = 0, list[Known]()
    for one in known:
        said = set(re.findall(r"[\w']+", fold(one.words)))
        hits = 0
        for index in telling:
            if not any(_same(words[index], other) for other in said):
                break
            hits += 1
        if hits > best:
            best, posts = hits, [one]
        elif hits and hits == best:
            posts.append(one)
    if not best or (before and best < len(telling)):
        return 0, []
    return (noun if before else telling[best - 1]) + 1, posts


_IGNORED = frozenset({"pronoun", "pronouns", "range"})


def _is_small(word: str, lex: Lexicon) -> bool:
    return word in _LINKS or word in _THE or any(lex.has(name, word) for name in ("articles", "prepositions", "post"))


def _same(one: str, other: str) -> bool:
    """Whether two words are forms of one: "shoe" and "shoes", "roten" and "rote"."""
    if one == other:
        return True
    short = min(len(one), len(other))
    return short >= 4 and abs(len(one) - len(other)) <= 2 and one[: short - (short > 5)] == other[: short - (short > 5)]


def _numbered(found: Found, start: int, end: int, number: int) -> Found:
    inside = set(range(start, end))
    marks = [mark for mark in found.marks if not inside.intersection(range(mark.start, mark.end))]
    marks.append(Mark("post", start, end, number))
    marks.sort(key=lambda mark: mark.start)
    return replace(found, marks=marks, rest=[index for index in found.rest if index not in inside])


def _likely(posts: Sequence[Known], situation: Situation) -> tuple[Known, ...]:
    """The one that is being talked about, where it fits; else all that fit, those that are not out yet first."""
    focus = [post for post in posts if post.number in situation.focus and post.status != "cancelled"]
    if len(focus) == 1:
        return tuple(focus)
    return (*(post for post in posts if post.status in OPEN), *(post for post in posts if post.status not in OPEN))


def settled(decision: Decision, meant: Meant, post: str) -> Decision:
    """The decision for the described post, or the question which of several it is; `post` is the argument that names it."""
    tool = decision.tool or decision.asks_for
    posts = [one for one in meant.posts if one.status in OPEN]
    if tool in LOOKS_BACK or not posts:
        wide = [one for one in meant.posts if one.status != "cancelled"]
        posts = posts if posts and tool not in LOOKS_BACK else wide or list(meant.posts)
    if tool == "reschedule_post":
        posts = [one for one in posts if one.status in SOON] or posts
    if tool in _OF_WHAT_IS_OUT:
        posts = [one for one in posts if one.status in OUT] or posts
    if len(posts) == 1:
        return replace(decision, args={**decision.args, post: posts[0].number})
    if decision.question is not None:
        return decision
    args = {name: value for name, value in decision.args.items() if name != post}
    return asked(decision, args, post, posts)


_OF_WHAT_IS_OUT = frozenset(
    {"delete_post", "edit_post", "show_metrics", "list_comments", "resend_post", "confirm_post"}
)


def asked(decision: Decision, args: dict[str, object], post: str, posts: Sequence[Known]) -> Decision:
    """Which of these posts is meant."""
    question = Question("ask-post", slot=post, options=offered(posts))
    tool = decision.tool or decision.asks_for
    return Decision(None, args, decision.confidence, decision.by, question, tool, reason="several posts fit")


def offered(posts: Sequence[Known]) -> tuple[tuple[str, int], ...]:
    """Posts to choose from, by number."""
    return tuple((str(one.number), one.number) for one in posts[:MOST_OFFERED])


def there(platforms: Sequence[str], tool: str, situation: Situation) -> tuple[Known, ...] | None:
    """ "The LinkedIn post": the posts for these platforms that `tool` can be for; None where nobody can tell."""
    if situation.posts is None:
        return None
    states = SOON if tool == "reschedule_post" else OPEN | OUT if tool in LOOKS_BACK else OPEN
    posts = [one for one in situation.posts() if one.status in states and set(platforms) <= set(one.platforms)]
    focus = [one for one in posts if one.number in situation.focus]
    return tuple(focus if len(focus) == 1 else posts)
