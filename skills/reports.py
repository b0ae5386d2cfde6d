"""Reports as files: now, or again and again; the team's own look and metrics in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

from bot.analytics.periods import Period
from bot.analytics.reports import schedule
from bot.analytics.reports.formulas import MOST, OwnMetric, kept, named, own_metric
from bot.analytics.reports.layout import SETTING, Layout
from bot.analytics.reports.making import make
from bot.analytics.reports.pages import PICTURES
from bot.analytics.reports.printing import can_print
from bot.context import ToolContext
from bot.errors import Missing, NotFound, NotUnderstood, Rejected
from bot.tool import (
    EVERYONE,
    MANAGERS,
    PUBLISHERS,
    Effect,
    Offer,
    Platforms,
    Recurrence,
    ReportFormat,
    Result,
    Since,
    Slot,
    Until,
    When,
    tool,
)
from storage import conversations, reports
from storage.models import Conversation
from storage.workspaces import put_setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.report_tables import ReportPlan
    from storage.reports import Planned

Destination = Annotated[str, Slot("destination", "The name of a channel there, such as #marketing, as it was said.")]
ReportNumber = Annotated[int, Slot("report", "The number of a planned report, as list_reports shows it.")]
ReportPart = Annotated[
    Literal["name", "colour", "logo", "footer", "sections"], Slot("report_part", "Which part of a report's look.")
]
ReportValue = Annotated[str, Slot("report_value", "What it is, in the person's own words.")]
MetricTitle = Annotated[str, Slot("metric_title", "What the team calls its own metric.")]
Formula = Annotated[str, Slot("formula", "A formula over metrics, such as (comments + shares) / posts.")]

USUAL_HOUR = 9
LONGEST = 731


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "create a report for last week",
        "make a monthly report as html",
        "send me last month's figures as excel",
        "give me a pdf report on Instagram",
        "export our figures as csv",
        "I need a report of February",
        "make a report",
        "a report for the boss please",
    ],
)
async def create_report(
    ctx: ToolContext,
    platforms: Platforms | None = None,
    since: Since | None = None,
    until: Until | None = None,
    format: ReportFormat | None = None,
) -> Result:
    """Make a report of a period as a file: PDF, HTML, CSV or XLSX. Without a period it is about the last whole week."""
    names = [ctx.platform(name).name for name in platforms or ()]
    period = _period(ctx, since, until)
    if period.to_come:
        raise NotUnderstood("report-to-come", since=period.since)
    if period.days > LONGEST:
        raise Rejected("report-too-long", days=LONGEST)
    if format is not None and not can_print(format):
        offer = Offer(ctx.say("report-offer-html"), tool="create_report", args=_args(names, period, "html"))
        text = ctx.say("report-no-printer", format=format.upper())
        return Result(text, {"made": False, "format": format}, offers=(offer,), ok=False)
    await ctx.tell("progress-making-report")
    made = await make(
        ctx.database,
        ctx.media,
        ctx.workspace_id,
        period,
        format or "pdf",
        platforms=names,
        settings=ctx.who.settings,
        name=ctx.who.workspace,
        phrases=ctx.phrases,
        zone=ctx.zone,
        now=ctx.now,
        label=ctx.label,
    )
    offers = []
    if since is None and until is None:
        month = _last_month(ctx)
        again = _args(names, month, made.format)
        offers.append(Offer(ctx.say("report-offer-month"), tool="create_report", args=again))
    lines = [ctx.say("report-made-now", title=made.document.title, dates=made.document.period), *made.sentences]
    if made.document.sample:
        lines.append(made.document.sample)
    if made.format != (format or "pdf"):
        lines.append(ctx.say("report-as-html"))
    return Result(
        "\n".join(lines),
        {
            "made": True,
            "file": made.file.name,
            "format": made.format,
            "since": period.since.isoformat(),
            "until": period.until.isoformat(),
            "platforms": names,
            "sample": bool(made.document.sample),
            "sections": [section.key for section in made.document.sections],
            "figures": [
                {"section": section, "name": name, **value.source}
                for section, name, value in made.document.figures()
                if value.source.get("metric")
            ],
        },
        offers=tuple(offers),
        attachments=(made.file,),
    )


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "send me a report every Monday at 8",
        "every Monday at 8 a report to #marketing",
        "post the weekly report in #marketing every Friday at five",
        "a pdf report on the first of every month at nine",
        "make a report every Monday",
        "every weekday at seven a csv report",
    ],
)
async def schedule_report(
    ctx: ToolContext,
    recurrence: Recurrence,
    when: When | None = None,
    platforms: Platforms | None = None,
    format: ReportFormat | None = None,
    destination: Destination | None = None,
) -> Result:
    """Make reports by itself, again and again, each about the days since the one before. They are told here.

    when: the first time, or the time of day.
    destination: where they are told instead.
    """
    names = [ctx.platform(name).name for name in platforms or ()]
    first = _first(ctx, recurrence, when)
    if ctx.conversation_id is None:
        raise NotFound("report-no-place")
    place_id, place = await _place(ctx, destination)
    known = await ctx.read(reports.current, ctx.workspace_id)
    values: dict[str, Any] = {
        "platforms": names,
        "format": format or "pdf",
        "recurrence": recurrence,
        "zone": ctx.zone.key,
        "first_at": first,
        "language": ctx.language,
        "conversation_id": place_id,
        "place": place,
        "created_by": ctx.who.member_id,
    }
    same = [one.plan for one in known if all(getattr(one.plan, name) == value for name, value in values.items())]
    if same:
        return Result(
            ctx.say("report-planned-already", number=str(same[0].number)), {"report": same[0].number}, ok=False
        )
    plan = await ctx.write(reports.add, ctx.workspace_id, values, next_at=first, now=ctx.now)
    since, until = schedule.period(recurrence, first, first)
    lines = [
        ctx.say(
            "report-planned",
            number=str(plan.number),
            place=place or "here",
            at=ctx.local(first),
            format=plan.format.upper(),
            since=since,
            until=until,
        )
    ]
    if not can_print(plan.format):
        lines.append(ctx.say("report-no-printer", format=plan.format.upper()))
    return Result("\n".join(lines), {"report": _data(ctx, plan, first)}, offers=(_undo(ctx),))


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "which reports are scheduled?",
        "show our reports",
        "what reports do we get?",
        "list the planned reports",
        "when is the next report?",
        "what does our report look like?",
    ],
)
async def list_reports(ctx: ToolContext) -> Result:
    """List the reports that are made by themselves, and what the team has set for all of them."""
    plans = await ctx.read(reports.current, ctx.workspace_id)
    lines = [ctx.say("reports-head", count=len(plans))] if plans else [ctx.say("reports-none")]
    lines += [_line(ctx, one) for one in plans]
    layout, own = Layout.of(ctx.who.settings), kept(ctx.who.settings)
    if layout != Layout():
        lines.append(_looks(ctx, layout))
    lines += [ctx.say("own-metric-line", name=metric.name, formula=metric.formula) for metric in own]
    return Result(
        "\n".join(lines),
        {
            "reports": [_data(ctx, one.plan, one.next_at) for one in plans],
            "layout": layout.plain(),
            "own_metrics": [metric.plain() for metric in own],
        },
    )


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "stop report 2",
        "no more weekly reports",
        "cancel the Monday report",
        "stop sending reports",
        "I don't need report 1 any more",
        "end the planned report",
    ],
)
async def stop_report(ctx: ToolContext, report: ReportNumber | None = None) -> Result:
    """Make a planned report no more."""
    plans = await ctx.read(reports.current, ctx.workspace_id)
    if report is None:
        if not plans:
            return Result(ctx.say("reports-none"), {"stopped": None}, ok=False)
        if len(plans) > 1:
            options = tuple((_line(ctx, one), one.plan.number) for one in plans[:8])
            raise Missing("report", "ask-report", options=options)
        report = plans[0].plan.number
    stopped = await ctx.write(reports.stop, ctx.workspace_id, report, ctx.now)
    if stopped is None:
        raise NotFound("error-no-such-report", number=str(report))
    return Result(ctx.say("report-stopped", number=str(report)), {"stopped": report}, offers=(_undo(ctx),))


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "add our own metric talk rate = comments / reach",
        "define reply share as comments / (likes + comments)",
        "new metric buzz: (comments + shares) / posts",
        "create a metric called save rate = saves / reach",
        "add the metric loyalty = likes / followers",
        "our metric noise is comments + shares",
    ],
)
async def add_metric(ctx: ToolContext, name: MetricTitle, formula: Formula) -> Result:
    """Define a metric of the team's own by a formula over known metrics; reports show it from then on."""
    metric = own_metric(name, formula)
    others = [each for each in kept(ctx.who.settings) if each.name.casefold() != metric.name.casefold()]
    if len(others) >= MOST:
        raise Rejected("own-metric-too-many", limit=MOST)
    await ctx.write(_keep_metrics, ctx.workspace_id, [*others, metric])
    text = ctx.say("own-metric-added", name=metric.name, formula=metric.formula)
    return Result(text, {"metric": metric.plain()}, offers=(_undo(ctx),))


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "remove the metric talk rate",
        "delete our metric buzz",
        "we no longer need the metric reply share",
        "drop our own metric noise",
        "forget the metric save rate",
        "take the metric loyalty out again",
    ],
)
async def remove_metric(ctx: ToolContext, name: MetricTitle) -> Result:
    """Forget a metric of the team's own."""
    known = kept(ctx.who.settings)
    found = named(known, name)
    if found is None:
        raise NotFound("own-metric-none", name=name[:60], known=[each.name for each in known] or ["–"])
    await ctx.write(_keep_metrics, ctx.workspace_id, [each for each in known if each is not found])
    return Result(ctx.say("own-metric-removed", name=found.name), {"removed": found.name}, offers=(_undo(ctx),))


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "our report colour is #aa3300",
        "leave the followers section out",
        "put the best posts first in the report",
        "use this picture as the report logo",
        "our reports are called Blum Bakery",
        "the report footer is Made by Blum & Co",
        "show the weekdays in the report again",
        "make our reports green",
    ],
)
async def set_report_layout(ctx: ToolContext, part: ReportPart, value: ReportValue | None = None) -> Result:
    """Set how the team's reports look: the name, colour, logo and footer on them, and which sections come in which order.

    value: nothing takes the name, the footer or the logo away; for the logo the picture comes with the message.
    """
    before = Layout.of(ctx.who.settings)
    if part == "logo":
        layout = await _with_logo(ctx, before, value)
    elif value is None and part in {"colour", "sections"}:
        raise Missing("value", f"ask-report-{part}")
    else:
        layout = before.changed(part, value or "")
    await ctx.write(put_setting, ctx.workspace_id, SETTING, layout.plain())
    text = "\n".join([ctx.say("report-layout-set"), _looks(ctx, layout)])
    return Result(text, {"layout": layout.plain()}, offers=(_undo(ctx),))


async def _with_logo(ctx: ToolContext, layout: Layout, value: str | None) -> Layout:
    attached = ctx.take()
    if not attached:
        if value is None:
            raise NotFound("report-no-picture")
        return Layout(layout.name, layout.colour, None, layout.footer, layout.sections)
    found = (await ctx.library.find(ctx.workspace_id, attached[-1:])).get(attached[-1])
    if found is None or found.mime not in PICTURES:
        raise Rejected("report-logo-type")
    return Layout(layout.name, layout.colour, found.id, layout.footer, layout.sections)


def _keep_metrics(session: Session, workspace_id: int, metrics: list[OwnMetric]) -> None:
    put_setting(session, workspace_id, "own_metrics", [metric.plain() for metric in metrics] or None)


def _period(ctx: ToolContext, since: date | None, until: date | None) -> Period:
    """The days that were named; the last whole week where none were."""
    today = ctx.now.date()
    if since is None and until is None:
        monday = today - timedelta(days=today.weekday())
        return Period(monday - timedelta(days=7), monday - timedelta(days=1), today)
    return Period.of(since, until, today)


def _last_month(ctx: ToolContext) -> Period:
    today = ctx.now.date()
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last, today)


def _first(ctx: ToolContext, recurrence: str, when: datetime | None) -> datetime:
    """When the first one falls due, by the workspace's clock: nine o'clock where no time was said."""
    try:
        if when is not None:
            start = ctx.local(when).replace(second=0, microsecond=0)
        else:
            start = ctx.now.replace(hour=USUAL_HOUR, minute=0, second=0, microsecond=0)
        first = schedule.begins_at(recurrence, start, ctx.now)
        following = schedule.following(recurrence, first, first) if first is not None else None
    except (ValueError, KeyError, TypeError):
        raise NotUnderstood("report-which-rhythm") from None
    if first is None:
        raise NotUnderstood("report-which-rhythm")
    if following is not None and following - first < timedelta(hours=12):
        raise Rejected("report-too-often")
    return first


async def _place(ctx: ToolContext, destination: str | None) -> tuple[int, str]:
    """The conversation in which the reports are told, and what that is called; empty for this one."""
    assert ctx.conversation_id is not None
    name = (destination or "").strip().strip("\"'„“”«».,")
    if not name.lstrip("#"):
        return ctx.conversation_id, ""
    name = name if name.startswith("#") else f"#{name}"
    here = await ctx.read(lambda session: session.get(Conversation, ctx.conversation_id))
    thread = None
    if here is not None and ctx.places is not None:
        thread = await ctx.places.place_of(here.channel, here.thread, name)
    if here is None or thread is None:
        raise NotFound("report-no-such-place", name=name[:60])
    at = thread

    def begin(session: Session) -> int:
        return conversations.open_conversation(
            session, ctx.workspace_id, here.channel, at, ctx.who.member_id, ctx.now, group=True
        ).id

    return await ctx.write_unnoted(begin), name


def _line(ctx: ToolContext, one: Planned) -> str:
    plan = one.plan
    assert one.next_at is not None
    platforms = [ctx.label(name) for name in plan.platforms]
    return ctx.say(
        "reports-line",
        number=str(plan.number),
        format=plan.format.upper(),
        next=ctx.phrases.short_moment(ctx.local(one.next_at)),
        rhythm=_rhythm(plan),
        place=plan.place or "here",
        platforms=platforms or "all",
    )


def _rhythm(plan: ReportPlan) -> str:
    parts = dict(part.split("=", 1) for part in plan.recurrence.upper().split(";") if "=" in part)
    every = parts.get("INTERVAL", "1")
    return {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}.get(
        parts.get("FREQ", "") if every == "1" and "," not in parts.get("BYDAY", "") else "", "other"
    )


def _looks(ctx: ToolContext, layout: Layout) -> str:
    return ctx.say(
        "report-looks",
        name=layout.name or ctx.who.workspace,
        colour=layout.colour,
        logo="yes" if layout.logo is not None else "no",
        footer=layout.footer or "none",
        sections=[ctx.say(f"report-section-{name}") for name in layout.sections],
    )


def _args(names: list[str], period: Period, format: str) -> dict[str, Any]:
    args: dict[str, Any] = {"since": period.since, "until": period.until, "format": format}
    return args | ({"platforms": names} if names else {})


def _data(ctx: ToolContext, plan: ReportPlan, next_at: datetime | None) -> dict[str, Any]:
    return {
        "number": plan.number,
        "format": plan.format,
        "platforms": list(plan.platforms),
        "recurrence": plan.recurrence,
        "next_at": ctx.local(next_at).isoformat(timespec="minutes") if next_at is not None else None,
        "place": plan.place or None,
    }


def _undo(ctx: ToolContext) -> Offer:
    return Offer(ctx.say("offer-undo"), tool="undo")
