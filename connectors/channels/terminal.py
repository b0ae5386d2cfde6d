"""The terminal: a conversation with cards, numbered choices and a status line, or plain lines in a pipe.

With a microphone it can be talked to as well: a recording is a message like any other.
What is shown comes from people and networks, so it is printed as it stands, never as markup or as terminal commands.
"""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import itertools
import json
import logging
import os
import re
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import UnsupportedOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import unquote, urlsplit

from bot.errors import AllInError
from bot.messages import Attachment, Card, IncomingMessage, Reply
from connectors.channel import Channel, Door, Sentences
from connectors.talk import Microphone, Player, Talk, Wake

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document
    from rich.console import Console, RenderableType
    from rich.status import Status

log = logging.getLogger(__name__)

COMMANDS = ("help", "plan", "drafts", "accounts", "brand", "undo", "clear", "quit")
"""Slash commands. All but the last two are short for the sentence `terminal-say-<name>`."""

PICTURE = "🖼"
_LONGEST_LINE = 1 << 20  # bytes; the conversation refuses far less, so what is cut off is never missed
_CHUNK = 1 << 16
_LONGEST_NAME = 120  # characters; some file systems take 255 bytes
_WIDEST = 88
_POLL = 1.0  # seconds between looks for news
_LOOK = 10  # the status line is made anew with every so many of these
_PATIENCE = 0.4  # seconds before a spinner shows
_HINTS = 3  # how often the hint about choices is given
_BARS = " ▁▂▃▄▅▆▇█"
_ASCII_BARS = " .:-=+*#@"

_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[@-Z\\-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that make a terminal show what follows in another order than it is written, to the end of the line and beyond."""
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in f"\x85\u2028\u2029{_TURNING}"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The status line: where the person is, and what goes out next (already in words, empty if nothing is planned)."""

    workspace: str
    zone: str = ""
    model: str = ""
    next_due: str = ""

    def line(self, width: int, next_words: str) -> str:
        """As much of it as fits into `width` columns, the model dropped first, then the zone."""
        for parts in (
            (self.workspace, self.zone, self.model, next_words),
            (self.workspace, self.zone, next_words),
            (self.workspace, next_words),
            (next_words,),
        ):
            line = " · ".join(clean(part) for part in parts if part)
            if len(line) <= width:
                return line
        return clean(next_words)[: max(width, 0)]


async def nowhere() -> Standing:
    """No status line."""
    return Standing("")


class Terminal(Channel):
    """Talks through `source` and `target`, with a prompt where both are a terminal and line by line otherwise.

    The sender is who is signed in on this machine, with a thread of their own.
    """

    name = "terminal"
    label = "Terminal"

    def __init__(
        self,
        door: Door,
        sentences: Callable[[str], Sentences],
        *,
        home: Path,
        sender: str | None = None,
        workspace: str | None = None,
        as_json: bool = False,
        platforms: Sequence[str] = (),
        standing: Callable[[], Awaitable[Standing]] = nowhere,
        source: TextIO | None = None,
        target: TextIO | None = None,
        voice: bool = False,
        microphone: Microphone | None = None,
        player: Player | None = None,
        wake: Wake | None = None,
    ) -> None:
        """`platforms` are names to complete; `standing` is asked after every reply; the history is kept in `home`.

        `voice` says that people talk: into `microphone`, and in a pipe each line is the path of a recording. Replies are
        spoken on `player`; the word of `wake` does what a key does.
        """
        super().__init__(door, sentences)
        self.home = home
        self.sender = sender or who()
        self.workspace = workspace
        self.as_json = as_json
        self.platforms = platforms
        self._ask_standing = standing
        self._source = source or sys.stdin
        self._target = target or sys.stdout
        self._language = "en"
        self._standing = Standing("")
        self._hints = 0
        self._doing = ""
        self._troubled = False
        self._spinner: Status | None = None
        self._voice = voice or microphone is not None
        self._microphone = microphone
        self._player = player
        self._wake = wake
        self._talk: Talk | None = None
        self._mute = False

    async def run(self) -> None:
        """Talk until end of file or /quit. Raises `BrokenPipeError` when nobody reads any more."""
        if not self.as_json and self._source.isatty() and self._target.isatty():
            await self._run_prompt()
        else:
            await self._run_lines()

    def message(self, text: str, recording: Attachment | None = None) -> IncomingMessage:
        """What the person typed, as the conversation takes it: a slash command becomes its sentence, a file's path the file.

        Whoever types here sits at this machine and may read its files. No other channel makes an attachment of a path.
        `recording` is what they said.
        """
        text, files = files_in(text)
        attachments = tuple(Attachment(path.name, "", path=path) for path in files)
        return IncomingMessage(
            text=self._spelled_out(text),
            attachments=attachments if recording is None else (*attachments, recording),
            channel=self.name,
            sender=self.sender,
            thread=self.sender,
            workspace=self.workspace,
            aloud=self._talk is not None and self._talk.player is not None,
        )

    async def _news(self) -> list[Reply]:
        """What happened meanwhile. A store that is busy for a moment is no reason to hang up; news is kept until told."""
        try:
            fresh = await self.door.news(self.message(""))
        except Exception:
            if not self._troubled:
                log.warning("news could not be fetched", exc_info=True)
            self._troubled = True
            return []
        self._troubled = False
        return fresh

    def _say(self, key: str, **facts: Any) -> str:
        return self.sentences(self._language).say(key, **facts)

    def _spelled_out(self, text: str) -> str:
        command, _, rest = text.strip().partition(" ")
        if command[:1] == "/" and command[1:].lower() in COMMANDS[:-2]:
            return f"{self._say(f'terminal-say-{command[1:].lower()}')} {rest}".strip()
        return text

    # Line by line

    async def _run_lines(self) -> None:
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        room = threading.Semaphore(16)
        loop = asyncio.get_running_loop()

        def read() -> None:
            # A thread of its own, and no lock of the standard library's around the waiting: the program can end while
            # nobody types.
            try:
                # Where the input is closed meanwhile, nobody types any more.
                with contextlib.suppress(OSError):
                    for line in _lines(self._source):
                        room.acquire()
                        loop.call_soon_threadsafe(lines.put_nowait, line)
                loop.call_soon_threadsafe(lines.put_nowait, None)
            except RuntimeError:
                return  # the loop has ended meanwhile

        threading.Thread(target=read, name="terminal-input", daemon=True).start()
        while True:
            waiting = asyncio.ensure_future(lines.get())
            try:
                while not (await asyncio.wait({waiting}, timeout=_POLL))[0]:
                    await self._tell_news_in_lines()
            finally:
                waiting.cancel()
            line = waiting.result()
            room.release()
            if line is None or line.strip().lower() == "/quit":
                break
            reply = await self.door.handle(self._spoken(line) if self._voice else self.message(line))
            self._language = reply.language
            await self._write(reply)
        await self._tell_news_in_lines()

    def _spoken(self, line: str) -> IncomingMessage:
        """A line that names a recording, as what it says; any other as typed."""
        path = _path(line)
        if not (_SOUND_ENDING.search(path.name) or _is_file(path)):
            return self.message(line)
        return self.message("", Attachment(path.name, "", path=path, spoken=True))

    async def _tell_news_in_lines(self) -> None:
        for reply in await self._news():
            await self._write(reply, notice=True)

    async def _write(self, reply: Reply, *, notice: bool = False) -> None:
        saved = await self._saved(reply)
        if self.as_json:
            shown = as_object(reply) | ({"notice": True} if notice else {})
            if saved:
                shown["attachments"] = [
                    {"name": item.name, "media_type": item.media_type, "path": str(path) if path is not None else None}
                    for item, path in saved
                ]
            text = json.dumps(shown, ensure_ascii=False, default=str).translate(_ESCAPED)
        else:
            said = [self._say("microphone-heard-line", words=clean(reply.heard))] if reply.heard else []
            text = "\n".join([*said, plain(reply), *self._told(saved)]) + "\n"
        self._target.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
        self._target.flush()

    async def _saved(self, reply: Reply) -> list[tuple[Attachment, Path | None]]:
        """The files that came with a reply and where they lie now; None for one that could not be written."""
        if not reply.attachments:
            return []
        folder = self.home / "out"
        return [(item, await asyncio.to_thread(save, item, folder)) for item in reply.attachments]

    def _told(self, saved: Sequence[tuple[Attachment, Path | None]]) -> list[str]:
        return [
            self._say("microphone-saved", path=str(path))
            if path is not None
            else self._say("microphone-not-saved", name=clean(item.name), folder=str(self.home / "out"))
            for item, path in saved
        ]

    # With a prompt

    async def _run_prompt(self) -> None:
        from prompt_toolkit.patch_stdout import patch_stdout
        from rich.console import Console

        console = Console(file=None if self._target is sys.stdout else self._target, highlight=False, emoji=False)
        session = self._session(console)
        if self._voice:
            self._talk = self._talking(console, session)
        await self._present(console, await self.door.greeting(self.message("")))
        await self._try_microphone(console)
        before: tuple[IncomingMessage, Reply] | None = None
        draft = ""
        while True:
            await self._look_around()
            news = asyncio.create_task(self._tell_news(console))
            talk = asyncio.create_task(self._listen(console, session, self._talk, before)) if self._talk else None
            recording, before = None, None
            session.app.erase_when_done = False
            try:
                with patch_stdout(raw=True):
                    line = await session.prompt_async(default=draft)
            except EOFError:
                break
            finally:
                news.cancel()
                # A notice that has been fetched is shown, not dropped.
                await asyncio.gather(news, return_exceptions=True)
                if talk is not None:
                    recording = await _outcome(talk)
            if recording is not None:
                draft = line
                before = await self._answer(console, self.message("", recording), "microphone-thinking")
                await self._present(console, before[1])
                continue
            line, draft = typed(line).strip(), ""
            command = line.lower()
            if command in {"/quit", "/exit"}:
                break
            if command == "/clear":
                console.clear()
            elif command[:1] == "/" and command.partition(" ")[0][1:] not in COMMANDS:
                commands = ", ".join(f"/{name}" for name in COMMANDS)
                sorry = self._say("terminal-unknown-command", commands=commands)
                self._show(console, Reply(sorry, ok=False, language=self._language))
            elif line:
                before = await self._answer(console, self.message(line), "terminal-working")
                await self._present(console, before[1])
        console.print(self._say("terminal-goodbye"), style="dim", markup=False)

    async def _answer(self, console: Console, message: IncomingMessage, doing: str) -> tuple[IncomingMessage, Reply]:
        from rich.text import Text

        self._doing = self._say(doing)
        answer = asyncio.ensure_future(self.door.handle(message, progress=self._progress))
        try:
            if not (await asyncio.wait({answer}, timeout=_PATIENCE))[0]:
                spinner = console.status(Text(self._doing, "dim"), spinner="dots", spinner_style="magenta")
                with _without_echo(self._source), spinner as self._spinner:
                    await asyncio.wait({answer})
        finally:
            self._spinner = None
            answer.cancel()
        return message, answer.result()

    async def _progress(self, doing: str) -> None:
        from rich.text import Text

        self._doing = clean(doing)
        if self._spinner is not None:
            self._spinner.update(Text(self._doing, "dim"))

    async def _look_around(self) -> None:
        try:
            self._standing = await self._ask_standing()
        except Exception:
            log.warning("the status line could not be made", exc_info=True)

    async def _tell_news(self, console: Console) -> None:
        """Until cancelled: what happens meanwhile is printed above the line that is being typed."""
        for turn in itertools.count(1):
            await asyncio.sleep(_POLL)
            # Shielded, so that leaving the prompt in the middle cannot lose what has been marked as told.
            fetching = asyncio.ensure_future(self._fetch_news(console, look=turn % _LOOK == 0))
            try:
                await asyncio.shield(fetching)
            except asyncio.CancelledError:
                await fetching
                raise

    async def _fetch_news(self, console: Console, *, look: bool) -> None:
        from prompt_toolkit.application import get_app

        replies = await self._news()
        for reply in replies:
            await self._present(console, reply, notice=True)
        if replies or look:
            await self._look_around()
            get_app().invalidate()

    async def _present(self, console: Console, reply: Reply, *, notice: bool = False) -> None:
        """A reply with what was heard before it, and with its files."""
        from rich.text import Text

        self._language = reply.language
        width = min(console.width, _WIDEST)
        if reply.heard:
            heard = self._say("microphone-heard", words=clean(reply.heard))
            console.print(Text(f"\n{heard}", "italic", overflow="fold"), width=width)
        saved = await self._saved(reply)
        self._show(console, reply, notice=notice)
        for line in self._told(saved):
            console.print(Text(f"  {line}\n", "dim", overflow="fold"), width=width)

    def _show(self, console: Console, reply: Reply, *, notice: bool = False) -> None:
        self._language = reply.language
        hint = ""
        if reply.choices and self._hints < _HINTS:
            self._hints += 1
            hint = self._say("terminal-hint-choose")
        console.print(rendered(reply, hint=hint, notice=notice), width=min(console.width, _WIDEST))

    # Talking

    def _talking(self, console: Console, session: PromptSession[str]) -> Talk:
        def failed(error: AllInError) -> None:
            self._show(console, Reply(self._say(error.key, **error.facts), ok=False, language=self._language))

        def missed() -> None:
            self._show(console, Reply(self._say("microphone-nothing"), ok=False, language=self._language))

        talk = Talk(
            self._microphone, self._player, self._wake, changed=session.app.invalidate, failed=failed, missed=missed
        )
        session.app.key_processor.before_key_press += lambda _: talk.hush()
        return talk

    async def _try_microphone(self, console: Console) -> None:
        """Say at the beginning, rather than at the first word, that nobody can be heard."""
        if self._microphone is None:
            return
        try:
            await self._microphone.check()
        except AllInError as error:
            self._show(console, Reply(self._say(error.key, **error.facts), ok=False, language=self._language))

    async def _listen(
        self,
        console: Console,
        session: PromptSession[str],
        talk: Talk,
        before: tuple[IncomingMessage, Reply] | None,
    ) -> Attachment | None:
        """What is said next, which ends the prompt: what was typed so far stays for the next one."""
        message, reply = before if before is not None else (None, None)

        async def sound() -> Attachment | None:
            if message is None or reply is None:
                return None
            spoken = await self.door.aloud(message, reply)
            if spoken is None and reply.speech and not self._mute:
                self._mute = True
                self._show(
                    console, Reply(self._say("microphone-no-speech", language=reply.language), language=self._language)
                )
            return spoken

        hands_free = message is not None and any(item.spoken for item in message.attachments)
        recording = await talk.turn(reply, sound, hands_free=hands_free)
        if not session.app.is_running or session.app.is_done:
            return None  # a typed line was quicker
        session.app.erase_when_done = True
        session.app.exit(result=session.default_buffer.text)
        return recording

    def _prompt(self, mark: str, *, bars: str) -> Any:
        """Before what is typed: a sign, or while it listens how loud it is."""
        talk = self._talk
        if talk is None or talk.state != "listening":
            return [("class:prompt", mark)]
        from prompt_toolkit.application import get_app

        if not talk.hearing:
            return [("class:prompt", mark), ("class:placeholder", "… ")]
        words, seconds = self._say("microphone-listening"), f"{int(talk.seconds) // 60}:{int(talk.seconds) % 60:02}"
        room = min(get_app().output.get_size().columns - len(words) - len(seconds) - 8, 24)
        shown = list(talk.levels)[-room:] if room > 0 else []
        meter = "".join(bars[min(int(level * len(bars)), len(bars) - 1)] for level in shown).ljust(max(room, 0))
        return [
            ("class:listening", f"{mark.strip()} {words} "),
            ("class:meter", f"{meter} "),
            ("class:listening", f"{seconds} "),
        ]

    def _placeholder(self) -> Any:
        """What stands where nothing has been typed yet."""
        talk = self._talk
        if talk is None or talk.state == "listening":
            return ""
        if talk.state == "speaking":
            key = "microphone-speaking"
        elif talk.microphone is None:
            return ""
        elif talk.wake is not None and talk.waiting:
            return [("class:placeholder", self._say("microphone-wake-or-press", words=clean(talk.wake.words)))]
        else:
            key = "microphone-press"
        return [("class:placeholder", self._say(key))]

    def _status_line(self) -> Any:
        from prompt_toolkit.application import get_app

        if self._talk is not None and self._talk.state == "listening":
            return [("class:bottom-toolbar.text", f" {self._say('microphone-keys')}")]
        if not self._standing.workspace:
            return ""
        due = self._standing.next_due
        words = self._say("terminal-next-due", due=due) if due else self._say("terminal-next-none")
        width = get_app().output.get_size().columns - 2
        return [("class:bottom-toolbar.text", f" {self._standing.line(width, words)} ")]

    def _session(self, console: Console) -> PromptSession[str]:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.history import InMemoryHistory
        from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
        from prompt_toolkit.keys import Keys
        from prompt_toolkit.styles import Style

        keys = KeyBindings()
        talks = Condition(lambda: self._talk is not None and self._talk.microphone is not None)
        listening = Condition(lambda: self._talk is not None and self._talk.state == "listening")
        nothing_typed = Condition(lambda: not session.default_buffer.text.strip())

        @keys.add("f2", filter=talks)
        @keys.add("c-t", filter=talks)
        @keys.add("enter", filter=talks & (nothing_typed | listening))
        def _talk(event: KeyPressEvent) -> None:
            if self._talk is not None:
                self._talk.press()

        @keys.add(Keys.Any, filter=listening)
        @keys.add("escape", filter=listening, eager=True)
        @keys.add("c-d", filter=listening)
        def _type_instead(event: KeyPressEvent) -> None:
            if self._talk is not None:
                self._talk.drop()
            if event.data.isprintable():
                event.current_buffer.insert_text(event.data)

        @keys.add("c-c")
        def _leave_or_clear(event: KeyPressEvent) -> None:
            if self._talk is not None and self._talk.state == "listening":
                self._talk.drop()
            elif event.current_buffer.text:
                event.current_buffer.reset()
            else:
                event.app.exit(exception=EOFError)

        try:
            history = _file_history(self.home / "terminal_history")
        except OSError:
            history = InMemoryHistory()
        utf8 = console.encoding.lower().startswith("utf")
        mark, bars = ("› ", _BARS) if utf8 else ("> ", _ASCII_BARS)
        session: PromptSession[str] = PromptSession(
            message=partial(self._prompt, mark, bars=bars),
            placeholder=self._placeholder,
            history=history,
            completer=_completer(self),
            complete_while_typing=True,
            bottom_toolbar=self._status_line,
            key_bindings=keys,
            reserve_space_for_menu=len(COMMANDS) if console.height > 2 * len(COMMANDS) else 3,
            style=Style.from_dict(
                {
                    "prompt": "bold ansimagenta",
                    "bottom-toolbar": "noreverse dim",
                    "bottom-toolbar.text": "noreverse dim",
                    "listening": "bold ansired",
                    "meter": "ansigreen",
                    "placeholder": "dim",
                }
            ),
        )
        return session


_FILE = re.compile(
    r"""(?<!\S)(?:'(?P<single>(?:~|\.{1,2})?/[^'\n]+|[A-Za-z]:\\[^'\n]+)'|"(?P<double>(?:~|\.{1,2})?/[^"\n]+|[A-Za-z]:\\[^"\n]+)"
    |(?P<url>file://\S+)|(?P<bare>(?:(?:~|\.{1,2})?/|[A-Za-z]:\\)(?:\\\ |[^\s'"])+))(?=[\s,;.!?]|$)""",
    re.VERBOSE,
)
_MEDIA_ENDING = re.compile(
    r"\.(?:jpe?g|png|gif|webp|hei[cf]|avif|tiff?|bmp|mp4|m4v|mov|webm|mkv|pdf|csv|tsv|xlsx"
    r"|mp3|m4a|m4b|og[ga]|opus|wav|weba|amr|flac|aac|aiff?|caf|wma|3gpp?)$",
    re.IGNORECASE,
)
_SOUND_ENDING = re.compile(
    r"\.(?:mp[34]|m4[abv]|og[ga]|opus|wav|web[am]|amr|flac|aac|aiff?|caf|wma|3gpp?|mov|mkv)$", re.IGNORECASE
)


def files_in(text: str) -> tuple[str, list[Path]]:
    """A line without the paths of media files and tables in it, and those; dragged into a terminal, a file is its path.

    Alone in its line a file in the current folder needs no more than its name.
    """
    alone = _path(text)
    if _MEDIA_ENDING.search(alone.name) and _is_file(alone):
        return "", [alone]
    found: list[Path] = []

    def take(match: re.Match[str]) -> str:
        named = match["single"] or match["double"] or match["url"] or match["bare"].replace("\\ ", " ")
        if match["url"]:
            named = unquote(urlsplit(named).path)
        trimmed = named.rstrip(",;.!?") if match["bare"] else named
        path = Path(trimmed).expanduser()
        # A path to something else, or a command, stays what was said; a picture that is not there is told.
        if not _MEDIA_ENDING.search(trimmed) or (not _is_file(path) and len(path.parts) < 3):
            return match[0]
        found.append(path)
        return named[len(trimmed) :]

    rest = _FILE.sub(take, text)
    return (" ".join(rest.split()) if found else text), found


def _path(line: str) -> Path:
    """A line that is one path, without the quotes or the backslashes that a shell would want."""
    line = line.strip()
    if len(line) > 1 and line[0] == line[-1] and line[0] in "'\"":
        line = line[1:-1]
    elif os.name != "nt":
        line = line.replace("\\ ", " ")
    try:
        return Path(line).expanduser()
    except RuntimeError:
        return Path(line)  # ~somebody who is not here


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # far too long, or no name at all


@contextmanager
def _without_echo(source: TextIO) -> Iterator[None]:
    """While this lasts, a terminal does not show what is typed, which would tear the spinner; it comes with the next prompt."""
    try:
        import termios
    except ImportError:
        yield  # Windows, where nothing is shown anyway
        return
    try:
        kept = termios.tcgetattr(source)
    except (ValueError, OSError, termios.error):
        yield
        return
    quiet = [*kept]
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(source, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(source, termios.TCSANOW, kept)


async def _outcome(talk: asyncio.Task[Attachment | None]) -> Attachment | None:
    """What it has come to; nothing if it has not ended by itself, and then its devices are let go of."""
    talk.cancel()
    await asyncio.wait({talk})
    if talk.cancelled():
        return None
    if (error := talk.exception()) is not None:
        log.warning("listening failed: %s", type(error).__name__)
        return None
    return talk.result()


def save(attachment: Attachment, folder: Path) -> Path | None:
    """Write a file that came with a reply into `folder` and say where it lies; None when that cannot be.

    What is there is never written over: what is the same is left, what is another gets a number.
    """
    try:
        data = attachment.data or (attachment.path.read_bytes() if attachment.path is not None else b"")
        name = re.sub(r'[\\/:*?"<>|\s]+', " ", clean(attachment.name))[-_LONGEST_NAME:].strip(" .") or "file"
        folder.mkdir(parents=True, exist_ok=True)
        for number in itertools.count(1):
            path = folder / (name if number == 1 else f"{Path(name).stem}-{number}{Path(name).suffix}")
            try:
                with path.open("xb") as file:
                    file.write(data)
            except FileExistsError:
                if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                    return path
            else:
                return path
    except OSError as error:
        log.warning("a file could not be written: %s", type(error).__name__)
    return None


def who() -> str:
    """The name of whoever is signed in on this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "local"  # a container's user often has no name


def clean(text: str) -> str:
    """`text` as it can be shown: without terminal commands, control characters and signs that turn the order of what is shown.

    Line ends and tabs stay, and so does writing that runs from right to left: it needs no such signs.
    """
    return typed(text).translate(dict.fromkeys(map(ord, _TURNING)))


def typed(text: str) -> str:
    """What somebody typed, without terminal commands and control characters; else exactly what it was."""
    return _CONTROL.sub("", _SEQUENCE.sub("", text.replace("\r\n", "\n")))


def as_object(reply: Reply) -> dict[str, Any]:
    """What `--json` prints of a reply; its files come in addition, once they are written."""
    return {
        "reply": reply.text,
        "choices": [{"id": choice.id, "label": choice.label} for choice in reply.choices],
        "calls": [{"tool": call.tool, "args": call.args, "result": call.result} for call in reply.calls],
        "ms": round(reply.ms, 3),
        **({"transcript": reply.heard} if reply.heard else {}),
        **({"speech": reply.speech} if reply.speech else {}),
    }


def plain(reply: Reply) -> str:
    """A reply as lines of text, for pipes and files."""
    lines = [clean(reply.text)]
    for card in reply.cards:
        lines += ["", f"  [{clean(card.title or card.platform)}]"]
        lines += [f"  | {line}".rstrip() for line in clean(card.text).splitlines()]
        lines += [f"  {PICTURE} {clean(picture)}" for picture in card.pictures]
        lines += [f"  {clean(label)}: {clean(value)}" for label, value in card.facts]
    if reply.choices:
        lines.append("")
    lines += [f"  {number}. {clean(choice.label)}" for number, choice in enumerate(reply.choices, 1)]
    return "\n".join(lines)


def rendered(reply: Reply, *, hint: str = "", notice: bool = False) -> RenderableType:
    """A reply for rich: its words, its posts as cards, its choices as numbered lines and, under them, `hint`."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    words = Text(clean(reply.text), overflow="fold")
    parts: list[RenderableType] = [_marked(words, "●" if notice else "")]
    for card in reply.cards:
        parts += [Text(""), _card(card)]
    if reply.choices:
        styles = {"plain": "", "primary": "bold", "danger": "red"}
        lines = Text(overflow="fold")
        for number, choice in enumerate(reply.choices, 1):
            lines.append(f"{number:>2}", "bold magenta")
            lines.append(f"  {clean(choice.label)}\n", styles[choice.style])
        if hint:
            lines.append(f"    {hint}\n", "dim")
        lines.rstrip()
        parts += [Text(""), lines]
    return Padding(Group(*parts), (0 if notice else 1, 1, 1, 2))


def _marked(words: RenderableType, mark: str) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    if not mark:
        return words
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text(mark, "magenta"), words)
    return grid


def _card(card: Card) -> RenderableType:
    from rich.box import ROUNDED
    from rich.console import Group
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    parts: list[RenderableType] = [Text(clean(card.text), overflow="fold")] if card.text or not card.pictures else []
    parts += [Text(f"{PICTURE} {clean(picture)}", overflow="fold") for picture in card.pictures]
    if card.facts:
        facts = Table.grid(padding=(0, 2, 0, 0))
        facts.add_column(no_wrap=True, style="dim")
        facts.add_column(overflow="fold")
        for label, value in card.facts:
            facts.add_row(Text(clean(label)), Text(clean(value)))
        parts += [Text(""), facts]
    title = Text(clean(card.title or card.platform), "bold not dim")
    return Panel(Group(*parts), title=title, title_align="left", box=ROUNDED, border_style="dim", padding=(0, 1))


def _lines(source: TextIO) -> Iterator[str]:
    """Messages from a stream, one a line, whatever bytes it holds; of a far too long line only the beginning."""
    rest = b""
    for chunk in _chunks(source):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield _decoded(line)
        rest = rest[:_LONGEST_LINE]
    if rest:
        yield _decoded(rest)


def _decoded(line: bytes) -> str:
    return typed(line[:_LONGEST_LINE].decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r"))


def _chunks(source: TextIO) -> Iterator[bytes]:
    try:
        descriptor = source.fileno()
    except (UnsupportedOperation, ValueError):
        yield source.read().encode("utf-8", "replace")
        return
    while chunk := os.read(descriptor, _CHUNK):
        yield chunk


def _file_history(path: Path) -> Any:
    """What was typed before; when it cannot be kept, the conversation goes on without."""
    from prompt_toolkit.history import FileHistory

    class Kept(FileHistory):
        def store_string(self, string: str) -> None:
            try:
                super().store_string(string)
            except OSError:
                return

    path.touch(mode=0o600, exist_ok=True)
    return Kept(path)


def _completer(terminal: Terminal) -> Any:
    """Completes slash commands, and platforms after words such as "on"."""
    from prompt_toolkit.completion import Completer, Completion

    class Words(Completer):
        def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
            text = document.text_before_cursor
            if text.startswith("/") and " " not in text:
                for name in COMMANDS:
                    if name.startswith(text[1:].lower()):
                        meta = terminal._say(f"terminal-about-{name}")
                        yield Completion(f"/{name}", -len(text), display_meta=meta)
                return
            before, _, word = text.rpartition(" ")
            leading = terminal._say("terminal-before-platform").split()
            if word and (event.completion_requested or before.rpartition(" ")[2].strip(",").lower() in leading):
                for label in terminal.platforms:
                    if label.lower().startswith(word.lower()) and label != word:
                        yield Completion(label, -len(word))

    return Words()
