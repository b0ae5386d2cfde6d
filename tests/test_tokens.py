"""Tokens that are always fresh: one exchange however many ask, nothing lost, nothing told to anybody, and no loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.errors import NotFound, OperatorError, SignInNeeded, TryLater
from bot.testing import FakePlatform, FrozenClock
from bot.tokens import Sealed, TokenKeeper, rotate_key
from connectors.oauth import AppCredentials, OAuth, Tokens
from storage import accounts, credentials
from storage.database import Database
from storage.models import Account, Conversation, Credential, Member, Notice, Workspace
from storage.vault import Vault
from tests.fakes.flock import APP, Flock, FlockNetwork, Nest, tokens_of

KEY = "k" * 32


@dataclass
class World:
    """One workspace with a conversation, a network, and any number of keepers that stand for processes."""

    database: Database
    network: FlockNetwork
    clock: FrozenClock
    vault: Vault
    platforms: dict[str, Any]

    def keeper(self, **more: Any) -> TokenKeeper:
        """A process of its own: nothing is shared but the store and the key."""
        apps = more.pop("apps", {"flock": APP})
        return TokenKeeper(self.database, self.vault, self.platforms, apps, now=self.clock, **more)

    async def account(
        self, handle: str = "@ann", *, platform: str = "flock", tokens: Tokens | None = None, **ends: datetime | None
    ) -> tuple[int, Tokens]:
        """A connected account, with tokens that the network has really handed out unless others are given."""
        if tokens is None:
            answer = self.network._tokens(handle.removeprefix("@")).body
            until = self.clock() + timedelta(seconds=answer["expires_in"])
            tokens = Tokens(answer["access_token"], answer["refresh_token"], until)
        secret = self.vault.seal(Sealed(tokens).to_json())

        def work(session: Any) -> int:
            row = accounts.connect(session, 1, platform, handle, {"id": f"id-{handle}"}, self.clock())
            credentials.put(
                session,
                row,
                secret,
                expires_at=tokens.expires_at,
                ends_at=ends.get("ends_at"),
                conversation_id=1,
                now=self.clock(),
            )
            return row.id

        return await self.database.write(work), tokens

    async def credential(self, account_id: int) -> Credential:
        """A row as it is now."""

        def look(session: Any) -> Credential:
            row: Credential = session.get(Credential, account_id)
            return row

        return await self.database.read(look)

    async def notices(self) -> list[Notice]:
        """What the conversation is to be told."""
        return await self.database.read(lambda session: list(session.scalars(sa.select(Notice).order_by(Notice.id))))


@pytest_asyncio.fixture
async def world(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """A world on each kind of store."""
    clock = FrozenClock()
    async with FlockNetwork() as network:
        flock, nest = Flock(tmp_path, network.url), Nest(tmp_path, network.url)
        flock.now = nest.now = clock
        platforms = {"flock": flock, "nest": nest, "fake": FakePlatform(tmp_path)}

        def found(session: Any) -> None:
            session.add(Workspace(id=1, name="Bakery", created_at=clock()))
            session.flush()
            session.add(Member(id=1, workspace_id=1, name="blum", role="owner", created_at=clock()))
            session.flush()
            session.add(
                Conversation(
                    id=1, workspace_id=1, channel="terminal", thread="blum", member_id=1, state={}, updated_at=clock()
                )
            )

        database.run(found)
        yield World(database, network, clock, Vault([KEY]), platforms)
        for platform in platforms.values():
            await platform.close()


async def test_fresh_tokens_are_used_as_they_are(world: World) -> None:
    id, tokens = await world.account()
    info = await world.keeper().info(id)
    assert (tokens_of(info), info.handle, info.data) == (tokens, "@ann", {"id": "id-@ann"})
    row = await world.database.read(lambda session: session.get(Account, id))
    assert row is not None
    assert tokens_of(await world.keeper().info(row)) == tokens
    assert world.network.refreshes == 0


async def test_a_network_without_sign_in_has_no_tokens(world: World) -> None:
    row = await world.database.write(lambda session: accounts.connect(session, 1, "fake", "@x", {}, world.clock()))
    assert (await world.keeper().info(row.id)).tokens is None


async def test_an_account_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        await world.keeper().info(99)


async def test_what_is_about_to_expire_is_exchanged_and_stored_before_it_is_used(world: World) -> None:
    id, old = await world.account()
    world.clock.move(minutes=59)
    fresh = tokens_of(await world.keeper().info(id))
    assert fresh.access != old.access
    assert fresh.expires_at is not None
    assert fresh.expires_at > world.clock() + timedelta(minutes=50)
    stored = world.vault.open((await world.credential(id)).secret)
    assert stored["tokens"]["refresh"] == fresh.refresh
    assert tokens_of(await world.keeper().info(id)) == fresh
    assert world.network.refreshes == 1


async def test_many_who_ask_at_once_cause_one_exchange(world: World) -> None:
    id, _ = await world.account()
    world.clock.move(hours=2)
    one, other = world.keeper(), world.keeper()
    asked = [keeper.info(id) for keeper in (one, other) for _ in range(5)]
    found = await asyncio.gather(*asked)
    assert len({tokens_of(info).access for info in found}) == 1
    assert world.network.refreshes == 1
    assert (await world.credential(id)).refreshing_by is None


async def test_a_401_is_answered_by_one_exchange_whoever_met_it(world: World) -> None:
    id, old = await world.account()
    world.network.end_access()
    one, other = world.keeper(), world.keeper()
    found = await asyncio.gather(one.renew(id, old), other.renew(id, old), other.renew(id, old))
    assert len({tokens_of(info).access for info in found}) == 1
    assert tokens_of(found[0]).access in world.network.access
    assert world.network.refreshes == 1
    again = await world.keeper().renew(id, old)
    assert tokens_of(again) == tokens_of(found[0]), "somebody else has exchanged it already"
    assert world.network.refreshes == 1


async def test_accounts_of_one_sign_in_share_one_exchange(world: World) -> None:
    first, tokens = await world.account("@ann")
    second, _ = await world.account("@page", tokens=tokens)
    world.clock.move(hours=2)
    found = await asyncio.gather(world.keeper().info(first), world.keeper().info(second))
    assert tokens_of(found[0]).access == tokens_of(found[1]).access
    assert world.network.refreshes == 1


async def test_a_lost_exchange_ends_in_one_refusal_not_in_a_loop(world: World) -> None:
    id, old = await world.account()
    world.clock.move(hours=2)
    keeper = world.keeper()
    world.network.fault("cut-after", on="safe")
    with pytest.raises(TryLater):
        await keeper.info(id)
    assert world.network.refreshes == 1
    for _ in range(3):
        with pytest.raises(SignInNeeded) as caught:
            await keeper.info(id)
        assert caught.value.facts == {"platform": "Flock", "handle": "@ann"}
    await keeper.upkeep()
    await keeper.upkeep()
    assert world.network.refreshes == 2, "refused once, and not asked again"
    (notice,) = await world.notices()
    assert (notice.key, notice.conversation_id) == ("sign-in-broken-notice", 1)
    assert notice.choices == [
        {"label_key": "sign-in-choice-again", "tool": "connect_account", "args": {"platform": "flock"}}
    ]
    assert (await world.credential(id)).broken == "sign-in-refused"
    with pytest.raises(SignInNeeded):
        await keeper.renew(id, old)


async def test_a_network_that_is_away_leaves_a_living_token_in_use(world: World) -> None:
    id, old = await world.account()
    world.clock.move(minutes=58, seconds=30)
    world.network.fault("503", "html", on="safe")
    keeper = world.keeper()
    assert tokens_of(await keeper.info(id)) == old
    assert tokens_of(await keeper.info(id)) == old
    assert tokens_of(await keeper.info(id)) != old


async def test_a_network_that_is_away_is_asked_later_once_the_token_is_dead(world: World) -> None:
    id, _ = await world.account()
    world.clock.move(hours=2)
    world.network.fault("503", on="safe")
    with pytest.raises(TryLater) as caught:
        await world.keeper().info(id)
    assert caught.value.retry_after == 1
    assert (await world.credential(id)).broken is None
    assert await world.notices() == []


async def test_who_gives_up_waiting_does_not_lose_what_the_network_hands_out(world: World) -> None:
    id, _ = await world.account()
    world.clock.move(hours=2)
    world.network.slow_seconds = 0.15
    world.network.fault("slow", on="safe")
    keeper = world.keeper()
    waiting = asyncio.create_task(keeper.info(id))
    while not world.network.refreshes:
        await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await keeper.close()
    assert tokens_of(await world.keeper().info(id)).access in world.network.access
    assert world.network.refreshes == 1


async def test_the_lease_of_a_dead_worker_is_taken_over_when_it_runs_out(world: World) -> None:
    id, _ = await world.account()
    secret = (await world.credential(id)).secret
    until = world.clock() + timedelta(hours=2, seconds=30)
    assert await world.database.write(
        lambda session: credentials.claim(session, id, secret, worker="dead", now=world.clock(), until=until)
    )
    world.clock.move(hours=2)
    with pytest.raises(TryLater):
        await world.keeper(lease=timedelta(seconds=0.1)).info(id)
    assert world.network.refreshes == 0
    world.clock.move(minutes=1)
    assert tokens_of(await world.keeper().info(id)).access in world.network.access


async def test_a_sign_in_that_nothing_can_be_exchanged_for_lives_until_its_end(world: World) -> None:
    end = world.clock() + timedelta(days=60)
    id, tokens = await world.account(tokens=Tokens("access-of-60-days", "", end), ends_at=end)
    world.clock.move(end - world.clock() - timedelta(minutes=1))
    assert tokens_of(await world.keeper().info(id)) == tokens
    world.clock.move(minutes=1)
    with pytest.raises(SignInNeeded) as caught:
        await world.keeper().info(id)
    assert caught.value.key == "sign-in-ended"
    assert world.network.refreshes == 0


async def test_a_typed_secret_that_is_not_taken_any_more_is_broken(world: World) -> None:
    id, tokens = await world.account("@kitchen_bot", platform="nest", tokens=Tokens("bot-token-of-the-person-42"))
    keeper = world.keeper()
    assert tokens_of(await keeper.info(id)) == tokens
    with pytest.raises(SignInNeeded):
        await keeper.renew(id, tokens)
    assert (await world.credential(id)).broken == "sign-in-refused"


async def test_an_application_that_is_not_taken_is_the_operators_affair(world: World) -> None:
    id, _ = await world.account()
    world.clock.move(hours=2)
    with pytest.raises(OperatorError) as caught:
        await world.keeper(apps={"flock": AppCredentials(APP.client_id, "wrong")}).info(id)
    assert caught.value.key == "sign-in-app-refused"
    with pytest.raises(OperatorError) as caught:
        await world.keeper(apps={}).info(id)
    assert (caught.value.key, caught.value.facts["id"]) == ("sign-in-no-app", "ALLIN_FLOCK_CLIENT_ID")
    assert (await world.credential(id)).broken is None
    assert tokens_of(await world.keeper().info(id)).access in world.network.access


async def test_another_key_is_said_in_a_sentence(world: World) -> None:
    id, _ = await world.account()
    stranger = replace(world, vault=Vault(["x" * 32])).keeper()
    with pytest.raises(OperatorError) as caught:
        await stranger.info(id)
    assert caught.value.key == "vault-wrong"
    assert (await world.credential(id)).broken is None, "the right key may come back"


# Every ten minutes


async def test_upkeep_exchanges_what_expires_within_ten_minutes(world: World) -> None:
    id, _ = await world.account()
    keeper = world.keeper()
    world.clock.move(minutes=45)
    await keeper.upkeep()
    assert world.network.refreshes == 0
    world.clock.move(minutes=6)
    await asyncio.gather(keeper.upkeep(), world.keeper().upkeep())
    assert world.network.refreshes == 1
    assert tokens_of(await keeper.info(id)).access in world.network.access


async def test_upkeep_sees_to_the_others_when_one_fails(world: World) -> None:
    await world.account("@gone", tokens=Tokens("a", "never-handed-out", world.clock() + timedelta(minutes=1)))
    id, _ = await world.account("@ann")
    world.clock.move(minutes=55)
    await world.keeper().upkeep()
    assert tokens_of(await world.keeper().info(id)).access in world.network.access
    assert [notice.key for notice in await world.notices()] == ["sign-in-broken-notice"]


async def test_tokens_that_renew_themselves_are_renewed_when_ten_days_are_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Flock, "oauth", OAuth("/authorize", "/token", ("post",), refreshes_itself=True))
    world.network.lifetime = 60 * 86_400
    id, old = await world.account()
    keeper = world.keeper()
    for days, refreshes in ((49, 0), (2, 1), (1, 1)):
        world.clock.move(days=days)
        await keeper.upkeep()
        assert world.network.refreshes == refreshes, days
    assert tokens_of(await keeper.info(id)) != old


async def test_people_are_warned_seven_three_and_one_day_before_and_once_each(world: World) -> None:
    end = world.clock() + timedelta(days=30)
    id, _ = await world.account(tokens=Tokens("access-of-30-days", "", end), ends_at=end)
    keeper = world.keeper()
    told = []
    for _ in range(31 * 12):
        await keeper.upkeep()
        told.append(len(await world.notices()))
        world.clock.move(hours=2)
    rows = await world.notices()
    assert [row.key for row in rows] == ["sign-in-ending-notice"] * 3 + ["sign-in-broken-notice"]
    assert [told.index(count) / 12 for count in (1, 2, 3, 4)] == [
        pytest.approx(day, abs=0.1) for day in (23, 27, 29, 30)
    ]
    assert rows[0].facts == {"platform": "Flock", "handle": "@ann", "when": end.isoformat()}
    assert (await world.credential(id)).broken == "sign-in-ended"


async def test_who_was_off_for_a_while_is_warned_once(world: World) -> None:
    end = world.clock() + timedelta(days=30)
    await world.account(tokens=Tokens("access-of-30-days", "", end), ends_at=end)
    world.clock.move(days=28)
    await asyncio.gather(world.keeper().upkeep(), world.keeper().upkeep())
    assert len(await world.notices()) == 1


# Nothing is told


async def test_no_secret_stands_in_a_log_an_error_or_a_notice(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    id, old = await world.account()
    said = [repr(old), repr(Sealed(old)), repr(APP)]
    world.clock.move(hours=2)
    keeper = world.keeper()
    for fault in ("503", "html", "garbage"):
        world.network.fault(fault, on="safe")
        with pytest.raises((TryLater, SignInNeeded)) as caught:
            await keeper.info(id)
        said += [str(caught.value), repr(caught.value), caught.value.detail, repr(caught.value.facts)]
    with pytest.raises(SignInNeeded) as refused:
        await keeper.info(id)
    said += [str(refused.value), refused.value.detail, caplog.text]
    said += [f"{notice.facts} {notice.choices}" for notice in await world.notices()]
    for secret in (old.access, old.refresh, APP.client_secret, KEY, *world.network.handed_out):
        assert not any(secret in text for text in said)


async def test_a_hundred_who_ask_at_once_cause_one_exchange(world: World) -> None:
    id, _ = await world.account()
    world.clock.move(hours=2)
    keeper = world.keeper()
    found = await asyncio.gather(*(keeper.info(id) for _ in range(100)))
    assert len({tokens_of(info).access for info in found}) == 1
    assert world.network.refreshes == 1


async def test_a_key_replaced_during_an_exchange_loses_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    id, old = await world.account()
    world.clock.move(hours=2)
    flock = world.platforms["flock"]
    real = flock.refresh

    async def slow(tokens: Tokens, app: Any) -> Tokens:
        fresh: Tokens = await real(tokens, app)
        await asyncio.to_thread(rotate_key, world.database, world.vault)
        return fresh

    monkeypatch.setattr(flock, "refresh", slow)
    fresh = tokens_of(await world.keeper().info(id))
    assert fresh.access != old.access
    stored = world.vault.open((await world.credential(id)).secret)
    assert stored["tokens"]["refresh"] == fresh.refresh, "the old refresh token has served"


async def test_an_exchange_never_overwrites_a_sign_in_made_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, _ = await world.account()
    world.clock.move(hours=2)
    flock = world.platforms["flock"]
    real = flock.refresh

    async def slow(tokens: Tokens, app: Any) -> Tokens:
        fresh: Tokens = await real(tokens, app)
        await world.account()  # the person signs in again
        return fresh

    monkeypatch.setattr(flock, "refresh", slow)
    before = world.network.refreshes
    got = tokens_of(await world.keeper().info(id))
    stored = world.vault.open((await world.credential(id)).secret)
    assert world.network.refreshes == before + 1
    assert stored["tokens"]["access"] == got.access == world.network.handed_out[-2]


async def test_an_account_disconnected_during_an_exchange_stays_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, _ = await world.account()
    world.clock.move(hours=2)
    flock = world.platforms["flock"]
    real = flock.refresh

    async def slow(tokens: Tokens, app: Any) -> Tokens:
        fresh: Tokens = await real(tokens, app)

        def gone(session: Any) -> None:
            accounts.disconnect(session, 1, id)
            credentials.remove(session, 1, id)

        await world.database.write(gone)
        return fresh

    monkeypatch.setattr(flock, "refresh", slow)
    with pytest.raises(SignInNeeded):
        await world.keeper().info(id)
    assert await world.credential(id) is None
    assert world.network.revoked == [world.network.handed_out[-2]], "what was handed out for nobody is given back"


async def test_tokens_of_somebody_else_are_not_used(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, tokens = await world.account()
    id, _ = await world.account(tokens=replace(tokens, extra={"account": "id-@ann"}))
    world.clock.move(hours=2)
    flock = world.platforms["flock"]
    real = flock.refresh

    async def another(tokens: Tokens, app: Any) -> Tokens:
        fresh: Tokens = await real(tokens, app)
        return replace(fresh, extra={"account": "id-@eve"})

    monkeypatch.setattr(flock, "refresh", another)
    with pytest.raises(SignInNeeded):
        await world.keeper().info(id)
    assert (await world.credential(id)).broken
    (told,) = await world.notices()
    assert told.key == "sign-in-broken-notice"
