"""Codes by which places and devices come to speak for a member: each serves once, for a while, and cannot be guessed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.pairing import Introduced, Pairing, code_in
from bot.testing import FrozenClock
from storage import devices, people, workspaces
from storage.database import Database
from storage.models import Member, Stranger

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
async def pairing(database: Database, clock: FrozenClock) -> Pairing:
    """Two workspaces with an owner each."""

    def found(session: sa.orm.Session) -> None:
        for name, owner in (("Bakery", "blum"), ("Florist", "rosa")):
            place, _ = workspaces.found_workspace(session, name, NOW)
            workspaces.add_member(session, place.id, owner.title(), "owner", "terminal", owner, NOW)

    await database.write(found)
    return Pairing(database, now=clock)


async def who(database: Database, channel: str, sender: str) -> tuple[str, str] | None:
    """Workspace and member that a sender is."""
    found = await database.read(lambda session: workspaces.who_is(session, None, channel, sender))
    return (found.workspace, found.member) if found is not None else None


async def test_a_stranger_who_types_a_members_code_is_that_member(pairing: Pairing, database: Database) -> None:
    code = await pairing.code("Florist", "terminal", "rosa")
    linked = await pairing.introduce("telegram", "77", "Rosa", f"/start {code.lower()}")
    assert linked == Introduced(True, workspace="Florist", member="Rosa")
    assert await who(database, "telegram", "77") == ("Florist", "Rosa")
    # It has served.
    assert not (await pairing.introduce("telegram", "78", "Mallory", code)).linked
    assert await who(database, "telegram", "78") is None


@pytest.mark.parametrize(
    "typed",
    [
        "{code}",
        "{plain}",
        " {spaced} ",
        "/start {plain}",
        "/start@allin_bot {code}",
        "my code is {code}, hello",
        "{low}",
    ],
)
async def test_a_code_counts_however_it_is_typed(pairing: Pairing, typed: str) -> None:
    code = await pairing.code("Bakery", "terminal", "blum")
    forms = {"code": code, "plain": code.replace("-", ""), "spaced": code.replace("-", " "), "low": code.lower()}
    assert (await pairing.introduce("telegram", "1", "B", typed.format(**forms))).linked


@pytest.mark.parametrize(
    "text", ["", "hello", "post about bread tomorrow at nine", "482913", "/start", "ABCDE", "x" * 5_000]
)
def test_ordinary_words_are_no_code(text: str) -> None:
    assert code_in(text) is None


async def test_anything_else_gives_a_stranger_a_code_that_says_who_asks(
    pairing: Pairing, database: Database, clock: FrozenClock
) -> None:
    met = await pairing.introduce("slack", "T1/U1", "Anna\nOwner of everything", "post my secret recipe")
    assert not met.linked and met.code is not None and len(met.code) == 6 and met.code.isdigit()
    code = met.code
    asking = await database.read(lambda session: people.asking(session, code, clock()))
    assert asking is not None
    assert (asking.channel, asking.sender, asking.name) == ("slack", "T1/U1", "Anna Owner of everything")
    (row,) = await database.read(lambda session: session.scalars(sa.select(Stranger)).all())
    kept = str({column.key: getattr(row, column.key) for column in sa.inspect(Stranger).columns})
    assert "recipe" not in kept and code not in kept
    clock.move(minutes=31)
    assert await database.read(lambda session: people.asking(session, code, clock())) is None


async def test_only_the_newest_code_of_a_stranger_counts(
    pairing: Pairing, database: Database, clock: FrozenClock
) -> None:
    first = (await pairing.introduce("telegram", "1", "A", "hello")).code
    second = (await pairing.introduce("telegram", "1", "A", "hello?")).code
    assert first is not None and second is not None
    if first != second:
        assert await database.read(lambda session: people.asking(session, first, clock())) is None
    assert await database.read(lambda session: people.asking(session, second, clock())) is not None


async def test_two_strangers_never_hold_the_same_code(
    pairing: Pairing, database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["111111", "111111", "111111", "222222", "111111"])
    monkeypatch.setattr("bot.pairing.short_code", lambda: next(drawn))
    assert (await pairing.introduce("telegram", "1", "A", "hi")).code == "111111"
    assert (await pairing.introduce("telegram", "2", "B", "hi")).code == "222222"
    # Once it has expired, it may be given again.
    clock.move(minutes=31)
    assert (await pairing.introduce("telegram", "3", "C", "hi")).code == "111111"
    found = await database.read(lambda session: people.asking(session, "111111", clock()))
    assert found is not None and found.sender == "3"


async def test_a_stranger_is_shown_five_codes_an_hour(pairing: Pairing, clock: FrozenClock) -> None:
    codes = [(await pairing.introduce("telegram", "1", "A", "hi")).code for _ in range(7)]
    assert [code is not None for code in codes] == [True] * 5 + [False] * 2
    assert (await pairing.introduce("telegram", "2", "B", "hi")).code is not None
    clock.move(minutes=61)
    assert (await pairing.introduce("telegram", "1", "A", "hi")).code is not None


async def test_after_five_wrong_codes_the_right_one_does_not_count_either(
    pairing: Pairing, database: Database, clock: FrozenClock
) -> None:
    for number in range(5):
        met = await pairing.introduce("telegram", "1", "A", f"ABCDE-FGHJ{number + 2}")
        assert not met.linked
    assert met.code is None
    code = await pairing.code("Bakery", "terminal", "blum")
    assert await pairing.introduce("telegram", "1", "A", code) == Introduced(False)
    assert await pairing.link(code, "telegram", "1", "A") is None
    clock.move(minutes=61)
    code = await pairing.code("Bakery", "terminal", "blum")
    assert (await pairing.introduce("telegram", "1", "A", code)).linked


async def test_strangers_do_not_fill_the_store(
    pairing: Pairing, database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.people.MOST_STRANGERS", 3)
    codes = [(await pairing.introduce("telegram", str(number), "", "hi")).code for number in range(5)]
    assert [code is not None for code in codes] == [True] * 3 + [False] * 2
    clock.move(hours=25)
    assert (await pairing.introduce("telegram", "9", "", "hi")).code is not None
    left = await database.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(Stranger)))
    assert left == 1


async def test_a_long_code_lives_ten_minutes(pairing: Pairing, clock: FrozenClock) -> None:
    code = await pairing.code("Bakery", "terminal", "blum")
    clock.move(minutes=11)
    assert not (await pairing.introduce("telegram", "1", "A", code)).linked


async def test_nobody_becomes_a_second_person_in_the_same_workspace(pairing: Pairing, database: Database) -> None:
    def hire(session: sa.orm.Session) -> int:
        return workspaces.add_member(session, 1, "Anna", "editor", "terminal", "anna", NOW).id

    anna = await database.write(hire)
    assert await pairing.link(await pairing.code("Bakery", "terminal", "blum"), "slack", "T/U", "B") == "Bakery"
    code = await pairing.code_for(1, anna)
    assert await pairing.link(code, "slack", "T/U", "B") is None
    assert await who(database, "slack", "T/U") == ("Bakery", "Blum")
    # The code is still good where it belongs, and the same person may be in another workspace too.
    assert await pairing.link(code, "slack", "T/V", "Anna") == "Bakery"
    assert await pairing.link(await pairing.code("Florist", "terminal", "rosa"), "slack", "T/U", "B") == "Florist"


async def test_a_device_gets_a_token_that_says_whose_it_is_until_it_is_thrown_out(
    pairing: Pairing, database: Database, clock: FrozenClock
) -> None:
    code = await pairing.code("Bakery", "terminal", "blum")
    token = await pairing.admit(code, "shortcuts", "Blum's\nphone", source="192.0.2.1")
    assert token is not None
    caller = await pairing.caller(token, "shortcuts")
    assert caller is not None
    assert (caller.workspace, caller.device, caller.name) == ("Bakery", "device-1", "Blum's phone")
    assert await who(database, "shortcuts", caller.sender) == ("Bakery", "Blum")
    assert await pairing.caller(token, "alexa") is None
    assert await pairing.caller(token[:-1], "shortcuts") is None
    assert await pairing.caller("", "shortcuts") is None
    assert await pairing.admit(code, "shortcuts", "another", source="192.0.2.1") is None
    clock.move(days=1_000)
    assert await pairing.caller(token, "shortcuts") is not None
    (listed,) = await pairing.listed("Bakery")
    assert listed.seen_at == clock()
    await pairing.end("Bakery", listed.id)
    assert await pairing.caller(token, "shortcuts") is None


async def test_what_a_device_was_seen_is_noted_once_a_minute(
    pairing: Pairing, database: Database, clock: FrozenClock
) -> None:
    token = await pairing.admit(await pairing.code("Bakery", "terminal", "blum"), "alexa", "Echo", source="x")
    assert token is not None
    clock.move(seconds=30)
    await pairing.caller(token, "alexa")
    assert (await pairing.listed("Bakery"))[0].seen_at == NOW
    clock.move(seconds=31)
    await pairing.caller(token, "alexa")
    assert (await pairing.listed("Bakery"))[0].seen_at == clock()


async def test_a_programs_access_token_is_no_key_to_another_channel(
    pairing: Pairing, database: Database, clock: FrozenClock
) -> None:
    def let_in(session: sa.orm.Session) -> None:
        for channel in ("mcp", "alexa"):
            number = devices.let_in(
                session, workspace_id=1, member_id=1, program_id=None, name="p", now=NOW, channel=channel
            )
            devices.keep(
                session, f"{channel:x>32}", devices.ACCESS, now=NOW, expires_at=NOW.replace(hour=10), device_id=number
            )

    await database.write(let_in)
    alexa, mcp = f"{'alexa':x>32}", f"{'mcp':x>32}"
    assert await pairing.caller(alexa, "alexa") is not None
    assert await pairing.caller(mcp, "alexa") is None
    clock.move(hours=2)
    assert await pairing.caller(alexa, "alexa") is None


async def test_an_address_that_guesses_is_refused_for_a_while(pairing: Pairing, clock: FrozenClock) -> None:
    for _ in range(5):
        assert await pairing.admit("ABCDEFGHJK", "alexa", "Echo", source="192.0.2.9") is None
    good = await pairing.code("Bakery", "terminal", "blum")
    assert await pairing.admit(good, "alexa", "Echo", source="192.0.2.9") is None
    assert await pairing.admit(good, "alexa", "Echo", source="192.0.2.10") is not None
    clock.move(minutes=11)
    good = await pairing.code("Bakery", "terminal", "blum")
    assert await pairing.admit(good, "alexa", "Echo", source="192.0.2.9") is not None


async def test_somebody_who_was_removed_is_known_nowhere_and_their_code_is_worth_nothing(
    pairing: Pairing, database: Database, clock: FrozenClock
) -> None:
    def hire(session: sa.orm.Session) -> int:
        return workspaces.add_member(session, 1, "Anna", "owner", "terminal", "anna", NOW).id

    anna = await database.write(hire)
    token = await pairing.admit(await pairing.code_for(1, anna), "shortcuts", "phone", source="a")
    code = await pairing.code_for(1, anna)
    assert token is not None
    assert await database.write(lambda session: people.remove(session, 1, anna, NOW))
    assert await who(database, "terminal", "anna") is None
    assert await pairing.caller(token, "shortcuts") is None
    assert not (await pairing.introduce("telegram", "5", "Anna", code)).linked
    assert await pairing.listed("Bakery") == []
    # The last owner stays.
    assert not await database.write(lambda session: people.remove(session, 1, 1, NOW))
    assert await who(database, "terminal", "blum") == ("Bakery", "Blum")
    left = await database.read(lambda session: session.get_one(Member, anna).left_at)
    assert left == NOW
