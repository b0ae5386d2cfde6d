"""Results as exports and programs tell them: clicks, conversions, orders and spend become `NewOutcome`s.

Columns are found by the names that Google Analytics 4, Shopify, Stripe and the ad managers of Meta, Google, LinkedIn and TikTok
give them in English, and by their German, Spanish and French ones where people export in their language. A line that has an
order's number is one conversion; one without is a sum for its day, channel and campaign. The same line again counts once.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.analytics.imports.cells import decimal_comma, moment, number, order_of
from bot.analytics.imports.tables import Cell, Sheet
from bot.analytics.revenue.links import NOT_KNOWN, channel_of, named_in, slug
from bot.errors import NotUnderstood
from storage.results import NewOutcome

MICROS = 1_000_000
HEADER_WITHIN = 15
LONGEST_PATH = 50
LONGEST_KEY = 120
LARGEST = 1e9
"""No line of an export counts so many; what says so is damaged, or a number of something else."""

_COLUMNS: dict[str, tuple[str, ...]] = {
    "day": (
        "date",
        "day",
        "created at",
        "created (utc)",
        "created",
        "order date",
        "paid at",
        "reporting starts",
        "start date (in utc)",
        "processed at",
        "datum",
        "tag",
        "fecha",
        "día",
        "jour",
        "date de création",
    ),
    "until": ("reporting ends", "end date (in utc)", "until", "bis", "hasta", "jusqu’au"),
    "key": (
        "transaction id",
        "order id",
        "order number",
        "order",
        "name",
        "id",
        "payment id",
        "bestellnummer",
        "pedido",
        "commande",
    ),
    "channel": (
        "utm_source",
        "utm source",
        "session source",
        "source",
        "session source / medium",
        "source / medium",
        "first user source",
        "publisher platform",
        "platform",
        "channel",
        "utm_source (metadata)",
        "metadata[utm_source]",
        "kanal",
        "canal",
        "quelle",
        "fuente",
        "referring site",
    ),
    "address": ("landing site", "landing page", "page location", "landing page + query string"),
    "campaign": (
        "utm_campaign",
        "utm campaign",
        "campaign",
        "campaign name",
        "session campaign",
        "utm_campaign (metadata)",
        "metadata[utm_campaign]",
        "kampagne",
        "campaña",
        "campagne",
    ),
    "path": ("path", "conversion path", "source path", "channel path", "touchpoints", "journey", "pfad"),
    "clicks": ("link clicks", "clicks", "clicks (all)", "outbound clicks", "sessions", "klicks", "clics", "sitzungen"),
    "conversions": (
        "conversions",
        "key events",
        "purchases",
        "ecommerce purchases",
        "transactions",
        "orders",
        "results",
        "website purchases",
        "konversionen",
        "conversiones",
    ),
    "lost": ("null", "lost", "not converted", "non-conversions", "without conversion"),
    "revenue": (
        "total revenue",
        "purchase revenue",
        "revenue",
        "total",
        "amount",
        "total sales",
        "purchases conversion value",
        "conversion value",
        "conv. value",
        "umsatz",
        "ingresos",
        "chiffre d’affaires",
    ),
    "refunded": ("amount refunded", "refunded amount", "refunded"),
    "spend": (
        "amount spent",
        "spend",
        "cost",
        "total spent",
        "budget spent",
        "ausgaben",
        "kosten",
        "gasto",
        "dépenses",
    ),
    "currency": ("currency", "currency code", "currency_code", "währung", "moneda", "devise"),
    "status": ("status", "financial status", "payment status"),
}
_MEANING = {name: what for what, names in _COLUMNS.items() for name in names}
_CURRENCY = re.compile(r"\(([A-Za-z]{3})\)\s*$")
_FAILED = {"failed", "canceled", "cancelled", "voided", "expired", "requires_payment_method", "pending", "refunded"}
_NOT_SOLD = {"conversions", "lost", "clicks", "spend"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that was left out: the sentence that says why."""

    line: int
    key: str


@dataclass(frozen=True, slots=True)
class Results:
    """What a file holds. `columns` are what was found and what it was taken for; `skipped` lines tell of no finished sale."""

    outcomes: tuple[NewOutcome, ...]
    columns: tuple[tuple[str, str], ...]
    troubles: tuple[Trouble, ...] = ()
    skipped: int = 0
    doubtful: bool = False
    """Whether 01/02 may be the first of February or the second of January; the month was taken to come first."""
    without_currency: int = 0


@dataclass
class _Taken:
    kept: dict[str, NewOutcome] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    skipped: int = 0
    without_currency: int = 0

    def add(self, one: NewOutcome) -> None:
        """Sums for the same day, channel and campaign add up within a file; an order counts once."""
        before = self.kept.get(one.key)
        if before is not None and one.key.startswith("order:"):
            return
        if before is not None:
            micros = None if before.micros is None and one.micros is None else (before.micros or 0) + (one.micros or 0)
            one = replace(one, count=before.count + one.count, micros=micros)
        self.kept[one.key] = one


def read_results(sheets: Sequence[Sheet], *, currency: str | None = None, campaign: str | None = None) -> Results:
    """The results in the tables of a file. Raises `NotUnderstood` where no column tells of any, or none of a day.

    `currency` is for amounts without one, `campaign` for lines without one.
    """
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
            found, own = _header([str(cell).strip() if cell is not None else "" for cell in row.cells])
            if "day" in found and found.keys() & {*_NOT_SOLD, "revenue"}:
                return _read(sheet, at, found, own or currency, campaign)
    raise NotUnderstood("results-no-columns")


def _header(names: Sequence[str]) -> tuple[dict[str, int], str | None]:
    """Which column is what; of several that mean the same, the name that stands first in the list."""
    found: dict[str, tuple[int, int]] = {}
    currency = None
    for place, name in enumerate(names):
        if match := _CURRENCY.search(name):
            currency = match[1].upper() if match[1].upper() != "UTC" else currency
        plain = " ".join(name.casefold().split())
        what = _MEANING.get(plain) or _MEANING.get(_CURRENCY.sub("", plain).strip())
        if what is None:
            continue
        names_of = _COLUMNS[what]
        rank = names_of.index(plain) if plain in names_of else names_of.index(_CURRENCY.sub("", plain).strip())
        if what not in found or rank < found[what][1]:
            found[what] = (place, rank)
    return {what: place for what, (place, _) in found.items()}, currency


def _read(sheet: Sheet, at: int, found: Mapping[str, int], currency: str | None, campaign: str | None) -> Results:
    rows = sheet.rows[at + 1 :]
    names = [str(cell or "") for cell in sheet.rows[at].cells]

    def column(what: str) -> list[Cell]:
        return [_cell(row.cells, found, what) for row in rows] if what in found else []

    order, doubtful = order_of(column("day"))
    commas = {what: decimal_comma(column(what)) for what in ("revenue", "spend", "refunded")}
    taken = _Taken()
    for row in rows:
        if row.empty:
            continue
        day = _day(_cell(row.cells, found, "day"), order or "mdy")
        if day is None:
            # Totals and notes at the end of an export have no day.
            taken.troubles.append(Trouble(row.line, "results-no-day"))
            continue
        try:
            _take(taken, row.cells, found, day, order or "mdy", commas, currency, campaign)
        except ValueError:
            taken.troubles.append(Trouble(row.line, "results-no-number"))
    return Results(
        tuple(taken.kept.values()),
        tuple((names[place].strip()[:60], what) for what, place in sorted(found.items(), key=lambda pair: pair[1])),
        tuple(taken.troubles),
        taken.skipped,
        doubtful,
        taken.without_currency,
    )


def _take(
    taken: _Taken,
    cells: Sequence[Cell],
    found: Mapping[str, int],
    day: date,
    order: Any,
    commas: Mapping[str, bool | None],
    currency: str | None,
    campaign: str | None,
) -> None:
    def text(what: str) -> str:
        cell = _cell(cells, found, what)
        return " ".join(str(cell).split()) if cell is not None else ""

    def money(what: str) -> int | None:
        value = number(_cell(cells, found, what), comma=commas.get(what), whole=False) if what in found else None
        return None if value is None else round(_counted(value, -LARGEST) * MICROS)

    def count(what: str) -> float:
        return _counted(number(_cell(cells, found, what), comma=None) or 0.0, 0.0) if what in found else 0.0

    from_address = named_in(text("address")) if text("address") else (None, None)
    channel = channel_of(text("channel")) or from_address[0]
    own = slug(text("campaign")) if text("campaign").casefold() not in NOT_KNOWN else ""
    campaign = own or from_address[1] or (slug(campaign) if campaign else None)
    path = _path(text("path"))
    until = _day(_cell(cells, found, "until"), order) or day
    code = text("currency").upper() or currency
    shape = NewOutcome("", "", day, max(until, day), channel or (path[-1] if path else None), campaign, path=path)
    key, status = text("key"), text("status").casefold()
    if key and not found.keys() & _NOT_SOLD:
        amount = money("revenue")
        if status in _FAILED:
            taken.skipped += 1
            return
        if amount is None:
            return  # further lines of the same order
        amount -= money("refunded") or 0
        taken.without_currency += code is None
        taken.add(
            replace(shape, key=f"order:{key[:LONGEST_KEY]}", kind="conversion", count=1.0, micros=amount, currency=code)
        )
        return
    revenue, spend = money("revenue"), money("spend")
    for kind, amount_of, value in (
        ("clicks", None, count("clicks")),
        ("conversion", revenue, count("conversions")),
        ("lost", None, count("lost")),
        ("spend", spend, 0.0),
    ):
        if not value and not amount_of:
            continue
        taken.without_currency += amount_of is not None and code is None
        one = replace(shape, kind=kind, count=value, micros=amount_of, currency=code if amount_of is not None else None)
        taken.add(replace(one, key=_natural_key(one)))


def _counted(value: float, least: float) -> float:
    """A value that can have been counted. Raises `ValueError`."""
    if not least <= value < LARGEST:
        raise ValueError(value)
    return value


def _natural_key(one: NewOutcome) -> str:
    """What makes a sum the same sum in the next export: not its amount, which may be corrected."""
    parts = (one.kind, one.day, one.until, one.channel, one.campaign, one.path, one.currency)
    return f"sum:{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"


def _cell(cells: Sequence[Cell], found: Mapping[str, int], what: str) -> Cell:
    place = found.get(what)
    cell = cells[place] if place is not None and place < len(cells) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def _day(cell: Cell, order: Any) -> date | None:
    text = str(cell or "").strip()
    if re.fullmatch(r"20\d{6}", text):  # as Google Analytics writes a day
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            return None
    # Shopify puts the offset after a space.
    cell = re.sub(r" ([+-]\d{2}:?\d{2})$", r"\1", text) if isinstance(cell, str) else cell
    found = moment(cell, order)
    return found.day if found is not None else None


def _path(text: str) -> tuple[str, ...] | None:
    """ "Facebook > Google > Direct", also with arrows or a number of repetitions as GA4 writes it ("google 100% x 2")."""
    steps = []
    for part in re.split(r"\s*(?:>|→|»)\s*", text)[:LONGEST_PATH]:
        if channel := channel_of(re.sub(r"\s+\d+(?:\.\d+)?%$", "", part)):
            steps.append(channel)
    return tuple(steps) or None


def from_program(events: Sequence[Any], *, zone: ZoneInfo, now: datetime) -> list[NewOutcome]:
    """What a program sent to the webhook. Raises `NotUnderstood` naming the first event that cannot be taken."""
    found = []
    for place, event in enumerate(events, 1):
        try:
            found.append(_event(event, zone, now))
        except (KeyError, TypeError, ValueError, OverflowError):
            raise NotUnderstood("results-bad-event", place=place) from None
    repeated = [key for key, times in Counter(one.key for one in found).items() if times > 1]
    return list({one.key: one for one in found}.values()) if repeated else found


def _event(event: Any, zone: ZoneInfo, now: datetime) -> NewOutcome:
    key, kind = event["key"], event.get("kind", "conversion")
    if not isinstance(key, str) or not 1 <= len(key) <= LONGEST_KEY or kind not in {"conversion", "lost", "clicks"}:
        raise ValueError(key)
    at = datetime.fromisoformat(event["at"]) if event.get("at") else now
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    day = at.astimezone(zone).date()
    steps = event.get("path") or []
    if not isinstance(steps, list) or len(steps) > LONGEST_PATH:
        raise ValueError(key)
    path = tuple(channel for step in steps if (channel := channel_of(str(step)))) or None
    value, code = event.get("value"), event.get("currency")
    if value is not None and (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not abs(value) < 1e9
        or not isinstance(code, str)
        or not re.fullmatch(r"[A-Z]{3}", code)
    ):
        raise ValueError(key)
    count = event.get("count", 1)
    if isinstance(count, bool) or not isinstance(count, int | float) or not 0 <= count < 1e9:
        raise ValueError(key)
    channel = channel_of(str(event["channel"])) if event.get("channel") else None
    campaign = slug(str(event["campaign"])) or None if event.get("campaign") else None
    return NewOutcome(
        f"order:{key}" if kind == "conversion" else f"{kind}:{key}",
        kind,
        day,
        day,
        channel or (path[-1] if path else None),
        campaign,
        float(count),
        round(value * MICROS) if value is not None else None,
        code if value is not None else None,
        path,
    )
