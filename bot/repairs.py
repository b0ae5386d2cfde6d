"""What mends media that a network does not take, one way for each `repair` that `connectors.limits` names.

What nobody sees (another file type, fewer bytes, a shorter alt text) is done silently. What changes the picture (a border, a
cut, a shorter video, one left out) is proposed, and done once a person said so. Either way the file that the person gave
stays as it is: the network gets one that was made from it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from bot.errors import Rejected
from bot.media import videos
from connectors.limits import Breach, Content, Limits, MediaRule, media_breaches
from connectors.media import Media
from connectors.platform import Platform

if TYPE_CHECKING:
    from bot.media.library import MediaLibrary
    from bot.media.pictures import Bounds, Picture

How = Literal["pad", "crop", "shrink", "trim", "drop"]
HOWS: tuple[How, ...] = get_args(How)
HARMLESS = frozenset({"convert", "shrink", "shorten_alt"})
"""Repairs that nobody sees in the post."""
PROPOSED = frozenset({"pad", "trim", "drop_media"})
"""Repairs that a person decides on."""
WAYS: Mapping[str, tuple[How, ...]] = {"pad": ("pad", "crop"), "trim": ("trim",), "drop_media": ("drop",)}
"""How what is proposed can be done, the gentlest first."""
MOST_ROUNDS = 40
_PREFERRED = ("image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Media for one network: what it would get, what of the limits is still not kept, and whether anything was changed."""

    media: tuple[Media, ...]
    breaches: tuple[Breach, ...]
    changed: bool = False


def breaches_of(
    platform: Platform, media: Sequence[Media], account: Mapping[str, Any] | None = None, *, text: str = ""
) -> list[Breach]:
    """The limits on media that these do not keep on a platform."""
    return media_breaches(platform.label, platform.limits.of(account or {}), Content(text, media))


async def fitted(
    library: MediaLibrary,
    workspace_id: int,
    platform: Platform,
    media: Sequence[Media],
    *,
    account: Mapping[str, Any] | None = None,
    how: Sequence[How] = (),
    member_id: int | None = None,
) -> Fitted:
    """`media` with everything mended that may be: what is harmless, and of the rest what `how` allows.

    What cannot be mended on this machine stays among the breaches.
    """
    now = tuple(media)
    hopeless: set[tuple[str, int | None, str]] = set()
    left: list[Breach] = []
    for _ in range(MOST_ROUNDS):
        left = breaches_of(platform, now, account)
        todo = [(breach, way) for breach in left if (way := _way(breach, how)) is not None]
        todo = [(breach, way) for breach, way in todo if (breach.key, breach.media, _name(now, breach)) not in hopeless]
        if not todo:
            break
        # What is left out need not be mended first, and a shape is mended before a size.
        breach, way = min(todo, key=lambda pair: _ORDER.index(pair[1]))
        before = now
        try:
            now = await repair(
                library, workspace_id, breach, platform, now, how=way, account=account, member_id=member_id
            )
        except Rejected:
            now = before
        if now == before:
            hopeless.add((breach.key, breach.media, _name(now, breach)))
    return Fitted(now, tuple(left), changed=now != tuple(media))


async def repair(
    library: MediaLibrary,
    workspace_id: int,
    breach: Breach,
    platform: Platform,
    media: Sequence[Media],
    *,
    how: str = "",
    account: Mapping[str, Any] | None = None,
    member_id: int | None = None,
) -> tuple[Media, ...]:
    """All `media` of a post with the one mended that a breach is about, as a new file where its content changes.

    Raises `Rejected` or `Unsupported` where that cannot be done here.
    """
    limits = platform.limits.of(account or {})
    place = breach.media or 0
    items = list(media)
    way = how or (WAYS[breach.repair][0] if breach.repair in WAYS else breach.repair)
    if way == "drop" or not 0 <= place < len(items):
        return _without(items, place, breach, limits)
    item = items[place]
    rule = limits.rule(item.kind)
    if rule is None:
        raise Rejected("media-cannot-convert", type=item.mime)
    if way == "shorten_alt":
        items[place] = replace(item, alt=shortened(item.alt, limits.alt_characters or len(item.alt)))
        return tuple(items)
    if breach.key == "breach-media-sizes-differ":
        return await _same_size(library, workspace_id, items, rule, way, member_id)
    items[place] = await _variant(library, workspace_id, item, rule, way, member_id)
    return tuple(items)


def shortened(alt: str, most: int) -> str:
    """As much of an alt text as fits, ending after a sentence or at least after a word."""
    if len(alt) <= most:
        return alt
    part = alt[: max(0, most - 1)]
    for sign in (". ", "! ", "? "):
        if (at := part.rfind(sign)) > most // 2:
            return part[: at + 1]
    words = part.rsplit(None, 1)[0] if " " in part[most // 2 :] else part
    return f"{words.rstrip(' ,;:.')}…"[:most]


_ORDER = ("drop", "trim", "crop", "pad", "convert", "shrink", "shorten_alt")


def _way(breach: Breach, how: Sequence[How]) -> str | None:
    if breach.repair in HARMLESS:
        return breach.repair
    return next((way for way in how if way in WAYS.get(breach.repair, ())), None)


def _name(media: Sequence[Media], breach: Breach) -> str:
    place = breach.media or 0
    return media[place].sha256 if place < len(media) else ""


def _without(items: list[Media], place: int, breach: Breach, limits: Limits) -> tuple[Media, ...]:
    if breach.key == "breach-mixed-media":
        return tuple(item for item in items if item.kind == items[0].kind)
    return tuple(item for at, item in enumerate(items) if at != place)


async def _variant(
    library: MediaLibrary, workspace_id: int, item: Media, rule: MediaRule, way: str, member_id: int | None
) -> Media:
    """One file made anew, by a recipe whose name says all that it depends on."""
    recipe = _recipe(item, rule, way)
    work = partial(_video, item, rule, way) if item.kind == "video" else partial(_picture, item, rule, way)
    return await library.add_variant(workspace_id, item, recipe, work, member_id)


def _recipe(item: Media, rule: MediaRule, way: str) -> str:
    parts: list[str] = [way]
    if way == "convert":
        parts.append(_target_mime(item, rule))
    if way in {"pad", "crop"}:
        parts.append("x".join(str(side) for side in size_for(item.width, item.height, rule, grow=way == "pad")))
    if way == "trim":
        parts.append(f"{_seconds(item, rule):g}s")
    if way == "shrink":
        parts += [str(rule.max_bytes), str(rule.width), str(rule.height), ",".join(sorted(rule.mimes))]
    return " ".join(parts)


def size_for(width: int, height: int, rule: MediaRule, *, grow: bool) -> tuple[int, int]:
    """Width and height that a rule takes, for a picture of this size that is padded (`grow`) or cropped."""
    from bot.media.pictures import canvas

    return canvas(width, height, rule.ratio, _bounds(rule), grow=grow)


def _bounds(rule: MediaRule) -> Bounds:
    return rule.width, rule.height


def _target_mime(item: Media, rule: MediaRule) -> str:
    return item.mime if item.mime in rule.mimes else next((mime for mime in _PREFERRED if mime in rule.mimes), "")


def _picture(item: Media, rule: MediaRule, way: str, target: Path) -> Picture | None:
    from bot.media import pictures

    if item.kind == "gif":
        if way != "shrink":
            raise Rejected("media-cannot-convert", type=item.mime)
        return pictures.shrunk_animation(item.path, rule.max_bytes, _bounds(rule))
    if item.kind != "image":
        raise Rejected("media-cannot-convert", type=item.mime)
    image = pictures.open_picture(item.path, item.mime)
    mime = _target_mime(item, rule)
    match way:
        case "convert":
            return pictures.drawn(image, mime)
        case "shrink":
            return pictures.shrunk(image, rule.mimes, mime or item.mime, rule.max_bytes, _bounds(rule))
        case "crop":
            return pictures.drawn(pictures.cropped(image, size_for(*image.size, rule, grow=False)), mime or item.mime)
        case _:
            return pictures.drawn(pictures.padded(image, size_for(*image.size, rule, grow=True)), mime or item.mime)


def _video(item: Media, rule: MediaRule, way: str, target: Path) -> Picture | None:
    if way == "trim":
        videos.trimmed(item.path, target, _seconds(item, rule))
        return None
    if way in {"pad", "crop"}:
        size = size_for(item.width, item.height, rule, grow=way == "pad")
        videos.made(item.path, target, videos.Cut(size, "pad" if way == "pad" else "crop"))
        return None
    smaller = _smaller(item, rule)
    videos.made(item.path, target, videos.Cut(smaller, most_bytes=rule.max_bytes if way == "shrink" else None))
    return None


def _smaller(item: Media, rule: MediaRule) -> tuple[int, int] | None:
    if not item.width or not item.height:
        return None
    most_wide = rule.width[1] if rule.width else item.width
    most_tall = rule.height[1] if rule.height else item.height
    scale = min(1.0, most_wide / item.width, most_tall / item.height)
    return math.floor(item.width * scale), math.floor(item.height * scale)


def _seconds(item: Media, rule: MediaRule) -> float:
    if rule.seconds is None or item.seconds < rule.seconds[0]:
        raise Rejected("media-too-short")  # nothing can be added to what was filmed
    return rule.seconds[1]


async def _same_size(
    library: MediaLibrary,
    workspace_id: int,
    items: list[Media],
    rule: MediaRule,
    way: str,
    member_id: int | None,
) -> tuple[Media, ...]:
    """All pictures as large as the first one is once it fits."""
    first = next(item for item in items if item.kind == rule.kind)
    size = size_for(first.width, first.height, rule, grow=way == "pad")
    exact = replace(rule, ratio=(size[0] / size[1],) * 2, width=(size[0],) * 2, height=(size[1],) * 2)
    made = []
    for item in items:
        if item.kind != rule.kind or (item.width, item.height) == size:
            made.append(item)
        else:
            made.append(await _variant(library, workspace_id, item, exact, way, member_id))
    return tuple(made)
