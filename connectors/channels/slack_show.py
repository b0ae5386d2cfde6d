"""Puts messages into Slack, each once: what was shown is noted, and what may have been is looked for before it is sent.

Every message of ours carries the key of its reply (docs.slack.dev/messaging/message-metadata), so that one whose answer got
lost is found again. Nothing is unfurled: a preview would fetch addresses from words that others wrote.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.errors import AllInError
from bot.messages import Attachment, Reply
from connectors.channel import Sentences, Showing
from connectors.channels.slack_blocks import LONGEST_SECTION, Block, Shown, decided
from connectors.channels.slack_events import Place
from connectors.channels.slack_install import Team
from connectors.channels.slack_text import escaped
from connectors.channels.slack_web import Refused, Web

log = logging.getLogger(__name__)

EVENT_TYPE = "allin_reply"
"""What the metadata of our messages is called; the payload has the reply's `key` and the message's `part` of it."""
_PAGES = 5
_A_PAGE = 100
_UNSHOWABLE = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})

Message = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Window:
    """One message in a channel."""

    channel: str
    ts: str

    @classmethod
    def of(cls, id: str) -> Window:
        """From the id that is noted of what was shown."""
        channel, _, ts = id.partition("/")
        return cls(channel, ts)

    @property
    def id(self) -> str:
        """What is noted of it."""
        return f"{self.channel}/{self.ts}"


class Shower:
    """Shows replies and news."""

    def __init__(self, web: Web, say: Callable[[str | None], Sentences]) -> None:
        self._web = web
        self._say = say
        self._direct: dict[tuple[str, str], str] = {}

    async def direct(self, team: Team, person: str) -> Place:
        """The direct messages with a person."""
        channel = self._direct.get((team.id, person))
        if channel is None:
            answer = await self._web.call(team.token, "conversations_open", users=person)
            channel = self._direct[team.id, person] = str(answer["channel"]["id"])
        return Place(team.id, channel)

    async def all(
        self,
        team: Team,
        place: Place,
        made: Sequence[Shown],
        reply: Reply,
        showing: Showing,
        *,
        since: str,
        person: tuple[str, str],
    ) -> None:
        """A reply with its files. `since` is the time of what it answers, `person` the team and id of whom it is for."""
        there = await self._there(team, place, since) if showing.again else ()
        for number, shown in enumerate(made, 1):
            if place.root and _length(shown) > LONGEST_SECTION:
                await self._stream(team, place, str(number), shown, showing, there, person)
            else:
                await self._once(team, place, str(number), shown, showing, there)
        await self.files(team, place, reply.attachments, showing, there)

    async def news(self, team: Team, place: Place, made: Sequence[Shown], reply: Reply, showing: Showing) -> None:
        """News: what was told before under this key is changed into it."""
        there = await self._there(team, place, "") if showing.again else ()
        for number, shown in enumerate(made, 1):
            part = str(number)
            before = showing.parts.get(part)
            if before is None or not await self._change(team, Window.of(before), shown, showing, part):
                await self._once(team, place, part, shown, showing, there, anew=before is not None)
        for part, id in showing.parts.items():
            if part.isdigit() and int(part) > len(made):
                await self._remove(team, Window.of(id))
        await self.files(team, place, reply.attachments, showing, there)

    async def post(self, team: Team, place: Place, part: str, shown: Shown, showing: Showing, *, again: bool) -> str:
        """One message, if it was not shown before; the id of it. With `again` it may be there without our knowing."""
        there = await self._there(team, place, "") if again and part not in showing.parts else ()
        return await self._once(team, place, part, shown, showing, there)

    async def whisper(self, team: Team, place: Place, person: str, shown: Shown) -> str:
        """A message that one person sees for a while, and nobody else."""
        await self._web.turn(team.id, place.channel)
        more = {"thread_ts": place.root} if place.root else {}
        answer = await self._web.call(
            team.token, "chat_postEphemeral", channel=place.channel, user=person, **shown.written(), **more
        )
        return f"{place.channel}/{answer.get('message_ts', '')}"

    async def settle(self, team: Team, data: Mapping[str, Any], say: Sentences, showing: Showing) -> None:
        """Put a decision in place of the buttons that it was made with."""
        if "asked" in showing.parts:
            return
        window = Window(str(data["channel"]), str(data["ts"]))
        label, who, at = str(data["label"]), str(data["user"]), str(data["at"])
        line = say.say("slack-decided", choice=escaped(label), who=f"<@{who}>", when=_moment(at))
        payload = {"key": showing.key, "part": "asked", "choice": label, "who": who, "at": at}
        shown = Shown(f"{data['text']}\n{line}".strip(), tuple(decided(data["blocks"], line)))
        try:
            await self._update(team, window, shown, payload)
        except Refused as error:
            log.info("slack: a decision could not be noted on its message: %s", error.code)
        await showing.shown("asked", window.id)

    async def settled(self, team: Team, window: Window, place: Place, say: Sentences) -> str | None:
        """How the question of a message was decided before; None if it was not, or nobody can tell."""
        try:
            messages = await self._read(team, Place(place.team, window.channel, place.root), window.ts, window.ts)
        except AllInError:
            return None
        for message in messages:
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if message.get("ts") == window.ts and payload.get("who"):
                return say.say(
                    "slack-already",
                    choice=escaped(str(payload.get("choice", ""))),
                    who=f"<@{payload['who']}>",
                    when=_moment(str(payload.get("at", ""))),
                )
        return None

    async def files(
        self, team: Team, place: Place, files: Sequence[Attachment], showing: Showing, there: Sequence[Message] = ()
    ) -> None:
        """The files of a reply, in its thread."""
        known = {str(file.get("name")): message for message in there for file in message.get("files") or ()}
        for number, file in enumerate(files):
            part = f"file-{number}"
            if part in showing.parts:
                continue
            if file.name in known:
                await showing.shown(part, f"{place.channel}/{known[file.name].get('ts')}")
                continue
            data = file.data if file.path is None else await asyncio.to_thread(file.path.read_bytes)
            more = {"thread_ts": place.root} if place.root else {}
            await self._web.turn(team.id, place.channel)
            await self._web.call(
                team.token,
                "files_upload_v2",
                channel=place.channel,
                file=data,
                filename=file.name,
                title=file.name,
                **more,
            )
            await showing.shown(part, f"{place.channel}/")

    async def _once(
        self,
        team: Team,
        place: Place,
        part: str,
        shown: Shown,
        showing: Showing,
        there: Sequence[Message],
        *,
        anew: bool = False,
    ) -> str:
        if part in showing.parts and not anew:
            return showing.parts[part]
        found = None if anew else _found(there, showing.key, part)
        if found is None:
            await self._web.turn(team.id, place.channel)
            try:
                found = await self._post(team, place, shown, _metadata(showing.key, part))
            except Refused as error:
                if error.code not in _UNSHOWABLE or not shown.blocks:
                    raise
                # Better words alone than no answer; what the buttons say can be said as well.
                log.error("slack: a message was refused as it was, and goes out as words: %s", error.code)
                found = await self._post(team, place, Shown(shown.text, ()), _metadata(showing.key, part))
        id = f"{place.channel}/{found}"
        await showing.shown(part, id)
        return id

    async def _post(self, team: Team, place: Place, shown: Shown, metadata: dict[str, Any]) -> str:
        more = {"thread_ts": place.root} if place.root else {}
        answer = await self._web.call(
            team.token,
            "chat_postMessage",
            channel=place.channel,
            unfurl_links=False,
            unfurl_media=False,
            **shown.written(metadata),
            **more,
        )
        return str(answer["ts"])

    async def _stream(
        self,
        team: Team,
        place: Place,
        part: str,
        shown: Shown,
        showing: Showing,
        there: Sequence[Message],
        person: tuple[str, str],
    ) -> None:
        """A long message, a section at a time. What breaks off is finished as an ordinary one in the same place."""
        whole = f"{part}-whole"
        if whole in showing.parts:
            return
        begun = showing.parts.get(part)
        if begun is None and (ts := _found(there, showing.key, part) or _begun(there, team, shown)):
            begun = f"{place.channel}/{ts}"
            await showing.shown(part, begun)
        if begun is not None:
            await self._finish(team, Window.of(begun), shown, showing, part)
        else:
            first, *others = [block for block in shown.blocks if block["type"] == "section"][: _leading(shown)]
            more = {} if not place.group else {"recipient_team_id": person[0], "recipient_user_id": person[1]}
            await self._web.turn(team.id, place.channel)
            try:
                answer = await self._web.call(
                    team.token,
                    "chat_startStream",
                    channel=place.channel,
                    thread_ts=place.root,
                    chunks=[_chunk(first)],
                    **more,
                )
            except Refused as error:
                log.info("slack: nothing is streamed there: %s", error.code)
                await self._once(team, place, part, shown, showing, there)
                return
            window = Window(place.channel, str(answer["ts"]))
            await showing.shown(part, window.id)
            try:
                for block in others:
                    await self._web.call(
                        team.token, "chat_appendStream", channel=window.channel, ts=window.ts, chunks=[_chunk(block)]
                    )
                rest = list(shown.blocks[1 + len(others) :])
                await self._web.call(
                    team.token,
                    "chat_stopStream",
                    channel=window.channel,
                    ts=window.ts,
                    metadata=_metadata(showing.key, part),
                    **({"blocks": rest} if rest else {}),
                )
            except Refused:
                await self._finish(team, window, shown, showing, part)
        await showing.shown(whole, showing.parts[part])

    async def _finish(self, team: Team, window: Window, shown: Shown, showing: Showing, part: str) -> None:
        try:
            await self._web.call(team.token, "chat_stopStream", channel=window.channel, ts=window.ts)
        except Refused as error:
            log.debug("slack: a stream had ended: %s", error.code)
        await self._update(team, window, shown, {"key": showing.key, "part": part})

    async def _change(self, team: Team, window: Window, shown: Shown, showing: Showing, part: str) -> bool:
        """Whether a message that was there could be changed."""
        try:
            await self._update(team, window, shown, {"key": showing.key, "part": part})
        except Refused as error:
            if error.code not in _GONE:
                raise
            return False
        return True

    async def _update(self, team: Team, window: Window, shown: Shown, payload: dict[str, Any]) -> None:
        metadata = {"event_type": EVENT_TYPE, "event_payload": payload}
        await self._web.call(team.token, "chat_update", channel=window.channel, ts=window.ts, **shown.written(metadata))

    async def _remove(self, team: Team, window: Window) -> None:
        try:
            await self._web.call(team.token, "chat_delete", channel=window.channel, ts=window.ts)
        except Refused as error:
            log.info("slack: a message of ours stays: %s", error.code)

    async def _there(self, team: Team, place: Place, since: str) -> Sequence[Message]:
        return await self._read(team, place, since, "")

    async def _read(self, team: Team, place: Place, oldest: str, latest: str) -> list[Message]:
        """The messages of a thread, or of a channel where there is no thread, from one time to another."""
        method = "conversations_replies" if place.root else "conversations_history"
        args: dict[str, Any] = {
            "channel": place.channel,
            "include_all_metadata": True,
            "inclusive": True,
            "limit": _A_PAGE,
        }
        if place.root:
            args["ts"] = place.root
        args |= {name: value for name, value in (("oldest", oldest), ("latest", latest)) if value}
        found: list[Message] = []
        for _ in range(_PAGES):
            answer = await self._web.call(team.token, method, **args)
            found += answer.get("messages") or []
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not answer.get("has_more") or not cursor:
                break
            args["cursor"] = cursor
        return found


def _metadata(key: str, part: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key, "part": part}}


def _found(there: Sequence[Message], key: str, part: str) -> str | None:
    """The time of the message that is this part of this reply."""
    for message in there:
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        if metadata.get("event_type") == EVENT_TYPE and (payload.get("key"), payload.get("part")) == (key, part):
            return str(message["ts"])
    return None


def _begun(there: Sequence[Message], team: Team, shown: Shown) -> str | None:
    """The time of a stream that was begun with these words and never came to its metadata."""
    first = shown.blocks[0]["text"]["text"] if shown.blocks and shown.blocks[0]["type"] == "section" else None
    for message in there:
        begins: Any = next(iter(message.get("blocks") or ()), {})
        if first and message.get("user") == team.user and not message.get("metadata"):
            text = begins.get("text") if isinstance(begins, dict) else None
            if isinstance(text, dict) and text.get("text") == first:
                return str(message["ts"])
    return None


def _leading(shown: Shown) -> int:
    """How many sections a message begins with."""
    for place, block in enumerate(shown.blocks):
        if block["type"] != "section":
            return place
    return len(shown.blocks)


def _length(shown: Shown) -> int:
    """The characters in the sections that a message begins with."""
    return sum(len(block["text"]["text"]) for block in shown.blocks[: _leading(shown)])


def _chunk(block: Block) -> dict[str, Any]:
    return {"type": "blocks", "blocks": [block]}


def _moment(at: str) -> str:
    """A time as everybody sees it in their own zone (docs.slack.dev/messaging/formatting-message-text, dates)."""
    try:
        seconds = int(float(at))
        shown = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (ValueError, OverflowError, OSError):
        return ""
    return f"<!date^{seconds}^{{date_short_pretty}} {{time}}|{shown}>"
