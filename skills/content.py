"""What a text is like before it goes out, and the one thing most worth changing."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.analytics.content.analysis import Analysis, analysis_of
from bot.analytics.content.hints import Hint, Piece
from bot.analytics.content.voice import FEWEST, MOST
from bot.context import ToolContext
from bot.errors import Missing
from bot.tool import EVERYONE, WRITERS, Effect, Offer, Platforms, PostId, Result, Text, tool
from connectors.platform import Platform
from storage import metrics, posts
from storage.models import PostStatus
from storage.posts import PostRow

LONGEST = 20_000
MOST_HINTS = 3
CHANGEABLE = {PostStatus.DRAFT, PostStatus.AWAITING_APPROVAL, PostStatus.SCHEDULED, PostStatus.FAILED}

_OFFERS = {
    "instruction-shorten": "offer-shorten",
    "instruction-fewer-hashtags": "offer-fewer-hashtags",
    "instruction-add-hashtags": "offer-add-hashtags",
    "instruction-no-exclamation": "offer-no-exclamation",
    "instruction-call-to-action": "offer-call-to-action",
    "instruction-no-emoji": "offer-no-emoji",
}
"""What a button says that gives an instruction to improve_draft."""


@tool(
    Effect.READ,
    roles=EVERYONE,
    one_of=("text", "post_id"),
    examples=[
        "analyze post 4",
        'how does this text sound: "We open at nine"',
        "does post 3 sound like us",
        "what could be better about draft 2",
        "is post 5 easy to read",
        "check the SEO of post 5",
        'what is the mood of "Never again, thanks for nothing"',
        "review this text: Fresh bread every morning",
    ],
)
async def analyze_content(
    ctx: ToolContext, text: Text | None = None, post_id: PostId | None = None, platforms: Platforms | None = None
) -> Result:
    """Say what a text is like: language, mood, topics, how easily it reads, whether it sounds like the workspace.

    Also whether it fits its platforms and can be found, and the one thing most worth changing. Changes nothing.
    """
    row: PostRow | None = None
    if not text:
        row = await ctx.post(post_id)
        text = row.post.text
    said = (text or "").strip()[:LONGEST]
    if not said:
        raise Missing("text", "ask-text")
    await ctx.tell("progress-analysing")
    pieces = await _pieces(ctx, said, row, platforms)
    own = await ctx.read(metrics.publications, ctx.workspace_id, limit=MOST)
    texts = [one.publication.text for one in own if one.publication.source != "sample" and one.publication.text]
    found = await asyncio.to_thread(analysis_of, pieces, texts)
    lines = [_mood_line(ctx, found), _reading_line(ctx, found), *_length_lines(ctx, pieces), _voice_line(ctx, found)]
    if found.topics:
        lines.append(ctx.say("content-topics", topics=list(found.topics[:3])))
    lines += _hint_lines(ctx, found.hints)
    number = row.post.number if row is not None else None
    return Result(
        "\n".join(line for line in lines if line),
        _data(ctx, found, pieces, number),
        offers=_offers(ctx, found.hints, row),
        posts=(number,) if number is not None else (),
    )


async def _pieces(ctx: ToolContext, said: str, row: PostRow | None, platforms: list[str] | None) -> list[Piece]:
    """The text as it goes to each platform."""
    if row is None:
        named = [ctx.platform(name) for name in platforms] if platforms else []
        return [Piece(said, one, ctx.label(one.name)) for one in named] or [Piece(said)]
    pieces = []
    for delivery in row.deliveries:
        platform = ctx.platforms.get(delivery.platform)
        if platform is None or (platforms and delivery.platform not in platforms):
            continue
        media = [item for item in posts.media_of(row, delivery) if _is_picture(row, item)]
        title = str((delivery.options or {}).get("title") or "")
        without = sum(not str(item.get("alt") or "").strip() for item in media)
        pieces.append(Piece(delivery.text or said, platform, ctx.label(platform.name), title, len(media), without))
    return pieces or [Piece(said)]


def _is_picture(row: PostRow, item: Any) -> bool:
    file = row.files.get(item["id"])
    return file is not None and file.kind == "image"


def _mood_line(ctx: ToolContext, found: Analysis) -> str:
    code = found.language.code
    language = _language_name(code, ctx.language) if code is not None else "missing"
    return ctx.say("content-mood", language=language, mood=found.mood)


def _language_name(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale.parse(language).languages.get(code, code))


def _reading_line(ctx: ToolContext, found: Analysis) -> str:
    reading = found.reading
    if reading is None:
        return ctx.say("content-reading-unknown")
    return ctx.say("content-reading", level=reading.level, age=reading.age or 0)


def _length_lines(ctx: ToolContext, pieces: list[Piece]) -> list[str]:
    parts = [
        ctx.say(
            "content-length-on",
            platform=piece.label,
            length=_length(piece.platform, piece.text),
            limit=piece.platform.limits.characters,
        )
        for piece in pieces
        if piece.platform is not None
    ]
    return [ctx.say("content-lengths", parts=parts)] if parts else []


def _length(platform: Platform, text: str) -> int:
    return max((platform.length(part) for part in platform.parts(text)), default=0)


def _voice_line(ctx: ToolContext, found: Analysis) -> str:
    voice = found.voice
    if voice.place is None:
        return ctx.say("content-voice-few", posts=voice.posts, fewest=FEWEST)
    return ctx.say("content-voice", place=voice.place, posts=voice.posts)


def _hint_lines(ctx: ToolContext, hints: tuple[Hint, ...]) -> list[str]:
    if not hints:
        return [ctx.say("content-nothing")]
    lines = [ctx.say("content-first", hint=_said(ctx, hints[0]))]
    lines += [ctx.say("content-also", hint=_said(ctx, hint)) for hint in hints[1:MOST_HINTS]]
    return lines


def _said(ctx: ToolContext, hint: Hint) -> str:
    return ctx.say(hint.key, **hint.facts)


def _offers(ctx: ToolContext, hints: tuple[Hint, ...], row: PostRow | None) -> tuple[Offer, ...]:
    if row is None or row.post.status not in CHANGEABLE or not ctx.may(WRITERS):
        return ()
    able = next((hint for hint in hints if hint.instruction), None)
    if able is None:
        return ()
    args = {"post_id": row.post.number, "instruction": ctx.say(able.instruction)}
    return (Offer(ctx.say(_OFFERS[able.instruction]), tool="improve_draft", args=args),)


def _data(ctx: ToolContext, found: Analysis, pieces: list[Piece], number: int | None) -> dict[str, Any]:
    reading = found.reading
    return {
        "post_id": number,
        "language": found.language.code,
        "language_sure": round(found.language.sure, 2),
        "mood": found.mood,
        "feeling": found.feeling,
        "topics": list(found.topics),
        "readability": None
        if reading is None
        else {"score": reading.score, "level": reading.level, "age": reading.age, "words": reading.words},
        "brand_voice": {"place": found.voice.place, "posts": found.voice.posts, "fewest": FEWEST},
        "lengths": {
            piece.platform.name: {
                "length": _length(piece.platform, piece.text),
                "limit": piece.platform.limits.characters,
            }
            for piece in pieces
            if piece.platform is not None
        },
        "hints": [{"hint": hint.key, "why": _said(ctx, hint), **hint.facts} for hint in found.hints],
    }
