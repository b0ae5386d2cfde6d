"""What Meta's webhooks bring: figures of stories are kept, posts that are talked about are looked at, strangers get nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.orm import Session

from bot.analytics.collection.hooks import FigureHooks
from bot.testing import FrozenClock
from bot.web.figures import MOST_BYTES, PATH, figures_router
from bot.web.server import create_app
from connectors.oauth import AppCredentials
from storage import metrics
from storage.database import Database
from storage.metrics import NewPublication
from storage.metrics_tables import Figure, Observation, Publication
from storage.vault import Vault
from tests import history, planned
from tests.history import BERLIN

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
SECRET = "an application's secret"
IG, PAGE = "17841405309211844", "105"


class Meta:
    """Meta, as far as it calls us. `told` is what a story's insights look like."""

    def __init__(self, database: Database, client: httpx.AsyncClient, hooks: FigureHooks, clock: FrozenClock) -> None:
        self.database = database
        self.client = client
        self.hooks = hooks
        self.clock = clock

    async def call(self, data: Any, *, secret: str = SECRET, body: bytes | None = None) -> int:
        """Send something, signed; the status of the answer."""
        body = json.dumps(data).encode() if body is None else body
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
        return (await self.client.post(PATH, content=body, headers=headers)).status_code

    def change(
        self, field: str, value: Any, *, kind: str = "instagram", account: str = IG, at: float | None = None
    ) -> Any:
        """One change of one account."""
        sent_at = at if at is not None else self.clock().timestamp()
        return {
            "object": kind,
            "entry": [{"id": account, "time": sent_at, "changes": [{"field": field, "value": value}]}],
        }

    def post(self, remote_id: str) -> Publication:
        """A publication."""

        def work(session: Session) -> Publication:
            found = session.query(Publication).filter_by(remote_id=remote_id).one()
            session.expunge(found)
            return found

        return self.database.run(work)

    def figures(self, remote_id: str) -> dict[str, tuple[float, str]]:
        """A post's figures, and where they come from."""
        number = self.post(remote_id).id
        rows = self.database.run(lambda session: session.query(Figure).filter_by(publication_id=number).all())
        return {row.metric: (row.value, row.source) for row in rows}


@pytest_asyncio.fixture
async def meta(database: Database, tmp_path: Path) -> AsyncIterator[Meta]:
    """A workspace with a post and a story on Instagram and a post on a Page, measured once."""

    def work(session: Session) -> None:
        place = planned.workspace(session)
        for platform, network_id, names in (("instagram", IG, ["story", "post"]), ("facebook", PAGE, ["105_7"])):
            account = history.account(session, place.id, platform)
            account.data = {"id": network_id}
            new = [NewPublication(name, "Bread", NOW - timedelta(hours=9), "network") for name in names]
            for row in metrics.keep(session, account, new, zone=BERLIN, now=NOW):
                row.measured_at, row.measure_at = NOW - timedelta(hours=1), NOW + timedelta(hours=5)

    database.run(work)
    clock = FrozenClock(NOW)
    vault = Vault(["k" * 32])
    hooks = FigureHooks(
        database, vault, {"facebook": AppCredentials("1", SECRET)}, default_zone="Europe/Berlin", now=clock
    )
    transport = httpx.ASGITransport(create_app(tmp_path, routers=[figures_router(hooks)]))
    async with httpx.AsyncClient(transport=transport, base_url="http://allin.example") as client:
        yield Meta(database, client, hooks, clock)


async def test_the_address_is_confirmed_with_the_verify_token_alone(meta: Meta) -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": meta.hooks.token()}
    answer = await meta.client.get(PATH, params=asked)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")
    for wrong in ({"hub.verify_token": "guessed"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}):
        assert (await meta.client.get(PATH, params=asked | wrong)).status_code == 403


async def test_the_figures_of_a_story_are_kept(meta: Meta) -> None:
    told = {
        "media_id": "story",
        "reach": 17,
        "impressions": 28,
        "replies": 3,
        "exits": 1,
        "taps_forward": 12,
        "taps_back": -1,
    }
    assert await meta.call(meta.change("story_insights", told)) == 200
    assert meta.figures("story") == {
        "reach": (17.0, "webhook"),
        "impressions": (28.0, "webhook"),
        "comments": (3.0, "webhook"),
        "exits": (1.0, "webhook"),
        "taps_forward": (12.0, "webhook"),
    }
    assert meta.post("story").measured_at == NOW


async def test_the_same_again_changes_nothing(meta: Meta) -> None:
    told = meta.change("story_insights", {"media_id": "story", "reach": 17})
    for _ in range(3):
        assert await meta.call(told) == 200
        meta.clock.move(minutes=10)
    rows = meta.database.run(lambda session: session.query(Observation).all())
    assert [(row.metric, row.value, row.seen_at) for row in rows] == [("reach", 17.0, NOW)]


@pytest.mark.parametrize(
    ("kind", "account", "field", "value", "post"),
    [
        pytest.param(
            "instagram", IG, "comments", {"id": "c", "media": {"id": "post"}, "text": "!"}, "post", id="comment"
        ),
        pytest.param("instagram", IG, "mentions", {"media_id": "post", "comment_id": "c"}, "post", id="mention"),
        pytest.param("page", PAGE, "feed", {"item": "reaction", "post_id": "105_7", "verb": "add"}, "105_7", id="page"),
    ],
)
async def test_a_post_that_is_talked_about_is_looked_at_now(
    meta: Meta, kind: str, account: str, field: str, value: Any, post: str
) -> None:
    change = meta.change(field, value, kind=kind, account=account)
    assert await meta.call(change) == 200
    assert meta.post(post).measure_at == NOW
    assert meta.figures(post) == {}


async def test_a_storm_of_comments_is_no_storm_of_looks(meta: Meta) -> None:
    meta.database.run(lambda session: session.query(Publication).update({"measured_at": NOW}))
    for _ in range(20):
        assert await meta.call(meta.change("comments", {"media": {"id": "post"}})) == 200
    assert meta.post("post").measure_at == NOW + timedelta(minutes=2)


async def test_an_entry_of_instagrams_own_sign_in_holds_the_change_itself(meta: Meta) -> None:
    entry = {"id": IG, "time": NOW.timestamp(), "field": "comments", "value": {"media": {"id": "post"}}}
    assert await meta.call([{"object": "instagram", "entry": [entry]}]) == 200
    assert meta.post("post").measure_at == NOW


async def test_every_workspace_that_has_the_account_hears_of_it(meta: Meta) -> None:
    def work(session: Session) -> None:
        other = planned.workspace(session, "Agency")
        account = history.account(session, other.id, "instagram", "@agency")
        account.data = {"id": IG}
        metrics.keep(session, account, [NewPublication("story", "Bread", NOW, "network")], zone=BERLIN, now=NOW)

    meta.database.run(work)
    assert await meta.call(meta.change("story_insights", {"media_id": "story", "reach": 17})) == 200
    assert meta.database.run(lambda session: session.query(Figure).count()) == 2


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"object": "instagram", "entry": [{"id": "999", "changes": []}]}, id="stranger"),
        pytest.param({"object": "user", "entry": []}, id="other-object"),
        pytest.param({"object": "instagram", "entry": "?"}, id="no-list"),
        pytest.param(
            {"object": "instagram", "entry": [{"id": IG, "changes": [{"field": "story_insights"}]}]}, id="empty"
        ),
        pytest.param({"object": "instagram", "entry": [{"id": IG, "changes": [7, None]}]}, id="numbers"),
        pytest.param([[[]]], id="lists"),
        pytest.param("text", id="text"),
        pytest.param(None, id="nothing"),
    ],
)
async def test_what_is_not_known_is_passed_over(meta: Meta, data: Any) -> None:
    assert await meta.call(data) == 200
    assert meta.database.run(lambda session: session.query(Figure).count()) == 0


@pytest.mark.parametrize("value", [True, "17", -3, None, [1], float("nan"), 1e400])
async def test_what_is_no_count_is_not_kept(meta: Meta, value: Any) -> None:
    assert await meta.call(meta.change("story_insights", {"media_id": "story", "reach": value})) == 200
    assert meta.figures("story") == {}


@pytest.mark.parametrize("at", [0, -1, "soon", 1e30, NOW.timestamp() + 9e6])
async def test_a_time_that_cannot_be_is_now(meta: Meta, at: Any) -> None:
    assert await meta.call(meta.change("story_insights", {"media_id": "story", "reach": 1}, at=at)) == 200
    assert meta.post("story").measured_at == NOW


async def test_what_nobody_signed_is_not_read(meta: Meta) -> None:
    told = meta.change("story_insights", {"media_id": "story", "reach": 17})
    assert await meta.call(told, secret="guessed") == 403
    assert (await meta.client.post(PATH, json=told)).status_code == 403
    odd = [(b"X-Hub-Signature-256", "sha256=é".encode())]
    assert (await meta.client.post(PATH, json=told, headers=odd)).status_code == 403
    assert meta.figures("story") == {}


async def test_what_is_too_large_or_no_json_is_refused(meta: Meta) -> None:
    assert await meta.call(None, body=b"x" * (MOST_BYTES + 1)) == 413
    assert await meta.call(None, body=b"{") == 400
    assert await meta.call(None, body=b"[" * 100_000) == 400


async def test_without_an_application_there_is_no_such_address(database: Database, tmp_path: Path) -> None:
    hooks = FigureHooks(database, Vault(["k" * 32]), {"x": AppCredentials("1", "s"), "facebook": AppCredentials("1")})
    transport = httpx.ASGITransport(create_app(tmp_path, routers=[figures_router(hooks)]))
    async with httpx.AsyncClient(transport=transport, base_url="http://allin.example") as client:
        signature = hmac.new(b"", b"{}", hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={signature}"}
        assert (await client.post(PATH, content=b"{}", headers=headers)).status_code == 404
        asked = {"hub.mode": "subscribe", "hub.verify_token": hooks.token()}
        assert (await client.get(PATH, params=asked)).status_code == 404


async def test_what_is_gone_is_not_looked_at_again(meta: Meta) -> None:
    meta.database.run(lambda session: session.query(Publication).update({"gone_at": NOW, "measure_at": None}))
    assert await meta.call(meta.change("comments", {"media": {"id": "post"}})) == 200
    assert meta.post("post").measure_at is None


async def test_what_was_sent_long_ago_is_not_taken_for_how_it_stands_now(meta: Meta) -> None:
    early = meta.change("story_insights", {"media_id": "story", "reach": 17})
    assert await meta.call(early) == 200
    meta.clock.move(days=2)
    assert await meta.call(meta.change("story_insights", {"media_id": "story", "reach": 40})) == 200
    meta.clock.move(days=6)
    assert await meta.call(early) == 200  # rightly signed, and sent once more by whoever has kept it
    assert meta.figures("story")["reach"] == (40.0, "webhook")


async def test_a_number_that_nobody_can_have_counted_is_none(meta: Meta) -> None:
    told = {"media_id": "story", "reach": 10**400, "impressions": 12}
    assert await meta.call(meta.change("story_insights", told)) == 200
    assert meta.figures("story") == {"impressions": (12.0, "webhook")}
