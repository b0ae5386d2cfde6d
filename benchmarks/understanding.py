"""How well people are understood: `python -m benchmarks.understanding [--show SET] [--cache FOLDER] [--times FILE]`.

Three routers see the same lines in one process: the product's, TF-IDF with logistic regression on the same examples, and
hassil templates alone. Sets: the shared examples (`--shared FILE`), our own rough lines split by a fixed rule into those looked
at while tuning and those held out, the blind lines (written before their author had read a template or an example, and looked
at since), the second to fifth blind lines by language, by kind and by the half that may be looked at, and mutations
of the rough lines (a slip of the keyboard, parts in another order, the way a speech recogniser writes). A line is right when
the tool is right; its arguments are right when every expected one is equal and none is there beside `when` of a recurrence. A
wrong action is a tool chosen that is not the expected one.

Time expressions of others (tests/understanding/README.md, and `--times FILE` for further ones) are read by the product and by
dateutil's parser. One is right when the meaning is the expected one, asked when the person is asked and the expected one is
among what is offered, unread when nothing is found, and wrong otherwise.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import statistics
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser

from bot.understanding import times
from bot.understanding.decision import Decision, Pending, Situation
from bot.understanding.router import Understanding

HERE = Path(__file__).parent
ROUGH = HERE.parent / "tests" / "understanding" / "rough.jsonl"
BLIND = ROUGH.with_name("blind.jsonl")
BLIND_2 = ROUGH.with_name("blind_2.jsonl")
BLIND_3 = ROUGH.with_name("blind_3.jsonl")
BLIND_4 = ROUGH.with_name("blind_4.jsonl")
BLIND_5 = ROUGH.with_name("blind_5.jsonl")
TIMES = ROUGH.with_name("times_independent.jsonl")
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))

Line = dict[str, Any]
Router = Callable[[str, Situation], Decision]


def lines_of(path: Path) -> list[Line]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def held_out(line: Line) -> bool:
    """The fixed rule of the split: by a checksum of the text, about half and half."""
    return zlib.crc32(line["text"].encode()) % 2 == 0


def situation_of(line: Line) -> Situation:
    """The situation that a line is said in."""
    said = line.get("situation", {})
    pending = said.get("pending")
    return Situation(
        now=NOW,
        language=line.get("language", "en"),
        focus=tuple(said.get("focus", ())),
        listed=tuple(said.get("listed", ())),
        when=datetime.fromisoformat(said["when"]) if "when" in said else None,
        last=(said["last"][0], said["last"][1]) if "last" in said else None,
        pending=Pending(
            pending[0], pending[1], pending[2], tuple((a, b) for a, b in (pending[3] if len(pending) > 3 else ()))
        )
        if pending
        else None,
        comments=tuple(said.get("comments", ())),
        comment=said.get("comment"),
    )


@dataclass(slots=True)
class Score:
    """Counts over a set."""

    lines: int = 0
    commands: int = 0
    right: int = 0
    exact: int = 0
    wrong: int = 0
    asked: int = 0
    negatives: int = 0
    accepted: int = 0
    took: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """One line of the table."""
        took = sorted(self.took)
        p95 = took[min(len(took) - 1, math.ceil(len(took) * 0.95) - 1)] if took else 0.0

        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:5.1f} %" if whole else "      –"

        return (
            f"{name:<38} {self.lines:>5} {share(self.right, self.commands)} {share(self.exact, self.commands)} "
            f"{share(self.wrong, self.lines)} {share(self.asked, self.commands)} {share(self.accepted, self.negatives)} "
            f"{statistics.median(took) if took else 0:7.2f} {p95:7.2f}"
        )


HEAD = f"{'':<38} lines   tool   args ok   wrong     asked  off-topic  p50 ms  p95 ms"


def exact(line: Line, decision: Decision) -> bool:
    """Whether every expected argument is there, none but a recurrence's first time is beside it; further commands too."""
    further = line.get("more", [] if "kind" in line else None)
    if further is not None and [(one["tool"], one["args"]) for one in further] != [
        (one.tool, one.args) for one in decision.more
    ]:
        return False
    expected, either = line["args"], line.get("either", {})
    if any(decision.args.get(name) not in either.get(name, [value]) for name, value in expected.items()):
        return False
    free = set(line.get("free", ()))
    extra = {name for name in set(decision.args) - set(expected) - free if decision.args[name] not in (None, "", [])}
    return extra <= ({"when"} if "recurrence" in expected else set())


def score(router: Router, lines: Iterable[Line], tools: Mapping[str, Any]) -> Score:
    """Run every line once and count."""
    total = Score()
    for line in lines:
        wanted = line["tool"] if line["tool"] in tools else None
        around = situation_of(line)
        begin = time.perf_counter()
        decision = router(line["text"], around)
        total.took.append((time.perf_counter() - begin) * 1000)
        total.lines += 1
        asked = decision.question and decision.question.key
        note = f"{line['text']!r}: {decision.tool} {decision.args} {asked} ({decision.reason})"
        if wanted is None and "question" not in line:
            total.negatives += 1
            if decision.tool is not None:
                total.accepted += 1
                total.wrong += 1
                total.faults.append(f"ACCEPTED {note}")
            elif decision.asks_for is not None:
                total.faults.append(f"ASKED    {note}")
            continue
        total.commands += 1
        if wanted is None:
            good = decision.tool is None and decision.question is not None and decision.question.key == line["question"]
            total.right += good and decision.asks_for == line.get("asks_for")
            total.exact += good and all(decision.args.get(k) == v for k, v in line["args"].items())
            total.wrong += decision.tool is not None
            if not good:
                total.faults.append(f"QUESTION {note}")
            continue
        if decision.tool == wanted:
            total.right += 1
            if exact(line, decision):
                total.exact += 1
            else:
                total.faults.append(f"ARGS     {note} wanted {line['args']}")
        elif decision.tool is None:
            total.asked += 1
            total.faults.append(f"ASKED    {note} wanted {wanted}")
        else:
            total.wrong += 1
            total.faults.append(f"WRONG    {note} wanted {wanted}")
    return total


# --- time expressions ---------------------------------------------------------------------------------------------------


def judged(line: Line, found: Sequence[times.TimeExpression]) -> str:
    """What became of a time expression: right, asked, wrong or unread."""
    if not found:
        return "unread"
    if len(found) > 1:
        return "wrong"
    expect, one = line["expect"], found[0]
    kind = expect["kind"]
    if isinstance(one, times.Range):
        days = (expect["day"],) * 2 if "day" in expect else (expect.get("since"), expect.get("until"))
        return "right" if (one.since.isoformat(), one.until.isoformat()) == days else "wrong"
    if isinstance(one, times.Recurrence):
        if kind != "recurrence" or _parts(one.rule) != _parts(expect["rule"]):
            return "wrong"
        if "time" not in expect:
            return "right"
        said = [at.strftime("%H:%M") for at in (one.first, *one.options) if at is not None]
        return "wrong" if expect["time"] not in said else "asked" if one.trouble else "right"
    if not isinstance(one, times.Moment) or kind in {"recurrence", "range"}:
        return "wrong"

    def fits(at: datetime) -> bool:
        wall = at.strftime("%Y-%m-%dT%H:%M")
        if kind == "clock":
            return wall.endswith(expect["time"])
        return wall == expect["at"] if kind == "instant" else wall.startswith(expect["day"])

    timed = one.has_time or kind in {"day", "part"}
    if one.trouble in (None, times.Trouble.NO_TIME) and timed:
        return "right" if fits(one.at) else "wrong"
    return "asked" if any(fits(at) for at in (one.at, *one.options)) else "wrong"


def _parts(rule: str) -> dict[str, list[str]]:
    """The parts of a recurrence rule, in any order and without the interval that goes without saying."""
    pairs = (part.split("=", 1) for part in rule.split(";"))
    return {name: sorted(value.split(",")) for name, value in pairs if (name, value) != ("INTERVAL", "1")}


def of_product(line: Line) -> Sequence[times.TimeExpression]:
    """The line as the product reads it."""
    now = datetime.fromisoformat(line["now"]).replace(tzinfo=ZoneInfo(line["zone"]))
    return times.find(line["text"], now, language=line["language"], looking=line.get("looking", "ahead"))


def of_dateutil(line: Line) -> Sequence[times.TimeExpression]:
    """The line as dateutil's parser reads it, which has one kind of answer."""
    now = datetime.fromisoformat(line["now"]).replace(tzinfo=ZoneInfo(line["zone"]))
    try:
        at = parser.parse(line["text"], default=now.replace(hour=0, minute=0, tzinfo=None), ignoretz=True)
    except (ValueError, OverflowError):
        return []
    return [times.Moment(0, len(line["text"]), line["text"], at, has_time=True, has_date=True)]


def print_times(name: str, lines: Sequence[Line], show: bool) -> None:
    """The table of one file of time expressions."""
    outcomes = ("right", "asked", "wrong", "unread")
    for label, reader in (("embedded", of_product), ("dateutil", of_dateutil)):
        of_kind: dict[str, Counter[str]] = {}
        for line in lines:
            outcome = judged(line, reader(line))
            for group in ("all", line["expect"]["kind"], "held-out" if held_out(line) else "looked at"):
                of_kind.setdefault(group, Counter())[outcome] += 1
            if show and label == "embedded" and outcome in {"wrong", "unread"} and not held_out(line):
                print(f"    {outcome:<6} {line['text']!r} on {line['now']} wanted {line['expect']}")
        for group, counts in sorted(of_kind.items()):
            total = counts.total()
            shares = "  ".join(f"{outcome} {100 * counts[outcome] / total:5.1f} %" for outcome in outcomes)
            print(f"{name + ': ' + label + ', ' + group:<48} {total:>5}  {shares}")
            if label != "embedded" and group == "all":
                break


# --- mutations ---------------------------------------------------------------------------------------------------------

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SPOKEN = {
    "linkedin": "linked in",
    "tiktok": "tik tok",
    "youtube": "you tube",
    "facebook": "face book",
    "hashtags": "hash tags",
    "draft 5": "draft number five",
    "post 4": "post number four",
    "8:30": "eight thirty",
    "9am": "nine a m",
    "insta": "instagram",
    "pls": "please",
}


def slipped(line: Line, chance: random.Random) -> Line | None:
    """One slip in one word of six letters or more that is neither quoted nor an argument."""
    text = line["text"]
    protected = json.dumps(line["args"], ensure_ascii=False).casefold()
    words = [m for m in re.finditer(r"[A-Za-zÀ-ÿ]{6,}", text) if m[0].casefold() not in protected]
    words = [m for m in words if not re.search(r"[\"“«„][^\"”»“]*$", text[: m.start()])]
    if not words:
        return None
    match = chance.choice(words)
    word, at = match[0], chance.randrange(1, len(match[0]) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif kind == 1:
        word = word[:at] + word[at + 1 :]
    elif kind == 2:
        word = word[:at] + word[at] + word[at:]
    else:
        row = next((keys for keys in _KEYS if word[at].lower() in keys), None)
        if row is None:
            return None
        place = row.index(word[at].lower())
        word = word[:at] + row[place - 1 if place else 1] + word[at + 1 :]
    return {**line, "text": text[: match.start()] + word + text[match.end() :]}


def spoken(line: Line) -> Line | None:
    """As a speech recogniser writes it: no capitals, no signs, words taken apart."""
    if any(mark in line["text"] for mark in '"“«„@#/') or any(
        isinstance(value, str) and value != value.lower() and name in {"text", "topic", "value", "place", "instruction"}
        for name, value in line["args"].items()
    ):
        return None
    text = re.sub(r"[!?;…]|[.,](?!\d)", "", line["text"].lower())
    for written, said in _SPOKEN.items():
        text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", said, text)
    return {**line, "text": text} if text != line["text"] else None


def reordered(line: Line) -> Line | None:
    """A time at the end said first, or a platform with its "on" said last."""
    match = re.match(
        r"^(.{12,}?) ((?:tomorrow|on (?:monday|friday|sunday|saturday)|at \d|today|tonight).*)$", line["text"], re.I
    )
    if match and not match[2].count(" on ") and "situation" not in line:
        return {**line, "text": f"{match[2]} {match[1][0].lower()}{match[1][1:]}"}
    match = re.match(
        r"^(.*) ((?:on|auf|en|sur) (?:linkedin|facebook|mastodon|x|threads|instagram|bluesky)) (.+)$",
        line["text"],
        re.I,
    )
    if match and "situation" not in line and line["tool"]:
        return {**line, "text": f"{match[1]} {match[3]} {match[2]}"}
    return None


# --- baselines -----------------------------------------------------------------------------------------------------------


class TfIdf:
    """TF-IDF over words and letter groups with softmax regression on the same sentences: no slots, no asking."""

    def __init__(self, model: Understanding) -> None:
        import numpy as np

        examples = model.examples()
        self.labels = sorted({label for _, label in examples})
        documents = [Counter(_grams(text)) for text, _ in examples]
        seen = Counter(gram for document in documents for gram in document)
        self.vocabulary = {gram: i for i, gram in enumerate(g for g, n in seen.items() if n > 1)}
        self.idf = np.array([math.log(len(documents) / seen[gram]) + 1 for gram in self.vocabulary], np.float32)
        rows = np.stack([self._row(document) for document in documents])
        target = np.eye(len(self.labels), dtype=np.float32)[[self.labels.index(label) for _, label in examples]]
        self.weights = np.zeros((rows.shape[1], len(self.labels)), np.float32)
        for _ in range(150):
            logits = rows @ self.weights
            odds = np.exp(logits - logits.max(axis=1, keepdims=True))
            odds /= odds.sum(axis=1, keepdims=True)
            self.weights -= 20.0 * (rows.T @ (odds - target) / len(rows) + 1e-5 * self.weights)

    def _row(self, document: Counter[str]) -> Any:
        import numpy as np

        row = np.zeros(len(self.vocabulary), np.float32)
        for gram, number in document.items():
            if (place := self.vocabulary.get(gram)) is not None:
                row[place] = (1 + math.log(number)) * self.idf[place]
        return row / (float(np.linalg.norm(row)) or 1.0)

    def __call__(self, text: str, situation: Situation) -> Decision:
        logits = self._row(Counter(_grams(text))) @ self.weights
        label = self.labels[int(logits.argmax())]
        return Decision(None if label.startswith("-") else label, by="classifier")


def _grams(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold())
    padded = f" {' '.join(words)} "
    return (
        words
        + [f"{a} {b}" for a, b in pairwise(words)]
        + [padded[i : i + n] for n in (3, 4) for i in range(len(padded) - n + 1)]
    )


def hassil_alone(model: Understanding) -> Router:
    """The same templates on the whole sentence, nothing cut out, nothing asked."""

    def route(text: str, situation: Situation) -> Decision:
        from bot.understanding.text import plain

        match = model.template_on(plain(text), situation.language)
        return Decision(match, by="template")

    return route


def print_moods() -> None:
    """How comments that were left out of learning are sorted, a quarter at a time, by language."""
    from bot.understanding import mood

    all_ = mood.lines()
    rows: dict[str, Counter[str]] = {}
    for part in range(4):
        left = [line for line in all_ if zlib.crc32(line[1].encode()) % 4 == part]
        model = mood.Moods([*(line for line in all_ if line not in left), *mood.words()])
        for (code, _, wanted), told in zip(left, model.of([line[1] for line in left]), strict=True):
            row = rows.setdefault(code, Counter())
            row["lines"] += 1
            row["right"] += told == wanted
            row["opposite"] += {told, wanted} == {"positive", "negative"}
    for code, row in rows.items():
        share = {name: 100 * row[name] / row["lines"] for name in ("right", "opposite")}
        print(
            f"moods of comments {code}: {row['lines']} lines, {share['right']:.1f} % right, {share['opposite']:.1f} % opposite"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    from bot.registry import load

    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--times", type=Path, action="append", default=[], help="a further file of time expressions")
    said.add_argument("--shared", type=Path, help="a further set, JSONL lines with text, tool and args")
    said.add_argument("--cache", type=Path, help="where the model's vectors are kept")
    said.add_argument("--quick", action="store_true", help="without the baselines")
    said.add_argument("--show", action="append", default=[], help="print what went wrong in this set")
    options = said.parse_args(arguments)
    home = tempfile.mkdtemp(prefix="understanding-")
    registry = load(Path(home))
    before = _resident()
    model = Understanding(registry.tools, registry.platforms, cache=options.cache)
    begin = time.perf_counter()
    model.warm()
    warm = time.perf_counter() - begin
    rough = lines_of(ROUGH)
    sets: dict[str, list[Line]] = {}
    if options.shared:
        sets["shared"] = lines_of(options.shared)
    sets["tuned"] = [line for line in rough if not held_out(line)]
    sets["held-out"] = [line for line in rough if held_out(line)]
    sets["blind"] = lines_of(BLIND)
    for name, path in (
        ("blind 2", BLIND_2),
        ("blind 3", BLIND_3),
        ("blind 4", BLIND_4),
        ("blind 5", BLIND_5),
    ):
        lines = lines_of(path)
        sets[name] = lines
        sets[f"{name} looked at"] = [line for line in lines if not held_out(line)]
        sets[f"{name} held-out"] = [line for line in lines if held_out(line)]
        for field_name in ("language", "kind", "who"):
            for value in dict.fromkeys(line[field_name] for line in lines if field_name in line):
                sets[f"{name} {value}"] = [line for line in lines if line.get(field_name) == value]
    chance = random.Random(11)
    sets["slips tuned"] = [made for line in sets["tuned"] for made in [slipped(line, chance)] if made]
    sets["reordered"] = [made for line in rough for made in [reordered(line)] if made]
    sets["spoken"] = [made for line in rough for made in [spoken(line)] if made]
    sets["slips held-out"] = [made for line in sets["held-out"] for made in [slipped(line, chance)] if made]
    routers: dict[str, Router] = {"embedded": model.decide}
    if not options.quick:
        routers |= {"tf-idf + regression": TfIdf(model), "hassil alone": hassil_alone(model)}
    print(HEAD)
    for name, lines in sets.items():
        for label, router in routers.items():
            total = score(router, lines, registry.tools)
            print(total.row(f"{name}: {label}"))
            if name in options.show and label == "embedded":
                print("\n".join(f"    {fault}" for fault in total.faults))
    for path in (TIMES, *options.times):
        print_times(path.stem, lines_of(path), path.stem in options.show)
    print_moods()
    print(f"\nready after {warm:.2f} s; memory added {_resident() - before:.0f} MB with everything loaded")


def _resident() -> float:
    """Resident memory of this process in MB."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
