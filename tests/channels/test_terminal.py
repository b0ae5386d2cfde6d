"""What a person sees in a terminal, and what a program reads through a pipe."""

from __future__ import annotations

import asyncio
import io
import json
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.messages import Attachment, Call, Card, Choice, IncomingMessage, Reply
from bot.phrases import LANGUAGES, Phrases
from connectors.channels.terminal import COMMANDS, Standing, Terminal, _completer, as_object, clean, plain, rendered

Progress = Callable[[str], Awaitable[None]]


class Scripted:
    """A conversation that answers with what it heard, and has news when it is given some."""

    def __init__(self) -> None:
        self.heard: list[IncomingMessage] = []
        self.fresh: list[Reply] = []
        self.slow = 0.0
        self.language = "en"

    async def handle(
        self, message: IncomingMessage, *, progress: Progress | None = None, stop: asyncio.Event | None = None
    ) -> Reply:
        self.heard.append(message)
        if self.slow:
            assert progress is not None
            await progress("Sending to Feed")
            await asyncio.sleep(self.slow)
        return Reply(f"heard {message.text}", language=self.language)

    async def call(
        self, message: IncomingMessage, tool: str, args: Mapping[str, Any], *, progress: Progress | None = None
    ) -> Reply:
        raise AssertionError("no tool is called from here")

    async def leave(self, message: IncomingMessage, reply: Reply) -> str:
        raise AssertionError("nothing is left elsewhere from here")

    async def knows(self, message: IncomingMessage) -> bool:
        return True

    async def aloud(self, message: IncomingMessage, reply: Reply) -> Attachment | None:
        raise AssertionError("nothing is spoken here")

    async def greeting(self, message: IncomingMessage) -> Reply:
        return Reply("Welcome to the bakery.", language=self.language)

    async def news(self, message: IncomingMessage) -> list[Reply]:
        fresh, self.fresh = self.fresh, []
        return fresh


class Screen(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


def piped(door: Scripted, given: bytes, tmp_path: Path, *, as_json: bool = False) -> str:
    """Everything printed for what came through a pipe."""
    reading, writing = os.pipe()
    target = io.StringIO()

    async def talk() -> None:
        with os.fdopen(reading, "r") as source:
            terminal = Terminal(door, Phrases, home=tmp_path, as_json=as_json, source=source, target=target)
            feeding = asyncio.to_thread(_feed, writing, given)
            await asyncio.gather(terminal.run(), feeding)

    asyncio.run(talk())
    return target.getvalue()


def _feed(descriptor: int, given: bytes) -> None:
    with os.fdopen(descriptor, "wb") as pipe:
        pipe.write(given)


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


async def typed(door: Scripted, keys: PipeInput, text: str, tmp_path: Path, **more: str) -> str:
    """What stands on the screen after somebody typed this and left."""
    screen = Screen()
    terminal = Terminal(door, Phrases, home=tmp_path, source=Screen(), target=screen, workspace=more.get("workspace"))
    keys.send_text(text)
    await terminal.run()
    return screen.getvalue()


def seen(reply: Reply, width: int = 60, **more: bool | str) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    console.print(rendered(reply, **more))  # type: ignore[arg-type]
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_each_line_of_a_pipe_is_one_message_and_gets_one_reply(tmp_path: Path) -> None:
    door = Scripted()
    assert piped(door, b"hello\r\nhow are you", tmp_path) == "heard hello\n\nheard how are you\n\n"
    assert [message.channel for message in door.heard] == ["terminal", "terminal"]


def test_json_is_one_object_a_line_with_exactly_the_agreed_names(tmp_path: Path) -> None:
    lines = piped(Scripted(), b"one\n\nthree\n", tmp_path, as_json=True).splitlines()
    assert [json.loads(line)["reply"] for line in lines] == ["heard one", "heard ", "heard three"]
    assert list(json.loads(lines[0])) == ["reply", "choices", "calls", "ms"]


def test_calls_and_choices_come_as_plain_data() -> None:
    reply = Reply(
        "Done.",
        choices=(Choice("abc", "Undo", "danger"),),
        calls=(Call("undo", {"post_id": 3}, {"ok": True}),),
        ms=4.25,
    )
    assert as_object(reply) == {
        "reply": "Done.",
        "choices": [{"id": "abc", "label": "Undo"}],
        "calls": [{"tool": "undo", "args": {"post_id": 3}, "result": {"ok": True}}],
        "ms": 4.25,
    }


def test_no_bytes_on_standard_input_break_the_pipe(tmp_path: Path) -> None:
    door = Scripted()
    given = (
        b"\xef\xbb\xbffirst\n\xff\xfe broken \xc3\n nul\x00 bell\x07 \x1b[31mred\x1b[0m\n"
        + b"a" * 10_000_000
        + b"\nlast"
    )
    piped(door, given, tmp_path)
    texts = [message.text for message in door.heard]
    assert texts[:3] == ["first", "�� broken �", " nul bell red"]
    assert 20_000 < len(texts[3]) <= 1 << 20
    assert texts[4:] == ["last"]


def test_a_line_separator_in_a_post_does_not_split_a_line_of_json(tmp_path: Path) -> None:
    printed = piped(Scripted(), "a\u2028b\n".encode(), tmp_path, as_json=True)
    assert len(printed.splitlines()) == 1
    assert json.loads(printed)["reply"] == "heard a\u2028b"


def test_news_comes_between_lines_and_says_so_in_json(tmp_path: Path) -> None:
    door = Scripted()
    door.fresh = [Reply("Post 1 is out.")]
    lines = [json.loads(line) for line in piped(door, b"hello\n", tmp_path, as_json=True).splitlines()]
    assert [(line["reply"], line.get("notice"), line["calls"]) for line in lines] == [
        ("heard hello", None, []),
        ("Post 1 is out.", True, []),
    ]


def test_news_is_told_while_nobody_types(tmp_path: Path) -> None:
    door = Scripted()
    target = io.StringIO()

    async def talk() -> None:
        reading, writing = os.pipe()
        with os.fdopen(reading, "r") as source:
            running = asyncio.create_task(Terminal(door, Phrases, home=tmp_path, source=source, target=target).run())
            door.fresh = [Reply("Post 1 is out.")]
            await asyncio.sleep(1.3)
            assert target.getvalue() == "Post 1 is out.\n\n"
            os.close(writing)
            await running

    asyncio.run(talk())


def test_a_store_that_is_busy_for_a_moment_does_not_hang_up(tmp_path: Path) -> None:
    class Busy(Scripted):
        async def news(self, message: IncomingMessage) -> list[Reply]:
            raise RuntimeError("database is locked")

    assert piped(Busy(), b"hello\n", tmp_path) == "heard hello\n\n"


def test_a_slash_command_is_short_for_its_sentence(tmp_path: Path) -> None:
    door = Scripted()
    piped(door, b"/plan this week\n/undo\n/quit\nnever said\n", tmp_path)
    assert [message.text for message in door.heard] == ["what is planned this week", "undo"]


def test_slash_commands_speak_the_language_of_the_conversation(tmp_path: Path) -> None:
    door = Scripted()
    door.language = "de"
    piped(door, b"hallo\n/plan\n", tmp_path)
    assert door.heard[1].text == "was ist geplant"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_words_in_every_language(language: str) -> None:
    phrases = Phrases(language)
    for name in COMMANDS:
        assert phrases.say(f"terminal-about-{name}")
        assert name in {"clear", "quit"} or phrases.say(f"terminal-say-{name}")


def test_a_post_in_plain_lines_keeps_its_lines_and_facts() -> None:
    card = Card("Post 1 · Instagram", "First line.\n\nSecond line.", facts=(("Length", "24/2200"),))
    assert plain(Reply("Here it is.", cards=(card,), choices=(Choice("a", "Yes"), Choice("b", "No")))) == (
        "Here it is.\n\n"
        "  [Post 1 · Instagram]\n  | First line.\n  |\n  | Second line.\n  Length: 24/2200\n\n"
        "  1. Yes\n  2. No"
    )


def test_a_card_shows_the_text_as_it_will_appear() -> None:
    card = Card("Instagram", "50 % off [bold]today[/bold] :tada: #sale", facts=(("Goes out", "tomorrow"),))
    shown = seen(Reply("A draft.", cards=(card,), choices=(Choice("x", "Undo"),)), hint="Type a number.")
    assert "50 % off [bold]today[/bold] :tada: #sale" in shown
    assert "─ Instagram ─" in shown
    assert "Goes out  tomorrow" in shown
    assert " 1  Undo" in shown
    assert "Type a number." in shown


def test_a_post_cannot_command_the_terminal() -> None:
    evil = "before\x1b]0;title\x07\x1b[2J\x1b[31m\x9b1m\x08\rafter\x00"
    assert clean(evil) == "beforeafter" or clean(evil) == "before1mafter"
    shown = seen(Reply(evil, cards=(Card(evil, evil, facts=((evil, evil),)),), choices=(Choice("a", evil),)))
    assert not set(shown) & {"\x1b", "\x07", "\x08", "\r", "\x00", "\x9b"}
    assert "\x1b" not in plain(Reply(evil, cards=(Card(evil, evil),)))


@pytest.mark.parametrize("width", [20, 40, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    card = Card("A rather long title for a card", "https://example.org/" + "a" * 90, facts=(("Goes out", "x" * 50),))
    shown = seen(Reply("word " * 40, cards=(card,), choices=(Choice("a", "label " * 10),)), width)
    assert max(map(len, shown.splitlines())) <= width


async def test_typing_talks_and_quit_leaves(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted()
    screen = await typed(door, keys, "hello there\r\r/quit\r", tmp_path, workspace="Bakery")
    assert [(message.text, message.workspace) for message in door.heard] == [("hello there", "Bakery")]
    assert screen.index("Welcome to the bakery.") < screen.index("heard hello there")
    assert "Until next time" in screen


async def test_an_unknown_command_is_answered_here(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted()
    screen = await typed(door, keys, "/frobnicate now\r\x04", tmp_path)
    assert door.heard == []
    assert "There is no such command" in screen and "/plan" in screen


async def test_an_unknown_command_changes_no_language(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted()
    door.language = "de"
    screen = await typed(door, keys, "/frobnicate\r/frobnicate\r\x04", tmp_path)
    assert "There is no such command" not in screen and "Bis zum nächsten Mal" in screen


async def test_control_c_clears_the_line_first_and_then_leaves(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted()
    await typed(door, keys, "half a tho\x03kept\r\x03", tmp_path)
    assert [message.text for message in door.heard] == ["kept"]


async def test_the_history_is_kept_for_this_person_only(keys: PipeInput, tmp_path: Path) -> None:
    await typed(Scripted(), keys, "remember me\r\x04", tmp_path)
    kept = tmp_path / "terminal_history"
    assert "remember me" in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0


async def test_the_conversation_goes_on_where_no_history_can_be_kept(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted()
    await typed(door, keys, "hello\r\x04", tmp_path / "missing")
    assert len(door.heard) == 1


async def test_a_slow_answer_shows_what_is_going_on(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted()
    door.slow = 0.7
    screen = await typed(door, keys, "publish\r\x04", tmp_path)
    assert "Sending to Feed" in screen


@pytest.mark.skipif(os.name == "nt", reason="no such terminals there")
async def test_what_is_typed_meanwhile_does_not_tear_the_spinner(keys: PipeInput, tmp_path: Path) -> None:
    import termios

    leading, following = os.openpty()

    def echoes() -> bool:
        return bool(termios.tcgetattr(following)[3] & termios.ECHO)

    class Looking(Scripted):
        async def handle(
            self, message: IncomingMessage, *, progress: Progress | None = None, stop: asyncio.Event | None = None
        ) -> Reply:
            await asyncio.sleep(0.6)
            echoed.append(echoes())
            return Reply("done")

    echoed: list[bool] = []
    with os.fdopen(following, "r", closefd=False) as source:
        keys.send_text("publish\r\x04")
        await Terminal(Looking(), Phrases, home=tmp_path, source=source, target=Screen()).run()
    assert echoed == [False] and echoes()
    os.close(leading)
    os.close(following)


async def test_news_appears_while_somebody_types(keys: PipeInput, tmp_path: Path) -> None:
    door = Scripted()
    door.fresh = [Reply("Post 1 is out.")]
    screen = Screen()
    terminal = Terminal(door, Phrases, home=tmp_path, source=Screen(), target=screen)
    keys.send_text("half a sen")
    running = asyncio.create_task(terminal.run())
    await asyncio.sleep(1.4)
    assert "Post 1 is out." in screen.getvalue()
    keys.send_text("tence\r\x04")
    await running
    assert [message.text for message in door.heard] == ["half a sentence"]


def completions(terminal: Terminal, text: str, *, asked: bool = False) -> list[str]:
    event = CompleteEvent(completion_requested=asked)
    return [found.text for found in _completer(terminal).get_completions(Document(text), event)]


def test_completion_offers_commands_and_platforms_where_they_fit(tmp_path: Path) -> None:
    terminal = Terminal(Scripted(), Phrases, home=tmp_path, platforms=["Instagram", "LinkedIn", "Threads"])
    assert completions(terminal, "/d") == ["/drafts"]
    assert completions(terminal, "post it on li") == ["LinkedIn"]
    assert completions(terminal, "announce thr") == []
    assert completions(terminal, "announce thr", asked=True) == ["Threads"]


def test_the_status_line_gives_up_its_least_important_parts_first() -> None:
    standing = Standing("Demo bakery", "Europe/Berlin", "embedded model", "Thu 12 Mar, 16:00")
    words = "next: Thu 12 Mar, 16:00"
    assert standing.line(80, words) == "Demo bakery · Europe/Berlin · embedded model · next: Thu 12 Mar, 16:00"
    assert standing.line(60, words) == "Demo bakery · Europe/Berlin · next: Thu 12 Mar, 16:00"
    assert standing.line(40, words) == "Demo bakery · next: Thu 12 Mar, 16:00"
    assert standing.line(10, words) == "next: Thu "
