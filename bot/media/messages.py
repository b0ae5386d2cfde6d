"""Media in a conversation: what came with a message, what waits to be used, what is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot import cards, documents
from bot.errors import AllInError
from bot.media.library import MOST_ITEMS
from bot.tool import Offer
from storage import posts
from storage.models import PostStatus

if TYPE_CHECKING:
    from bot.context import ToolContext
    from bot.messages import Attachment
    from connectors.media import Media
    from storage.report_tables import Document

__all__ = ["MOST_ITEMS", "Came", "keep", "lay_out", "offers", "take_in", "turn_to", "what_next"]

AT_HAND = timedelta(minutes=30)
"""How long a picture that was sent alone is what "it" and "this picture" mean."""


@dataclass(slots=True)
class Came:
    """What came with a message: the ids of what was kept, and what to say about the rest. `documents` are tables."""

    ids: list[int] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


async def take_in(ctx: ToolContext, attachments: Sequence[Attachment]) -> Came:
    """Keep every attachment that a post can carry, and every table; of each other one a sentence says why not."""
    came = Came()
    for attachment in attachments[:MOST_ITEMS]:
        try:
            if attachment.path is not None:
                arrived = await ctx.library.take_file(
                    ctx.workspace_id, attachment.path, name=attachment.name, member_id=ctx.who.member_id
                )
            else:
                arrived = await ctx.library.take_bytes(
                    ctx.workspace_id, attachment.data, name=attachment.name, member_id=ctx.who.member_id
                )
        except AllInError as error:
            try:
                table, why = await documents.take(ctx, attachment), error
            except AllInError as reason:
                table, why = None, reason
            if table is None:
                came.lines.append(ctx.say(why.key, **why.facts))
            else:
                came.documents.append(table)
            continue
        came.lines += [ctx.say(key, **facts) for key, facts in arrived.notes]
        if arrived.media.id not in came.ids:
            came.ids.append(arrived.media.id)
            came.media.append(arrived.media)
    if len(attachments) > MOST_ITEMS:
        came.lines.append(ctx.say("media-too-many-at-once", limit=MOST_ITEMS))
    return came


def lay_out(ctx: ToolContext, state: Mapping[str, Any], came: Came) -> None:
    """Give the tools what is at hand: what came now, and what was sent a little while ago and no post has yet."""
    kept = _kept(state, ctx.now)
    ctx.attached = tuple(dict.fromkeys((*kept.get("ids", ()), *came.ids)))[-MOST_ITEMS:]
    ctx.just_came = bool(came.ids)
    ctx.documents = tuple(row.id for row in came.documents) or tuple(_kept(state, ctx.now, "documents").get("ids", ()))
    ctx.said_before = tuple(kept.get("before", ()))


async def turn_to(ctx: ToolContext, state: dict[str, Any], *, alone: bool) -> None:
    """With a picture just sent, "post this" means the picture, unless the post spoken of still lacks one."""
    ctx.said_before = ctx.focus or ctx.said_before
    if len(ctx.focus) == 1 and not alone:
        row = await ctx.read(posts.get, ctx.workspace_id, ctx.focus[0])
        if row is not None and not row.post.media and row.post.status in {PostStatus.DRAFT, PostStatus.SCHEDULED}:
            return
    ctx.focus = ()
    state["focus"] = []


def keep(state: dict[str, Any], ctx: ToolContext) -> None:
    """Remember what no post has taken."""
    if list(ctx.documents) != _kept(state, ctx.now, "documents").get("ids", []):
        state["documents"] = {"ids": list(ctx.documents), "at": ctx.now.isoformat()}
    before = _kept(state, ctx.now)
    if not ctx.attached:
        state.pop("media", None)
    elif ctx.just_came or list(ctx.attached) != before.get("ids"):
        at = ctx.now.isoformat()
        state["media"] = {"ids": list(ctx.attached), "at": at, "before": list(ctx.said_before)}


def _kept(state: Mapping[str, Any], now: datetime, what: str = "media") -> Mapping[str, Any]:
    kept = state.get(what)
    if not isinstance(kept, Mapping) or datetime.fromisoformat(str(kept["at"])) < now - AT_HAND:
        return {}
    return kept


def what_next(ctx: ToolContext, came: Came) -> str:
    """What was sent, in words, and the question what to do with it."""
    if not came.media:
        return ctx.say("table-what-next", names=[row.name for row in came.documents], count=len(came.documents))
    return ctx.say("media-what-next", count=len(came.media), what=[cards.medium(ctx, item) for item in came.media])


def offers(ctx: ToolContext, came: Came) -> tuple[Offer, ...]:
    """What can be done with it, as buttons."""
    if not came.media:
        return (Offer(ctx.say("offer-import-figures"), tool="import_figures", style="primary"),)
    made = [Offer(ctx.say("offer-post-of-it"), tool="make_media_post", style="primary")]
    if len(ctx.said_before) == 1:
        number = ctx.said_before[0]
        made.append(
            Offer(ctx.say("offer-add-to-post", number=str(number)), tool="attach_media", args={"post_id": number})
        )
    return tuple(made)
