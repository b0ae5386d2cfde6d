"""History from a file: an export of a network, or a table that somebody keeps. Shown first, taken over on a yes."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import sqlalchemy as sa

from bot import documents
from bot.analytics.imports import headers
from bot.analytics.imports.importing import Reading, instant, read_figures
from bot.analytics.imports.tables import read
from bot.analytics.metrics import LEVELS
from bot.context import ToolContext
from bot.errors import Missing, NotFound, Rejected
from bot.tool import PUBLISHERS, Account, Effect, Offer, PlatformName, Result, Slot, tool
from storage import imports
from storage.documents import ask
from storage.imports import Past
from storage.metrics import NewPublication
from storage.models import Account as AccountRow
from storage.report_tables import Document, Import

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.imports import Taken

DateOrder = Annotated[
    Literal["dmy", "mdy"],
    Slot("date_order", "Whether 01/02 is the first of February (dmy) or the second of January (mdy)."),
]
Confirmed = Annotated[str, Slot("confirmed", "Filled by the person's yes to what was shown, and by nothing else.")]

LINES_SHOWN = 8


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "import these figures",
        "import this file for Instagram",
        "read the figures from this table",
        "take over our history from this export",
        "import this csv into @blum",
        "load the numbers from this spreadsheet",
        "add the figures in this excel file",
    ],
)
async def import_figures(
    ctx: ToolContext,
    account: Account | None = None,
    platform: PlatformName | None = None,
    date_order: DateOrder | None = None,
    confirm: Confirmed | None = None,
) -> Result:
    """Take over figures of the past from a CSV or Excel file that came with the message. What was read is shown first.

    account: the account that they belong to.
    platform: its network.
    """
    files = await documents.attached(ctx)
    if not files:
        return Result(ctx.say("import-no-file"), {"imported": False}, ok=False)
    file = files[0]
    await ctx.tell("progress-reading-table", name=file.name)
    sheets = await asyncio.to_thread(read, file.content)

    def read_for(row: _Target | None) -> Reading:
        return read_figures(
            sheets,
            today=ctx.now.date(),
            order=date_order,
            handle=row.handle if row is not None else None,
            platform=ctx.label(row.platform) if row is not None else None,
        )

    first = await asyncio.to_thread(read_for, None)
    if not first.columns:
        raise Rejected("import-no-figures", name=file.name, headers=list(first.left_out[:10]) or ["–"])
    target = await _target(ctx, first, account, platform)
    if first.asks is not None:
        options = ((ctx.say("import-day-first"), "dmy"), (ctx.say("import-month-first"), "mdy"))
        raise Missing("date_order", "import-ask-order", options=options, example=first.example)
    reading = await asyncio.to_thread(read_for, target)
    if not reading.values:
        lines = [ctx.say("import-nothing-readable", name=file.name), *_troubles(ctx, reading)]
        return Result("\n".join(lines), {"imported": False, "troubles": _trouble_data(reading)}, ok=False)
    before = await ctx.read(_before, ctx.workspace_id, target, file)
    if before is not None:
        text = ctx.say("import-done-already", name=file.name, at=ctx.local(before.created_at).date())
        return Result(text, {"imported": False, "already": True})
    digest = reading.digest(file.sha256, target)
    if confirm != digest or file.question != digest:
        await ctx.write_unnoted(ask, ctx.workspace_id, file.id, digest)
        shown = "\n".join(_preview(ctx, file, reading, target))
        raise Missing("confirm", "import-ask", options=((ctx.say("import-yes"), digest),), preview=shown)
    taken = await ctx.write(_take_over, ctx, file, reading, target)
    await ctx.write_unnoted(ask, ctx.workspace_id, file.id, None)
    ctx.documents = tuple(id for id in ctx.documents if id != file.id)
    return Result(
        "\n".join(_told(ctx, file, reading, target, taken)),
        {
            "imported": True,
            "account": target.handle,
            "platform": target.platform,
            "posts": {"new": taken.new_posts, "known": taken.known_posts},
            "figures": {"written": taken.written, "same": taken.same, "measured_already": taken.measured},
            "from": {"source": "import", "file": file.name},
            "troubles": _trouble_data(reading),
        },
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


class _Target:
    """The account that figures go to; `id` is None for one that is not here yet."""

    def __init__(self, id: int | None, platform: str, handle: str) -> None:
        self.id, self.platform, self.handle = id, platform, handle

    def __repr__(self) -> str:
        return f"{self.platform}/{self.handle}"


async def _target(ctx: ToolContext, reading: Reading, account: str | None, platform: str | None) -> _Target:
    """Which account is meant: the one that is named, the one that the file names, or the only one; else it is asked."""
    rows = await ctx.read(_accounts, ctx.workspace_id)
    known = [_Target(row.id, row.platform, row.handle) for row in rows]
    if account is not None and "/" in account and (found := [one for one in known if repr(one) == account]):
        return found[0]
    network, handle = _network(ctx, platform), None
    if account is not None:
        network = network or _network(ctx, account)
        handle = None if _network(ctx, account) else account
    elif len(reading.accounts) == 1:
        handle = next(iter(reading.accounts))
    if network is None and len(reading.platforms) == 1:
        network = _network(ctx, next(iter(reading.platforms)))
    fitting = [one for one in known if network is None or one.platform == network]
    if handle is not None and (same := [one for one in fitting if _bare(one.handle) == _bare(handle)]):
        fitting = same
    elif handle is not None and account is None and network is None:
        # The file names an account that is not here: which one it is, is a question.
        fitting = known if len(known) > 1 else []
    elif handle is not None and network is not None:
        fitting = []
    elif handle is not None:
        raise NotFound("import-no-such-account", name=handle[:60])
    if len(fitting) == 1:
        return fitting[0]
    if not fitting and network is not None and handle is not None:
        return _Target(None, network, f"@{_bare(handle)}")
    if not fitting and network is not None:
        raise Missing("account", "import-ask-handle", platform=ctx.label(network))
    choice = fitting or known
    if not choice:
        raise NotFound("import-no-account")
    options = tuple((f"{one.handle} ({ctx.label(one.platform)})", repr(one)) for one in choice[:8])
    raise Missing("account", "import-ask-account", options=options)


def _network(ctx: ToolContext, name: str | None) -> str | None:
    """A network by its name or by what people call it."""
    plain = headers.plain(name or "")
    for one in ctx.platforms.values():
        if plain and plain in {one.name, headers.plain(one.label), headers.plain(ctx.label(one.name))}:
            return one.name
    return None


def _accounts(session: Session, workspace_id: int) -> list[AccountRow]:
    query = sa.select(AccountRow).where(AccountRow.workspace_id == workspace_id)
    return list(session.scalars(query.order_by(AccountRow.connected.desc(), AccountRow.id)))


def _before(session: Session, workspace_id: int, target: _Target, file: Document) -> Import | None:
    return imports.find(session, target.id, file.sha256) if target.id is not None else None


def _bare(handle: str) -> str:
    return headers.plain(handle).lstrip("@")


def _take_over(session: Session, ctx: ToolContext, file: Document, reading: Reading, target: _Target) -> Taken:
    if target.id is None:
        row = AccountRow(
            workspace_id=ctx.workspace_id,
            platform=target.platform,
            handle=target.handle,
            connected=False,
            data={},
            created_at=ctx.now,
        )
        session.add(row)
        session.flush()
    else:
        found = session.get(AccountRow, target.id)
        assert found is not None and found.workspace_id == ctx.workspace_id
        row = found
    posts = [
        Past(
            NewPublication(
                remote_id=post.key(),
                text=post.text,
                published_at=instant(post, ctx.zone),
                source="import",
                url=post.url if post.url.startswith(("https://", "http://")) else "",
                format=post.format,
                campaign=post.campaign,
                clock=post.at.clock is not None,
            ),
            post.figures,
        )
        for post in reading.posts
    ]
    days: dict[date, dict[str, float]] = {one.day: dict(one.figures) for one in reading.days}
    return imports.take_over(
        session,
        row,
        posts,
        days,
        name=file.name,
        sha256=file.sha256,
        member_id=ctx.who.member_id,
        levels=frozenset(LEVELS),
        zone=ctx.zone,
        now=ctx.now,
    )


# What is said


def _preview(ctx: ToolContext, file: Document, reading: Reading, target: _Target) -> list[str]:
    span = reading.span
    assert span is not None
    lines = [
        ctx.say(
            "import-preview",
            name=file.name,
            account=target.handle,
            platform=ctx.label(target.platform),
            posts=len(reading.posts),
            days=len(reading.days),
            since=span[0],
            until=span[1],
        )
    ]
    columns = [ctx.say("import-column", header=header, metric=_metric(ctx, name)) for header, name in reading.columns]
    lines.append(ctx.say("import-columns", columns=columns))
    if reading.left_out:
        shown = [ctx.say("import-quoted", word=word) for word in reading.left_out[:12]]
        lines.append(ctx.say("import-left-out", columns=shown, more=max(0, len(reading.left_out) - 12)))
    levels = [row for row in sorted(reading.days, key=lambda row: row.day) if "followers" in row.figures]
    if levels:
        first, last = levels[0].figures["followers"], levels[-1].figures["followers"]
        lines.append(ctx.say("import-levels", first=int(first), last=int(last)))
    if target.id is None:
        lines.append(ctx.say("import-new-account", account=target.handle, platform=ctx.label(target.platform)))
    if reading.elsewhere:
        lines.append(ctx.say("import-elsewhere", count=reading.elsewhere))
    if reading.posts and not reading.clocks:
        lines.append(ctx.say("import-no-clock"))
    elif reading.posts and not reading.zoned:
        lines.append(ctx.say("import-our-clock", zone=ctx.zone.key))
    return lines + _troubles(ctx, reading)


def _troubles(ctx: ToolContext, reading: Reading) -> list[str]:
    if not reading.troubles:
        return []
    lines = [ctx.say("import-troubles", count=len(reading.troubles))]
    for trouble in reading.troubles[:LINES_SHOWN]:
        why = ctx.say(trouble.key, **trouble.facts)
        lines.append(ctx.say("import-trouble", line=str(trouble.line), why=why))
    if len(reading.troubles) > LINES_SHOWN:
        lines.append(ctx.say("import-more-troubles", count=len(reading.troubles) - LINES_SHOWN))
    return lines


def _told(ctx: ToolContext, file: Document, reading: Reading, target: _Target, taken: Taken) -> list[str]:
    facts: dict[str, Any] = {"account": target.handle, "platform": ctx.label(target.platform), "name": file.name}
    lines = [ctx.say("import-done", figures=taken.written, posts=len(reading.posts), days=len(reading.days), **facts)]
    if taken.known_posts:
        lines.append(ctx.say("import-known-posts", count=taken.known_posts))
    if taken.measured:
        lines.append(ctx.say("import-measured", count=taken.measured))
    if taken.same:
        lines.append(ctx.say("import-same", count=taken.same))
    if reading.troubles:
        lines.append(ctx.say("import-left-lines", count=len(reading.troubles)))
    return lines


def _trouble_data(reading: Reading) -> list[dict[str, Any]]:
    return [{"line": trouble.line, "why": trouble.key} for trouble in reading.troubles[:100]]


def _metric(ctx: ToolContext, name: str) -> str:
    return ctx.say(f"metric-{name.replace('_', '-')}")
