"""What Slack delivers, as events for the inbox: who did what where, and no more of it than answering needs.

docs.slack.dev/reference/events and /reference/interaction-payloads. A message is known by its channel and time: a mention
comes twice, as `app_mention` and as `message`, each under an id of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.channel import Event
from connectors.channels import slack_blocks as blocks
from connectors.channels.slack_text import called, calls_first

SAID, MENTION, MAYBE, TAP, EDIT, COMMAND, SHORTCUT, HOME, HELLO, REST = (
    "said",
    "mention",
    "maybe",
    "tap",
    "edit",
    "command",
    "shortcut",
    "home",
    "hello",
    "rest",
)
"""Kinds of events, as `data["kind"]`."""

SHORTCUT_ID = "make_post"
"""The callback of the message shortcut in the manifest."""
VIEW_ID = "edit"
"""The callback of the window in which a text is changed."""
INPUT_ID = "text"

_SUBTYPES = (None, "file_share", "thread_broadcast")
_NO_PERSON = "USLACKBOT"
_MOST_OF_OTHERS = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where something belongs: `team`, `channel` (or a person, whose direct messages are meant) and the root message."""

    team: str
    channel: str
    root: str = ""

    @classmethod
    def of(cls, thread: str) -> Place:
        """The place that a thread of the conversation names."""
        team, _, rest = thread.partition("/")
        channel, _, root = rest.partition("/")
        return cls(team, channel, root if root[:1].isdigit() else "")

    @property
    def thread(self) -> str:
        """Its name as a thread."""
        return f"{self.team}/{self.channel}/{self.root}"

    @property
    def group(self) -> bool:
        """Whether others read along."""
        return self.channel[:1] not in {"D", "U", "W"}

    @property
    def person(self) -> bool:
        """Whether it is a person and not a channel."""
        return self.channel[:1] in {"U", "W"}


def team_of(body: Mapping[str, Any]) -> str:
    """The team that an event or an interaction comes from."""
    team = body.get("team") or {}
    found = body.get("team_id") or (team.get("id") if isinstance(team, dict) else team)
    return str(found or (body.get("user") or {}).get("team_id") or "")


def enterprise_of(body: Mapping[str, Any]) -> str:
    """The organisation that the team belongs to; empty if it stands alone."""
    return str(body.get("enterprise_id") or (body.get("enterprise") or {}).get("id") or "")


def of_message(body: Mapping[str, Any], us: str) -> Event | None:
    """A message that may be for us. `us` is our user id there.

    In a channel that is one that calls us, or a reply in a thread that we began or that began by calling us. Whether the
    first message called us may have to be looked up: such a reply is kept without its words.
    """
    event = body["event"]
    user, channel, ts = (str(event.get(name) or "") for name in ("user", "channel", "ts"))
    if event.get("subtype") not in _SUBTYPES or event.get("bot_id") or event.get("hidden"):
        return None
    if not (user and channel and ts) or user in {us, _NO_PERSON}:
        return None
    place = Place(team_of(body), channel, str(event.get("thread_ts") or ts))
    key = f"{place.team}/{channel}/{ts}"
    text = str(event.get("text") or "")
    if place.group and event["type"] != "app_mention" and us not in called(text):
        replies = event.get("thread_ts") not in (None, ts)
        if not replies or calls_first(text):
            return None  # to nobody, or to somebody else
        if event.get("parent_user_id") != us:
            return Event(key, place.thread, {"kind": MAYBE, "ts": ts})
    found = said(event, place.team)
    # It comes before the message itself at times, and then without what hangs on it.
    kind = MENTION if event["type"] == "app_mention" else SAID
    return Event(key, place.thread, {**found, "kind": kind})


def said(event: Mapping[str, Any], team: str) -> dict[str, Any]:
    """What there is to know of a message."""
    home = str(event.get("user_team") or team)
    return {
        "kind": SAID,
        "user": str(event["user"]),
        "home": home,
        "ts": str(event["ts"]),
        "text": str(event.get("text") or ""),
        "others": others(event),
        "files": [
            {name: file[name] for name in _OF_A_FILE if name in file}
            for file in event.get("files") or ()
            if isinstance(file, dict) and file.get("mode") != "tombstone"
        ],
    }


_OF_A_FILE = (
    "id",
    "name",
    "title",
    "mimetype",
    "subtype",
    "size",
    "url_private",
    "url_private_download",
    "file_access",
)


def others(message: Mapping[str, Any]) -> str:
    """Messages that somebody passed on with this one."""
    found = []
    for passed in message.get("attachments") or ():
        if isinstance(passed, dict) and (passed.get("is_share") or passed.get("is_msg_unfurl")):
            words = str(passed.get("text") or passed.get("fallback") or "")
            author = str(passed.get("author_name") or "")
            found.append(f"{author}: {words}" if author else words)
    return "\n\n".join(found)[:_MOST_OF_OTHERS]


def of_tap(body: Mapping[str, Any]) -> Event | None:
    """A tapped choice of ours."""
    action = body["actions"][0]
    place = blocks.place_of(str(action.get("block_id", "")))
    if not str(action.get("action_id", "")).startswith(f"{blocks.CHOICE}:") or not place:
        return None
    container, message = body.get("container") or {}, body.get("message") or {}
    user, team = body["user"], team_of(body)
    channel, ts = str(container.get("channel_id") or ""), str(container.get("message_ts") or "")
    data = {
        "kind": TAP,
        "user": str(user["id"]),
        "home": str(user.get("team_id") or team),
        "choice": str(action.get("value", "")),
        "label": str((action.get("text") or {}).get("text", "")),
        "at": str(action.get("action_ts", "")),
        "channel": channel,
        "ts": ts,
        "text": str(message.get("text", "")),
        "blocks": [] if container.get("is_ephemeral") else list(message.get("blocks") or ()),
        "ephemeral": bool(container.get("is_ephemeral")),
    }
    return Event(f"{team}/{channel}/{ts}/{action.get('action_ts')}/{user['id']}", place, data)


def of_command(body: Mapping[str, Any]) -> Event:
    """A slash command."""
    team, user = team_of(body), str(body["user_id"])
    data = {"kind": COMMAND, "user": user, "home": team, "text": str(body.get("text") or "").strip()}
    return Event(f"command/{body['trigger_id']}", f"{team}/{user}/command", data)


def of_shortcut(body: Mapping[str, Any]) -> Event:
    """A message that somebody wants a post of. Its words are other people's, whoever wrote them."""
    team, user = team_of(body), str(body["user"]["id"])
    message = body.get("message") or {}
    words = "\n\n".join(part for part in (str(message.get("text") or ""), others(message)) if part)
    data = {
        "kind": SHORTCUT,
        "user": user,
        "home": str(body["user"].get("team_id") or team),
        "others": words[:_MOST_OF_OTHERS],
        "files": said({"user": user, "ts": "", **message}, team)["files"],
    }
    return Event(f"shortcut/{body['trigger_id']}", f"{team}/{user}/command", data)


def of_home(body: Mapping[str, Any]) -> Event | None:
    """Somebody opened our App Home."""
    event, team = body["event"], team_of(body)
    user, tab = str(event.get("user") or ""), event.get("tab")
    if not user or tab not in {"home", "messages"}:
        return None
    data = {"kind": HOME if tab == "home" else HELLO, "user": user, "home": team, "channel": str(event.get("channel"))}
    # Opened twice at once, one greeting.
    key = str(body["event_id"]) if tab == "home" else f"{team}/{user}/hello"
    return Event(key, f"{team}/{user}/{'home' if tab == 'home' else 'greeting'}", data, quick=True)


def of_edit(body: Mapping[str, Any]) -> Event | None:
    """A text that was changed in the window."""
    view = body["view"]
    try:
        thread, number = json.loads(view["private_metadata"])
    except (ValueError, TypeError):
        return None
    values = view["state"]["values"][INPUT_ID][INPUT_ID]
    data = {
        "kind": EDIT,
        "user": str(body["user"]["id"]),
        "home": str(body["user"].get("team_id") or team_of(body)),
        "number": int(number),
        "text": str(values.get("value") or ""),
    }
    return Event(f"view/{view['id']}", str(thread), data)


def of_stop(body: Mapping[str, Any]) -> Event | None:
    """Somebody pressed Stop."""
    event = body["event"]
    channel, root = str(event.get("channel") or ""), str(event.get("thread_ts") or "")
    if not channel or not root:
        return None
    return Event(str(body["event_id"]), Place(team_of(body), channel, root).thread, {"kind": REST}, quick=True)
