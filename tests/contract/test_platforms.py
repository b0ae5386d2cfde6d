"""What every platform keeps to, and every publisher that can be tried without an account."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import connectors.platforms
from bot.errors import Rejected, Unsupported
from connectors.platform import AccountInfo, Outgoing, Platform, Publisher


def _registered() -> list[type[Platform]]:
    found = []
    for module in pkgutil.iter_modules(connectors.platforms.__path__):
        loaded = importlib.import_module(f"connectors.platforms.{module.name}")
        found += [
            member
            for member in vars(loaded).values()
            if inspect.isclass(member) and issubclass(member, Platform) and member.__module__ == loaded.__name__
        ]
    return found


PLATFORMS = _registered()
PUBLISHERS = [platform for platform in PLATFORMS if issubclass(platform, Publisher)]
OPEN = [publisher for publisher in PUBLISHERS if not publisher.needs_sign_in]
SIGNED_IN = [publisher for publisher in PUBLISHERS if publisher.needs_sign_in]

every_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
every_publisher = pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.name)


def _make(platform: type[Platform], home: Path) -> Platform:
    return platform(home) if issubclass(platform, Publisher) else platform()


def test_one_file_holds_one_platform_of_the_same_name() -> None:
    modules = [module.name for module in pkgutil.iter_modules(connectors.platforms.__path__)]
    assert sorted(platform.name for platform in PLATFORMS) == sorted(modules)


def test_no_two_platforms_answer_to_one_name() -> None:
    names = Counter(
        said
        for platform in PLATFORMS
        for said in {platform.name, platform.label.casefold(), *map(str.casefold, platform.also_called)}
    )
    assert [name for name, count in names.items() if count > 1] == []


@every_platform
def test_its_facts_are_complete(platform: type[Platform]) -> None:
    assert platform.label.strip() == platform.label != ""
    assert [said for said in platform.also_called if not said or said != said.strip()] == []
    assert platform.limits.source
    assert platform.limits.revised <= datetime.now(UTC).date()
    assert platform.compose_url.startswith("https://") or issubclass(platform, Publisher)


@every_platform
def test_what_is_customary_there_also_fits(platform: type[Platform]) -> None:
    fewest, most = platform.custom.hashtags
    assert 0 <= fewest <= most
    assert 0 < platform.custom.length <= platform.limits.characters
    assert platform.limits.hashtags is None or most <= platform.limits.hashtags


@every_platform
def test_it_tells_what_does_not_fit_and_how_to_mend_it(platform: type[Platform], tmp_path: Path) -> None:
    there = _make(platform, tmp_path)
    assert [breach.repair for breach in there.check("  \n ")] == ["write_text"]
    fitting = "a" * platform.limits.characters
    assert [breach for breach in there.check(fitting) if breach.repair == "shorten"] == []
    [breach] = [breach for breach in there.check(fitting + "a") if breach.repair == "shorten"]
    assert breach.facts == {
        "platform": platform.label,
        "length": platform.limits.characters + 1,
        "limit": platform.limits.characters,
    }
    if platform.limits.hashtags is not None:
        many = " ".join(f"#t{number}" for number in range(platform.limits.hashtags + 1))
        assert "fewer_hashtags" in [breach.repair for breach in there.check(many)]


@every_publisher
def test_it_can_do_what_it_says_it_can(publisher: type[Publisher]) -> None:
    for flag, method in (("can_delete", "delete"), ("can_edit", "edit"), ("can_read_back", "find")):
        assert getattr(publisher, flag) == (getattr(publisher, method) is not getattr(Publisher, method)), method
    assert publisher.needs_sign_in == (publisher.connect is Publisher.connect)


@pytest.mark.parametrize("publisher", SIGNED_IN, ids=lambda publisher: publisher.name)
async def test_it_says_that_it_needs_a_sign_in(publisher: type[Publisher], tmp_path: Path) -> None:
    there = publisher(tmp_path)
    with pytest.raises(Unsupported):
        await there.connect(1, "Morgenrot")
    await there.close()


@pytest.fixture(params=OPEN, ids=lambda publisher: publisher.name)
async def connected(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Publisher, AccountInfo]]:
    """A publisher that needs no sign-in, and an account on it."""
    publisher: Publisher = request.param(tmp_path)
    handle, data = await publisher.connect(7, "Café Morgenrot")
    assert handle
    yield publisher, AccountInfo(1, 7, publisher.name, handle, data)
    await publisher.close()


async def test_connecting_again_gives_the_same_account(connected: tuple[Publisher, AccountInfo]) -> None:
    publisher, account = connected
    assert await publisher.connect(7, "Café Morgenrot") == (account.handle, account.data)
    other, _ = await publisher.connect(8, "Café Morgenrot")
    assert other != account.handle


async def test_the_same_key_goes_out_once(connected: tuple[Publisher, AccountInfo]) -> None:
    publisher, account = connected
    outgoing = Outgoing("delivery-1", account, "The autumn sale begins on Monday.")
    if publisher.can_read_back:
        assert await publisher.find(outgoing) is None
    await publisher.prepare(outgoing)
    await publisher.prepare(outgoing)
    receipt = await publisher.send(outgoing)
    assert receipt.remote_id
    if publisher.can_read_back:
        assert await publisher.find(outgoing) == receipt
        assert await publisher.find(replace(outgoing, key="delivery-2")) is None


async def test_what_was_taken_down_is_gone(connected: tuple[Publisher, AccountInfo]) -> None:
    publisher, account = connected
    if not publisher.can_delete:
        pytest.skip("this network has no way to delete a post")
    outgoing = Outgoing("delivery-1", account, "The autumn sale begins on Monday.")
    receipt = await publisher.send(outgoing)
    await publisher.delete(account, receipt.remote_id)
    await publisher.delete(account, receipt.remote_id)
    if publisher.can_read_back:
        assert await publisher.find(outgoing) is None


async def test_a_change_keeps_the_post_where_it_is(connected: tuple[Publisher, AccountInfo]) -> None:
    publisher, account = connected
    if not publisher.can_edit:
        pytest.skip("this network has no way to edit a post")
    outgoing = Outgoing("delivery-1", account, "The autumn sale begins on Monday.")
    receipt = await publisher.send(outgoing)
    changed = replace(outgoing, text="The autumn sale begins on Tuesday.")
    assert (await publisher.edit(changed, receipt.remote_id)).remote_id == receipt.remote_id


@pytest.mark.parametrize("too_much", [False, True], ids=["empty", "too long"])
async def test_what_does_not_fit_is_refused(connected: tuple[Publisher, AccountInfo], too_much: bool) -> None:
    publisher, account = connected
    text = "a" * (publisher.limits.characters + 1) if too_much else " \n\x00"
    outgoing = Outgoing("delivery-1", account, text)
    with pytest.raises(Rejected):
        await publisher.send(outgoing)
    if publisher.can_read_back:
        assert await publisher.find(outgoing) is None
