"""From what was said to a post: a topic is written about, exact words are kept, a number names one that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import cards
from bot.context import Texts, ToolContext
from bot.errors import Conflict, Missing
from bot.tool import Offer, Result
from connectors.platform import Breach, Platform, Publisher
from storage import posts
from storage.models import Delivery, DeliveryState, PostStatus
from storage.posts import PostRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CHANGEABLE = {
    PostStatus.DRAFT,
    PostStatus.AWAITING_APPROVAL,
    PostStatus.SCHEDULED,
    PostStatus.FAILED,
    PostStatus.CANCELLED,
}


async def post_from(
    ctx: ToolContext,
    *,
    topic: str | None = None,
    text: str | None = None,
    post_id: int | None = None,
    platforms: list[str] | None = None,
) -> PostRow:
    """The post meant by exactly one of `topic`, `text` or `post_id`; with `platforms`, made to be for just those."""
    if post_id is None and not text and not topic:
        if len(ctx.focus) != 1:
            raise Missing("topic", "ask-topic-or-text-or-post-id")
        post_id = ctx.focus[0]
    if post_id is not None:
        row = await ctx.post(post_id)
        if platforms and platforms != row.platforms:
            row = await retarget(ctx, row, platforms)
        return row
    chosen = await ctx.chosen_platforms(platforms)
    if text:
        texts = await ctx.copywriter.adapt(text, chosen, ctx)
    else:
        texts = await ctx.copywriter.draft(str(topic), chosen, ctx, tone=None, variant=0)
    return await save(ctx, topic or "", texts)


async def save(
    ctx: ToolContext, topic: str, texts: Texts, *, tone: str | None = None, language: str | None = None
) -> PostRow:
    """Keep texts as a new draft."""
    return await ctx.write(
        posts.create,
        ctx.workspace_id,
        topic=topic,
        text=texts.text,
        texts=texts.by_platform,
        tone=tone,
        language=language or ctx.language,
        conversation_id=ctx.conversation_id,
        member_id=ctx.who.member_id,
        now=ctx.now,
    )


async def retarget(ctx: ToolContext, row: PostRow, platforms: list[str]) -> PostRow:
    """The same post for other platforms; those it was for already keep their text, those it is out on stay.

    Raises `Conflict` for a post that can no longer be changed.
    """
    texts = await _texts_for(ctx, row, platforms)
    return await ctx.change(
        row, lambda session, fresh: posts.set_texts(session, fresh, fresh.post.text, texts, ctx.now)
    )


async def preview(ctx: ToolContext, row: PostRow, platforms: list[str]) -> PostRow:
    """The post as `retarget` would make it; nothing is changed."""
    texts = await _texts_for(ctx, row, platforms)
    kept = [delivery for delivery in row.deliveries if delivery.platform in texts or delivery.state in posts.GONE_OUT]
    have = {delivery.platform for delivery in kept}
    new = [
        Delivery(platform=name, text=text, state=DeliveryState.WAITING)
        for name, text in texts.items()
        if name not in have
    ]
    return PostRow(row.post, (*kept, *new))


async def set_apart(ctx: ToolContext, row: PostRow) -> PostRow:
    """What one occurrence of a series still owes, as a draft of its own; the series is not touched by what becomes of it."""

    def move(session: Session) -> PostRow:
        fresh = posts.hold(session, ctx.workspace_id, row.post.number)
        if fresh is None or (fresh.post.revision, fresh.post.status) != (row.post.revision, row.post.status):
            raise Conflict("error-changed-meanwhile", number=str(row.post.number))
        unsent = {d.platform: d.text for d in fresh.deliveries if d.state not in posts.GONE_OUT}
        posts.leave_rest(session, fresh, ctx.now)
        return posts.create(
            session,
            ctx.workspace_id,
            topic=fresh.post.topic,
            text=fresh.post.text,
            texts=unsent,
            tone=fresh.post.tone,
            language=fresh.post.language,
            conversation_id=ctx.conversation_id,
            member_id=ctx.who.member_id,
            now=ctx.now,
        )

    return await ctx.write(move)


async def _texts_for(ctx: ToolContext, row: PostRow, platforms: list[str]) -> dict[str, str]:
    if row.post.status not in CHANGEABLE:
        raise Conflict(
            "error-cannot-change",
            number=str(row.post.number),
            status=cards.status(ctx, row),
        )
    chosen = await ctx.chosen_platforms(platforms)
    have = {delivery.platform: delivery.text for delivery in row.deliveries}
    missing = [platform for platform in chosen if platform.name not in have]
    new = (await ctx.copywriter.adapt(row.post.text, missing, ctx)).by_platform if missing else {}
    return {platform.name: have.get(platform.name) or new[platform.name] for platform in chosen}


def breaches(ctx: ToolContext, row: PostRow) -> list[Breach]:
    """Every limit that the post's texts do not keep."""
    return [
        breach
        for delivery in row.deliveries
        if delivery.platform in ctx.platforms
        for breach in ctx.platforms[delivery.platform].check(delivery.text)
    ]


def told(ctx: ToolContext, found: list[Breach]) -> str:
    """Breaches as sentences, a line each."""
    return "\n".join(dict.fromkeys(ctx.say(breach.key, **breach.facts) for breach in found))


def unfit(ctx: ToolContext, row: PostRow) -> Result | None:
    """Why the post cannot go out as it is, with what would mend it; None if its texts fit."""
    found = [breach for breach in breaches(ctx, row) if breach.repair in {"shorten", "fewer_hashtags", "write_text"}]
    if not found:
        return None
    return Result(
        "\n".join([ctx.say("plan-does-not-fit", number=str(row.post.number)), told(ctx, found)]),
        {"post": cards.data(ctx, row), "breaches": [breach.key for breach in found]},
        cards=cards.cards(ctx, row),
        offers=repairs(ctx, row, found),
        posts=(row.post.number,),
        ok=False,
    )


def repairs(ctx: ToolContext, row: PostRow, found: list[Breach]) -> tuple[Offer, ...]:
    """What would mend them, as buttons."""
    kinds = {breach.repair for breach in found}
    offers = []
    if "shorten" in kinds:
        args = {"post_id": row.post.number, "instruction": ctx.say("instruction-shorten")}
        offers.append(Offer(ctx.say("offer-shorten"), tool="improve_draft", args=args))
    if "fewer_hashtags" in kinds:
        args = {"post_id": row.post.number, "instruction": ctx.say("instruction-fewer-hashtags")}
        offers.append(Offer(ctx.say("offer-fewer-hashtags"), tool="improve_draft", args=args))
    return tuple(offers)


def unconnected(ctx: ToolContext, row: PostRow, connected: set[str]) -> list[Platform]:
    """The platforms of a post that have no account here: their text is handed over to a person."""
    return [
        ctx.platforms[delivery.platform]
        for delivery in row.deliveries
        if delivery.platform in ctx.platforms
        and (delivery.platform not in connected or not isinstance(ctx.platforms[delivery.platform], Publisher))
    ]
