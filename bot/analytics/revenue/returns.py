"""What posts brought and cost, by channel: clicks, conversions, revenue, spend, and what follows from them.

Nothing is added up that does not belong together: amounts in different currencies, and clicks that several sources counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from bot.analytics.revenue.attribution import Journey, Model, credit, weights
from bot.analytics.revenue.links import is_platform
from bot.analytics.revenue.results import MICROS
from storage import results
from storage.goal_tables import Outcome

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ClicksFrom = Literal["imported", "short_links", "network"]
Money = Mapping[str, float]
"""Millionths by currency."""


@dataclass(frozen=True, slots=True)
class ChannelReturn:
    """One channel. What is None is unknown; `conversions` and `revenue` are what was credited to it."""

    channel: str
    clicks: float | None
    clicks_from: ClicksFrom | None
    conversions: float
    revenue: Money
    spend: Money

    def cost_of_one(self) -> tuple[float, str] | None:
        """Spend by conversion in millionths, and its currency; None with no spend, no conversion, or several currencies."""
        return ratio_of(self.spend, self.conversions)

    def on_spend(self) -> tuple[float, str] | None:
        """Revenue by spend, and the currency of both; None unless both are there in one and the same."""
        return return_of(self.revenue, self.spend)


def ratio_of(spend: Money, conversions: float) -> tuple[float, str] | None:
    """What one conversion cost."""
    if len(spend) != 1 or conversions <= 0:
        return None
    ((code, micros),) = spend.items()
    return (micros / conversions, code) if micros > 0 else None


def return_of(revenue: Money, spend: Money) -> tuple[float, str] | None:
    """What came back for each unit that was spent."""
    if len(spend) != 1 or set(revenue) != set(spend):
        return None
    ((code, micros),) = spend.items()
    return (revenue[code] / micros, code) if micros > 0 else None


@dataclass(frozen=True, slots=True)
class Returns:
    """All of it. `unknown` conversions came by nobody knows which channel; `undivided` was spent on no channel in particular.

    `longest` is how many channels the longest journey has, `lost` how many journeys are known that led nowhere. `parts` says
    that some spend was for a longer time, of which the days that count were taken. `seen_at` is the newest result.
    """

    since: date
    until: date
    model: Model
    channels: tuple[ChannelReturn, ...]
    conversions: float
    revenue: Money
    spend: Money
    unknown: float
    undivided: Money
    longest: int
    lost: float
    sampled: bool
    parts: bool
    seen_at: datetime | None

    @property
    def nothing(self) -> bool:
        """Whether nobody has told anything of this time."""
        return not (self.channels or self.conversions or self.spend)

    def data(self) -> dict[str, Any]:
        """For programs; names of channels that are no network came in by addresses anybody can make up."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "attribution": self.model,
            "sampled": self.sampled,
            "conversions": self.conversions,
            "conversions_of_unknown_channel": self.unknown,
            "revenue": units(self.revenue),
            "spend": units(self.spend),
            "spend_of_no_channel": units(self.undivided),
            "journeys_that_led_nowhere": self.lost,
            "seen_at": self.seen_at.isoformat() if self.seen_at else None,
            "channels": [
                {
                    ("channel" if is_platform(one.channel) else "untrusted_channel"): one.channel,
                    "clicks": one.clicks,
                    "clicks_from": one.clicks_from,
                    "conversions": one.conversions,
                    "revenue": units(one.revenue),
                    "spend": units(one.spend),
                }
                for one in self.channels
            ],
        }


def units(money: Money) -> dict[str, float]:
    """Amounts in whole units of their currency."""
    return {code: round(micros / MICROS, 6) for code, micros in sorted(money.items())}


@dataclass
class _Sums:
    conversions: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    revenue: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    spend: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    clicks: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def returns(
    session: Session, workspace_id: int, *, since: date, until: date, campaign: str | None = None, model: Model = "last"
) -> Returns:
    """What is known of these days (inclusive), credited by `model`; `campaign` as it stands in links."""
    rows = results.outcomes(session, workspace_id, since=since, until=until, campaign=campaign)
    sums, undivided, whole = _Sums(), defaultdict[str, float](float), defaultdict[str, float](float)
    parts = False
    won = [row for row in rows if row.kind == "conversion"]
    lost = [row for row in rows if row.kind == "lost"]
    for row in rows:
        if row.kind == "clicks":
            sums.clicks[row.channel or ""] += row.count
        elif row.kind == "spend" and row.micros and row.currency:
            share = _share(row, since, until)
            parts |= share < 1
            whole[row.currency] += row.micros * share
            if row.channel:
                sums.spend[row.channel][row.currency] += row.micros * share
            else:
                undivided[row.currency] += row.micros * share
    revenue, unknown, sampled = _credit(won, lost, model, sums)
    clicks = _clicks(session, workspace_id, since, until, campaign, sums.clicks)
    names = {*sums.conversions, *sums.revenue, *sums.spend, *clicks}
    channels = [
        ChannelReturn(
            name,
            *clicks.get(name, (None, None)),
            sums.conversions.get(name, 0.0),
            dict(sums.revenue.get(name, {})),
            dict(sums.spend.get(name, {})),
        )
        for name in names
    ]
    channels.sort(key=lambda one: (-one.conversions, -sum(one.spend.values()), -(one.clicks or 0), one.channel))
    return Returns(
        since,
        until,
        model,
        tuple(channels),
        sum(row.count for row in won),
        dict(revenue),
        dict(whole),
        unknown,
        dict(undivided),
        max((len(set(_path(row))) for row in won), default=0),
        sum(row.count for row in lost),
        sampled,
        parts,
        max((row.seen_at for row in rows), default=None),
    )


def _credit(
    won: Sequence[Outcome], lost: Sequence[Outcome], model: Model, sums: _Sums
) -> tuple[dict[str, float], float, bool]:
    """Conversions and revenue into `sums`; all revenue, the conversions of unknown channels, and whether it was sampled."""
    journeys = [Journey(_path(row), row.count) for row in won if _path(row)]
    journeys += [Journey(_path(row), 0.0, row.count) for row in lost if _path(row)]
    found = credit(journeys, model)
    for channel, value in found.by_channel.items():
        sums.conversions[channel] += value
    known = sum(found.by_channel.values())
    whole: dict[str, float] = defaultdict(float)
    by_graph: dict[str, float] = defaultdict(float)
    for row in won:
        if not row.micros or not row.currency:
            continue
        whole[row.currency] += row.micros
        path = _path(row)
        if not path:
            continue
        if model in {"markov", "shapley"}:
            by_graph[row.currency] += row.micros
            continue
        for channel, weight in zip(path, weights(len(path), model), strict=True):
            if weight:
                sums.revenue[channel][row.currency] += row.micros * weight
    for code, micros in by_graph.items():
        # The graph counts conversions; the revenue goes with them in the same proportion.
        for channel, value in found.by_channel.items():
            if value and known:
                sums.revenue[channel][code] += micros * value / known
    return whole, sum(row.count for row in won if not _path(row)), found.sampled


def _path(row: Outcome) -> tuple[str, ...]:
    if row.path:
        return tuple(str(step) for step in row.path)
    return (row.channel,) if row.channel else ()


def _share(row: Outcome, since: date, until: date) -> float:
    """The share of an amount for several days that falls into the window."""
    days = (row.until - row.day).days + 1
    inside = (min(row.until, until) - max(row.day, since)).days + 1
    return max(inside, 0) / days


def _clicks(
    session: Session, workspace_id: int, since: date, until: date, campaign: str | None, imported: Mapping[str, float]
) -> dict[str, tuple[float | None, ClicksFrom | None]]:
    """Each channel's clicks from one source alone: three that count the same people are not added up."""
    found: dict[str, tuple[float | None, ClicksFrom | None]] = {}
    for platform, (value, *_) in results.network_clicks(
        session, workspace_id, since=since, until=until, campaign=campaign
    ).items():
        if value is not None:
            found[platform] = (value, "network")
    for platform, clicks in results.short_clicks(
        session, workspace_id, since=since, until=until, campaign=campaign
    ).items():
        found[platform] = (float(clicks), "short_links")
    for channel, value in imported.items():
        if channel:
            found[channel] = (value, "imported")
    return found
