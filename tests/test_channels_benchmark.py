"""What the figures about channels stand on: a crowd that sees what is answered twice, and the real process that answers once."""

from __future__ import annotations

import pytest

from benchmarks import channels, crowd
from benchmarks.crowd import AGAIN, SlackCrowd, Turn


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait only a moment for what comes late."""
    monkeypatch.setattr(crowd, "SETTLE_SECONDS", 0.5)


async def test_a_handler_that_keeps_nothing_answers_repeated_deliveries_twice() -> None:
    found = await channels.measure("slack", "sqlite", 2, constant=True, repeats=1.0)
    assert all(turn.answers for turn in found.crowd.turns)
    assert sum(len(turn.answers) for turn in found.crowd.turns) > len(found.crowd.turns) == 6


async def test_everybody_is_answered_once_however_often_it_is_delivered() -> None:
    found = await channels.measure("telegram", "sqlite", 2, repeats=1.0)
    assert found.crowd.repeated >= 6
    assert [len(turn.answers) for turn in found.crowd.turns] == [1] * 6
    assert all(turn.fits() for turn in found.crowd.turns) and not found.crowd.strays
    assert found.wrong == {3: 0}  # the third only tried whether somebody answers
    assert 0 < found.server.peak < 1_000 and found.server.cpu > 0


def test_an_answer_that_may_be_the_second_one_belongs_to_what_it_answers() -> None:
    people = SlackCrowd(1)
    people.turns = [Turn(0, 0, 0.0), Turn(0, 1, 0.0)]
    people._current[0] = people.turns[1]
    people._answer(0, 1.0, f"{AGAIN} Here is draft 1.")
    people._answer(0, 2.0, "It goes out at 10:00.")
    people._answer(None, 3.0, "To nobody")
    assert [len(turn.answers) for turn in people.turns] == [1, 1]
    assert people.strays == ["To nobody"]
