"""The live page as HTML: key figures, a chart with a table behind it, goals, and the newest posts. Every word is escaped."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING

from bot.analytics import wording
from bot.analytics.metrics import COUNTED, LEVELS
from bot.analytics.targets.live import SPANS, Key, View
from bot.analytics.targets.watching import named
from bot.phrases import Phrases

if TYPE_CHECKING:
    from bot.analytics.targets.goals import Progress, Value
    from bot.insights import InsightsService, Visitor
    from connectors.platform import Platform
    from storage.goal_tables import Goal
    from storage.metrics import PublicationRow

LONGEST_TEXT = 160
COMPLETE = 0.9
"""The share of posts that must have a figure on both sides before a change is told in percent."""
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 250, 72, 14, 34
LABELS = 4


def document(phrases: Phrases, title: str, body: str) -> str:
    """A whole page around a body."""
    return (
        f'<!doctype html>\n<html lang="{phrases.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · AllIN</title>\n"
        '<link rel="icon" href="data:,">\n'
        '<link rel="stylesheet" href="/insights/insights.css">\n'
        '<script src="/insights/insights.js" defer></script>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def whole(phrases: Phrases, view: View, part: str, extra: str, *, days: int, version: str) -> str:
    """The page with `part` in it, which is fetched anew when figures change."""
    say = phrases.say
    spans = "".join(
        f'<a href="/insights?days={span}"{" aria-current=" + chr(34) + "page" + chr(34) if span == days else ""}>'
        f"{escape(say('live-days', count=span))}</a>"
        for span in SPANS
    )
    words = {name: escape(say(f"live-status-{name}")) for name in ("live", "waiting", "ended")}
    status = "".join(f' data-{name}="{text}"' for name, text in words.items())
    body = (
        f"<header><h1>{escape(say('live-title-of', workspace=view.workspace))}</h1>\n"
        f'<p class="status" id="status" data-now="waiting"{status}><span>{words["waiting"]}</span></p></header>\n'
        f'<main>\n<nav aria-label="{escape(say("live-span"))}">{spans}</nav>\n'
        f'<div id="figures" data-days="{days}" data-version="{escape(version)}">\n{part}\n</div>\n{extra}</main>\n'
        f'<p class="hidden" role="status" id="told" data-text="{escape(say("live-changed"))}"></p>\n'
        f'<noscript><footer class="soft">{escape(say("live-no-script"))}</footer></noscript>'
    )
    return document(phrases, say("live-title-of", workspace=view.workspace), body)


def part(phrases: Phrases, view: View, platforms: Mapping[str, Platform], now: datetime, days: int) -> str:
    """What changes: all figures."""
    say = phrases.say
    blocks = []
    if view.made_up:
        blocks.append(f'<p class="sample">{escape(say("live-sample"))}</p>')
    if not view.keys and not view.posts:
        blocks.append(f'<section class="card"><p>{escape(say("live-nothing"))}</p></section>')
    if view.keys:
        cards = "\n".join(_key(phrases, each, now, days) for each in view.keys)
        blocks.append(f'<dl class="keys">\n{cards}\n</dl>')
    if any(value is not None for _, value in view.line):
        blocks.append(_chart(phrases, view))
    if view.goals:
        rows = "\n".join(_goal(phrases, platforms, goal, found) for goal, found in view.goals)
        blocks.append(f'<section class="card"><h2>{escape(say("live-goals"))}</h2>\n<ul>\n{rows}\n</ul></section>')
    if view.posts:
        rows = "\n".join(_post(phrases, platforms, row, now) for row in view.posts)
        blocks.append(
            f'<section class="card"><h2>{escape(say("live-posts"))}</h2>\n<div class="posts">\n{rows}\n</div></section>'
        )
    blocks.append(f'<p class="soft">{escape(say("live-as-of", clock=phrases.short_moment(now)))}</p>')
    return "\n".join(blocks)


def _name(phrases: Phrases, metric: str) -> str:
    return phrases.say(f"metric-{metric.replace('_', '-')}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _key(phrases: Phrases, each: Key, now: datetime, days: int) -> str:
    language = phrases.language
    value = wording.number(each.now.value, each.metric, language)
    before = wording.number(each.before.value, each.metric, language)
    if each.metric in LEVELS:
        change = wording.difference(each.now.value, each.before.value, each.metric, language)
    elif each.metric == "engagement_rate" or not (_complete(each.now) and _complete(each.before)):
        change = "missing"
    else:
        change = wording.change(each.now.value, each.before.value, language)
    if each.now.value is None or each.before.value is None:
        change = "missing"
    beside = phrases.say("live-before", count=days, before=before, change=change)
    return (
        f'<div class="card"><dt>{escape(_capital(_name(phrases, each.metric)))}</dt>'
        f'<dd class="value" data-key="{each.metric}">{escape(value)}</dd>'
        f'<dd class="soft">{escape(beside)}</dd><dd class="soft">{escape(_source(phrases, each.now, now))}</dd></div>'
    )


def _complete(value: Value) -> bool:
    return value.value is not None and value.posts > 0 and value.measured >= COMPLETE * value.posts


def _source(phrases: Phrases, value: Value, now: datetime) -> str:
    if value.seen_at is None:
        return phrases.say("live-source-none")
    age = max(now - value.seen_at, timedelta())
    if value.metric in LEVELS:
        return phrases.say("live-source-level", age=age)
    base = value.bases[0] if value.bases else "missing"
    return phrases.say("live-source", measured=value.measured, posts=value.posts, age=age, base=base)


def _chart(phrases: Phrases, view: View) -> str:
    """Bars by day, each with its words for whoever points at it or hears it; unknown days are outlines, not nought."""
    say, language = phrases.say, phrases.language
    known = [value for _, value in view.line if value is not None]
    most = _round_up(max(*known, 1.0))
    least = min(*known, 0.0)
    slot = (WIDTH - LEFT) / len(view.line)
    wide = max(slot * 0.72, 1.5)

    def down(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (most - value) / (most - least)

    marks = []
    for line in (most, most / 2, 0.0):
        y = down(line)
        marks.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{escape(wording.plain(line, language))}</text>'
        )
    step = max(math.ceil(len(view.line) / LABELS), 1)
    for place, (day, value) in enumerate(view.line):
        x = LEFT + slot * place
        words = say("live-bar", day=_short_day(day, language), value=wording.number(value, view.line_metric, language))
        if value is None:
            y, tall, kind = down(most * 0.06), down(0) - down(most * 0.06), "unknown"
        else:
            y, tall = min(down(value), down(0)), max(abs(down(value) - down(0)), 0.8)
            kind = "today" if day == view.until else "bar"
        marks.append(
            f"<g><title>{escape(words)}</title>"
            f'<rect class="reach" x="{x:.1f}" y="{TOP}" width="{slot:.1f}" height="{HEIGHT - TOP - BOTTOM}"/>'
            f'<rect class="{kind}" x="{x + (slot - wide) / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" '
            'rx="2"/></g>'
        )
        if place % step == 0 or (place == len(view.line) - 1 and place % step >= step / 2):
            anchor = "start" if place == 0 else "end" if place == len(view.line) - 1 else "middle"
            at = {"start": x, "middle": x + slot / 2, "end": x + slot}[anchor]
            marks.append(
                f'<text x="{at:.1f}" y="{HEIGHT - 8}" text-anchor="{anchor}">{escape(_short_day(day, language))}</text>'
            )
    rows = "".join(
        f"<tr><th scope=row>{escape(_short_day(day, language))}</th>"
        f"<td>{escape(wording.number(value, view.line_metric, language))}</td></tr>"
        for day, value in reversed(view.line)
    )
    title = escape(_capital(say("live-chart", metric=_name(phrases, view.line_metric))))
    whole = wording.number(sum(known), view.line_metric, language)
    label = escape(say("live-chart-label", total=whole, known=len(known), days=len(view.line)))
    return (
        f'<section class="card"><h2>{title}</h2>\n'
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(marks)}</svg>\n'
        f'<p class="soft">{escape(say("live-chart-note"))}</p>\n'
        f'<details id="table"><summary>{escape(say("live-table"))}</summary><table><thead><tr>'
        f"<th scope=col>{escape(say('live-day'))}</th><th scope=col>{escape(_capital(_name(phrases, view.line_metric)))}"
        f"</th></tr></thead><tbody>{rows}</tbody></table></details></section>"
    )


def _round_up(value: float) -> float:
    size = 10 ** math.floor(math.log10(value))
    return float(next(step * size for step in (1, 2, 2.5, 4, 5, 6, 8, 10) if step * size >= value))


def _short_day(day: date, language: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMd", day, locale="en_GB" if language == "en" else language))


def _goal(phrases: Phrases, platforms: Mapping[str, Platform], goal: Goal, found: Progress) -> str:
    language = phrases.language
    head = phrases.say(
        "goal-is",
        target=wording.number(goal.target, goal.metric, language),
        what=named(phrases, platforms, goal.metric, goal.platforms),
        due=goal.due if goal.due is not None else "missing",
    )
    value = wording.number(found.now.value, goal.metric, language)
    standing = phrases.say(f"live-standing-{found.standing.replace('_', '-')}")
    bar = ""
    if found.done is not None:
        share = wording.percent(found.done, language)
        bar = f'<progress max="100" value="{min(found.done, 1) * 100:.1f}" aria-label="{escape(share)}"></progress>'
    words = phrases.say("live-goal-now", value=value, standing=standing)
    return f'<li><h3>{escape(head)}</h3>{bar}<p class="soft" data-key="goal-{goal.id}">{escape(words)}</p></li>'


def _post(phrases: Phrases, platforms: Mapping[str, Platform], row: PublicationRow, now: datetime) -> str:
    post, language = row.publication, phrases.language
    label = platforms[post.platform].label if post.platform in platforms else post.platform
    key = f"platform-{post.platform.replace('_', '-')}"
    label = phrases.say(key) if phrases.has(key) else label
    at = phrases.short_moment(post.published_at.astimezone(now.tzinfo))
    number = phrases.say("live-post", number=str(row.number)) if row.number is not None else ""
    head = " · ".join(part for part in (label, at, number) if part)
    words = " ".join(post.text.split())
    words = words if len(words) <= LONGEST_TEXT else words[: LONGEST_TEXT - 1] + "…"
    figures = [
        f'<span><b data-key="{post.id}-{metric}">{escape(wording.number(row.value(metric), metric, language))}</b> '
        f"{escape(_name(phrases, metric))}</span>"
        for metric in COUNTED
        if row.value(metric) is not None
    ]
    seen = min((figure.checked_at for figure in row.figures.values()), default=None)
    age = (
        phrases.say("live-looked", age=max(now - seen, timedelta()))
        if seen is not None
        else phrases.say("live-not-yet")
    )
    gone = f" · {phrases.say('live-gone')}" if post.gone_at is not None else ""
    link = ""
    if post.url.startswith(("https://", "http://")):
        link = f' · <a href="{escape(post.url)}" rel="noreferrer">{escape(phrases.say("live-see"))}</a>'
    return (
        f'<article><p class="soft">{escape(head)}</p><p dir="auto">{escape(words)}</p>'
        f'<div class="figures">{"".join(figures)}</div><p class="soft">{escape(age + gone)}{link}</p></article>'
    )


def results_access(phrases: Phrases, service: InsightsService, visitor: Visitor) -> str:
    """What a shop's program needs to send conversions, for those who manage the workspace."""
    address = f"{service.results_address}/{visitor.workspace_id}"
    key = service.results_key(visitor.workspace_id)
    return (
        f'<details id="access" class="card"><summary>{escape(phrases.say("live-access"))}</summary>'
        f"<p>{escape(phrases.say('live-access-how'))}</p>"
        f"<p><code>POST {escape(address)}</code></p><p><code>{escape(key)}</code></p>"
        "<p><code>X-AllIN-Timestamp: 1773219600</code></p>"
        "<p><code>X-AllIN-Signature: hex(HMAC-SHA256(key, timestamp + &quot;.&quot; + body))</code></p>"
        "<p><code>{&quot;events&quot;: [{&quot;key&quot;: &quot;order-1&quot;, &quot;value&quot;: 49.9, &quot;currency&quot;: "
        "&quot;EUR&quot;, &quot;path&quot;: [&quot;instagram&quot;, &quot;google&quot;], &quot;campaign&quot;: "
        "&quot;autumn-sale&quot;}]}</code></p></details>\n"
    )
