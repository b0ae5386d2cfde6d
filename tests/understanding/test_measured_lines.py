"""The lines that understanding is measured on: well formed, and the time expressions of others read no worse than they were."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from benchmarks.understanding import BLIND_2, BLIND_4, BLIND_5, TIMES, judged, lines_of, of_product
from bot.registry import load
from bot.tool import Tool

LINES = [*lines_of(BLIND_2), *lines_of(BLIND_4), *lines_of(BLIND_5)]


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tool]:
    return dict(load(tmp_path_factory.mktemp("home")).tools)


def calls() -> Iterator[tuple[str, dict[str, Any]]]:
    for line in LINES:
        yield line["tool"], line["args"]
        yield from ((more["tool"], more["args"]) for more in line.get("more", ()))


def test_every_expected_argument_is_one_of_its_tool(tools: dict[str, Tool]) -> None:
    strange = [
        (tool, name)
        for tool, args in calls()
        if tool in tools
        for name in args
        if name not in tools[tool].schema()["properties"]
    ]
    assert strange == []


def test_times_carry_the_offset_of_berlin_on_that_day() -> None:
    moments = [datetime.fromisoformat(args["when"]) for _, args in calls() if "when" in args]
    assert moments
    assert [at for at in moments if at.astimezone(ZoneInfo("Europe/Berlin")).isoformat() != at.isoformat()] == []


def test_no_line_is_there_twice() -> None:
    assert [text for text, number in Counter(line["text"] for line in LINES).items() if number > 1] == []


def test_time_expressions_of_others_are_mostly_read() -> None:
    outcomes = Counter(judged(line, of_product(line)) for line in lines_of(TIMES))
    assert outcomes["right"] + outcomes["asked"] >= 0.72 * outcomes.total(), json.dumps(outcomes)
    assert outcomes["wrong"] <= 0.15 * outcomes.total(), json.dumps(outcomes)
