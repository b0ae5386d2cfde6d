"""What fits on a network: its limits as data, and the check of a post against them.

Figures stand in the platform's own file, with the day they were last checked and their source. An account may have its
own (a paid plan, a Mastodon server's setting): `account.data["limits"]` replaces single fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any, Literal

from connectors.media import Media, MediaKind

HASHTAG = re.compile(r"(?<!\w)#(\w+)")
URL = re.compile(r"https?://\S+")

Repair = Literal[
    "shorten",
    "split",  # into a thread
    "fewer_hashtags",
    "add_media",
    "add_title",
    "write_text",
    "drop_media",  # those beyond the most, or of a kind that is not taken
    "convert",  # to a type that is taken: a PNG to JPEG, a MOV to MP4
    "shrink",  # fewer bytes or pixels
    "pad",  # to a ratio that is taken, or crop
    "trim",  # a shorter video
    "shorten_alt",
    "shorten_title",
    "choose_destination",  # a board, a subreddit, a channel
    "choose_privacy",  # who may see it, where the network wants a person to say
    "public_address",  # media must be fetched from us, and we have no public address
]


@dataclass(frozen=True, slots=True)
class Custom:
    """How people write there: a good length in characters, how many hashtags (fewest, most) and emoji, whether links work."""

    length: int
    hashtags: tuple[int, int] = (0, 3)
    emoji: int = 1
    links: bool = True
    voice: Literal["plain", "chatty", "professional", "terse"] = "plain"


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a post does not keep. `key` names the sentence, `repair` what would mend it.

    `media` is the place, from 0, of the medium that is meant, None where it is the text or the whole.
    """

    key: str
    facts: dict[str, Any]
    repair: Repair
    media: int | None = None


@dataclass(frozen=True, slots=True)
class MediaRule:
    """One kind of medium that a network takes. Sizes in bytes and pixels, durations in seconds, ratio is width / height.

    `most` is how many of this kind one post may carry; None where the network sets no bound. `needs_url`: the network
    fetches it from a public HTTPS address. `same_size`: all of one post must have the same width and height.
    """

    kind: MediaKind
    mimes: frozenset[str]
    most: int = 1
    fewest: int = 1
    max_bytes: int | None = None
    ratio: tuple[float, float] | None = None
    width: tuple[int, int] | None = None
    height: tuple[int, int] | None = None
    seconds: tuple[float, float] | None = None
    needs_url: bool = False
    same_size: bool = False


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `count` posts of one account within `per`, as the network counts them."""

    count: int
    per: timedelta
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the network charges for a post, in US dollars; `with_link` where an address in the text costs more."""

    post: float
    with_link: float | None = None
    source: str = ""

    def of(self, text: str) -> float:
        """The price of posting `text`."""
        return self.with_link if self.with_link is not None and URL.search(text) else self.post


@dataclass(frozen=True, slots=True)
class Limits:
    """What fits: `characters` in the network's own counting; the rest None where the network sets none.

    `revised` is the day the figures were last checked against `source`. `mixed`: pictures and videos may share a post.
    """

    characters: int
    revised: date
    source: str
    hashtags: int | None = None
    media: tuple[MediaRule, ...] = ()
    most_media: int | None = None
    mixed: bool = False
    needs_media: bool = False
    needs_title: bool = False
    title_characters: int | None = None
    alt_characters: int | None = None
    characters_with_media: int | None = None
    """Where a text under a picture may be shorter than one alone."""
    quotas: tuple[Quota, ...] = ()
    cost: Cost | None = None

    def of(self, data: Mapping[str, Any]) -> Limits:
        """These limits with what an account's data overrides, under `limits`; unknown names and types are ignored."""
        given = data.get("limits")
        if not isinstance(given, Mapping):
            return self
        plain = {f.name for f in fields(self)} - {"media", "quotas", "cost", "revised", "source"}
        known: dict[str, Any] = {
            name: value
            for name, value in given.items()
            if name in plain and (value is None or isinstance(value, (int, bool)))
        }
        return replace(self, **known) if known else self

    def rule(self, kind: MediaKind) -> MediaRule | None:
        """The rule for a kind of medium; None if the network takes none of it."""
        return next((rule for rule in self.media if rule.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Content:
    """A post as it is checked: text, media in order, and options (see `Outgoing.options`)."""

    text: str
    media: Sequence[Media] = ()
    options: Mapping[str, Any] = field(default_factory=dict)


def media_breaches(label: str, limits: Limits, content: Content) -> list[Breach]:
    """Every limit that the media of a post do not keep."""
    media = content.media
    if not media:
        return [Breach("breach-needs-media", {"platform": label}, "add_media")] if limits.needs_media else []
    found: list[Breach] = []
    by_kind: dict[MediaKind, list[int]] = {}
    for place, item in enumerate(media):
        by_kind.setdefault(item.kind, []).append(place)
    taken = {kind for kind in by_kind if limits.rule(kind) is not None}
    for kind, places in by_kind.items():
        rule = limits.rule(kind)
        if rule is None:
            facts: dict[str, Any] = {"platform": label, "kind": kind}
            found += [Breach("breach-media-kind", facts, "drop_media", place) for place in places]
            continue
        if len(places) > rule.most:
            facts = {"platform": label, "kind": kind, "count": len(places), "limit": rule.most}
            found.append(Breach("breach-too-many-media", facts, "drop_media", places[rule.most]))
        for place in places:
            found += _medium_breaches(label, rule, limits, media[place], place)
        if rule.same_size and len({(media[place].width, media[place].height) for place in places}) > 1:
            found.append(Breach("breach-media-sizes-differ", {"platform": label}, "pad", places[0]))
    if len(taken) > 1 and not limits.mixed:
        first = media[0].kind
        other = next(place for place, item in enumerate(media) if item.kind != first and item.kind in taken)
        found.append(Breach("breach-mixed-media", {"platform": label}, "drop_media", other))
    if limits.most_media is not None and len(media) > limits.most_media:
        facts = {"platform": label, "kind": "media", "count": len(media), "limit": limits.most_media}
        found.append(Breach("breach-too-many-media", facts, "drop_media", limits.most_media))
    return found


def _medium_breaches(label: str, rule: MediaRule, limits: Limits, item: Media, place: int) -> list[Breach]:
    found: list[Breach] = []
    facts: dict[str, Any] = {"platform": label, "kind": item.kind, "place": place + 1}
    if item.mime not in rule.mimes:
        found.append(Breach("breach-media-type", {**facts, "type": item.mime}, "convert", place))
    if rule.max_bytes is not None and item.size > rule.max_bytes:
        megabytes: dict[str, Any] = {"size": round(item.size / 1e6, 1), "limit": round(rule.max_bytes / 1e6, 1)}
        found.append(Breach("breach-media-bytes", {**facts, **megabytes}, "shrink", place))
    if rule.ratio is not None and item.width and item.height:
        low, high = rule.ratio
        if not low * 0.995 <= item.width / item.height <= high * 1.005:
            shape: dict[str, Any] = {"width": item.width, "height": item.height}
            found.append(Breach("breach-media-ratio", {**facts, **shape}, "pad", place))
    for name, bounds, value in (("width", rule.width, item.width), ("height", rule.height, item.height)):
        if bounds is not None and value and not bounds[0] <= value <= bounds[1]:
            size: dict[str, Any] = {"side": name, "value": value, "least": bounds[0], "most": bounds[1]}
            found.append(
                Breach("breach-media-pixels", {**facts, **size}, "shrink" if value > bounds[1] else "pad", place)
            )
    if rule.seconds is not None and item.seconds and not rule.seconds[0] <= item.seconds <= rule.seconds[1]:
        length: dict[str, Any] = {
            "seconds": round(item.seconds),
            "least": round(rule.seconds[0]),
            "most": round(rule.seconds[1]),
        }
        found.append(Breach("breach-media-seconds", {**facts, **length}, "trim", place))
    if limits.alt_characters is not None and len(item.alt) > limits.alt_characters:
        alt: dict[str, Any] = {"length": len(item.alt), "limit": limits.alt_characters}
        found.append(Breach("breach-alt-too-long", {**facts, **alt}, "shorten_alt", place))
    if rule.needs_url and not item.url:
        found.append(Breach("breach-no-public-address", facts, "public_address", place))
    return found
