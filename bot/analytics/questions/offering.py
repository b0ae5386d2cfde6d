"""What is likely asked next, as buttons about the same days and platforms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.analytics.questions.asked import Asked
from bot.context import ToolContext
from bot.tool import Offer


def offers_of(ctx: ToolContext, asked: Asked, *kinds: str) -> tuple[Offer, ...]:
    """What is likely asked next, about the same days and platforms."""
    period, question = asked.question.period, asked.question
    same: dict[str, Any] = {"since": period.since.isoformat(), "until": period.until.isoformat()}
    if question.platforms:
        same["platforms"] = list(question.platforms)
    more: dict[str, Any] = {"campaign": question.campaign} if question.campaign else {}
    found = []
    for kind in kinds:
        match kind:
            case "compare":
                args = {**same, **more, "metric": question.metric, "compare": True}
                found.append(Offer(ctx.say("offer-compare"), tool="show_metrics", args=args))
            case "best":
                found.append(
                    Offer(ctx.say("offer-best-posts"), tool="top_posts", args={**same, "metric": question.metric})
                )
            case "worst":
                args = {**same, "metric": question.metric, "worst": True}
                found.append(Offer(ctx.say("offer-worst-posts"), tool="top_posts", args=args))
            case "platforms" if len({one.account.platform for one in asked.standing}) > 1:
                args = {**same, **more, "by": "platform"}
                found.append(Offer(ctx.say("offer-by-platform"), tool="show_metrics", args=args))
            case "overview":
                found.append(Offer(ctx.say("offer-best-posts"), tool="top_posts", args=same))
            case "longer" if period.days < 90:
                days = 30 if period.days < 30 else 90
                since = (ctx.now.date() - timedelta(days=days - 1)).isoformat()
                label = ctx.say("offer-last-days" if days == 30 else "offer-quarter")
                args = {**same, **more, "metric": question.metric, "since": since, "until": ctx.now.date().isoformat()}
                found.append(Offer(label, tool="show_metrics", args=args))
            case "measuring":
                found.append(Offer(ctx.say("offer-what-is-measured"), tool="show_measuring"))
            case "report" if "create_report" in ctx.tools and ctx.may(ctx.tools["create_report"].roles):
                found.append(Offer(ctx.say("offer-report-pdf"), tool="create_report", args={**same, "format": "pdf"}))
    return tuple(found)
