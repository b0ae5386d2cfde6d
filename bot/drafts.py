"""From what was said to a post: a topic is written about, exact words are kept, a number names one that exists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot import cards, repairs
from bot.context import Texts, ToolContext
from bot.errors import Conflict, Missing
from bot.media.library import MOST_ITEMS
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
        if len(ctx.focus) == 1:
            post_id = ctx.focus[0]
        elif not ctx.attached:
            raise Missing("topic", "ask-topic-or-text-or-post-id")
    if post_id is not None:
        row = await ctx.post(post_id)
        if platforms and platforms != row.platforms:
            row = await retarget(ctx, row, platforms)
        if ctx.just_came and ctx.attached:
            row = await attach(ctx, row, ctx.take())
        return row
    chosen = await ctx.chosen_platforms(platforms)
    if not text and not topic:
        texts = Texts("", {platform.name: "" for platform in chosen})  # the picture says it all
    elif text:
        texts = await ctx.copywriter.adapt(text, chosen, ctx)
    else:
        texts = await ctx.copywriter.draft(str(topic), chosen, ctx, tone=None, variant=0)
    return await save(ctx, topic or "", texts)


async def save(
    ctx: ToolContext,
    topic: str,
    texts: Texts,
    *,
    tone: str | None = None,
    language: str | None = None,
    media: Sequence[int] | None = None,
) -> PostRow:
    """Keep texts as a new draft, with `media`, which are those at hand unless others are given."""
    ids = ctx.take() if media is None else media
    row = await ctx.write(
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
        items=[{"id": id, "alt": ""} for id in ids],
    )
    return await fit(ctx, row)


async def copied(ctx: ToolContext, row: PostRow, texts: Texts) -> PostRow:
    """A draft like a post, with its media and what was made of them for each platform."""
    new = await save(ctx, row.post.topic, texts, tone=row.post.tone, language=row.post.language, media=())
    if not row.post.media and all(delivery.media is None for delivery in row.deliveries):
        return new
    own = {delivery.platform: delivery.media for delivery in row.deliveries}
    items = row.post.media
    return await ctx.change(new, lambda session, fresh: posts.set_media(session, fresh, items, own, ctx.now))


async def attach(ctx: ToolContext, row: PostRow, ids: Sequence[int]) -> PostRow:
    """The post with further media, made fit for its platforms as far as nobody sees it."""
    have = {item["id"] for item in row.post.media}
    items = [*row.post.media, *({"id": id, "alt": ""} for id in ids if id not in have)]
    if len(items) > MOST_ITEMS:
        raise Conflict("media-too-many-at-once", limit=MOST_ITEMS)
    return await set_media(ctx, row, items)


async def set_media(ctx: ToolContext, row: PostRow, items: Sequence[Mapping[str, Any]]) -> PostRow:
    """The post with these media; what was made of the old ones for single platforms is made anew where it still fits."""
    own: dict[str, Sequence[Mapping[str, Any]] | None] = {delivery.platform: None for delivery in row.deliveries}
    row = await ctx.change(row, lambda session, fresh: posts.set_media(session, fresh, items, own, ctx.now))
    return await fit(ctx, row)


async def fit(
    ctx: ToolContext, row: PostRow, *, how: Sequence[repairs.How] = (), platforms: Sequence[str] | None = None
) -> PostRow:
    """The post with each platform's media mended: silently what nobody sees, and what `how` says a person wants."""
    if ctx.media is None or not row.post.media:
        return row
    own: dict[str, Sequence[Mapping[str, Any]] | None] = {}
    data = {account.platform: account.data for account in reversed(await ctx.accounts())}
    for delivery in row.deliveries:
        platform = ctx.platforms.get(delivery.platform)
        if platform is None or delivery.state in posts.GONE_OUT:
            continue
        if platforms is not None and delivery.platform not in platforms:
            continue
        media = await ctx.media.outgoing(ctx.workspace_id, posts.media_of(row, delivery))
        if not repairs.breaches_of(platform, media, data.get(platform.name)):
            continue
        made = await repairs.fitted(
            ctx.media,
            ctx.workspace_id,
            platform,
            media,
            account=data.get(platform.name),
            how=how,
            member_id=ctx.who.member_id,
        )
        if made.changed:
            own[delivery.platform] = [{"id": item.id, "alt": item.alt} for item in made.media]
    if not own:
        return row
    items = row.post.media
    return await ctx.change(row, lambda session, fresh: posts.set_media(session, fresh, items, own, ctx.now))


async def retarget(ctx: ToolContext, row: PostRow, platforms: list[str]) -> PostRow:
    """The same post for other platforms; those it was for already keep their text, those it is out on stay.

    Raises `Conflict` for a post that can no longer be changed.
    """
    texts = await _texts_for(ctx, row, platforms)
    row = await ctx.change(row, lambda session, fresh: posts.set_texts(session, fresh, fresh.post.text, texts, ctx.now))
    return await fit(ctx, row)


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
    if row.post.media and ctx.media is not None:
        # Those that are new get what they will get, or the yes would be to something else.
        for delivery in new:
            media = await ctx.media.outgoing(ctx.workspace_id, row.post.media)
            made = await repairs.fitted(ctx.media, ctx.workspace_id, ctx.platforms[delivery.platform], media)
            if made.changed:
                delivery.media = [{"id": item.id, "alt": item.alt} for item in made.media]
    return PostRow(row.post, (*kept, *new), row.files)


async def set_apart(ctx: ToolContext, row: PostRow) -> PostRow:
    """What one occurrence of a series still owes, as a draft of its own; the series is not touched by what becomes of it."""

    def move(session: Session) -> PostRow:
        fresh = posts.hold(session, ctx.workspace_id, row.post.number)
        if fresh is None or (fresh.post.revision, fresh.post.status) != (row.post.revision, row.post.status):
            raise Conflict("error-changed-meanwhile", number=str(row.post.number))
        unsent = {d.platform: d.text for d in fresh.deliveries if not posts.is_out(d)}
        own = {d.platform: d.media for d in fresh.deliveries if not posts.is_out(d)}
        posts.leave_rest(session, fresh, ctx.now)
        new = posts.create(
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
            items=fresh.post.media,
        )
        if any(items is not None for items in own.values()):
            posts.set_media(session, new, new.post.media, own, ctx.now)
        return new

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


async def breaches(ctx: ToolContext, row: PostRow) -> list[Breach]:
    """Every limit that the post's texts and media do not keep. What only a connected network minds is left to those."""
    connected = {account.platform: account.data for account in reversed(await ctx.accounts())}
    found: list[Breach] = []
    for delivery in row.deliveries:
        platform = ctx.platforms.get(delivery.platform)
        if platform is None:
            continue
        items = posts.media_of(row, delivery)
        posts_there = isinstance(platform, Publisher) and delivery.platform in connected
        if not items and not posts_there:
            found += platform.check(delivery.text)
            continue
        media = await ctx.media.outgoing(ctx.workspace_id, items) if ctx.media is not None else ()
        options = {"title": row.post.topic, **(delivery.options or {})} if posts_there else None
        for breach in platform.check(delivery.text, media, options, connected.get(delivery.platform)):
            if posts_there or breach.repair != "public_address":
                found.append(breach)
    return found


def told(ctx: ToolContext, found: list[Breach]) -> str:
    """Breaches as sentences, a line each."""
    labels = {platform.label: ctx.label(name) for name, platform in ctx.platforms.items()}
    lines = []
    for breach in found:
        label = str(breach.facts.get("platform", ""))
        lines.append(ctx.say(breach.key, **{**breach.facts, "platform": labels.get(label, label)}))
    return "\n".join(dict.fromkeys(lines))


async def unfit(ctx: ToolContext, row: PostRow) -> Result | None:
    """Why the post cannot go out as it is, with what would mend it; None if its texts and media fit."""
    found = [breach for breach in await breaches(ctx, row) if breach.repair in _STOPPING]
    if not found:
        return None
    return Result(
        "\n".join([ctx.say("plan-does-not-fit", number=str(row.post.number)), told(ctx, found)]),
        {"post": cards.data(ctx, row), "breaches": [breach.key for breach in found]},
        cards=cards.cards(ctx, row),
        offers=(*ways(ctx, row, found), *offers(ctx, row, found)),
        posts=(row.post.number,),
        ok=False,
    )


_STOPPING = (
    repairs.HARMLESS
    | repairs.PROPOSED
    | {"shorten", "split", "fewer_hashtags", "write_text", "add_media", "public_address"}
    | {"add_title", "shorten_title", "choose_destination", "choose_privacy"}
)


def ways(ctx: ToolContext, row: PostRow, found: Sequence[Breach]) -> tuple[Offer, ...]:
    """What could be done to pictures and videos that a network does not take: each is a choice, and so is leaving it out."""
    number = row.post.number
    made: list[Offer] = []
    for platform in (ctx.platforms[name] for name in row.platforms if name in ctx.platforms):
        kinds = {breach.repair for breach in found if breach.facts.get("platform") == platform.label}
        if not kinds & (repairs.HARMLESS | repairs.PROPOSED):
            continue
        label = ctx.label(platform.name)
        for way in dict.fromkeys(way for kind, all_ in repairs.WAYS.items() if kind in kinds for way in all_):
            args = {"post_id": number, "platforms": [platform.name], "how": way}
            made.append(Offer(ctx.say(f"offer-fit-{way}", platform=label), tool="fit_media", args=args))
        if len(row.platforms) > 1:
            args = {"post_id": number, "platforms": [f"-{platform.name}"]}
            made.append(Offer(ctx.say("offer-leave-out", platform=label), tool="retarget_post", args=args))
    return tuple(made)


def alt_reminder(ctx: ToolContext, row: PostRow) -> str:
    """A word on alt texts, when a post gets pictures that have none."""
    lacks = any(not item.get("alt") for item in row.post.media)
    return "\n" + ctx.say("media-no-alt") if lacks else ""


def offers(ctx: ToolContext, row: PostRow, found: list[Breach]) -> tuple[Offer, ...]:
    """What would mend them, as buttons."""
    kinds = {breach.repair for breach in found}
    made = []
    if "shorten" in kinds:
        args = {"post_id": row.post.number, "instruction": ctx.say("instruction-shorten")}
        made.append(Offer(ctx.say("offer-shorten"), tool="improve_draft", args=args))
        if any(platform.can_thread for platform in map(ctx.platforms.get, row.platforms) if platform is not None):
            made.append(Offer(ctx.say("offer-split"), tool="split_post", args={"post_id": row.post.number}))
    if "fewer_hashtags" in kinds:
        args = {"post_id": row.post.number, "instruction": ctx.say("instruction-fewer-hashtags")}
        made.append(Offer(ctx.say("offer-fewer-hashtags"), tool="improve_draft", args=args))
    for breach in found:
        if breach.repair == "choose_privacy":
            for choice in breach.facts.get("options") or ("public", "followers", "private"):
                args = {"post_id": row.post.number, "detail": "privacy", "value": choice}
                made.append(Offer(ctx.say(f"privacy-{choice}"), tool="set_post_detail", args=args))
    return tuple(made)


def cost(ctx: ToolContext, row: PostRow, platforms: Collection[str]) -> tuple[float, str]:
    """What the networks charge for a post, in US dollars, and the sentence that says so; 0 and nothing where it is free."""
    prices = {
        delivery.platform: limits.cost.of(delivery.text)
        for delivery in row.deliveries
        if delivery.platform in platforms
        and delivery.platform in ctx.platforms
        and (limits := ctx.platforms[delivery.platform].limits).cost is not None
    }
    total = sum(prices.values())
    if not total:
        return 0.0, ""
    labels = [ctx.label(name) for name in prices]
    return total, ctx.say("post-cost", platforms=labels, count=len(labels), amount=f"{total:.3f}".rstrip("0"))


def unconnected(ctx: ToolContext, row: PostRow, connected: set[str]) -> list[Platform]:
    """The platforms of a post that have no account here: their text is handed over to a person."""
    return [
        ctx.platforms[delivery.platform]
        for delivery in row.deliveries
        if delivery.platform in ctx.platforms
        and (delivery.platform not in connected or not isinstance(ctx.platforms[delivery.platform], Publisher))
    ]
