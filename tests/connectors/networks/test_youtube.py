"""YouTube: the calls it makes, and what is its own: resumable uploads, what stays private, quotas, Shorts, live, comments."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import HeldBack, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from bot.testing.files import clip, picture
from bot.testing.network import Fault, Request
from bot.testing.networks.youtube import YouTubeNetwork
from connectors.oauth import AppCredentials, challenge_of, new_verifier
from connectors.platform import Outgoing, Receipt
from connectors.platforms import youtube as module
from connectors.platforms.youtube import GRAIN, PART, YouTube, tags_length, until_midnight_pacific
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

BACK = "https://allin.example/oauth/youtube/callback"
APP = AppCredentials("client-1", "app-secret-1")


@pytest.fixture
async def network() -> AsyncIterator[YouTubeNetwork]:
    async with YouTubeNetwork() as running:
        yield running


@pytest.fixture
async def youtube(network: YouTubeNetwork, tmp_path: Path) -> AsyncIterator[YouTube]:
    made = YouTube(tmp_path, network.url)
    yield made
    await made.close()


async def ready(youtube: YouTube, post: Outgoing) -> Outgoing:
    return replace(post, prepared=await youtube.prepare(post), sent_at=datetime.now(UTC))


async def publish(youtube: YouTube, post: Outgoing) -> Receipt:
    post = await ready(youtube, post)
    return await youtube.progress(post, await youtube.send(post))


def in_days(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")


async def test_every_call_keeps_to_the_contracts(network: YouTubeNetwork, youtube: YouTube, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    verifier = new_verifier()
    link = youtube.authorize(APP, redirect_uri=BACK, state="s", verifier=verifier, fields={})
    query = parse_qs(urlsplit(link).query)
    assert (query["access_type"], query["prompt"]) == (["offline"], ["consent"])
    code = network.grant(query["code_challenge"][0])
    tokens = await youtube.exchange(APP, code=code, redirect_uri=BACK, verifier=verifier, fields={})
    newer = await youtube.refresh(tokens, APP)
    assert newer.refresh == tokens.refresh != ""
    [profile] = await youtube.profiles(newer, APP)
    assert (profile.handle, profile.data["uploads"]) == ("@ana", "UU-ana")

    account = network.account()
    assert await youtube.destinations(account) == [("PL-recipes", "Recipes"), ("PL-news", "News")]
    options = {
        "title": "Autumn",
        "tags": ["#leaves", "red wine"],
        "privacy": "unlisted",
        "made_for_kids": False,
        "synthetic": True,
        "thumbnail": 1,
        "destination": "PL-recipes",
    }
    cover = picture(tmp_path, 1280, 720)
    post = replace(network.sample(tmp_path), media=(clip(tmp_path, 2 * GRAIN + 9), cover), options=options)
    post = await ready(youtube, post)
    assert await youtube.find(post) is None
    receipt = await youtube.progress(post, await youtube.send(post))
    assert not receipt.pending
    made = network.posts[receipt.remote_id]
    assert made.more["snippet"]["tags"] == ["leaves", "red wine"]
    assert made.more["status"]["containsSyntheticMedia"] is True
    assert made.more["cover"] == cover.sha256
    assert network.in_playlist == {"PL-recipes": [receipt.remote_id]}
    gone = replace(post, prepared={})
    assert await youtube.find(gone) is not None  # in the playlist of uploads
    await youtube.edit(replace(post, text="New words"), receipt.remote_id)

    asked = network.comment(receipt.remote_id, "Where is this?")
    first = Outgoing("c-1", account, "Our shop: allin.example", kind="comment", reply_to=receipt.remote_id)
    first = replace(first, root=receipt.remote_id)
    mine = await youtube.send(await ready(youtube, first))
    assert (await youtube.find(first)) == mine
    reply = replace(first, key="c-2", text="In Bergen", reply_to=asked)
    answered = await youtube.send(await ready(youtube, reply))
    assert (await youtube.find(reply)) == answered
    assert {c.text for c in await youtube.comments(account, receipt.remote_id)} == {
        "Where is this?",
        "Our shop: allin.example",
        "In Bergen",
    }
    await youtube.hide_comment(account, asked)
    await youtube.delete_comment(account, mine.remote_id)
    figures = await youtube.measure(account, [receipt.remote_id])
    assert figures[receipt.remote_id]["watch_time"] == 31 * 60  # told in minutes
    assert (await youtube.measure_account(account))["followers"] == 42
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    told = await youtube.measure_days(account, day, day)
    assert told == {
        day: {"views": 7, "watch_time": 31 * 60, "likes": 1, "comments": 0, "shares": 2, "new_followers": 3}
    }
    network.stranger("Look at my kiln")
    [past], mark = await youtube.history(account)
    assert (past.id, past.text, past.format, mark) == (receipt.remote_id, "Autumn\n\nNew words", "video", "")
    assert (await youtube.history(account, "no such page"))[0] == [past]
    assert [trend.name for trend in await youtube.trends(account, "de")] == ["Kiln", "Autumn"]
    zoe = await youtube.look_up(account, "https://www.youtube.com/@zoe")
    assert (zoe.figures["followers"], [post.text for post in zoe.recent]) == (42, ["Kiln\n\nLook at my kiln"])

    live = Outgoing("live", account, "With tea", options={"title": "Talk", "format": "live", "starts_at": in_days(2)})
    live = await ready(youtube, live)
    assert await youtube.find(live) is None
    broadcast = await youtube.send(live)
    assert await youtube.find(live) == broadcast
    await youtube.delete(account, broadcast.remote_id)
    await youtube.delete(account, receipt.remote_id)
    await youtube.delete(account, receipt.remote_id)
    await youtube.revoke(newer, APP)
    await youtube.revoke(newer, APP)

    assert check_own("youtube", network.exchanges) == []
    assert seen_calls("youtube", network.exchanges) == all_calls("youtube")
    # Signing in and the parts of an upload are in Google's pages alone; a simple upload has its path from the discovery
    # document, of which the published one holds the resumable paths only; figures have a document of their own.
    other = ("POST /token", "POST /revoke", "PUT /resumable/", "POST /upload/", "GET /v2/reports")
    assert check_published("official/youtube_v3.openapi.json", network.exchanges, but=other) == []
    reports = [exchange for exchange in network.exchanges if exchange.request.path == "/v2/reports"]
    assert reports
    assert check_published("official/youtube_analytics_v2.openapi.json", reports) == []


async def test_a_video_goes_up_in_parts_and_only_its_last_bytes_are_left_to_send(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PART", 2 * GRAIN)
    video = clip(tmp_path, 5 * GRAIN + 3)
    post = await ready(youtube, replace(network.sample(tmp_path), media=(video,)))
    assert network.posts == {}
    await youtube.send(post)
    ranges = [r.headers["content-range"] for r in network.requests("PUT", "/resumable/")]
    size = video.size
    assert ranges == [
        f"bytes 0-{2 * GRAIN - 1}/{size}",
        f"bytes {2 * GRAIN}-{4 * GRAIN - 1}/{size}",
        f"bytes {4 * GRAIN}-{5 * GRAIN - 1}/{size}",
        f"bytes {5 * GRAIN}-{size - 1}/{size}",
    ]
    [arrived] = network.posts.values()
    assert arrived.media == [hashlib.sha256(video.path.read_bytes()).hexdigest()]


@pytest.mark.parametrize(
    ("size", "before"), [(1, 0), (GRAIN - 1, 0), (GRAIN, 0), (GRAIN + 1, 1), (PART + GRAIN, 1), (PART + GRAIN + 1, 2)]
)
async def test_the_last_part_is_never_empty_and_never_long(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path, size: int, before: int
) -> None:
    post = await ready(youtube, replace(network.sample(tmp_path), media=(clip(tmp_path, size),)))
    assert len(network.requests("PUT", "/resumable/")) == before
    await youtube.send(post)
    assert 1 <= len(network.requests("PUT", "/resumable/")[-1].body) <= GRAIN
    assert len(network.posts) == 1


async def test_bytes_that_youtube_did_not_keep_are_sent_again(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    video = clip(tmp_path, 3 * GRAIN + 3)
    network.loses = GRAIN
    post = await ready(youtube, replace(network.sample(tmp_path), media=(video,)))
    await youtube.send(post)
    [arrived] = network.posts.values()
    assert arrived.media == [hashlib.sha256(video.path.read_bytes()).hexdigest()]


async def test_an_upload_that_broke_off_goes_on_in_its_session(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PART", GRAIN)
    post = replace(network.sample(tmp_path), media=(clip(tmp_path, 3 * GRAIN + 3),))
    original = youtube._put
    calls = 0

    async def breaks(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise TryLater("error-unreachable", platform="YouTube")
        return await original(*args, **named)

    youtube._put = breaks  # type: ignore[method-assign]  # the line goes dead in the middle
    with pytest.raises(TryLater):
        await youtube.prepare(post)
    await youtube.send(await ready(youtube, post))
    assert len(network.sessions) == 1
    assert len(network.texts()) == 1
    firsts = [r.headers["content-range"].split("-")[0] for r in network.requests("PUT", "/resumable/")]
    assert firsts == ["bytes 0", "bytes */786435", f"bytes {GRAIN}", f"bytes {2 * GRAIN}", f"bytes {3 * GRAIN}"]


async def test_a_lost_answer_is_settled_by_the_session(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    post = await ready(youtube, network.sample(tmp_path))
    network.fault("cut-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await youtube.send(post)
    found = await youtube.find(post)
    assert found is not None
    # Even if it were prepared and sent once more, it would not go out again.
    again = replace(post, prepared=await youtube.prepare(post))
    assert (await youtube.send(again)).remote_id == found.remote_id
    assert len(network.texts()) == 1


async def test_a_session_that_is_gone_is_no_proof_of_anything(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    post = await ready(youtube, network.sample(tmp_path))
    network.fault("cut-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await youtube.send(post)
    network.sessions.clear()
    with pytest.raises(OutcomeUnknown):
        await youtube.send(post)
    found = await youtube.find(post)
    assert found is not None
    again = await ready(youtube, post)
    assert (await youtube.send(again)).remote_id == found.remote_id
    assert len(network.texts()) == 1


async def test_a_session_that_ended_unfinished_is_opened_anew(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    post = await ready(youtube, network.sample(tmp_path))
    network.sessions.clear()
    assert await youtube.find(post) is None
    await youtube.send(await ready(youtube, post))
    assert len(network.texts()) == 1


async def test_another_title_needs_another_session(network: YouTubeNetwork, youtube: YouTube, tmp_path: Path) -> None:
    post = await ready(youtube, network.sample(tmp_path, text="Old words"))
    await youtube.send(await ready(youtube, replace(post, text="New words")))
    assert network.texts() == ["New words"]


async def test_what_a_project_that_is_not_audited_uploads_is_not_called_public(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    network.audited = False
    post = await ready(youtube, network.sample(tmp_path))
    receipt = await youtube.send(post)
    assert receipt.pending
    with pytest.raises(HeldBack) as caught:
        await youtube.progress(post, receipt)
    assert caught.value.key == "error-youtube-kept-private"
    assert caught.value.facts["url"] == receipt.url
    private = replace(network.sample(tmp_path, key="p"), options={"title": "Autumn", "privacy": "private"})
    assert not (await publish(youtube, private)).pending
    later = replace(network.sample(tmp_path, key="l"), options={"title": "Autumn", "starts_at": in_days(1)})
    with pytest.raises(HeldBack):
        await publish(youtube, later)


async def test_a_video_can_become_public_later(network: YouTubeNetwork, youtube: YouTube, tmp_path: Path) -> None:
    starts = datetime(2099, 9, 1, 9, 0, tzinfo=UTC)
    post = replace(network.sample(tmp_path), options={"title": "Autumn", "starts_at": "2099-09-01T11:00:00+02:00"})
    receipt = await publish(youtube, post)
    status = network.posts[receipt.remote_id].more["status"]
    assert (status["privacyStatus"], status["publishAt"]) == ("private", starts.isoformat().replace("+00:00", "Z"))
    assert receipt.raw["notices"] == [["youtube-public-later", {}]]
    with pytest.raises(Rejected) as caught:
        await youtube.prepare(replace(post, key="past", options={"title": "Autumn", "starts_at": in_days(-1)}))
    assert caught.value.key == "error-youtube-time-past"


async def test_a_video_is_pending_until_it_is_worked_through(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    network.processing = 3600.0
    post = await ready(youtube, network.sample(tmp_path))
    receipt = await youtube.send(post)
    assert (await youtube.progress(post, receipt)).pending
    network.processing = 0.0
    assert not (await youtube.progress(post, receipt)).pending
    await youtube.delete(post.account, receipt.remote_id)
    assert (await youtube.progress(post, receipt)).pending  # it may only not show yet
    with pytest.raises(Rejected):
        await youtube.progress(replace(post, sent_at=datetime.now(UTC) - timedelta(hours=1)), receipt)


@pytest.mark.parametrize(
    ("state", "reason", "key"),
    [
        ("rejected", "duplicate", "error-youtube-duplicate"),
        ("rejected", "copyright", "error-youtube-copyright"),
        ("rejected", "length", "error-youtube-length"),
        ("failed", "codec", "error-youtube-file"),
    ],
)
async def test_a_video_that_is_refused_later_says_why(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path, state: str, reason: str, key: str
) -> None:
    network.verdict = (state, reason)
    with pytest.raises(Rejected) as caught:
        await publish(youtube, network.sample(tmp_path))
    assert caught.value.key == key


async def test_cover_and_playlist_are_set_once_however_often_one_asks(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    options = {"title": "Autumn", "thumbnail": 0, "destination": "PL-news"}
    media = (picture(tmp_path, 1280, 720), clip(tmp_path, 2_000))
    post = await ready(youtube, replace(network.sample(tmp_path), media=media, options=options))
    receipt = await youtube.send(post)
    network.fault("cut-after", on="safe")
    with pytest.raises(TryLater):
        await youtube.progress(post, receipt)
    await youtube.progress(post, receipt)
    await youtube.progress(post, receipt)
    assert network.in_playlist == {"PL-news": [receipt.remote_id]}
    assert len(network.requests("POST", "/thumbnails/set")) == 1


async def test_a_cover_or_playlist_that_is_refused_does_not_undo_the_video(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    network.covers = False
    options = {"title": "Autumn", "destination": "PL-deleted"}
    media = (clip(tmp_path, 2_000), picture(tmp_path, 1280, 720))
    receipt = await publish(youtube, replace(network.sample(tmp_path), media=media, options=options))
    assert not receipt.pending
    assert receipt.raw["notices"] == [["youtube-cover-refused", {}], ["youtube-playlist-refused", {}]]


async def test_a_spent_quota_waits_for_midnight_in_california(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    network.uploads_a_day = 1
    await publish(youtube, network.sample(tmp_path))
    with pytest.raises(TryLater) as caught:
        await youtube.prepare(network.sample(tmp_path, key="key-2"))
    assert caught.value.key == "error-youtube-quota"
    assert caught.value.retry_after == pytest.approx(until_midnight_pacific(), abs=60)
    network.units = 3
    with pytest.raises(TryLater):
        await youtube.edit(network.sample(tmp_path, key="key-3"), next(iter(network.posts)))


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        ("2026-06-01T07:00:00+00:00", 24.0),  # midnight in summer: a whole day
        ("2026-03-08T08:00:00+00:00", 23.0),  # the day on which an hour is left out
        ("2026-11-01T07:00:00+00:00", 25.0),  # the day on which an hour comes twice
        ("2026-11-23T07:30:00+00:00", 0.5),
    ],
)
def test_midnight_in_california_keeps_daylight_saving(now: str, hours: float) -> None:
    assert until_midnight_pacific(datetime.fromisoformat(now)) == hours * 3600


async def test_a_short_is_short_and_upright(network: YouTubeNetwork, youtube: YouTube, tmp_path: Path) -> None:
    options = {"title": "Autumn", "format": "short"}
    assert youtube.check("Leaves", [clip(tmp_path, seconds=180.0)], options) == []
    wide = clip(tmp_path, seconds=181.0, width=1920, height=1080)
    assert [b.key for b in youtube.check("Leaves", [wide], options)] == ["breach-media-seconds", "breach-media-ratio"]
    receipt = await publish(youtube, replace(network.sample(tmp_path), options=options))
    assert receipt.url == f"https://www.youtube.com/shorts/{receipt.remote_id}"


def test_what_youtube_would_refuse_is_known_before(tmp_path: Path) -> None:
    youtube, video = YouTube(), clip(tmp_path, seconds=1_000.0)
    assert youtube.check("Leaves", [video], {"title": "Autumn"}) == []

    def keys(text: str, media: list[Any], options: dict[str, Any], account: dict[str, Any] | None = None) -> list[str]:
        return [breach.key for breach in youtube.check(text, media, options, account)]

    assert keys("Leaves", [video], {}) == ["breach-needs-title"]
    assert keys("Leaves", [video], {"title": "a" * 101}) == ["breach-title-too-long"]
    assert keys("1 < 2", [video], {"title": "Autumn"}) == ["breach-youtube-brackets"]
    assert keys("Leaves", [picture(tmp_path)], {"title": "Autumn"}) == ["breach-needs-media"]
    assert keys("Leaves", [video], {"title": "Autumn", "tags": ["a" * 250, "b" * 250]}) == ["breach-youtube-tags"]
    assert keys("Leaves", [video], {"title": "A"}, {"long_uploads": "eligible"}) == ["breach-media-seconds"]
    assert keys("ä" * 2_501, [video], {"title": "Autumn"}) == ["breach-too-long"]
    assert keys("Tea", [], {"title": "Talk", "format": "live"}) == []


def test_tags_are_counted_as_youtube_counts_them() -> None:
    assert tags_length([]) == 0
    assert tags_length(["Foo Baz"]) == 9
    assert tags_length(["Foo", "Baz"]) == 7


async def test_a_live_stream_needs_its_time(network: YouTubeNetwork, youtube: YouTube) -> None:
    for starts in (None, in_days(-1)):
        options = {"title": "Talk", "format": "live", "starts_at": starts}
        with pytest.raises(Rejected) as caught:
            await youtube.prepare(Outgoing("live", network.account(), "Tea", options=options))
        assert caught.value.key == "error-youtube-live-time"


async def test_a_lost_live_stream_is_found_by_its_time(network: YouTubeNetwork, youtube: YouTube) -> None:
    options = {"title": "Talk", "format": "live", "starts_at": in_days(1)}
    post = await ready(youtube, Outgoing("live", network.account(), "Tea", options=options))
    network.fault("cut-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await youtube.send(post)
    assert await youtube.find(post) is not None
    assert await youtube.find(replace(post, options={**options, "starts_at": in_days(3)})) is None


async def test_a_sign_in_that_google_ended_is_explained(network: YouTubeNetwork, youtube: YouTube) -> None:
    tokens = network.account().tokens
    assert tokens is not None
    await youtube.revoke(tokens, APP)
    with pytest.raises(SignInNeeded) as caught:
        await youtube.refresh(tokens, APP)
    assert caught.value.key == "error-youtube-signed-out"
    with pytest.raises(Rejected):
        await youtube.refresh(tokens, AppCredentials("client-1", "wrong-secret"))


async def test_a_sign_in_in_testing_knows_its_end(network: YouTubeNetwork, youtube: YouTube) -> None:
    network.testing = True
    verifier = new_verifier()
    code = network.grant(challenge_of(verifier))
    tokens = await youtube.exchange(APP, code=code, redirect_uri=BACK, verifier=verifier, fields={})
    assert tokens.refresh_expires_at is not None
    assert tokens.refresh_expires_at - datetime.now(UTC) < timedelta(days=7)
    newer = await youtube.refresh(tokens, APP)
    assert newer.refresh_expires_at == tokens.refresh_expires_at


async def test_a_permission_that_was_not_ticked_is_missed_at_once(network: YouTubeNetwork, youtube: YouTube) -> None:
    network.scopes = module.SCOPE_FIGURES
    verifier = new_verifier()
    code = network.grant(challenge_of(verifier))
    with pytest.raises(SignInNeeded) as caught:
        await youtube.exchange(APP, code=code, redirect_uri=BACK, verifier=verifier, fields={})
    assert caught.value.key == "error-sign-in-scope"


async def test_a_google_account_without_a_channel_says_why_not(network: YouTubeNetwork, youtube: YouTube) -> None:
    network.has_channel = False
    tokens = network.account().tokens
    assert tokens is not None
    [profile] = await youtube.profiles(tokens, APP)
    assert profile.why_not == "error-youtube-no-channel"


async def test_watch_time_that_may_not_be_read_is_unknown(
    network: YouTubeNetwork, youtube: YouTube, tmp_path: Path
) -> None:
    network.analytics = False
    receipt = await publish(youtube, network.sample(tmp_path))
    figures = await youtube.measure(network.account(), [receipt.remote_id])
    assert figures[receipt.remote_id] == {"views": 120, "likes": 9, "comments": 0, "watch_time": None, "shares": None}
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    with pytest.raises(Unsupported) as caught:  # the account is as good as before for posting
        await youtube.measure_days(network.account(), day, day)
    assert caught.value.key == "error-figures-scope"


async def test_what_goes_out_later_is_no_past_post(network: YouTubeNetwork, youtube: YouTube, tmp_path: Path) -> None:
    out = await publish(youtube, network.sample(tmp_path))
    planned = await publish(youtube, replace(network.sample(tmp_path, key="later"), text="Later"))
    network.posts[planned.remote_id].more["status"]["publishAt"] = in_days(2)
    announced = await publish(youtube, replace(network.sample(tmp_path, key="live"), text="Live"))
    network.posts[announced.remote_id].more["snippet"]["liveBroadcastContent"] = "upcoming"
    past, _ = await youtube.history(network.account())
    assert [post.id for post in past] == [out.remote_id]
    network.posts[planned.remote_id].more["status"]["publishAt"] = in_days(-2)
    past, _ = await youtube.history(network.account())
    assert {post.id for post in past} == {out.remote_id, planned.remote_id}


async def test_the_newest_days_are_not_made_up(network: YouTubeNetwork, youtube: YouTube) -> None:
    today = datetime.now(UTC).date()
    told = await youtube.measure_days(network.account(), today - timedelta(days=4), today)
    assert sorted(told) == [today - timedelta(days=days) for days in (4, 3, 2)]


async def test_a_country_that_youtube_has_no_chart_for(network: YouTubeNetwork, youtube: YouTube) -> None:
    with pytest.raises(Unsupported):
        await youtube.trends(network.account(), "AQ")


async def test_hidden_comments_are_listed_as_hidden(network: YouTubeNetwork, youtube: YouTube, tmp_path: Path) -> None:
    receipt = await publish(youtube, network.sample(tmp_path))
    account = network.account()
    comment_id = network.comment(receipt.remote_id, "Buy followers")
    await youtube.hide_comment(account, comment_id)
    [comment] = await youtube.comments(account, receipt.remote_id)
    assert comment.hidden
    await youtube.delete_comment(account, comment_id)  # somebody else's: it is rejected for good
    assert await youtube.comments(account, receipt.remote_id) == []
    network.comments_off = True
    assert await youtube.comments(account, receipt.remote_id) == []
    first = Outgoing("c", account, "Hello", kind="comment", reply_to=receipt.remote_id, root=receipt.remote_id)
    with pytest.raises(Rejected) as caught:
        await youtube.send(first)
    assert caught.value.key == "error-youtube-comments-off"


async def test_editing_keeps_what_is_not_changed(network: YouTubeNetwork, youtube: YouTube, tmp_path: Path) -> None:
    post = replace(network.sample(tmp_path), options={"title": "Autumn", "tags": ["leaves"]})
    receipt = await publish(youtube, post)
    await youtube.edit(replace(post, text="Winter", title="", options={}), receipt.remote_id)
    made = network.posts[receipt.remote_id]
    assert made.text == "Winter"
    assert (made.more["snippet"]["title"], made.more["snippet"]["tags"]) == ("Autumn", ["leaves"])
    with pytest.raises(NotFound):
        await youtube.edit(post, "999")


async def test_a_token_goes_to_google_alone(network: YouTubeNetwork, tmp_path: Path) -> None:
    """A session elsewhere is not followed, unless a stand-in server was set."""
    import httpx

    from connectors.http import Answer

    there = YouTube(tmp_path)

    async def answers(*_: Any, **__: Any) -> Any:
        return Answer(200, httpx.Headers({"location": "https://upload.example/x?upload_id=1"}), b"")

    there._http.safe = answers  # type: ignore[method-assign]  # as if Google had named another host
    with pytest.raises(TryLater):
        await there.prepare(network.sample(tmp_path))


class EveryPart(YouTubeNetwork):
    """Faults that are meant for the call that counts meet every part of an upload."""

    def is_send(self, request: Request) -> bool:
        return request.method == "PUT"


@pytest.mark.parametrize(
    "fault",
    ["cut-before", "cut-after", "truncated", "500-before", "500-after", "503", "429", "garbage", "html", "redirect"],
)
async def test_a_part_that_goes_wrong_is_sent_again_and_nothing_is_in_doubt(tmp_path: Path, fault: Fault) -> None:
    async with EveryPart() as network:
        publisher = YouTube(tmp_path, network.url)
        video = clip(tmp_path, GRAIN + 9)
        post = replace(network.sample(tmp_path), media=(video,))
        network.fault(fault, on="send")
        try:
            post = await ready(publisher, post)
        except TryLater:
            post = await ready(publisher, post)
        assert network.posts == {}
        await publisher.send(post)
        [arrived] = network.posts.values()
        assert arrived.media == [hashlib.sha256(video.path.read_bytes()).hexdigest()]
        await publisher.close()
