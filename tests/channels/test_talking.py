"""Talking in the terminal: what is sent, what is shown, what is spoken, and when it listens."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import wave
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from bot.errors import OperatorError
from bot.messages import Attachment, Call, IncomingMessage, Reply
from bot.phrases import LANGUAGES, Phrases
from bot.voice.activity import Loudness
from bot.voice.audio import RATE
from bot.voice.microphone import Microphone
from connectors import talk
from connectors.channels.terminal import Terminal, as_object, files_in, save

Progress = Callable[[str], Awaitable[None]]

QUESTION = Reply(
    "This goes out now. Shall I?",
    calls=(Call("publish_post", {}, {"needs_consent": True}),),
    heard="publish it",
    speech="Shall I publish it?",
)
DONE = Reply("It is out.", heard="yes", speech="It is out.")


class Room:
    """A microphone in a room where somebody says something each time it is opened: `says` are seconds of voice.

    Below zero nothing is said; None: the microphone fails.
    """

    def __init__(self, *says: float | None) -> None:
        self.says = list(says)
        self.opened = 0
        self.open = 0
        self.there = True

    def check(self) -> None:
        if not self.there:
            raise OperatorError("microphone-none")

    async def stream(self) -> AsyncGenerator[bytes, None]:
        self.check()
        self.opened += 1
        self.open += 1
        try:
            noise = np.random.default_rng(1).normal(0, 20, 30 * RATE)
            says = self.says.pop(0) if self.says else -1.0
            if says is not None and says > 0:
                at = np.arange(int(says * RATE))
                noise[RATE // 2 : RATE // 2 + len(at)] += 8000 * np.sin(2 * np.pi * 200 * at / RATE)
            for start in range(0, len(noise), 512):
                if says is None and start > RATE // 4:
                    raise OperatorError("microphone-gone")
                yield noise[start : start + 512].astype("<i2").tobytes()
                await asyncio.sleep(0)
        finally:
            self.open -= 1


class Slow(Room):
    """A microphone that hears in real time, for as long as somebody holds on."""

    async def stream(self) -> AsyncGenerator[bytes, None]:
        self.opened += 1
        self.open += 1
        try:
            while True:
                await asyncio.sleep(0.01)
                yield np.random.default_rng(1).normal(0, 20, 512).astype("<i2").tobytes()
        finally:
            self.open -= 1


class Loudspeaker:
    """Remembers what it played; `holds` keeps it playing until it is stopped."""

    def __init__(self, *, holds: bool = False, fails: bool = False) -> None:
        self.played: list[Attachment] = []
        self.stopped = 0
        self.chimes = 0
        self.holds = holds
        self.fails = fails

    async def play(self, sound: Attachment) -> None:
        if self.fails:
            raise OperatorError("loudspeaker-none")
        self.played.append(sound)
        try:
            if self.holds:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.stopped += 1
            raise

    async def chime(self) -> None:
        self.chimes += 1


class Scripted:
    """A conversation that gives these replies, one after the other."""

    def __init__(self, *replies: Reply, speaks: bool = True) -> None:
        self.replies = list(replies)
        self.messages: list[IncomingMessage] = []
        self.speaks = speaks
        self.came = asyncio.Event()

    async def handle(
        self, message: IncomingMessage, *, progress: Progress | None = None, stop: asyncio.Event | None = None
    ) -> Reply:
        self.messages.append(message)
        self.came.set()
        return self.replies.pop(0) if self.replies else Reply(f"answer to {message.text}")

    async def call(
        self, message: IncomingMessage, tool: str, args: Mapping[str, Any], *, progress: Progress | None = None
    ) -> Reply:
        raise AssertionError("no tool is called from here")

    async def greeting(self, message: IncomingMessage) -> Reply:
        return Reply("Welcome.")

    async def news(self, message: IncomingMessage) -> list[Reply]:
        return []

    async def leave(self, message: IncomingMessage, reply: Reply) -> str:
        raise AssertionError("nothing is left elsewhere from here")

    async def knows(self, message: IncomingMessage) -> bool:
        return True

    async def aloud(self, message: IncomingMessage, reply: Reply) -> Attachment | None:
        if not self.speaks or not reply.speech:
            return None
        return Attachment("reply.wav", "audio/wav", reply.speech.encode(), spoken=False)

    def recordings(self) -> list[float]:
        """How many seconds each message holds, 0 for a typed one."""
        return [sum(_seconds(item.data) for item in message.attachments) for message in self.messages]


def _seconds(data: bytes) -> float:
    with wave.open(io.BytesIO(data)) as file:
        return float(file.getnframes() / file.getframerate())


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


class Talking:
    """A terminal with somebody in front of it."""

    def __init__(self, keys: PipeInput, home: Path, door: Scripted, room: Room | None, **more: Any) -> None:
        self.keys, self.door, self.room = keys, door, room
        self.target = Screen()
        microphone = Microphone(room, judge=Loudness) if room is not None else None
        self.terminal = Terminal(
            door, Phrases, home=home, source=Screen(), target=self.target, voice=True, microphone=microphone, **more
        )
        self.running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Talking:
        self.running = asyncio.create_task(self.terminal.run())
        await self.until(lambda: self.terminal._talk is not None and "Welcome" in self.screen)
        await asyncio.sleep(0.05)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.running is not None
        if not self.running.done():
            self.running.cancel()
            await asyncio.gather(self.running, return_exceptions=True)
        if self.room is not None:
            assert self.room.open == 0

    @property
    def screen(self) -> str:
        return self.target.getvalue()

    @property
    def state(self) -> str:
        assert self.terminal._talk is not None
        return self.terminal._talk.state

    @property
    def prompt(self) -> str:
        return "".join(text for _, text in self.terminal._prompt("› ", bars=" ▁▂▃▄▅▆▇█"))

    async def press(self, text: str, until: Callable[[], object]) -> None:
        self.keys.send_text(text)
        await self.until(until)

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until that holds; fails when it does not within ten seconds."""
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.01)

    async def leave(self) -> None:
        assert self.running is not None
        self.keys.send_text("\x04")
        await asyncio.wait_for(self.running, 10)


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


async def test_what_is_said_is_sent_heard_shown_and_answered_aloud(keys: PipeInput, tmp_path: Path) -> None:
    door, room, loudspeaker = Scripted(DONE), Room(1.0), Loudspeaker()
    async with Talking(keys, tmp_path, door, room, player=loudspeaker) as talking:
        await talking.press("\r", lambda: loudspeaker.played)
        await talking.leave()
    (message,) = door.messages
    (recording,) = message.attachments
    assert (message.text, message.channel, message.aloud) == ("", "terminal", True)
    assert (recording.media_type, recording.spoken, recording.path) == ("audio/wav", True, None)
    assert 2.0 < door.recordings()[0] < 2.6  # half a second before, one of speech, 0.8 after
    assert talking.screen.index("🎤 “yes”") < talking.screen.index("It is out.")
    assert [sound.data for sound in loudspeaker.played] == [b"It is out."]
    assert room.opened == 1 and loudspeaker.chimes == 0


async def test_a_recording_is_written_nowhere(
    keys: PipeInput, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    door, loudspeaker = Scripted(DONE), Loudspeaker()
    async with Talking(keys, tmp_path, door, Room(1.0), player=loudspeaker) as talking:
        await talking.press("\r", lambda: loudspeaker.played)
        await talking.leave()
    assert [path.name for path in tmp_path.rglob("*")] == ["terminal_history"]
    assert "yes" not in (tmp_path / "terminal_history").read_text()
    assert "yes" not in caplog.text and "It is out" not in caplog.text


async def test_a_question_is_answered_without_a_key(keys: PipeInput, tmp_path: Path) -> None:
    door, room, loudspeaker = Scripted(QUESTION, DONE), Room(1.0, 0.4), Loudspeaker()
    async with Talking(keys, tmp_path, door, room, player=loudspeaker) as talking:
        await talking.press("\r", lambda: len(loudspeaker.played) == 2)
        assert loudspeaker.chimes == 1
        await asyncio.sleep(0.1)
    assert len(door.messages) == 2 and room.opened == 2  # “It is out.” asks nothing


async def test_silence_after_a_question_is_sent_as_the_answer_it_is(keys: PipeInput, tmp_path: Path) -> None:
    refused = Reply("I left it.", speech="I left it.")
    door, loudspeaker = Scripted(QUESTION, refused), Loudspeaker()
    async with Talking(keys, tmp_path, door, Room(1.0, -1.0), player=loudspeaker) as talking:
        await talking.press("\r", lambda: "I left it." in talking.screen)
    assert talk.QUESTION_PATIENCE <= door.recordings()[1] < talk.QUESTION_PATIENCE + 0.5


async def test_silence_where_nothing_waits_for_a_yes_is_not_sent(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted(Reply("When should it go out?", heard="post it", speech="When should it go out?"))
    room = Room(1.0, -1.0)
    async with Talking(keys, tmp_path, door, room, player=Loudspeaker()) as talking:
        await talking.press("\r", lambda: room.opened == 2 and not room.open)
        await asyncio.sleep(0.05)
        await talking.press("tomorrow\r", lambda: len(door.messages) == 2)
    assert door.messages[1].text == "tomorrow" and door.messages[1].attachments == ()


async def test_a_question_to_somebody_who_types_opens_no_microphone(keys: PipeInput, tmp_path: Path) -> None:
    door, room, loudspeaker = Scripted(QUESTION), Room(1.0), Loudspeaker()
    async with Talking(keys, tmp_path, door, room, player=loudspeaker) as talking:
        await talking.press("publish it\r", lambda: loudspeaker.played)
        await asyncio.sleep(0.1)
    assert room.opened == 0


async def test_the_key_says_that_all_is_said(keys: PipeInput, tmp_path: Path) -> None:
    class Voice(Slow):
        async def stream(self) -> AsyncGenerator[bytes, None]:
            self.open += 1
            try:
                tone = (8000 * np.sin(2 * np.pi * 200 * np.arange(512) / RATE)).astype("<i2").tobytes()
                yield np.random.default_rng(1).normal(0, 20, 512).astype("<i2").tobytes()
                while True:
                    await asyncio.sleep(0.01)
                    yield tone
            finally:
                self.open -= 1

    door = Scripted(DONE)
    async with Talking(keys, tmp_path, door, Voice()) as talking:
        await talking.press("\x1bOQ", lambda: talking.state == "listening")  # F2
        await asyncio.sleep(0.2)
        await talking.press("\r", lambda: door.messages)
    assert 0.1 < door.recordings()[0] < 20


async def test_it_says_that_it_listens_only_once_it_does(keys: PipeInput, tmp_path: Path) -> None:
    opened = asyncio.Event()

    class Opening(Slow):
        async def stream(self) -> AsyncGenerator[bytes, None]:
            await opened.wait()
            async for piece in super().stream():
                yield piece

    async with Talking(keys, tmp_path, Scripted(), Opening()) as talking:
        await talking.press("\r", lambda: talking.state == "listening")
        assert "listening" not in talking.prompt
        opened.set()
        await talking.until(lambda: "listening" in talking.prompt)


async def test_typing_takes_over_from_listening(keys: PipeInput, tmp_path: Path) -> None:
    door, room = Scripted(), Slow()
    async with Talking(keys, tmp_path, door, room) as talking:
        await talking.press("\r", lambda: talking.state == "listening")
        await talking.press("h", lambda: talking.state == "idle")
        await talking.press("ello\r", lambda: door.messages)
    assert door.messages[0].text == "hello" and door.recordings() == [0]


async def test_keys_that_come_at_once_are_typing(keys: PipeInput, tmp_path: Path) -> None:
    door, room = Scripted(), Slow()
    async with Talking(keys, tmp_path, door, room) as talking:
        await talking.press("\rhello\r", lambda: door.messages)  # typed ahead, while it was thinking
    assert door.messages[0].text == "hello" and room.opened == 0


@pytest.mark.parametrize("key", ["\x1b", "\x03", "\x04"])
async def test_never_mind(key: str, keys: PipeInput, tmp_path: Path) -> None:
    door, room = Scripted(), Slow()
    async with Talking(keys, tmp_path, door, room) as talking:
        await talking.press("\r", lambda: talking.state == "listening")
        await talking.press(key, lambda: talking.state == "idle" and not room.open)
        assert talking.running is not None and not talking.running.done()
        assert door.messages == []
        assert "I heard nothing" not in talking.screen


async def test_what_was_typed_so_far_is_kept_while_something_is_said(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted(DONE)
    async with Talking(keys, tmp_path, door, Room(1.0)) as talking:
        keys.send_text("half a ")
        await talking.press("\x14", lambda: "It is out." in talking.screen)  # Ctrl-T
        await asyncio.sleep(0.05)
        await talking.press("sentence\r", lambda: len(door.messages) == 2)
    assert door.messages[1].text == "half a sentence"


async def test_any_key_stops_what_is_being_said(keys: PipeInput, tmp_path: Path) -> None:
    door, room, loudspeaker = Scripted(QUESTION), Room(1.0, 1.0), Loudspeaker(holds=True)
    async with Talking(keys, tmp_path, door, room, player=loudspeaker) as talking:
        await talking.press("\r", lambda: talking.state == "speaking")
        await talking.press("w", lambda: loudspeaker.stopped)
        await asyncio.sleep(0.05)
        assert room.opened == 1  # whoever types is not listened to
        await talking.press("ait\r", lambda: len(door.messages) == 2)
    assert door.messages[1].text == "wait"


async def test_enter_lets_the_person_talk_over_it(keys: PipeInput, tmp_path: Path) -> None:
    door, loudspeaker = Scripted(QUESTION, DONE), Loudspeaker(holds=True)
    async with Talking(keys, tmp_path, door, Room(1.0, 0.5), player=loudspeaker) as talking:
        await talking.press("\r", lambda: talking.state == "speaking")
        await talking.press("\r", lambda: len(door.messages) == 2)
        assert loudspeaker.stopped == 1
    assert 1.5 < door.recordings()[1] < 2.1


async def test_nothing_said_after_the_key_is_told_and_not_sent(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted()
    async with Talking(keys, tmp_path, door, Room(-1.0)) as talking:
        await talking.press("\r", lambda: "I heard nothing" in talking.screen)
    assert door.messages == []


async def test_the_key_while_a_question_waits_in_silence_is_no_answer(keys: PipeInput, tmp_path: Path) -> None:
    class First(Room):
        async def stream(self) -> AsyncGenerator[bytes, None]:
            source = super().stream() if self.says else Slow.stream(self)  # type: ignore[arg-type]
            async for piece in source:
                yield piece

    door = Scripted(QUESTION)
    async with Talking(keys, tmp_path, door, First(1.0)) as talking:
        await talking.press("\r", lambda: door.messages)
        await talking.until(lambda: talking.state == "listening")
        await talking.press("\r", lambda: talking.state == "idle")
        await asyncio.sleep(0.05)
    assert len(door.messages) == 1


async def test_without_a_microphone_typing_goes_on(keys: PipeInput, tmp_path: Path) -> None:
    door, room, loudspeaker = Scripted(DONE, DONE), Room(1.0), Loudspeaker()
    room.there = False
    async with Talking(keys, tmp_path, door, room, player=loudspeaker) as talking:
        assert "I find no microphone here" in talking.screen
        await talking.press("\r", lambda: talking.screen.count("I find no microphone here") == 2)
        await talking.press("hello\r", lambda: loudspeaker.played)
        assert door.messages[0].text == "hello" and door.messages[0].aloud
        await asyncio.sleep(0.05)
        room.there = True  # plugged in
        await talking.press("\r", lambda: len(door.messages) == 2)
    assert door.recordings()[1] > 1


async def test_a_microphone_pulled_out_in_the_middle_sends_nothing(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted(DONE)
    async with Talking(keys, tmp_path, door, Room(None, 1.0)) as talking:
        await talking.press("\r", lambda: "stopped in the middle" in talking.screen)
        assert door.messages == []
        await asyncio.sleep(0.05)
        await talking.press("\r", lambda: door.messages)


async def test_a_loudspeaker_that_fails_is_told_once(keys: PipeInput, tmp_path: Path) -> None:
    door, loudspeaker = Scripted(DONE, DONE), Loudspeaker(fails=True)
    async with Talking(keys, tmp_path, door, Room(), player=loudspeaker) as talking:
        await talking.press("one\r", lambda: "I find nothing here to play sound on" in talking.screen)
        await asyncio.sleep(0.05)
        await talking.press("two\r", lambda: len(door.messages) == 2)
        await asyncio.sleep(0.05)
    assert talking.screen.count("I find nothing here to play sound on") == 1
    assert not door.messages[1].aloud


async def test_where_nobody_can_speak_it_is_told_once(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted(DONE, DONE, speaks=False)
    async with Talking(keys, tmp_path, door, Room(), player=Loudspeaker()) as talking:
        await talking.press("one\r", lambda: "nobody here speaks English" in talking.screen)
        await asyncio.sleep(0.05)
        await talking.press("two\r", lambda: talking.screen.count("It is out.") == 2)
        await asyncio.sleep(0.05)
    assert talking.screen.count("nobody here speaks English") == 1


class Word:
    """Wakes after so many seconds of each listening; `fails` when it is made ready."""

    words = "okay nabu"

    def __init__(self, after: float = 0.3, *, fails: bool = False) -> None:
        self.after, self.fails = after, fails
        self.seen = 0.0

    def reset(self) -> None:
        self.seen = 0.0
        if self.fails:
            raise OperatorError("wake-not-installed")

    def heard(self, chunk: bytes) -> bool:
        self.seen += len(chunk) / 2 / RATE
        return self.seen >= self.after


async def test_the_word_does_what_the_key_does(keys: PipeInput, tmp_path: Path) -> None:
    door, loudspeaker = Scripted(DONE), Loudspeaker()
    async with Talking(keys, tmp_path, door, Room(1.0), player=loudspeaker, wake=Word()) as talking:
        await talking.until(lambda: loudspeaker.played)
        assert loudspeaker.chimes >= 1  # the word may be said again meanwhile
    assert door.recordings()[0] > 1


async def test_the_word_stops_what_is_being_said(keys: PipeInput, tmp_path: Path) -> None:
    door, loudspeaker = Scripted(DONE, DONE), Loudspeaker(holds=True)
    async with Talking(keys, tmp_path, door, Room(1.0, 1.0), player=loudspeaker, wake=Word()) as talking:
        await talking.until(lambda: len(door.messages) == 2)
    assert loudspeaker.stopped >= 1


async def test_where_no_word_wakes_the_key_still_does(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted(DONE)
    async with Talking(keys, tmp_path, door, Room(1.0), wake=Word(fails=True)) as talking:
        await talking.until(lambda: "Waking by a word does not work here" in talking.screen)
        await talking.press("\r", lambda: door.messages)
    assert talking.screen.count("Waking by a word") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [30, 60, 120])
async def test_it_shows_that_it_listens(language: str, columns: int, tmp_path: Path) -> None:
    output = Vt100_Output(io.StringIO(), lambda: Size(rows=24, columns=columns), enable_cpr=False)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
        async with Talking(pipe, tmp_path, Scripted(), Slow()) as talking:
            talking.terminal._language = language
            await talking.press("\r", lambda: talking.terminal._talk and talking.terminal._talk.hearing)
            shown = talking.prompt
    assert Phrases(language).say("microphone-listening") in shown and re.search(r"\d:\d\d", shown)
    assert len(shown) < columns


# Without a microphone


def piped(door: Scripted, given: str, home: Path, **more: Any) -> str:
    """Everything printed for what came through a pipe."""
    reading, writing = os.pipe()
    os.write(writing, given.encode())
    os.close(writing)
    target = io.StringIO()
    with os.fdopen(reading, "r") as source:
        asyncio.run(Terminal(door, Phrases, home=home, source=source, target=target, **more).run())
    return target.getvalue()


def note(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(bytes(RATE))
    return path


def test_in_a_pipe_each_line_is_the_path_of_a_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = note(tmp_path / "first note.wav"), note(tmp_path / "voice-note")
    door = Scripted(DONE, DONE, Reply("ok"), Reply("There is no such file."))
    printed = piped(door, f"'{first}'\nvoice-note\nyes\nmissing.ogg\n", tmp_path, voice=True)
    sent = [[(item.path, item.spoken) for item in message.attachments] for message in door.messages]
    assert sent == [[(first, True)], [(Path("voice-note"), True)], [], [(Path("missing.ogg"), True)]]
    assert door.messages[2].text == "yes"
    assert not any(message.aloud for message in door.messages)  # nobody hears it
    assert printed.startswith("heard: yes\nIt is out.\n\nheard: yes\n")
    assert second.exists()


def test_what_was_heard_is_told_in_the_language_of_the_reply(tmp_path: Path) -> None:
    door = Scripted(Reply("Erledigt.", heard="ja", language="de"))
    assert piped(door, "note.wav\n", tmp_path, voice=True) == "gehört: ja\nErledigt.\n\n"


def test_a_sound_file_is_sent_without_voice_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = note(tmp_path / "my note.wav")
    door = Scripted()
    piped(door, f"{path.name}\n{str(path).replace(' ', chr(92) + ' ')}\nmissing.wav\n", tmp_path)
    sent = [[(item.path, item.spoken) for item in message.attachments] for message in door.messages]
    assert sent == [[(Path("my note.wav"), None)], [(path, None)], []]
    assert [message.text for message in door.messages] == ["", "", "missing.wav"]


@pytest.mark.parametrize("text", ["~nobody.wav", "~ 5 posts.mp3", "", "'", '""', "x" * 5000 + ".wav", 'say "no".wav'])
def test_what_only_looks_like_a_file_stays_what_was_said(text: str, tmp_path: Path) -> None:
    assert files_in(text) == (text, [])
    door = Scripted()
    piped(door, text + "\n", tmp_path, voice=True)
    assert len(door.messages) == 1


@pytest.mark.parametrize("ending", ["ogg", "oga", "opus", "wav", "mp3", "m4a", "webm", "amr", "flac", "aac", "WAV"])
def test_every_usual_sound_file_is_known_by_its_name(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"note.{ending}"
    path.write_bytes(b"x")
    assert files_in(str(path)) == ("", [path])


def test_json_names_what_was_heard_and_said_only_where_there_is_something() -> None:
    shown = as_object(DONE)
    assert (shown["transcript"], shown["speech"]) == ("yes", "It is out.")
    assert list(as_object(Reply("hello"))) == ["reply", "choices", "calls", "ms"]


# Files that come with a reply


def test_a_file_that_comes_with_a_reply_is_saved_and_its_place_told(tmp_path: Path) -> None:
    spoken = Attachment("voice-over.mp3", "audio/mpeg", b"sound")
    door = Scripted(Reply("Here it is.", attachments=(spoken,)), Reply("Here it is.", attachments=(spoken,)))
    path = tmp_path / "out" / "voice-over.mp3"
    assert piped(door, "make it\n", tmp_path) == f"Here it is.\nSaved as {path}\n\n"
    (line,) = piped(door, "make it\n", tmp_path, as_json=True).splitlines()
    told = {"name": "voice-over.mp3", "media_type": "audio/mpeg", "path": str(path)}
    assert json.loads(line)["attachments"] == [told]
    assert path.read_bytes() == b"sound" and len(list(path.parent.iterdir())) == 1


async def test_it_is_told_under_the_reply(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted(Reply("Here it is.", attachments=(Attachment("chart.png", "image/png", b"picture"),)))
    async with Talking(keys, tmp_path, door, None) as talking:
        await talking.press("make it\r", lambda: "Saved as" in talking.screen)
        await talking.leave()
        told = re.sub(r"\s|\x1b\[\d+m", "", talking.screen)
    assert "Hereitis.Savedas" + str(tmp_path / "out" / "chart.png") in told


def test_nothing_is_written_over(tmp_path: Path) -> None:
    saved = [save(Attachment("a.mp3", "audio/mpeg", data), tmp_path) for data in (b"one", b"two", b"one", b"two")]
    assert [path.name for path in saved if path is not None] == ["a.mp3", "a-2.mp3", "a.mp3", "a-2.mp3"]
    assert (tmp_path / "a.mp3").read_bytes() == b"one"


def test_a_file_that_lies_here_already_is_copied(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"sound")
    path = save(Attachment("take.mp3", "audio/mpeg", path=tmp_path / "kept"), tmp_path / "out")
    assert path == tmp_path / "out" / "take.mp3" and path.read_bytes() == b"sound"


@pytest.mark.parametrize(
    "name", ["../../evil.sh", "/etc/passwd", "..", "", "a\x1b[2Jb\nc.mp3", "x" * 400 + ".mp3", "a:b"]
)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    path = save(Attachment(name, "audio/mpeg", b"x"), tmp_path / "out")
    assert path is not None and path.parent == tmp_path / "out"
    assert path.name.isprintable() and not path.name.startswith(".")
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]


def test_a_file_that_cannot_be_saved_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    door = Scripted(*[Reply("Here it is.", attachments=(Attachment("a.mp3", "audio/mpeg", b"x"),))] * 2)
    assert "I could not save a.mp3" in piped(door, "make it\n", tmp_path)
    assert json.loads(piped(door, "make it\n", tmp_path, as_json=True))["attachments"][0]["path"] is None
