"""Writing: drafts in the brand's voice, adapted to each platform, and changed until they are right."""

from __future__ import annotations

from bot import cards, drafts
from bot.context import ToolContext
from bot.errors import Conflict, Missing, NotAllowed, NotUnderstood
from bot.tool import (
    EVERYONE,
    PUBLISHERS,
    WRITERS,
    Count,
    Effect,
    Instruction,
    LanguageCode,
    Offer,
    Platforms,
    PostId,
    Result,
    Tone,
    Topic,
    tool,
)
from bot.writing.thread import split
from skills.published import out_already
from storage import posts
from storage.models import PostStatus
from storage.posts import PostRow

MOST_DRAFTS = 5


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "write a post about the autumn sale",
        "draft a linkedin post about our new office",
        "three instagram captions about sourdough bread",
        "give me a friendly facebook post on the open day",
        "come up with something about our anniversary for threads",
        "I need a caption for our new cups",
        "can you write something funny about rainy mondays",
        "another version about the summer menu",
    ],
)
async def draft_post(
    ctx: ToolContext,
    topic: Topic,
    platforms: Platforms | None = None,
    tone: Tone | None = None,
    language: LanguageCode | None = None,
    count: Count = 1,
) -> Result:
    """Write one or more drafts about a topic, adapted to each platform. Nothing is published.

    count: how many different drafts, 1 to 5.
    """
    count = max(1, min(count, MOST_DRAFTS))
    chosen = await ctx.chosen_platforms(platforms)
    written = ctx.written_in(language)
    rows = []
    attached = ctx.take()
    for variant in range(count):
        texts = await ctx.copywriter.draft(topic, chosen, written, tone=tone, variant=variant)
        rows.append(await drafts.save(ctx, topic, texts, tone=tone, language=written.language, media=attached))
    names = cards.labels(ctx, [platform.name for platform in chosen])
    numbers = [str(row.post.number) for row in rows]
    text = ctx.say("drafted", count=count, numbers=numbers, platforms=names, number=numbers[0])
    found = [breach for row in rows for breach in await drafts.breaches(ctx, row)]
    if found:
        text += "\n" + drafts.told(ctx, found)
    if attached:
        text += drafts.alt_reminder(ctx, rows[0])
    first = rows[0].post.number
    offers = (
        Offer(ctx.say("offer-publish"), tool="publish_post", args={"post_id": first}),
        Offer(ctx.say("offer-queue"), tool="queue_post", args={"post_id": first}),
        Offer(
            ctx.say("offer-shorten"),
            tool="improve_draft",
            args={"post_id": first, "instruction": ctx.say("instruction-shorten")},
        ),
    )
    return Result(
        text,
        {"posts": [cards.data(ctx, row) for row in rows]},
        cards=tuple(card for row in rows for card in cards.cards(ctx, row)),
        offers=(*drafts.ways(ctx, rows[0], found), *offers) if count == 1 else (),
        posts=tuple(row.post.number for row in rows),
    )


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "make it shorter",
        "make draft 5 more playful",
        "rewrite it without the emoji",
        "add a call to action to post 3",
        "tone it down a bit",
        'change the text of post 4 to "We open at ten"',
        "replace Monday with Tuesday in draft 2",
        "a little more formal please",
        "add two hashtags to it",
    ],
)
async def improve_draft(ctx: ToolContext, instruction: Instruction, post_id: PostId | None = None) -> Result:
    """Change the text of a draft or of a post that is planned but not out yet."""
    row = await ctx.post(post_id)
    if row.post.status not in drafts.CHANGEABLE and (
        refusal := out_already(ctx, row, "error-cannot-change", edit=True)
    ):
        return refusal
    _check_changeable(ctx, row)
    chosen = [ctx.platform(name) for name in row.platforms]
    await ctx.tell("progress-writing")
    texts = await ctx.copywriter.improve(row, instruction, chosen, ctx)
    if texts is None:
        raise NotUnderstood("error-instruction", instruction=instruction[:120])
    if texts.by_platform == {delivery.platform: delivery.text for delivery in row.deliveries}:
        return Result(
            ctx.say("improve-nothing", number=str(row.post.number)),
            {"post": cards.data(ctx, row), "changed": False},
            cards=cards.cards(ctx, row),
            posts=(row.post.number,),
            ok=False,
        )
    row = await ctx.change(
        row, lambda session, fresh: posts.set_texts(session, fresh, texts.text, texts.by_platform, ctx.now)
    )
    text = ctx.say("improved", number=str(row.post.number))
    if row.post.status is PostStatus.SCHEDULED and row.post.due_at is not None:
        text += " " + ctx.say("improved-still-planned", when=ctx.local(row.post.due_at))
    found = await drafts.breaches(ctx, row)
    if found:
        text += "\n" + drafts.told(ctx, found)
    return Result(
        text,
        {"post": cards.data(ctx, row), "changed": True},
        cards=cards.cards(ctx, row),
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
        posts=(row.post.number,),
    )


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "only on LinkedIn",
        "post 3 also for facebook",
        "not on X please",
        "take instagram off post 4",
        "send it to threads as well",
        "same post just for mastodon",
    ],
)
async def retarget_post(ctx: ToolContext, platforms: Platforms, post_id: PostId | None = None) -> Result:
    """Change which platforms a draft or planned post is for.

    platforms: all the platforms that it is for afterwards, or changes: +name adds one, -name takes one away.
    """
    row = await ctx.post(post_id)
    platforms = _after(row.platforms, platforms)
    if not platforms:
        raise Missing("platforms", "ask-platforms")
    if row.post.status not in drafts.CHANGEABLE and (refusal := out_already(ctx, row, "error-cannot-change")):
        added = [name for name in platforms if name not in row.platforms]
        return await _anew(ctx, row, added) if added and set(row.platforms) <= set(platforms) else refusal
    _check_changeable(ctx, row)
    row = await drafts.retarget(ctx, row, platforms)
    return Result(
        ctx.say("retargeted", number=str(row.post.number), platforms=cards.labels(ctx, row.platforms)),
        {"post": cards.data(ctx, row)},
        cards=cards.cards(ctx, row),
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
        posts=(row.post.number,),
    )


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "hashtags for our pottery studio",
        "which hashtags go with the marathon",
        "five hashtags about coffee for instagram",
        "suggest some tags for the launch",
    ],
)
async def suggest_hashtags(
    ctx: ToolContext, topic: Topic, platforms: Platforms | None = None, count: Count | None = None
) -> Result:
    """Suggest hashtags that fit a topic and the brand."""
    from bot.copywriter import brand_of
    from bot.writing import suggest_hashtags as suggestions

    chosen = await ctx.chosen_platforms(platforms)
    tags = suggestions(topic, brand_of(ctx), chosen, count, ctx.language)
    return Result(ctx.say("hashtags", topic=topic, tags=" ".join(tags)), {"hashtags": tags})


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "split it into a thread",
        "make a thread of post 4",
        "turn draft 3 into a thread for x",
        "thread it",
        "break it up into several posts",
    ],
)
async def split_post(ctx: ToolContext, post_id: PostId | None = None, platforms: Platforms | None = None) -> Result:
    """Split a text that is too long for one post into a thread, where the network has threads; no word changes."""
    row = await ctx.post(post_id)
    _check_changeable(ctx, row)
    texts = {delivery.platform: delivery.text for delivery in row.deliveries}
    parts: dict[str, int] = {}
    for delivery in row.deliveries:
        platform = ctx.platforms.get(delivery.platform)
        if platform is None or not platform.can_thread or (platforms and delivery.platform not in platforms):
            continue
        thread = split(delivery.text, platform)
        if thread is not None and thread != delivery.text:
            texts[delivery.platform] = thread
            parts[delivery.platform] = len(platform.parts(thread))
    if not parts:
        text = ctx.say("split-nothing", number=str(row.post.number))
        return Result(text, {"post": cards.data(ctx, row)}, posts=(row.post.number,), ok=False)
    row = await ctx.change(row, lambda session, fresh: posts.set_texts(session, fresh, fresh.post.text, texts, ctx.now))
    lines = [
        ctx.say("split-done", number=str(row.post.number), platform=ctx.label(name), count=count)
        for name, count in parts.items()
    ]
    return Result(
        "\n".join(lines),
        {"post": cards.data(ctx, row), "parts": parts},
        cards=cards.cards(ctx, row),
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
        posts=(row.post.number,),
    )


def _check_changeable(ctx: ToolContext, row: PostRow) -> None:
    if row.post.status not in drafts.CHANGEABLE:
        raise Conflict(
            "error-cannot-change",
            number=str(row.post.number),
            status=cards.status(ctx, row),
        )
    # Other words for what is planned are other words published: that is for those who may plan.
    if row.post.status is PostStatus.SCHEDULED and not ctx.may(PUBLISHERS):
        raise NotAllowed("error-not-allowed", role=ctx.say(f"role-{ctx.who.role}"))


async def _anew(ctx: ToolContext, row: PostRow, platforms: list[str]) -> Result:
    """What is out stays as it is: the same words as a draft of their own for the platforms that were added."""
    chosen = [ctx.platform(name) for name in platforms]
    texts = await ctx.copywriter.adapt(row.post.text, chosen, ctx)
    new = await drafts.save(ctx, row.post.topic, texts, tone=row.post.tone, language=row.post.language, media=())
    if row.post.media:
        new = await drafts.set_media(ctx, new, row.post.media)
    number = new.post.number
    facts = {"number": str(row.post.number), "new": str(number), "platforms": cards.labels(ctx, new.platforms)}
    offers = [Offer(ctx.say("offer-undo"), tool="undo")]
    if ctx.may(PUBLISHERS):
        publish = Offer(ctx.say("offer-publish"), tool="publish_post", args={"post_id": number}, style="primary")
        offers.insert(0, publish)
    return Result(
        ctx.say("retargeted-anew", **facts),
        {"post": cards.data(ctx, new)},
        cards=cards.cards(ctx, new),
        offers=tuple(offers),
        posts=(number,),
    )


def _after(now: list[str], said: list[str]) -> list[str]:
    if not any(name[0] in "+-" for name in said):
        return said
    away = {name[1:] for name in said if name.startswith("-")}
    added = [name.lstrip("+") for name in said if not name.startswith("-")]
    return [name for name in dict.fromkeys([*now, *added]) if name not in away]
