"""Spoken commands, from the recording to what would be done: `python -m benchmarks.voice [--voices …] [--conditions …]`.

The speech is synthetic: programs speak the commands of benchmarks/data/voice_commands.jsonl (benchmarks/speech.py says which
and how), so the figures tell what changes and what fails, not how well a person in a kitchen is heard. Each recording is an
ogg file with Opus: clean (32 kbit/s), over the telephone (300 to 3400 Hz at 8 kHz, 16 kbit/s), and with noise of a room 20 and
10 dB below the speech. Two listen to the same files: the product (Whisper with the workspace's hints, repair, the decision
over all readings) and plain Whisper (the same weights as faster-whisper runs them by default, its first text decided as if it
had been typed). "typed" is the written command without any speech: what it gets wrong was not misheard.

The commands are parted into two halves by a sum over their words, which says nothing about them: one may be looked at while
hearing is tuned (`--half tuned --faults FILE`), the other not.

A command is right end to end when the tool is right and every argument is, and no other is there. In topics and other free
text, case, punctuation and numbers as words or digits make no difference; other words do; times are exact. A wrong action is
anything else that would change something without asking first: another tool that acts, or the right one with a wrong
argument; "outward" are those among them that are not drafts. A wrong call that a person is asked about first, or that only
shows something, is counted as misread. Off-topic remarks are right when nothing is done.

Peak memory is that of a process that listens and understands, of one that only listens, and of the whole product. The time to
the reply is taken last, by itself, in the whole product with SQLite and no hosted model, from the recording's bytes to the
reply, on recordings of 3.5 to 4.5 seconds; compare the processor's time when others use the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import statistics
import subprocess
import tempfile
import time
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.speech import CONDITIONS, Espeak, Kept, Kokoro, Piper, Speech
from bot.tool import Effect
from bot.understanding.decision import Decision, Situation
from bot.voice.hints import Hints

COMMANDS = Path(__file__).parent / "data" / "voice_commands.jsonl"
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
USUAL = ("clean", "telephone", "20dB", "10dB")
HANDLES = ("bakery_berlin", "northcoastbikes")
PEOPLE = ("Priya Nair", "Sarah Jones")
PRODUCTS = ("Nordlicht", "Rye Sunrise")

# Arguments that are compared as they are; every other text is compared by its words.
EXACT = {
    "account", "detail", "field", "hours", "how", "language", "platform", "preference", "sentiment", "since", "slots",
    "status", "until",
}  # fmt: skip

Line = dict[str, Any]


def lines_of(path: Path = COMMANDS) -> list[Line]:
    """The commands: text, tool, args; say (how it is said where that is not as it is written), language, contains (free
    texts of which only these words are a must), either (other calls that are as right)."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def spoken(line: Line) -> str:
    """How a command is said."""
    return str(line.get("say", line["text"]))


# --- words ----------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _number(digits: str, language: str, ordinal: bool = False) -> str:
    return str(
        import_module("num2words").num2words(int(digits), lang=language, to="ordinal" if ordinal else "cardinal")
    )


def words(text: str, language: str = "en") -> list[str]:
    """The words of a text, without case and punctuation, numbers written out, so that two spellings of one thing agree."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    text = re.sub(r"\b([ap])\. ?m\b\.?|\b([ap]) m\b", lambda at: f"{at[1] or at[2]}m", text)
    text = re.sub(r"(\d)\s?([ap]m)\b", r"\1 \2", text)
    text = re.sub(r"\b(\d{1,2})[:.](\d{2})\b", lambda at: f"{at[1]} {at[2]}" if int(at[2]) else at[1], text)
    text = re.sub(
        r"\b(\d{1,9})(?:st|nd|rd|th)\b", lambda at: f" {_number(at[1], language, True)} ", text
    )  # only English writes its ordinals so
    text = re.sub(r"\d{1,12}", lambda at: f" {_number(at[0], language)} ", text)
    text = text.replace("&", " and ").replace("%", " percent ")
    text = text.replace("'", "" if language == "en" else " ")
    return re.findall(r"[^\W_]+", text)


def edits(said: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest words to replace, leave out or put in that make one of the other."""
    row = list(range(len(heard) + 1))
    for i, one in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1]


# --- scoring --------------------------------------------------------------------------------------------------------------


def equal(name: str, wanted: Any, got: Any, language: str = "en", part: bool = False) -> bool:
    """Whether an argument is what the person wants. `part`: a text that has to hold the wanted words, in their order."""
    if name == "when":
        try:
            return datetime.fromisoformat(str(wanted)) == datetime.fromisoformat(str(got))
        except (TypeError, ValueError):
            return False
    if name == "recurrence":
        return isinstance(got, str) and set(wanted.split(";")) == set(got.split(";"))
    if isinstance(wanted, list):
        return isinstance(got, list) and sorted(map(str, wanted)) == sorted(map(str, got))
    if not isinstance(wanted, str) or not isinstance(got, str):
        return type(wanted) is type(got) and bool(wanted == got)
    if name in EXACT:
        return wanted.casefold() == got.removeprefix("@").casefold()
    mine, theirs = words(wanted, language), words(got, language)
    if part:
        return any(theirs[at : at + len(mine)] == mine for at in range(len(theirs) - len(mine) + 1))
    return mine == theirs


def right(line: Line, tool: str | None, args: Mapping[str, Any]) -> bool:
    """Whether a call is the one that the command asks for, with every argument and no other."""
    language = line.get("language", "en")
    contains = line.get("contains", ())
    given = {name: value for name, value in args.items() if value not in (None, "", [])}
    for call in ({"tool": line["tool"], "args": line["args"]}, *line.get("either", ())):
        if call["tool"] == tool and set(call["args"]) == set(given):
            wanted = call["args"].items()
            if all(equal(name, value, given[name], language, name in contains) for name, value in wanted):
                return True
    return False


def verdict(line: Line, decision: Decision, effects: Mapping[str, Effect]) -> str:
    """What became of a command: right, asked, misread, wrong (a draft, and nobody is asked) or outward (more than a draft)."""
    done = [one.tool for one in (decision, *decision.more) if one.tool is not None]
    if line["tool"] is None and not done:
        return "right"
    if not decision.more and decision.tool is not None and right(line, decision.tool, plain_args(decision)):
        return "right"
    if not done:
        return "asked"
    worst = {effects[tool] for tool in done if tool in effects}
    if any(effect not in {Effect.READ, Effect.DRAFT} and not effect.needs_consent for effect in worst):
        return "outward"
    return "wrong" if Effect.DRAFT in worst else "misread"


def plain(value: Any) -> Any:
    """An argument's value as JSON data."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def plain_args(decision: Decision) -> dict[str, Any]:
    """The arguments as JSON data."""
    return {name: plain(value) for name, value in decision.args.items()}


def offered(line: Line, decision: Decision) -> bool:
    """Whether the question that was asked has the right answer among those it offers."""
    question = decision.question
    if question is None:
        return False
    for _, value in question.options:
        call = (decision.asks_for, {**plain_args(decision), question.slot: plain(value)}) if question.slot else None
        if (call is not None and right(line, *call)) or (question.slot is None and value == line["tool"]):
            return True
    return False


@dataclass(slots=True)
class Tally:
    """Counts over some commands."""

    commands: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    offered: int = 0
    said: int = 0
    edits: int = 0
    cpu: float = 0.0
    seconds: float = 0.0

    def add(self, said: Said) -> None:
        """Count one more."""
        self.commands += 1
        self.verdicts[said.verdict] = self.verdicts.get(said.verdict, 0) + 1
        self.offered += said.offered
        self.said += said.said
        self.edits += said.edits
        self.cpu += said.cpu
        self.seconds += said.seconds

    def share(self, *names: str) -> float:
        """How many per cent ended so."""
        return 100 * sum(self.verdicts.get(name, 0) for name in names) / max(1, self.commands)

    def row(self, name: str) -> str:
        """One line of the table."""
        heard = f"{100 * self.edits / self.said:7.1f}" if self.said else "      –"
        cost = f"{self.cpu / self.seconds:8.2f}" if self.seconds else "       –"
        return (
            f"{name:<34}{self.commands:>6}{heard}{self.share('right'):>8.1f}{self.share('wrong', 'outward'):>8.1f}"
            f"{self.share('outward'):>9.1f}{self.share('misread'):>9.1f}{self.share('asked'):>7.1f}"
            f"{100 * self.offered / max(1, self.commands):>9.1f}{cost}"
        )


HEAD = (
    f"{'per cent':<34}{'n':>6}{'WER':>7}{'right':>8}{'wrong':>8}{'outward':>9}{'misread':>9}{'asked':>7}{'offered':>9}"
    f"{'cpu s/s':>8}"
)


# --- listening ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Task:
    """One recording for one listener. `line` is the number of the command."""

    line: int
    voice: str
    condition: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What became of one recording."""

    line: int
    voice: str
    condition: str
    heard: str
    readings: tuple[str, ...]
    decided: str
    verdict: str
    offered: bool
    said: int
    edits: int
    cpu: float
    seconds: float
    peak: float


class _Worker:
    """What one process of listeners holds: the commands, an understanding, and a recogniser once it is needed."""

    def __init__(self, system: str, cache: Path, kept: Path | None, reuse: bool, threads: int) -> None:
        from bot.registry import load
        from bot.understanding.router import Understanding

        self.system = system
        self.lines = lines_of()
        registry = load(Path(tempfile.mkdtemp(prefix="voice-")))
        self.effects = {name: tool.effect for name, tool in registry.tools.items()}
        self.understanding = Understanding(registry.tools, registry.platforms, cache=cache / "cache")
        self.understanding.warm()
        labels = tuple(one.label for one in registry.platforms.values() if one.label[:1].isupper())
        self.hints = Hints(platforms=labels, handles=HANDLES, people=PEOPLE, products=PRODUCTS)
        self.cache = cache
        self.kept = kept
        self.reuse = reuse
        self.threads = threads
        self.listener: Any = None

    def run(self, task: Task) -> Said:
        """Listen, decide, compare."""
        line = self.lines[task.line]
        language = line.get("language", "en")
        heard, cpu = self._heard(task)
        situation = Situation(now=NOW, language=language)
        begin = time.process_time()
        if heard is None:
            readings: tuple[str, ...] = ("",)
            decision = Decision(None, reason="nothing heard")
        elif self.system == "product":
            from bot.voice.reading import decide
            from bot.voice.voice import read

            transcript = read(heard, self.hints)
            readings = transcript.readings
            decision, _ = decide(
                self.understanding,
                readings,
                situation,
                doubts=transcript.doubts,
                rivals=transcript.rivals,
                unsure=transcript.unsure,
                rare=transcript.rare,
            )
        else:
            readings = (heard.text,)
            decision = self.understanding.decide(heard.text, situation)
        cpu += time.process_time() - begin
        said = words(spoken(line), language)
        return Said(
            line=task.line,
            voice=task.voice,
            condition=task.condition,
            heard=heard.text if heard is not None else "",
            readings=readings,
            decided=shown(decision),
            verdict=verdict(line, decision, self.effects),
            offered=decision.tool is None and line["tool"] is not None and offered(line, decision),
            said=len(said),
            edits=edits(said, words(readings[0], language)),
            cpu=cpu,
            seconds=heard.seconds if heard is not None else 0.0,
            peak=peak_memory(),
        )

    def _heard(self, task: Task) -> tuple[Any, float]:
        """What the recogniser heard (None: no words) and the processor's seconds it took; as before, if that is kept."""
        path: Path | None = None
        if self.kept is not None:
            digest = zlib.crc32(task.data)
            path = self.kept / f"heard-{self.system}" / f"{task.voice}-{task.condition}-{task.line}-{digest:08x}.json"
            if self.reuse and path.exists():
                kept = json.loads(path.read_text(encoding="utf-8"))
                return _revived(kept["heard"]), kept["cpu"]
        begin = time.process_time()
        found = self._listen(task.data)
        told = (found, time.process_time() - begin)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = {"heard": None if found is None else asdict(found), "cpu": told[1]}
            path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        return told

    def _listen(self, data: bytes) -> Any:
        from bot.errors import Rejected
        from bot.voice import audio
        from bot.voice.listen import Heard, Listeners, Whisper
        from bot.voice.weights import weights

        if self.system == "product":
            if self.listener is None:
                self.listener = Listeners(Whisper(self.cache, threads=self.threads), None)
                self._listen(data)  # what is loaded at first need is not counted as work on this recording
            try:
                return asyncio.run(self._listen_well(data))
            except Rejected:
                return None
        if self.listener is None:
            self.listener = import_module("faster_whisper").WhisperModel(
                str(weights(self.cache, "base")), device="cpu", compute_type="int8"
            )
            self._listen(data)
        sound = audio.decode(data)
        segments, info = self.listener.transcribe(sound.samples)
        text = " ".join(segment.text.strip() for segment in segments)
        return Heard(text, info.language, seconds=sound.seconds) if text else None

    async def _listen_well(self, data: bytes) -> Any:
        from bot.voice import audio

        sound = audio.decode(data)
        return replace(await self.listener.listen(sound, self.hints, None), seconds=sound.seconds)


def _revived(kept: dict[str, Any] | None) -> Any:
    from bot.voice.listen import Heard, Rival, Word

    if kept is None:
        return None
    words = tuple(Word(**word) for word in kept["words"])
    return Heard(**{**kept, "words": words, "rivals": tuple(Rival(**rival) for rival in kept.get("rivals", ()))})


_worker: _Worker | None = None


def _begin(system: str, cache: Path, kept: Path | None, reuse: bool, threads: int) -> None:
    global _worker  # noqa: PLW0603 - a process of the pool has one
    _worker = _Worker(system, cache, kept, reuse, threads)


def _run(task: Task) -> Said:
    assert _worker is not None
    return _worker.run(task)


def shown(decision: Decision) -> str:
    """A decision in a line, for a person who looks for what went wrong."""
    more = "".join(f" + {shown(one)}" for one in decision.more)
    if decision.tool is not None:
        return f"{decision.tool} {plain_args(decision)}{more}"
    question = decision.question
    if question is None:
        return f"nothing ({decision.reason})"
    options = [plain(value) for _, value in question.options]
    return f"asks {question.key} for {decision.asks_for} {plain_args(decision)} slot={question.slot} {options}"


def peak_memory() -> float:
    """The most memory that this process has had resident, in MB."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


# --- the time to a reply ---------------------------------------------------------------------------------------------------


async def memory_of_listening(recordings: Sequence[bytes], cache: Path) -> tuple[float, float]:
    """The peak memory in MB of a process that does nothing but listen with all hints, and what it had before the model."""
    from bot.voice import audio
    from bot.voice.listen import Whisper

    before = peak_memory()
    listener = Whisper(cache)
    for data in recordings:
        await listener.listen(audio.decode(data), Hints(handles=HANDLES, people=PEOPLE, products=PRODUCTS), None)
    return peak_memory(), before


async def reply_times(recordings: Sequence[bytes], cache: Path) -> tuple[list[float], list[float], float]:
    """Wall and processor's seconds from a recording's bytes to the reply, once warm, and the process's peak memory in MB."""
    from bot.app import App
    from bot.messages import Attachment, IncomingMessage
    from bot.settings import Settings

    walls, works = [], []
    with tempfile.TemporaryDirectory(prefix="voice-") as home:
        (Path(home) / "models").symlink_to((cache / "models").resolve())
        settings = Settings.load(home=Path(home), time_zone="Europe/Berlin", language="en")
        async with App.open(settings, work=False) as app:
            for number, data in enumerate((*recordings[:2], *recordings)):
                note = Attachment("note.ogg", "audio/ogg", data, spoken=True)
                message = IncomingMessage("", "terminal", "bench", thread=str(number), attachments=(note,))
                begin, worked = time.perf_counter(), time.process_time()
                reply = await app.conversation.handle(message)
                if not reply.heard:
                    raise RuntimeError(f"a recording was not heard: {reply.text}")
                if number >= 2:  # the first ones load what is loaded at first need
                    walls.append(time.perf_counter() - begin)
                    works.append(time.process_time() - worked)
    return walls, works, peak_memory()


# --- the table -------------------------------------------------------------------------------------------------------------


def voices_of(names: Iterable[str], kokoro: Path) -> list[Speech]:
    """The voices by name, without those that this machine does not have (which is said)."""
    made: list[Speech] = []
    for name in names:
        try:
            voice: Speech = Kokoro(kokoro) if name == "kokoro" else Piper() if name == "piper" else Espeak()
            voice.say("Good morning", "en")
        except (OSError, ImportError, subprocess.SubprocessError, RuntimeError) as error:
            print(f"without {name}: {type(error).__name__}: {error}")
            continue
        except Exception as error:  # onnxruntime has exceptions of its own for a file that is not there
            print(f"without {name}: {error}")
            continue
        made.append(voice)
    return made


def half(line: Line) -> str:
    """Which half of the commands it belongs to: "tuned" ones may be looked at while hearing is improved, "held-out" not."""
    return "held-out" if zlib.crc32(str(line["text"]).encode()) % 2 else "tuned"


def spread(lines: Sequence[Line], count: int | None) -> list[int]:
    """The numbers of `count` commands over the whole list in each language, all of them without a count."""
    numbers = list(range(len(lines)))
    if count is None:
        return numbers
    chosen: list[int] = []
    for language in dict.fromkeys(line.get("language", "en") for line in lines):
        mine = [number for number in numbers if lines[number].get("language", "en") == language]
        few = min(len(mine), count)
        chosen += [mine[at * len(mine) // few] for at in range(few)]
    return chosen


def recordings_of(
    lines: Sequence[Line], numbers: Sequence[int], voice: Speech, folder: Path, condition: str
) -> list[Task]:
    """What `voice` says of these commands, recorded under a condition."""
    kept = Kept(voice, folder)
    tasks = []
    for number in numbers:
        line = lines[number]
        language = line.get("language", "en")
        if language in voice.languages:
            samples, rate = kept.say(spoken(line), language)
            data = CONDITIONS[condition].recording(samples, rate, seed=zlib.crc32(f"{number}{condition}".encode()))
            tasks.append(Task(number, voice.name, condition, data))
    return tasks


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument(
        "--voices", nargs="+", default=["espeak", "piper", "kokoro"], choices=["espeak", "piper", "kokoro"]
    )
    said.add_argument("--conditions", nargs="+", default=list(USUAL), choices=list(CONDITIONS))
    said.add_argument("--languages", nargs="+", default=["en"], choices=["en", "es", "de", "fr"])
    said.add_argument("--commands", type=int, help="only so many of each language, spread over the list")
    said.add_argument("--half", choices=["tuned", "held-out"], help="only this half of the commands")
    said.add_argument("--systems", nargs="+", default=["product", "plain"], choices=["product", "plain"])
    said.add_argument("--kokoro", type=Path, default=Path("kokoro"), help="where benchmarks.speech has put Kokoro")
    said.add_argument(
        "--save", type=Path, help="where the speech and what was heard is kept, so that a rerun is quicker"
    )
    said.add_argument(
        "--reuse", action="store_true", help="what was heard before is taken from --save, not listened to"
    )
    said.add_argument("--cache", type=Path, help="where Whisper's weights and the model's vectors are kept")
    said.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes that listen at once")
    said.add_argument("--faults", type=Path, help="a file for what went wrong")
    said.add_argument("--no-times", action="store_true", help="do not take the time to a reply")
    options = said.parse_args(arguments)
    folder = options.save or Path(tempfile.mkdtemp(prefix="voice-"))
    cache = options.cache or folder / "home"
    lines = lines_of()
    chosen = spread(lines, options.commands)
    numbers = [
        number
        for number in chosen
        if lines[number].get("language", "en") in options.languages and options.half in {None, half(lines[number])}
    ]
    voices = voices_of(options.voices, options.kokoro)
    print("All speech is synthetic.\n")
    print(HEAD)
    faults = _Faults(options.faults, lines)
    tools = print_typed(lines, numbers, cache, faults)
    missing = sorted({str(lines[n]["tool"]) for n in numbers if lines[n]["tool"] not in {*tools, None}})
    if missing:
        numbers = [n for n in numbers if lines[n]["tool"] not in missing]
        print(f"left out, as there is no such tool: {', '.join(missing)}")
    from bot.voice.weights import weights

    weights(cache, "base")  # joined here, once, not by two processes at a time
    totals: dict[tuple[str, str], Tally] = {}
    peaks: dict[str, float] = {}
    sample: list[bytes] = []
    threads = max(1, (os.cpu_count() or 1) // max(1, options.jobs))
    context = multiprocessing.get_context("spawn")
    for system in options.systems:
        with ProcessPoolExecutor(
            options.jobs, context, _begin, (system, cache, options.save, options.reuse, threads)
        ) as pool:
            for condition in options.conditions:
                for voice in voices:
                    tasks = recordings_of(lines, numbers, voice, folder, condition)
                    for language in options.languages:
                        mine = [task for task in tasks if lines[task.line].get("language", "en") == language]
                        if not mine:
                            continue
                        tally = Tally()
                        for one in pool.map(_run, mine):
                            tally.add(one)
                            faults.note(system, one)
                            peaks[system] = max(peaks.get(system, 0.0), one.peak)
                            if language == "en":
                                group = "neural" if voice.neural else "robotic"
                                totals.setdefault((system, group), Tally()).add(one)
                                totals.setdefault((system, f"{group} {condition}"), Tally()).add(one)
                                part = half(lines[one.line])
                                totals.setdefault((system, f"{group}, {part} half"), Tally()).add(one)
                                totals.setdefault((system, f"{voice.name}, {part} half"), Tally()).add(one)
                        print(tally.row(f"{system} {voice.name} {language} {condition}"), flush=True)
                    if condition == "clean" and voice.neural and system == options.systems[0]:
                        sample += [task.data for task in tasks if lines[task.line].get("language", "en") == "en"]
    print()
    for (system, group), tally in totals.items():
        print(tally.row(f"{system}: {group}"))
    print()
    if options.reuse:
        peaks.clear()  # not everything was listened to
    for system, peak in peaks.items():
        print(f"peak memory of a process that listens and understands, {system}: {peak:.0f} MB")
    best = totals.get((options.systems[0], "neural"))
    if best is not None:
        print(
            f"neural voices, {options.systems[0]}, all conditions: {best.share('right'):.1f} % right end to end (goal: ≥ 92), "
            f"{best.share('wrong', 'outward'):.1f} % wrong actions (goal: ≤ 1), of which {best.share('outward'):.1f} outward"
        )
    if not options.no_times and sample:
        print_times(sample, cache)


def print_typed(lines: Sequence[Line], numbers: Sequence[int], cache: Path, faults: _Faults) -> set[str]:
    """The rows of the written commands; returns the names of the tools that there are."""
    from bot.registry import load
    from bot.understanding.router import Understanding

    registry = load(Path(tempfile.mkdtemp(prefix="voice-")))
    effects = {name: tool.effect for name, tool in registry.tools.items()}
    model = Understanding(registry.tools, registry.platforms, cache=cache / "cache")
    model.warm()
    rows: dict[str, Tally] = {}
    for number in numbers:
        line = lines[number]
        if line["tool"] not in {*effects, None}:
            continue
        language = line.get("language", "en")
        decision = model.decide(line["text"], Situation(now=NOW, language=language))
        one = Said(
            number, "typed", "typed", line["text"], (line["text"],), shown(decision), verdict(line, decision, effects),
            decision.tool is None and line["tool"] is not None and offered(line, decision), 0, 0, 0.0, 0.0, 0.0,
        )  # fmt: skip
        rows.setdefault(language, Tally()).add(one)
        faults.note("typed", one)
    for language, tally in rows.items():
        print(tally.row(f"typed {language}"))
    return set(effects)


def print_times(sample: Sequence[bytes], cache: Path) -> None:
    """The time to a reply, in a process of its own."""
    from bot.voice import audio

    fitting = [data for data in sample if 3.5 <= audio.decode(data).seconds <= 4.5][:20]
    if not fitting:
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        most, before = pool.submit(_memory_of_listening, fitting[:5], cache).result()
    print(
        f"peak memory of a process that only listens: {most:.0f} MB, {before:.0f} of them before there is a model (goal: < 450)"
    )
    with ProcessPoolExecutor(1, context) as pool:
        walls, works, peak = pool.submit(_reply_times, fitting, cache).result()
    load = os.getloadavg()[0]
    print(
        f"from the end of a recording of 3.5 to 4.5 s to the reply, {len(walls)} of them, warm: median "
        f"{statistics.median(walls):.2f} s, most {max(walls):.2f} s (goal: 4 s on 2 cores); the processor's seconds: median "
        f"{statistics.median(works):.2f}, most {max(works):.2f}; peak memory of the whole product {peak:.0f} MB; "
        f"{os.cpu_count()} cores, load {load:.1f}"
    )


def _memory_of_listening(recordings: Sequence[bytes], cache: Path) -> tuple[float, float]:
    return asyncio.run(memory_of_listening(recordings, cache))


def _reply_times(recordings: Sequence[bytes], cache: Path) -> tuple[list[float], list[float], float]:
    return asyncio.run(reply_times(recordings, cache))


class _Faults:
    """A file for what went wrong, by what was said."""

    def __init__(self, path: Path | None, lines: Sequence[Line]) -> None:
        self._path = path
        self._lines = lines
        if path is not None:
            path.write_text("", encoding="utf-8")

    def note(self, system: str, one: Said) -> None:
        """Write down what became of a recording unless it is right."""
        if self._path is None or one.verdict == "right":
            return
        line = self._lines[one.line]
        with self._path.open("a", encoding="utf-8") as file:
            print(
                f"{one.verdict.upper()} {system} {one.voice} {one.condition}\n   said     {line.get('say', line['text'])}\n"
                f"   heard    {one.heard}\n   readings {list(one.readings)}\n   decided  {one.decided}\n"
                f"   expected {line['tool']} {line['args']}\n",
                file=file,
            )


if __name__ == "__main__":
    main()
