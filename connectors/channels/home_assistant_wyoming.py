"""The Wyoming protocol over TCP: a house asks who we are, hands us what was said, and may let us hear and speak.

Events are a line of JSON, more JSON of a told length, and bytes of a told length (github.com/OHF-Voice/wyoming, README;
wyoming 1.10.2). The package's own reader takes any length, so they are read here. The protocol knows no passwords: who
somebody is stands and falls with their address. What is heard is neither kept nor logged.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import wave
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from wyoming.asr import Transcript
from wyoming.audio import AudioChunk, AudioChunkConverter, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event, Eventable, async_write_event
from wyoming.handle import Handled, NotHandled
from wyoming.info import AsrModel, AsrProgram, Attribution, HandleModel, HandleProgram, Info, TtsProgram, TtsVoice
from wyoming.ping import Pong
from wyoming.tts import SynthesizeStopped

from bot.errors import AllInError, OperatorError, Rejected
from bot.messages import Attachment, IncomingMessage, Reply
from connectors.bearer import LANGUAGES, Network, is_in, language_in, plain_address
from connectors.channel import Door, Sentences, Speech
from connectors.channels.home_assistant import for_the_room, was_handled
from connectors.waiting import Waiting

log = logging.getLogger(__name__)

CHANNEL = "home_assistant"
MOST_CONNECTIONS = 32
MOST_HEAD = 64 * 1024
"""Bytes of an event's first line."""
MOST_BYTES = 1_000_000
"""Of what follows it: data and sound, each."""
MOST_SECONDS = 30.0
"""Of what is said at once."""
MOST_CHARACTERS = 5_000
"""Of what is spoken at once."""
IDLE = 600.0
"""Seconds after which a connection that says nothing is closed; also the longest that one event may take to arrive."""
_STUCK = 30.0  # seconds for a house to take what is sent to it
_PIECE = 2_048  # samples
_MOST_TOLD = 256
_RATES, _WIDTHS, _CHANNELS = range(8_000, 48_001), (1, 2, 4), (1, 2)
_VOICE = "allin-"
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_CODE = re.compile(r"(?<![\w-])\d(?:[ \u00a0\u202f-]?\d){5}(?![\w-])")
_ID = re.compile(r"[\w.:-]{1,120}")


@dataclass(slots=True)
class House:
    """What a server knows. `allowed` are the networks that may connect, `named` says whether somebody wrote them down: such
    a house may have us hear and speak before its person is known.
    """

    door: Door
    sentences: Callable[[str], Sentences]
    waiting: Waiting
    host: str
    port: int
    name: str
    allowed: Sequence[Network]
    named: bool
    language: str
    speech: Speech | None = None
    idle: float = IDLE
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it listens; `port` is then the real one."""
    told: OrderedDict[str, str] = field(default_factory=OrderedDict)
    """What each address was last answered: that much it may have spoken, known or not."""
    visits: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self) -> None:
        """Answer whoever connects until cancelled. Raises `OperatorError` where the port cannot be had."""
        try:
            server = await asyncio.start_server(self._visited, self.host, self.port, limit=MOST_HEAD)
        except OSError as error:
            raise OperatorError(
                "error-port-refused", host=self.host, port=str(self.port), detail=error.strerror or ""
            ) from None
        self.port = server.sockets[0].getsockname()[1]
        try:
            self.ready.set()
            await server.serve_forever()
        finally:
            self.ready.clear()
            server.close()
            for visit in self.visits:
                visit.cancel()
            await asyncio.gather(*self.visits, return_exceptions=True)

    async def _visited(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        peer = plain_address(str((writer.get_extra_info("peername") or ("",))[0]))
        if len(self.visits) >= MOST_CONNECTIONS or not is_in(peer, self.allowed):
            writer.close()
            return
        self.visits.add(task)
        try:
            await _Visit(self, reader, writer, peer).run()
        except asyncio.CancelledError:
            # The server stops; nobody waits for this task.
            return
        except (OSError, EOFError, ValueError, RecursionError, TimeoutError) as error:
            log.info("a Wyoming connection ended: %s", type(error).__name__)
        except Exception as error:
            log.error("a Wyoming connection failed: %s", type(error).__name__, exc_info=error)
        finally:
            self.visits.discard(task)
            writer.close()

    async def info(self) -> Info:
        """Who we are: an agent to talk to, which controls nothing in the house, and what else works here."""
        able = () if self.speech is None else await asyncio.to_thread(self.speech.speaks)
        hears = self.speech is not None and await asyncio.to_thread(self.speech.hears)
        about: dict[str, Any] = {
            "attribution": Attribution("AllIN Assistant", ""),
            "installed": True,
            "version": _version(),
        }

        def say(key: str, language: str = self.language) -> str:
            return self.sentences(language).say(key)

        return Info(
            handle=[
                HandleProgram(
                    name=self.name,
                    description=say("home-assistant-about"),
                    models=[
                        HandleModel(
                            name="allin", description=say("home-assistant-about"), languages=list(LANGUAGES), **about
                        )
                    ],
                    supports_home_control=False,
                    **about,
                )
            ],
            asr=[
                AsrProgram(
                    name=self.name,
                    description=say("home-assistant-hears"),
                    models=[
                        AsrModel(
                            name="allin", description=say("home-assistant-hears"), languages=list(LANGUAGES), **about
                        )
                    ],
                    **about,
                )
            ]
            if hears
            else [],
            tts=[
                TtsProgram(
                    name=self.name,
                    description=say("home-assistant-speaks"),
                    voices=[
                        TtsVoice(
                            name=f"{_VOICE}{language}",
                            description=say("home-assistant-voice", language),
                            languages=[language],
                            **about,
                        )
                        for language in able
                    ],
                    supports_synthesize_streaming=True,
                    **about,
                )
            ]
            if able
            else [],
        )


@dataclass(slots=True)
class _Recording:
    rate: int
    width: int
    channels: int
    samples: bytearray = field(default_factory=bytearray)

    @property
    def seconds(self) -> float:
        return len(self.samples) / (self.rate * self.width * self.channels)

    def file(self) -> bytes:
        made = io.BytesIO()
        with wave.open(made, "wb") as writer:
            writer.setnchannels(self.channels)
            writer.setsampwidth(self.width)
            writer.setframerate(self.rate)
            frame = self.width * self.channels
            writer.writeframes(bytes(self.samples[: len(self.samples) // frame * frame]))
        return made.getvalue()


@dataclass(slots=True)
class _Stream:
    """Text that comes in pieces, spoken sentence by sentence; `converter` gives all of it the first one's rate."""

    language: str
    text: str = ""
    whole: str = ""
    converter: AudioChunkConverter | None = None


class _Visit:
    """One connection. Its events are answered in order."""

    def __init__(self, house: House, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, peer: str) -> None:
        self._house = house
        self._reader = reader
        self._writer = writer
        self._peer = peer
        self._language: str | None = None
        self._recording: _Recording | None = None
        self._stream: _Stream | None = None

    async def run(self) -> None:
        """Answer until either side has enough."""
        while True:
            async with asyncio.timeout(self._house.idle):
                event = await read_event(self._reader)
            if event is None or not await self._answered(event):
                return

    async def _answered(self, event: Event) -> bool:
        """Answer one event; False ends the connection. What we do not know is passed over, as the protocol wants it."""
        data = event.data
        match event.type:
            case "describe":
                await self._send(await self._house.info())
            case "ping":
                text = data.get("text")
                await self._send(Pong(text if isinstance(text, str) else None))
            case "transcript":
                await self._handle(data)
            case "transcribe":
                self._language = language_in(data.get("language"))
            case "audio-start":
                return await self._begin(data)
            case "audio-chunk":
                return await self._add(data, event.payload or b"")
            case "audio-stop":
                return await self._hear()
            case "synthesize" if self._stream is None:
                return await self._speak_all(_text_of(data), self._voice_of(data))
            case "synthesize-start":
                self._stream = _Stream(self._voice_of(data))
            case "synthesize-chunk" if self._stream is not None:
                return await self._speak_on(self._stream, _text_of(data))
            case "synthesize-stop" if self._stream is not None:
                return await self._speak_out(self._stream)
        return True

    # What was said

    async def _handle(self, data: dict[str, Any]) -> None:
        context = data.get("context")
        context = context if isinstance(context, dict) else {}
        message = self._message(_text_of(data), language_in(data.get("language")), context)
        say = self._house.sentences(message.language or self._house.language).say
        known = await self._house.door.knows(message)
        reply: Reply | None
        if known:
            reply = await self._house.waiting.reply(message)
            if reply is not None:
                reply = await for_the_room(self._house.door, message, reply, self._house.sentences)
        else:
            reply = await self._house.door.handle(message)
        if reply is None:
            words, done = say("home-assistant-working"), True
        else:
            words = reply.speech or reply.text
            if not known and (code := _CODE.search(words)) is not None:
                # What is meant for the eye is long; of a code one digit is heard at a time, with a breath in the middle.
                digits = re.sub(r"\D", "", code[0])
                digits = f"{' '.join(digits[:3])}, {' '.join(digits[3:])}"
                words = self._house.sentences(reply.language).say("home-assistant-code", code=digits)
            done = was_handled(reply) or not known
        self._house.told[self._peer] = words
        self._house.told.move_to_end(self._peer)
        if len(self._house.told) > _MOST_TOLD:
            self._house.told.popitem(last=False)
        await self._send((Handled if done else NotHandled)(text=words, context=context or None))

    def _message(
        self, text: str, language: str | None = None, context: dict[str, Any] | None = None
    ) -> IncomingMessage:
        named = context or {}
        ids = (named.get(name) for name in ("satellite_id", "device_id", "conversation_id"))
        # Two houses may call a room by the same name: each has its own, by its address.
        place = next((id for id in ids if isinstance(id, str) and _ID.fullmatch(id)), "main")
        return IncomingMessage(
            text,
            CHANNEL,
            f"wyoming/{self._peer}",
            thread=f"{self._peer}/{place}",
            sender_name=self._house.sentences(language or self._house.language).say(
                "home-assistant-place", address=self._peer
            ),
            language=language,
            aloud=True,
        )

    async def _is_trusted(self) -> bool:
        """Whether we hear and speak for this house: its address was written down, or its person is known."""
        return self._house.named or await self._house.door.knows(self._message(""))

    # Hearing

    async def _begin(self, data: dict[str, Any]) -> bool:
        if self._house.speech is None or not await self._is_trusted():
            return await self._refuse("home-assistant-not-let-in")
        rate, width, channels = (_number(data, name) for name in ("rate", "width", "channels"))
        if rate not in _RATES or width not in _WIDTHS or channels not in _CHANNELS:
            return await self._refuse("home-assistant-format")
        self._recording = _Recording(rate, width, channels)
        return True

    async def _add(self, data: dict[str, Any], sound: bytes) -> bool:
        if self._recording is None and not await self._begin(data):
            return False
        recording = self._recording
        assert recording is not None
        recording.samples += sound
        if recording.seconds > MOST_SECONDS:
            self._recording = None
            return await self._refuse("home-assistant-too-long", seconds=int(MOST_SECONDS))
        return True

    async def _hear(self) -> bool:
        recording, self._recording = self._recording, None
        speech = self._house.speech
        if recording is None or speech is None:
            return True
        sound = Attachment("speech.wav", "audio/wav", data=recording.file(), spoken=True)
        try:
            words = await speech.hear(sound, self._language)
        except Rejected:
            words = ""  # nobody spoke: the house says so itself
        except AllInError as error:
            return await self._refuse(error.key, **error.facts)
        await self._send(Transcript(words, language=self._language))
        return True

    # Speaking

    def _voice_of(self, data: dict[str, Any]) -> str:
        """The language of the voice that is asked for; a voice of ours is named by it."""
        voice = data.get("voice")
        voice = voice if isinstance(voice, dict) else {}
        name = voice.get("name")
        named = language_in(name.removeprefix(_VOICE)) if isinstance(name, str) else None
        return named or language_in(voice.get("language")) or self._house.language

    async def _may_speak(self, text: str) -> bool:
        # Whoever is unknown may still have read out what we have just answered: the code to be let in by.
        return (text.strip() in self._house.told.get(self._peer, "")) or await self._is_trusted()

    async def _speak_all(self, text: str, language: str) -> bool:
        stream = _Stream(language)
        return await self._say(stream, text) and await self._end(stream)

    async def _speak_on(self, stream: _Stream, text: str) -> bool:
        stream.whole += text
        stream.text += text
        if len(stream.whole) > MOST_CHARACTERS:
            return await self._refuse("home-assistant-too-much", limit=MOST_CHARACTERS)
        *sentences, stream.text = _SENTENCE.split(stream.text)
        return all([await self._say(stream, sentence) for sentence in sentences if sentence.strip()])

    async def _speak_out(self, stream: _Stream) -> bool:
        self._stream = None
        if stream.text.strip() and not await self._say(stream, stream.text):
            return False
        if not await self._end(stream):
            return False
        await self._send(SynthesizeStopped())
        return True

    async def _say(self, stream: _Stream, text: str) -> bool:
        """Speak one piece; the first one begins the sound."""
        speech = self._house.speech
        if len(text) > MOST_CHARACTERS:
            return await self._refuse("home-assistant-too-much", limit=MOST_CHARACTERS)
        if speech is None or not await self._may_speak(text):
            return await self._refuse("home-assistant-not-let-in")
        sound = await speech.say(text, stream.language)
        if sound is None:
            return await self._refuse("home-assistant-nobody-speaks")
        chunk = _chunk(sound.data)
        if stream.converter is None:
            stream.converter = AudioChunkConverter(chunk.rate, chunk.width, chunk.channels)
            await self._send(AudioStart(chunk.rate, chunk.width, chunk.channels))
        chunk = stream.converter.convert(chunk)
        size = _PIECE * chunk.width * chunk.channels
        for at in range(0, len(chunk.audio), size):
            await self._send(AudioChunk(chunk.rate, chunk.width, chunk.channels, chunk.audio[at : at + size]))
        return True

    async def _end(self, stream: _Stream) -> bool:
        if stream.converter is None:
            return await self._refuse("home-assistant-nothing-to-say")
        await self._send(AudioStop())
        return True

    async def _refuse(self, key: str, **facts: Any) -> bool:
        """Say why not, and end the connection: a house that does not know this event notices by that."""
        say = self._house.sentences(self._language or self._house.language).say
        await self._send(Error(say(key, **facts), key))
        return False

    async def _send(self, event: Eventable) -> None:
        async with asyncio.timeout(_STUCK):
            await async_write_event(event.event(), self._writer)


async def read_event(reader: asyncio.StreamReader) -> Event | None:
    """The next event, None at the end. Raises ValueError, RecursionError or EOFError for what is none or is too large."""
    line = await reader.readline()
    if not line:
        return None
    head = json.loads(line)
    if not isinstance(head, dict) or not isinstance(head.get("type"), str):
        raise ValueError("no event")
    data = _mapping(head.get("data") or {})
    if length := _length(head, "data_length"):
        data = data | _mapping(json.loads(await reader.readexactly(length)))
    length = _length(head, "payload_length")
    payload = await reader.readexactly(length) if length else None
    return Event(head["type"], data, payload)


def _length(head: dict[str, Any], name: str) -> int:
    length = head.get(name) or 0
    if not isinstance(length, int) or not 0 <= length <= MOST_BYTES:
        raise ValueError(name)
    return length


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("no data")
    return value


def _number(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    return value if isinstance(value, int) else 0


def _text_of(data: dict[str, Any]) -> str:
    text = data.get("text")
    return text if isinstance(text, str) else ""


def _chunk(file: bytes) -> AudioChunk:
    with wave.open(io.BytesIO(file), "rb") as reader:
        frames = reader.readframes(reader.getnframes())
        return AudioChunk(reader.getframerate(), reader.getsampwidth(), reader.getnchannels(), frames)


def _version() -> str:
    try:
        return version("allin-assistant")
    except PackageNotFoundError:
        return ""
