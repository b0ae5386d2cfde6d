"""Makes a document out of what was gathered: sentences, key figures, tables and charts in one language.

Each section is left out where there is nothing to tell in it; what is unknown inside one is called unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.analytics import wording
from bot.analytics.periods import Period
from bot.analytics.pictures.charts import Chart, Line
from bot.analytics.questions import asking
from bot.analytics.questions.asking import Known, Ranked, Row
from bot.analytics.reports.document import Document, KeyFigure, Kind, Logo, Section, Table, Value, Words
from bot.analytics.reports.gathering import Gathered, Target
from bot.analytics.reports.layout import Layout
from bot.analytics.wording import RATES, TIMES
from bot.phrases import Phrases

LONGEST_POST = 90
GAPS_SHOWN = 8
Sections = Callable[["_Making"], Section | None]


@dataclass(frozen=True, slots=True)
class Setting:
    """For whom a report is made: their language, clock, look, and what their platforms are called."""

    phrases: Phrases
    zone: ZoneInfo
    now: datetime
    name: str
    layout: Layout
    label: Callable[[str], str]
    logo: Logo | None = None
    platforms: tuple[str, ...] = ()


def document(data: Gathered, setting: Setting) -> Document:
    """The report in the order of its layout."""
    making = _Making(data, setting)
    sections = [made for name in setting.layout.sections if (made := _SECTIONS[name](making)) is not None]
    say = setting.phrases.say
    return Document(
        title=title_of(data.period, setting),
        period=dates(data.period.since, data.period.until, setting.phrases.language),
        name=setting.layout.name or setting.name,
        made=say("report-made", at=setting.now.astimezone(setting.zone)),
        since=data.period.since,
        until=data.period.until,
        language=setting.phrases.language,
        colour=setting.layout.colour,
        ink=setting.layout.ink,
        words=Words(
            before=say("report-before"),
            change=say("report-change"),
            sheet=say("report-sheet"),
            section=say("report-section"),
            name=say("report-name"),
            value=say("report-value"),
            page=say("report-page"),
        ),
        sections=tuple(sections),
        footer=setting.layout.footer,
        logo=setting.logo,
        sample=say("report-sample") if data.sample else "",
    )


def title_of(period: Period, setting: Setting) -> str:
    """ "Weekly report", "Monthly report: Instagram"."""
    whole_week = period.days == 7
    whole_month = period.since.day == 1 and period.until.month == period.since.month and period.days >= 28
    kind = "day" if period.days == 1 else "week" if whole_week else "month" if whole_month else "other"
    platforms = [setting.label(name) for name in setting.platforms]
    if platforms:
        return setting.phrases.say("report-title-on", kind=kind, platforms=platforms)
    return setting.phrases.say("report-title", kind=kind)


def dates(since: date, until: date, language: str) -> str:
    """ "2–8 Mar 2026"."""
    from babel.dates import format_interval, format_skeleton

    locale = "en_GB" if language == "en" else language
    if since == until:
        return str(format_skeleton("yMMMMEEEEd", since, locale=locale))
    return str(format_interval(since, until, "yMMMd", locale=locale))


def summary(data: Gathered, setting: Setting) -> list[str]:
    """What there is to say in sentences; the first is the one that is told with the report."""
    return _Making(data, setting).sentences()


class _Making:
    """Data and words together."""

    def __init__(self, data: Gathered, setting: Setting) -> None:
        self.data = data
        self.setting = setting
        self.say = setting.phrases.say
        self.language = setting.phrases.language

    def metric(self, name: str) -> str:
        """A metric as people call it."""
        words = self.say(f"metric-{name.replace('_', '-')}")
        return words[:1].upper() + words[1:]

    def number(self, value: float | None, metric: str) -> str:
        return wording.number(value, metric, self.language)

    def figure(self, known: Known) -> Value:
        """A figure with its origin."""
        return Value(self.number(known.value, known.metric), known.value, _kind(known.metric), known.data())

    def change(self, now: Known, before: Known | None) -> tuple[Value, Literal["up", "down", "same", "unknown"]]:
        if now.value is None or before is None or before.value is None:
            return Value(self.say("figure-unknown"), None, "percent"), "unknown"
        of_posts = now.basis == "of_posts"
        if of_posts and (not now.complete or not before.complete or now.base != before.base):
            return Value(self.say("report-not-comparable"), None, "percent"), "unknown"
        share = wording.share_of(now.value, before.value)
        said = wording.change(now.value, before.value, self.language)
        direction: Literal["up", "down", "same"] = (
            "up" if now.value > before.value else "down" if now.value < before.value else "same"
        )
        return Value(said, share, "percent"), direction

    def count_note(self, known: Known) -> str:
        if known.base is not None:
            base = self.say(f"metric-{known.base}")
            return self.say("report-note-rate", base=base, measured=known.measured, posts=known.posts)
        return self.say("report-note-posts", measured=known.measured, posts=known.posts)

    def day(self, day: date) -> Value:
        from babel.dates import format_skeleton

        locale = "en_GB" if self.language == "en" else self.language
        return Value(str(format_skeleton("yMMMd", day, locale=locale)), day, "day")

    def seen(self) -> str:
        """How old the figures are."""
        looks = [now.seen_at for now, _ in self.data.overview if now.seen_at is not None]
        return wording.age(min(looks, default=None), self.setting.now, self.setting.phrases)

    # Sections

    def sentences(self) -> list[str]:
        data = self.data
        span = dates(data.period.since, data.period.until, self.language)
        if not data.posts:
            found = [self.say("report-summary-none", dates=span)]
        else:
            engaged = next((pair for pair in data.overview if pair[0].metric == "engagement"), None)
            value = engaged[0].value if engaged is not None else None
            found = [
                self.say(
                    "report-summary",
                    dates=span,
                    posts=data.posts,
                    count="unknown" if value is None else "known",
                    engagement=self.number(value, "engagement"),
                )
            ]
            if engaged is not None and (pair := asking.change(*engaged)) is not None:
                share = pair[0] / pair[1] - 1
                found.append(
                    self.say(
                        "report-summary-change",
                        direction="up" if share >= 0.0005 else "down" if share <= -0.0005 else "same",
                        change=wording.percent(abs(round(share, 2 if abs(share) >= 0.0995 else 3)), self.language),
                        before=self.number(pair[1], "engagement"),
                    )
                )
        known = [(one.gained, one.now.value) for one in data.growth]
        if known and all(gained is not None and now is not None for gained, now in known):
            gained, now = sum(pair[0] or 0.0 for pair in known), sum(pair[1] or 0.0 for pair in known)
            found.append(
                self.say(
                    "report-summary-followers",
                    direction="up" if gained > 0 else "down" if gained < 0 else "same",
                    gained=self.number(abs(gained), "followers"),
                    now=self.number(now, "followers"),
                )
            )
        if data.best:
            first = data.best[0]
            found.append(
                self.say(
                    "report-summary-best",
                    post=_short(first.row.publication.text, 60) or self.say("report-no-words"),
                    platform=self.setting.label(first.row.publication.platform),
                    engagement=self.number(first.figure.value, "engagement"),
                )
            )
        return found

    def summary(self) -> Section | None:
        return Section("summary", self.say("report-section-summary"), tuple(self.sentences()))

    def figures(self) -> Section | None:
        data = self.data
        origin = {"from": {"table": "publications", "since": data.period.since.isoformat()}}
        posts = Known("posts", float(data.posts), "count", data.posts, data.posts)
        change, direction = self.change(posts, Known("posts", float(data.posts_before), "count"))
        cards = [
            KeyFigure(
                self.say("report-posts"),
                Value(wording.plain(data.posts, self.language), data.posts, "number", origin),
                Value(wording.plain(data.posts_before, self.language), data.posts_before, "number", origin),
                change,
                direction,
            )
        ]
        for now, before in data.overview:
            change, direction = self.change(now, before)
            note = self.count_note(now) if now.value is not None else ""
            cards.append(
                KeyFigure(self.metric(now.metric), self.figure(now), self.figure(before), change, direction, note)
            )
        if data.growth and all(one.now.value is not None for one in data.growth):
            cards.append(self._followers())
        return Section("figures", self.say("report-section-figures"), figures=tuple(cards), charts=self._over_time())

    def _followers(self) -> KeyFigure:
        growth = self.data.growth
        now = sum(one.now.value or 0.0 for one in growth)
        complete = all(one.gained is not None for one in growth)
        before = sum(one.before.value or 0.0 for one in growth) if complete else None
        change, direction = self.change(Known("followers", now, "level"), Known("followers", before, "level"))
        source = {"accounts": [one.now.data() for one in growth]}
        was = {"accounts": [one.before.data() for one in growth]}
        note = self.say("report-note-accounts", count=len(growth))
        return KeyFigure(
            self.metric("followers"),
            Value(self.number(now, "followers"), now, "number", source),
            Value(self.number(before, "followers"), before, "number", was),
            change,
            direction,
            note,
        )

    def _over_time(self) -> tuple[Chart, ...]:
        points = tuple((row.key, row.now.value) for row in self.data.over_time if isinstance(row.key, date))
        if len(points) < 2 or not self.data.posts:
            return ()
        title = self.say("report-chart-engagement", bucket=self.data.period.bucket)
        subtitle = self.say("report-chart-source", age=self.seen())
        line = Line(self.metric("engagement"), points)
        return (Chart(title, subtitle, self.metric("engagement"), "bar", (line,), self.language),)

    def platforms(self) -> Section | None:
        data = self.data
        if not data.platforms:
            return None
        metrics = [now.metric for now, _ in data.overview]
        rows = []
        for name, figures in sorted(data.platforms.items(), key=lambda pair: -(_of(pair[1], "engagement") or -1.0)):
            posts = data.posts_by_platform.get(name, 0)
            cells = [self.figure(figures.get(metric, Known(metric, None))) for metric in metrics]
            rows.append((Value.text(self.setting.label(name)), Value(str(posts), posts, "number"), *cells))
        heads = (self.say("report-platform"), self.say("report-posts"), *(self.metric(name) for name in metrics))
        table = Table(heads, (False, *[True] * (len(heads) - 1)), tuple(rows))
        return Section("platforms", self.say("report-section-platforms"), tables=(table,))

    def followers(self) -> Section | None:
        data = self.data
        if not data.growth:
            return None
        rows = tuple(
            (
                Value.text(data.handles.get(one.account, "")),
                Value.text(self.setting.label(one.platform)),
                self.figure(one.now),
                self._gained(one),
                self.day(one.seen_on) if one.seen_on is not None else Value(self.say("figure-unknown")),
            )
            for one in data.growth
        )
        heads = (
            self.say("report-account"),
            self.say("report-platform"),
            self.metric("followers"),
            self.say("report-change"),
            self.say("report-seen-on"),
        )
        platforms = {one.account: self.setting.label(one.platform) for one in data.growth}
        named = {account: data.handles.get(account, "") for account in data.levels}
        if len(set(named.values())) < len(named):  # one name on several networks
            named = {account: f"{platforms[account]} {name}" for account, name in named.items()}
        lines = tuple(
            Line(named[account], points)
            for account, points in data.levels.items()
            if sum(value is not None for _, value in points) > 1
        )
        title, subtitle = self.metric("followers"), dates(data.period.since, data.period.until, self.language)
        charts = (Chart(title, subtitle, title, "line", lines, self.language),) if lines else ()
        table = Table(heads, (False, False, True, True, False), rows)
        return Section("followers", self.say("report-section-followers"), tables=(table,), charts=charts)

    def _gained(self, one: asking.Growth) -> Value:
        before = one.before.value if one.gained is not None else None
        said = wording.difference(one.now.value, before, "followers", self.language)
        return Value(said, one.gained, "number", {"now": one.now.data(), "before": one.before.data()})

    def posts(self) -> Section | None:
        tables = []
        for key, ranked in (("report-best", self.data.best), ("report-weakest", self.data.weakest)):
            if ranked:
                tables.append(self._posts(self.say(key), ranked))
        return Section("posts", self.say("report-section-posts"), tables=tuple(tables)) if tables else None

    def _posts(self, caption: str, ranked: Sequence[Ranked]) -> Table:
        metrics = ["engagement", "engagement_rate"]
        heads = (
            self.say("report-post"),
            self.say("report-platform"),
            self.say("report-day"),
            *(self.metric(name) for name in metrics),
        )
        rows = []
        for one in ranked:
            post = one.row.publication
            words = _short(post.text, LONGEST_POST) or self.say("report-no-words")
            link = post.url if post.url.startswith(("https://", "http://")) else ""
            rows.append(
                (
                    Value(words, link or words, "link" if link else "text"),
                    Value.text(self.setting.label(post.platform)),
                    self.day(post.day),
                    *(self.figure(asking.figure_of(one.row, name)) for name in metrics),
                )
            )
        return Table(heads, (False, False, False, True, True), tuple(rows), caption)

    def weekdays(self) -> Section | None:
        from babel.dates import get_day_names

        names = get_day_names("wide", locale="en_GB" if self.language == "en" else self.language)
        return self._split("weekdays", self.data.weekdays, lambda key: str(names[int(key)]).capitalize())

    def formats(self) -> Section | None:
        return self._split("formats", self.data.formats, lambda key: self.say("report-format", format=str(key)))

    def _split(self, key: str, rows: Sequence[Row], named: Callable[[str | int], str]) -> Section | None:
        known = [row for row in rows if isinstance(row.key, str | int)]
        if len(known) < 2:
            return None
        table = Table(
            (self.say(f"report-{key}-head"), self.say("report-posts"), self.say("report-average")),
            (False, True, True),
            tuple(
                (
                    Value.text(named(row.key)),  # type: ignore[arg-type]  # picked above
                    Value(str(row.now.posts), row.now.posts, "number"),
                    self.figure(row.now),
                )
                for row in known
            ),
        )
        said = self._finding(key, known, named)
        return Section(key, self.say(f"report-section-{key}"), (said,), tables=(table,))

    def _finding(self, key: str, rows: Sequence[Row], named: Callable[[str | int], str]) -> str:
        found = asking.best(rows)
        if found is None:
            return self.say("report-too-few", least=asking.FEW)
        first = found[0]
        said = self.say(
            f"report-{key}-best",
            name=named(first.key),  # type: ignore[arg-type]  # rows with a name alone are given
            average=self.number(first.now.value, "engagement"),
            posts=first.now.posts,
        )
        few = any(row.now.posts < asking.FEW for row in rows)
        return f"{said} {self.say('report-few-left-out', least=asking.FEW)}" if few else said

    def kpis(self) -> Section | None:
        if not self.data.targets:
            return None
        heads = (
            self.say("report-goal"),
            self.say("report-platforms"),
            self.say("report-stands"),
            self.say("report-target"),
            self.say("report-done"),
            self.say("report-due"),
        )
        rows = tuple(self._target(target) for target in self.data.targets)
        table = Table(heads, (False, False, True, True, True, False), rows)
        return Section("kpis", self.say("report-section-kpis"), tables=(table,))

    def _target(self, target: Target) -> tuple[Value, ...]:
        kind = _kind(target.metric)
        labels = [self.setting.label(name) for name in target.platforms]
        done = Value(self.number(target.share, "engagement_rate"), target.share, "percent", target.source)
        return (
            Value.text(self.metric(target.metric)),
            Value.text(self.setting.phrases.listing(labels) or self.say("report-all-platforms")),
            Value(self.number(target.value, target.metric), target.value, kind, target.source),
            Value(self.number(target.target, target.metric), target.target, kind),
            done,
            self.day(target.due) if target.due is not None else Value("–"),
        )

    def own(self) -> Section | None:
        if not self.data.own:
            return None
        rows = []
        for metric, now, before in self.data.own:
            as_metric = "engagement_rate" if metric.percent else "plain"
            kind: Kind = "percent" if metric.percent else "number"
            source = {
                "formula": metric.formula,
                "posts": now.posts,
                "measured": now.counted,
                "from": {"table": "figures"},
            }
            rows.append(
                (
                    Value.text(metric.name),
                    Value(self._own_number(now.value, as_metric), now.value, kind, source),
                    Value(self._own_number(before.value, as_metric), before.value, kind),
                    Value.text(self.say("report-note-posts", measured=now.counted, posts=now.posts)),
                    Value.text(self.formula(metric.formula)),
                )
            )
        heads = (
            self.say("report-name"),
            self.say("report-value"),
            self.say("report-before"),
            self.say("report-basis"),
            self.say("report-formula"),
        )
        table = Table(heads, (False, True, True, False, False), tuple(rows))
        return Section("own", self.say("report-section-own"), tables=(table,))

    def _own_number(self, value: float | None, metric: str) -> str:
        if value is None or metric != "plain" or abs(value) >= 1 or value == 0:
            return self.number(value, metric)
        from babel.numbers import format_decimal

        return str(format_decimal(float(f"{value:.3g}"), format="0.######", locale=self.language))

    def formula(self, formula: str) -> str:
        """A formula with the metrics as people call them."""
        words = formula.replace("(", "( ").replace(")", " )").split()
        said = [self._word(word) for word in words]
        return " ".join(said).replace("( ", "(").replace(" )", ")").replace("*", "×").replace("/", "÷")

    def _word(self, word: str) -> str:
        bare = word.lstrip("-")
        if not bare.isidentifier():
            return word
        said = self.say("report-posts") if bare == "posts" else self.say(f"metric-{bare.replace('_', '-')}")
        said = said if self.language == "de" else said.lower()  # German writes its nouns large
        return word[: len(word) - len(bare)] + said

    def notes(self) -> Section | None:
        data = self.data
        found = [self.say("report-notes-counted", dates=dates(data.period.since, data.period.until, self.language))]
        before = data.period.before
        found.append(self.say("report-notes-before", dates=dates(before.since, before.until, self.language)))
        found.append(self.say("report-notes-age", age=self.seen()))
        sources = {"here": 0, "network": 0, "import": 0, "sample": 0} | dict(data.sources)
        if data.posts:
            told = [self.say("report-source", source=name, count=count) for name, count in sources.items() if count > 0]
            found.append(self.say("report-notes-sources", sources=told))
        found.append(self.say("report-notes-engagement"))
        if any(now.metric == "reach" and now.value is not None and now.measured > 1 for now, _ in data.overview):
            found.append(self.say("analytics-reach-added"))
        bases = sorted({now.base for now, _ in data.overview if now.base is not None})
        if bases:
            names = [self.say(f"metric-{base}") for base in bases]
            found.append(self.say("report-notes-rate", bases=names))
        unknown = [
            self.setting.label(name)
            for name, figures in sorted(data.platforms.items())
            if all(known.value is None for known in figures.values())
        ]
        if unknown:
            found.append(self.say("report-notes-unknown", platforms=unknown))
        if any(one.stale for one in data.growth):
            found.append(self.say("report-notes-stale"))
        for gap in data.gaps[:GAPS_SHOWN]:
            found.append(
                self.say(
                    "report-notes-gap",
                    account=gap.account,
                    platform=self.setting.label(gap.platform),
                    since=gap.since.astimezone(self.setting.zone).date(),
                    ended="no" if gap.until is None else "yes",
                    until=(gap.until or gap.since).astimezone(self.setting.zone).date(),
                )
            )
        found.append(self.say("report-notes-zone", zone=self.setting.zone.key))
        return Section("notes", self.say("report-section-notes"), tuple(found))


_SECTIONS: Mapping[str, Sections] = {
    "summary": _Making.summary,
    "figures": _Making.figures,
    "platforms": _Making.platforms,
    "followers": _Making.followers,
    "posts": _Making.posts,
    "weekdays": _Making.weekdays,
    "formats": _Making.formats,
    "kpis": _Making.kpis,
    "own": _Making.own,
    "notes": _Making.notes,
}


def _kind(metric: str) -> Kind:
    return "percent" if metric in RATES else "seconds" if metric in TIMES else "number"


def _of(figures: Mapping[str, Known], metric: str) -> float | None:
    found = figures.get(metric)
    return found.value if found is not None else None


def _short(text: str, longest: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
