"""People and the places from which they speak: who is here, who is let in, and who is thrown out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot import pairing
from bot.context import ToolContext
from bot.errors import Conflict, Missing, NotFound
from bot.tool import (
    EVERYONE,
    MANAGERS,
    Effect,
    Link,
    Offer,
    PairingCode,
    PersonName,
    Result,
    Role,
    RoleName,
    Settled,
    tool,
)
from bot.understanding.numbers import fold
from storage import devices, people

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.people import Asking, Person

MOST_WRONG = 10
"""Short codes that nobody holds, which one member may say within an hour."""
LONGEST_NAME = 60
RULING = frozenset({Role.OWNER, Role.ADMIN})
"""Roles that only an owner gives or takes."""
_MEMBERS = "member"
"""Stands for the channel where wrong codes are counted by the member who said them."""
_REFERENCE = re.compile(r"(member|place|device):(\d{1,9})")


@tool(
    Effect.SCHEDULE,
    roles=EVERYONE,
    examples=[
        "give me a code for my phone",
        "pair a device",
        "I want to talk to you on Telegram too",
        "how do I connect my Alexa to you",
        "pairing code please",
        "let my Home Assistant in",
    ],
    personal=True,
)
async def pair_device(ctx: ToolContext) -> Result:
    """Give the person a code by which another place or device of theirs is let in as them: a phone, a speaker, Telegram."""
    now = ctx.now
    code = pairing.new_code()
    await ctx.write_unnoted(pairing.keep_code, code, ctx.workspace_id, ctx.who.member_id, now)
    minutes = int(pairing.VALID_FOR / timedelta(minutes=1))
    return Result(
        ctx.say("people-code", code=pairing.shown(code), minutes=minutes), {"valid_minutes": minutes}, private=True
    )


@dataclass(frozen=True, slots=True)
class _Admission:
    """Who would be let in as whom. `member` is somebody who is here already, None for somebody new."""

    asking: Asking
    member: Person | None
    name: str
    role: Role


async def _settle_admission(ctx: ToolContext, code: str, name: str | None = None, role: str | None = None) -> Settled:
    args: dict[str, Any] = {"code": _digits(code), "name": _clean(name or "") or None, "role": role}
    args = {key: value for key, value in args.items() if value is not None}
    found = await _admission(ctx, args["code"], args.get("name"), role)
    if isinstance(found, Result):
        return Settled(args, {}, "", refusal=found)
    asking = found.asking
    called = asking.name or ctx.say("people-no-name")
    facts = {"place": _place(ctx, asking.channel), "called": called, "name": found.name}
    mine = found.member is not None and found.member.id == ctx.who.member_id
    rights = ctx.say(f"people-can-{found.role}")
    if mine:
        question = ctx.say("people-ask-mine", rights=rights, **facts)
    elif found.member is not None:
        question = ctx.say("people-ask-member", rights=rights, **facts)
    else:
        question = ctx.say("people-ask-new", role=ctx.say(f"role-{found.role}"), rights=rights, **facts)
    exact = {
        "channel": asking.channel,
        "sender": asking.sender,
        "untrusted_name": asking.name,
        "member": found.member.id if found.member is not None else None,
        "role": str(found.role),
    }
    return Settled(args, exact, question, yes=ctx.say("people-yes-mine" if mine else "people-yes"))


async def _admission(ctx: ToolContext, code: str, name: str | None, role: str | None) -> _Admission | Result:
    """Who would be let in as whom; a result that says why nobody can be."""

    def look(session: Session) -> Asking | None:
        tries = people.stranger(session, _MEMBERS, str(ctx.who.member_id), ctx.now)
        if tries is None or people.missed_since(tries, ctx.now - people.LATELY) >= MOST_WRONG:
            raise Conflict("people-too-many-tries")
        found = people.asking(session, code, ctx.now)
        if found is None:
            people.miss(session, tries, ctx.now)
        return found

    asking = await ctx.write_unnoted(look)
    if asking is None:
        return Result(ctx.say("people-no-such-code"), {"done": False}, ok=False)
    everybody = await ctx.read(people.people, ctx.workspace_id)
    known = next((person for person in everybody if _knows(person, asking)), None)
    if known is not None:
        text = ctx.say("people-known-already", name=known.name, place=_place(ctx, asking.channel))
        return Result(text, {"done": False}, ok=False)
    if name is None and role is not None:
        raise Missing("name", "ask-person")
    if name is None:
        (me,) = [person for person in everybody if person.id == ctx.who.member_id]
        return _Admission(asking, me, me.name, Role(me.role))
    if not ctx.may(MANAGERS):
        return Result(ctx.say("people-managers-only"), {"done": False}, ok=False)
    named = [person for person in everybody if fold(person.name) == fold(name)]
    if len(named) > 1:
        return Result(ctx.say("people-two-of-that-name", name=name), {"done": False}, ok=False)
    member = named[0] if named else None
    given = Role(member.role) if member is not None else Role(role or Role.CONTRIBUTOR)
    if given in RULING and ctx.who.role != Role.OWNER and (member is None or member.id != ctx.who.member_id):
        return Result(ctx.say("people-owners-only"), {"done": False}, ok=False)
    return _Admission(asking, member, member.name if member is not None else name, given)


@tool(
    Effect.ADMIT,
    roles=EVERYONE,
    examples=[
        "let in 482913",
        "let in 482 913, that's Anna, as an editor",
        "the code is 482913",
        "admit 482913 as Tom",
        "let me in on Telegram, 482913",
        "add Anna as an editor with the code 482 913",
    ],
    settle=_settle_admission,
    personal=True,
)
async def let_in(
    ctx: ToolContext, code: PairingCode, name: PersonName | None = None, role: RoleName | None = None
) -> Result:
    """Let in whoever was shown this six-digit code: another place of the person's own, or, with a name, somebody else.

    name: who it is; without it, it is the person themselves in another place.
    role: what somebody new may do; contributor if it is not said.
    """
    exact = ctx.exact or {}
    called = str(exact.get("untrusted_name", ""))

    def admit(session: Session) -> bool:
        asking = people.asking(session, _digits(code), ctx.now)
        # Who was shown the code is who the yes was for, and nobody has been quicker.
        if asking is None or (asking.channel, asking.sender) != (exact["channel"], exact["sender"]):
            return False
        if people.known_as(session, ctx.workspace_id, asking.channel, asking.sender) is not None:
            return False
        member = exact["member"]
        if member is None:
            member = people.join(
                session,
                ctx.workspace_id,
                _clean(name or ""),
                exact["role"],
                asking.channel,
                asking.sender,
                called,
                ctx.now,
            )
        else:
            if people.member(session, ctx.workspace_id, member) is None:
                return False
            people.link(session, ctx.workspace_id, member, asking.channel, asking.sender, called)
        _note(session, ctx, "let_in", {**exact, "member": member})
        return True

    if not await ctx.write_unnoted(admit):
        raise Conflict("people-changed")
    place = _place(ctx, str(exact["channel"]))
    mine = exact["member"] == ctx.who.member_id
    if mine:
        text = ctx.say("people-let-in-mine", place=place)
    else:
        found = next(
            person for person in await ctx.read(people.people, ctx.workspace_id) if _at(person, exact) is not None
        )
        text = ctx.say("people-let-in", place=place, name=found.name, role=ctx.say(f"role-{found.role}"))
    return Result(text, {"done": True, "channel": exact["channel"], "role": exact["role"]})


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "who is in our team",
        "who can talk to you",
        "which devices are connected to you",
        "list the members",
        "where do you know me from",
        "who has access here",
    ],
)
async def list_people(ctx: ToolContext) -> Result:
    """List the members with their roles, the places from which each is known, and their devices."""
    everybody = await ctx.read(people.people, ctx.workspace_id)
    lines = [ctx.say("people-head", count=len(everybody), workspace=ctx.who.workspace)]
    shown = []
    for person in everybody:
        places = [_named_place(ctx, place.channel, place.name) for place in _places(person)]
        key = "people-line-me" if person.id == ctx.who.member_id else "people-line"
        where = places or [ctx.say("people-nowhere")]
        lines.append(ctx.say(key, name=person.name, role=ctx.say(f"role-{person.role}"), places=where))
        for device in person.devices:
            ago = ctx.now - device.seen_at
            seen = ctx.say("people-seen-now") if ago < timedelta(minutes=2) else ctx.say("people-seen", ago=ago)
            lines.append(
                ctx.say("people-line-device", device=device.name, place=_place(ctx, device.channel), seen=seen)
            )
        shown.append(
            {
                "name": person.name,
                "role": person.role,
                "places": [{"channel": place.channel, "called": place.name} for place in _places(person)],
                "devices": [
                    {"channel": device.channel, "called": device.name, "seen_at": device.seen_at.isoformat()}
                    for device in person.devices
                ],
            }
        )
    return Result(
        "\n".join(lines),
        {"members": shown},
        offers=(Offer(ctx.say("people-offer-pair"), tool="pair_device"),),
        private=ctx.group,  # who is known where is no matter of a whole channel
    )


@dataclass(frozen=True, slots=True)
class _Target:
    """What can be thrown out: `kind` is member, place or device."""

    kind: str
    id: int
    person: Person
    label: str
    called: tuple[str, ...]

    @property
    def reference(self) -> str:
        return f"{self.kind}:{self.id}"


async def _settle_removal(ctx: ToolContext, link: str) -> Settled:
    everybody = await ctx.read(people.people, ctx.workspace_id)
    target = _meant(ctx, link, everybody)
    person = target.person
    mine = person.id == ctx.who.member_id
    exact = {"what": target.reference, "member": person.id, "label": target.label}
    refused = _refused(ctx, target, everybody)
    if refused:
        return Settled({"link": target.reference}, {}, "", refusal=Result(ctx.say(refused), {"done": False}, ok=False))
    facts = {"what": target.label, "name": person.name}
    if target.kind == "member":
        question = ctx.say("people-ask-remove", places=[*_labels(ctx, person)] or [ctx.say("people-nowhere")], **facts)
    else:
        question = ctx.say("people-ask-unlink-mine" if mine else "people-ask-unlink", **facts)
        if target.kind == "place" and len(_places(person)) == 1:
            question = f"{question} {ctx.say('people-only-place-mine' if mine else 'people-only-place', **facts)}"
    return Settled({"link": target.reference}, exact, question, yes=ctx.say("people-yes-remove"))


def _refused(ctx: ToolContext, target: _Target, everybody: list[Person]) -> str:
    """The key of why something cannot be thrown out by this person; empty where it can."""
    person = target.person
    mine = person.id == ctx.who.member_id
    if not mine and not ctx.may(MANAGERS):
        return "people-managers-only"
    if not mine and Role(person.role) in RULING and ctx.who.role != Role.OWNER:
        return "people-owners-only"
    last = [each.id for each in everybody if each.role == Role.OWNER] == [person.id]
    if target.kind == "member":
        return "people-last-owner" if last else "people-not-yourself" if mine else ""
    places = _places(person)
    if target.kind == "place" and any(place.id == target.id and place.channel == "terminal" for place in places):
        return "people-not-the-terminal"
    return "people-last-owner" if last and target.kind == "place" and len(places) == 1 else ""


@tool(
    Effect.DELETE,
    roles=EVERYONE,
    examples=[
        "throw out the kitchen speaker",
        "remove my phone",
        "unlink my Telegram",
        "remove Anna from the team",
        "revoke the access of my old phone",
        "Tom has left us, take his access away",
    ],
    settle=_settle_removal,
    personal=True,
)
async def remove_link(ctx: ToolContext, link: Link) -> Result:
    """Throw out a device, unlink a place from which somebody is known, or remove a member with all of theirs."""
    exact = ctx.exact or {}
    kind, _, number = str(exact["what"]).partition(":")
    member = int(exact["member"])

    def remove(session: Session) -> bool:
        if kind == "member":
            done = people.remove(session, ctx.workspace_id, member, ctx.now)
        elif kind == "place":
            done = people.unlink(session, ctx.workspace_id, member, int(number))
        else:
            done = devices.end(session, int(number), ctx.now)
        if done:
            _note(session, ctx, "remove_link", exact)
        return done

    if not await ctx.write_unnoted(remove):
        raise Conflict("people-changed")
    key = "people-removed" if kind == "member" else "people-unlinked" if kind == "place" else "people-thrown-out"
    return Result(ctx.say(key, what=exact["label"]), {"done": True, "what": kind})


def _meant(ctx: ToolContext, words: str, everybody: list[Person]) -> _Target:
    """The one thing that is meant. Raises `NotFound`, or `Missing` with what it could be."""
    targets = _targets(ctx, everybody)
    if match := _REFERENCE.fullmatch(words):
        found = [target for target in targets if target.reference == match[0]]
    else:
        wanted = _words(words)
        scored = [(_likeness(wanted, target), target) for target in targets]
        best = max((score for score, _ in scored), default=0)
        found = [target for score, target in scored if score == best and score > 0]
        if len(found) > 1:
            # Of what fits as well, one's own is meant.
            own = [target for target in found if target.person.id == ctx.who.member_id and target.kind != "member"]
            found = own or found
    if not found:
        raise NotFound("people-no-such-link", name=words[:LONGEST_NAME])
    if len(found) > 1:
        raise Missing("link", "ask-linked-which", options=tuple((each.label, each.reference) for each in found[:6]))
    return found[0]


def _targets(ctx: ToolContext, everybody: list[Person]) -> list[_Target]:
    targets = []
    for person in everybody:
        targets.append(_Target("member", person.id, person, person.name, (person.name,)))
        mine = person.id == ctx.who.member_id
        for place in _places(person):
            label = _named_place(ctx, place.channel, place.name)
            label = label if mine else ctx.say("people-of", what=label, name=person.name)
            called = (_place(ctx, place.channel), place.channel, place.name, f"{person.name} {place.channel}")
            targets.append(_Target("place", place.id, person, label, called))
        for device in person.devices:
            label = device.name if mine else ctx.say("people-of", what=device.name, name=person.name)
            names = (device.name, _place(ctx, device.channel), f"{person.name} {device.name}")
            targets.append(_Target("device", device.id, person, label, names))
    return targets


def _likeness(wanted: list[str], target: _Target) -> int:
    """How well words fit: 3 for a whole name, 2 where each word is in one, 1 where a name is among the words."""
    best = 0
    for called in target.called:
        words = _words(called)
        if not words or not wanted:
            continue
        if words == wanted:
            best = max(best, 3)
        elif set(wanted) <= set(words):
            best = max(best, 2)
        elif set(words) <= set(wanted):
            best = max(best, 1)
    return best


def _labels(ctx: ToolContext, person: Person) -> list[str]:
    return [_named_place(ctx, place.channel, place.name) for place in _places(person)] + [
        device.name for device in person.devices
    ]


def _places(person: Person) -> list[people.Place]:
    """Where somebody speaks themselves; not by what their devices are known."""
    return [place for place in person.places if place.sender != f"member-{person.id}"]


def _knows(person: Person, asking: Asking) -> bool:
    return any((place.channel, place.sender) == (asking.channel, asking.sender) for place in person.places)


def _at(person: Person, exact: dict[str, Any]) -> people.Place | None:
    places = (place for place in person.places if (place.channel, place.sender) == (exact["channel"], exact["sender"]))
    return next(places, None)


def _place(ctx: ToolContext, channel: str) -> str:
    """A channel as people call it."""
    key = f"people-place-{channel.replace('_', '-')}"
    return ctx.say(key) if ctx.phrases.has(key) else channel


def _named_place(ctx: ToolContext, channel: str, name: str) -> str:
    place = _place(ctx, channel)
    return ctx.say("people-place-named", place=place, called=name) if name else place


def _note(session: Session, ctx: ToolContext, what: str, args: dict[str, Any]) -> None:
    keep = partial(people.note, workspace_id=ctx.workspace_id, member_id=ctx.who.member_id)
    keep(session, conversation_id=ctx.conversation_id, tool=what, args=args, now=ctx.now)


def _digits(code: str) -> str:
    return re.sub(r"\D", "", code)[:12]


def _clean(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]


def _words(text: str) -> list[str]:
    """The words of a name, folded, without those that only say whose it is."""
    words = re.findall(r"\w+", fold(text).replace("'s", "").replace("’s", ""))
    kept = [word for word in words if word not in _SMALL]
    return kept or words


_SMALL = frozenset(
    re.findall(
        r"\w+",
        """
        the my our your a an his her their old from of to on access device account team
        el la los las mi mis nuestro nuestra del de acceso dispositivo cuenta equipo viejo vieja
        der die das den dem mein meine meinen meinem meiner unser unsere unseren vom von aus zugang gerat konto team
        alte alten altes le les l mon ma mes notre nos du des d acces appareil compte equipe vieux vieille ancien ancienne
        """,
    )
)
