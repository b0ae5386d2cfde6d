"""What the workspace says of itself: time zone, language, brand kit, whether to ask before publishing."""

from __future__ import annotations

from datetime import time
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from bot import quiet
from bot.context import ToolContext
from bot.errors import Missing, NotAllowed, NotUnderstood
from bot.phrases import LANGUAGES, Phrases
from bot.tool import (
    EVERYONE,
    MANAGERS,
    PUBLISHERS,
    BrandField,
    BrandValue,
    Effect,
    LanguageCode,
    Offer,
    Place,
    QuietHours,
    Result,
    Slot,
    Switch,
    tool,
)
from storage import accounts, workspaces

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST_VALUE = 500

ModelPreference = Annotated[
    Literal["local-first", "hosted-first", "local-only"],
    Slot(
        "preference",
        "Which model decides: the built-in one where it is sure, the hosted one first, or the built-in one alone.",
    ),
]


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "our brand voice is warm and plain",
        "we are called Bakery Blum",
        "our audience is young parents",
        'always end with "Come by!"',
        "our hashtags are #bread and #berlin",
        "our link is https://example.com",
        "the brand name is North Coast Bikes",
        "we talk to people in a cheeky way",
    ],
)
async def set_brand(ctx: ToolContext, field: BrandField, value: BrandValue) -> Result:
    """Set a part of the brand kit that drafts are written with.

    value: for calls_to_action and hashtags, several are separated by commas.
    """
    value = " ".join(value.split())
    if not value or len(value) > LONGEST_VALUE:
        raise NotUnderstood("error-too-long", limit=LONGEST_VALUE)
    kept: object = value
    if field == "hashtags":
        words = value.replace(",", " ").split()
        tags = [word for word in words if word.startswith("#")] or words
        kept = list(dict.fromkeys("#" + tag.strip("#") for tag in tags if tag.strip("#").replace("_", "").isalnum()))
        if not kept:
            raise Missing("value", "ask-brand-value")
    elif field == "calls_to_action":
        kept = [part.strip() for part in value.split(";") if part.strip()]
    elif field == "link" and not value.startswith(("https://", "http://")):
        kept = f"https://{value}"
    shown_on_pages = {"title": value} if field == "name" else {}
    await ctx.write(_set_everywhere, ctx.workspace_id, f"brand.{field}", kept, **shown_on_pages)
    shown = kept if isinstance(kept, str) else " ".join(map(str, kept)) if isinstance(kept, list) else ""
    return Result(
        ctx.say("brand-set", field=ctx.say(f"brand-{field.replace('_', '-')}"), value=shown),
        {"field": field, "value": kept},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "our time zone is Berlin",
        "we're in New York",
        "set the timezone to Europe/Madrid",
        "use London time",
        "change our time zone to Pacific time",
    ],
)
async def set_time_zone(ctx: ToolContext, place: Place) -> Result:
    """Set the workspace's time zone. What is planned already keeps its instant."""
    zones = zones_of(place)
    if len(zones) != 1:
        options = tuple((name.replace("_", " "), name) for name in zones[:5])
        raise Missing("place", "ask-place-which" if zones else "ask-place-unknown", options=options, place=place[:60])
    await ctx.write(_set_everywhere, ctx.workspace_id, "time_zone", zones[0], zone=zones[0])
    return Result(
        ctx.say(
            "zone-set", zone=zones[0].replace("_", " "), clock=ctx.phrases.clock(ctx.now.astimezone(ZoneInfo(zones[0])))
        ),
        {"time_zone": zones[0]},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "speak german",
        "our language is spanish",
        "switch to french",
        "answer in english from now on",
        "write our posts in german",
    ],
)
async def set_language(ctx: ToolContext, language: LanguageCode) -> Result:
    """Set the language that the assistant speaks and writes posts in."""
    if language not in LANGUAGES:
        raise NotUnderstood("error-language", language=language[:20])
    await ctx.write(_set_everywhere, ctx.workspace_id, "language", language, language=language)
    ctx.phrases = Phrases(language)
    return Result(ctx.say("language-set"), {"language": language}, offers=(Offer(ctx.say("offer-undo"), tool="undo"),))


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "publish without asking",
        "don't ask before publishing",
        "always ask me before you publish",
        "stop asking for confirmation",
        "turn the confirmation back on",
    ],
)
async def set_confirmation(ctx: ToolContext, on: Switch) -> Result:
    """Set whether the assistant asks before it publishes.

    on: true to ask first, false to publish on a person's word.
    """
    if not on and ctx.by_program:
        raise NotAllowed("mcp-not-by-program")
    await ctx.write(workspaces.put_setting, ctx.workspace_id, "ask_before_publishing", on)
    return Result(
        ctx.say("confirmation-on" if on else "confirmation-off"),
        {"ask_before_publishing": on},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "use only the built-in model",
        "always ask the big model first",
        "back to normal",
        "never use the hosted model",
        "use the built-in model first",
    ],
)
async def set_model(ctx: ToolContext, preference: ModelPreference) -> Result:
    """Set which model is asked: the built-in one where it is sure, the hosted one first, or only the built-in one."""
    await ctx.write(workspaces.put_setting, ctx.workspace_id, "model", preference)
    offers = (Offer(ctx.say("offer-undo"), tool="undo"),)
    return Result(ctx.say(f"model-{preference}"), {"model": preference}, offers=offers)


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    examples=[
        "quiet hours from 22 to 7",
        "don't disturb us between ten in the evening and seven",
        "no quiet hours",
        "set quiet hours 21:30 to 8",
    ],
)
async def set_quiet_hours(ctx: ToolContext, hours: QuietHours) -> Result:
    """Set the hours in which nothing goes out by itself that was not planned for just then, and nobody is disturbed.

    hours: HH:MM-HH:MM, or off.
    """
    offers = (Offer(ctx.say("offer-undo"), tool="undo"),)
    if hours.strip().casefold() in {"off", "none", "no"}:
        await ctx.write(workspaces.put_setting, ctx.workspace_id, quiet.KEY, None)
        return Result(ctx.say("quiet-off"), {"quiet_hours": None}, offers=offers)
    start, _, end = hours.replace("–", "-").partition("-")
    try:
        first, last = time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    except ValueError:
        raise NotUnderstood("error-quiet-hours") from None
    if first == last:
        raise NotUnderstood("error-quiet-hours")
    kept = {"from": f"{first:%H:%M}", "to": f"{last:%H:%M}", "zone": ctx.zone.key}
    await ctx.write(workspaces.put_setting, ctx.workspace_id, quiet.KEY, kept)
    facts = {"start": ctx.phrases.clock(first), "end": ctx.phrases.clock(last)}
    return Result(
        ctx.say("quiet-set", **facts), {"quiet_hours": {"from": kept["from"], "to": kept["to"]}}, offers=offers
    )


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "what do you know about us",
        "show our brand kit",
        "show the settings",
        "what is our brand voice",
        "which time zone are we in",
    ],
)
async def show_settings(ctx: ToolContext) -> Result:
    """Show what is known of the workspace: brand kit, time zone, language, queue slots, confirmation, model."""
    from bot import cards
    from skills.scheduling import slots_of

    settings = ctx.who.settings
    days, times = slots_of(settings)
    lines = [
        ctx.say("settings-head", workspace=ctx.who.workspace),
        ctx.say("settings-zone", zone=ctx.zone.key.replace("_", " "), clock=ctx.phrases.clock(ctx.now)),
        ctx.say("settings-language"),
        ctx.say("settings-slots", days=cards.repeats(ctx, f"FREQ=WEEKLY;BYDAY={days}"), times=list(times)),
        ctx.say("confirmation-off" if settings.get("ask_before_publishing") is False else "confirmation-on"),
        ctx.say(f"model-{settings.get('model', 'local-first')}"),
    ]
    if (hours := quiet.QuietHours.of(settings)) is not None:
        lines.append(ctx.say("quiet-are", start=ctx.phrases.clock(hours.start), end=ctx.phrases.clock(hours.end)))
    unset = []
    for field in ("name", "voice", "audience", "calls_to_action", "hashtags", "link"):
        value = settings.get(f"brand.{field}")
        label = ctx.say(f"brand-{field.replace('_', '-')}")
        if value:
            lines.append(f"{label}: {' '.join(value) if isinstance(value, list) else value}")
        else:
            unset.append(label)
    if unset:
        lines.append(ctx.say("settings-unset", fields=unset))
    return Result("\n".join(lines), {"settings": dict(settings), "time_zone": ctx.zone.key, "language": ctx.language})


# Cities that no zone is named after, and the names people give to their time (CLDR, IANA backward links).
_NAMES = {
    "Europe/Berlin": "munich munchen muenchen hamburg cologne koeln koln frankfurt stuttgart leipzig "
    "cet centraleuropeantime germany deutschland alemania allemagne",
    "Europe/Madrid": "barcelona valencia seville sevilla spain espana spanien espagne",
    "Europe/Paris": "lyon marseille toulouse nice bordeaux",
    "Europe/Rome": "milan milano naples turin",
    "Europe/London": "manchester edinburgh glasgow birmingham uk england scotland gmt britishtime",
    "Europe/Zurich": "geneva genf basel bern",
    "Europe/Istanbul": "ankara izmir",
    "America/New_York": "newyorkcity nyc boston washington washingtondc miami atlanta philadelphia "
    "eastern easterntime est et",
    "America/Chicago": "houston dallas austin central centraltime cst ct",
    "America/Denver": "mountain mountaintime mst mt",
    "America/Los_Angeles": "sanfrancisco seattle sandiego la pacific pacifictime pst pt",
    "America/Toronto": "montreal ottawa",
    "America/Sao_Paulo": "riodejaneiro rio",
    "Asia/Kolkata": "mumbai delhi newdelhi bangalore india indien inde",
    "Asia/Shanghai": "beijing peking shenzhen china",
    "Australia/Sydney": "canberra",
}
_CITIES = {name: zone for zone, names in _NAMES.items() for name in names.split()}


def zones_of(place: str) -> list[str]:
    """The IANA zones that a place's name may mean: one, several to choose from, or none.

    Cities are those of the IANA database and of the Unicode CLDR; a country counts when it has one zone.
    """
    wanted = _plain(place)
    if zone := _zones().get(wanted) or _CITIES.get(wanted):
        return [zone]
    return list(_places().get(wanted, ()))


@cache
def _zones() -> dict[str, str]:
    """IANA zones by name and by city; 'Europe/Berlin' is both."""
    places = [name for name in sorted(available_timezones(), key=len) if "/" in name and not name.startswith("Etc/")]
    return {_plain(name.rsplit("/", 1)[-1]): name for name in reversed(places)} | {
        _plain(name): name for name in places
    }


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Zones by the names that the languages spoken here have for their cities and countries (Unicode CLDR)."""
    from babel import Locale
    from babel.core import get_global

    known = available_timezones()  # reads the whole database: once
    territories: dict[str, list[str]] = {}
    for zone, territory in get_global("zone_territories").items():
        if "/" in zone and zone in known:
            territories.setdefault(territory, []).append(zone)
    found: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        locale = Locale(language)
        for territory, name in locale.territories.items():
            if territory in territories:
                found.setdefault(_plain(name), tuple(sorted(territories[territory])))
        for zone, names in locale.time_zones.items():
            if "city" in names and zone in known:
                found[_plain(names["city"])] = (zone,)
    return found


def _set_everywhere(session: Session, /, workspace_id: int, key: str, value: object, **facts: str) -> None:
    workspaces.put_setting(session, workspace_id, key, value)
    accounts.note(session, workspace_id, **facts)


def _plain(name: str) -> str:
    import unicodedata

    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in folded if char.isalnum())
