"""Threads: the calls it makes, and what is its own: containers, threads by replies, two quotas, the topic tag."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from bot.testing.files import clip, picture
from bot.testing.networks.threads import ThreadsNetwork
from connectors.oauth import AppCredentials
from connectors.platform import Outgoing, Receipt
from connectors.platforms.threads import Threads
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

APP = AppCredentials("app-id", "app-secret")
BACK = "https://allin.example/oauth/threads/callback"
ADDRESS = "https://media.allin.example"


@pytest.fixture
async def network() -> AsyncIterator[ThreadsNetwork]:
    async with ThreadsNetwork(processing=0.01) as running:
        yield running


@pytest.fixture
async def threads(network: ThreadsNetwork, tmp_path: Path) -> AsyncIterator[Threads]:
    made = Threads(tmp_path, network.url)
    made.pause = 0.01
    yield made
    await made.close()


async def ready(threads: Threads, post: Outgoing) -> Outgoing:
    return replace(post, prepared=await threads.prepare(post))


async def publish(threads: Threads, post: Outgoing) -> Receipt:
    return await threads.send(await ready(threads, post))


async def test_every_call_keeps_to_the_contracts(network: ThreadsNetwork, threads: Threads, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    tokens = await threads.exchange(APP, code=f"{network.grant()}#_", redirect_uri=BACK, verifier="", fields={})
    [profile] = await threads.profiles(tokens, APP)
    assert (profile.handle, profile.data) == ("@ana", {"id": "9001"})
    network.offset = 2 * 86_400.0
    old = replace(tokens, expires_at=datetime.now(UTC) + timedelta(days=10))
    assert (await threads.refresh(old, APP)).access not in {"", tokens.access}

    account = network.account()
    options = {"tags": ["#autumn.sale"], "reply_control": "accounts_you_follow", "link": "https://shop.example/sale"}
    text = await ready(threads, Outgoing("t", account, "Hello, #autumn", options=options))
    root = await threads.send(text)
    assert root.url == f"https://www.threads.com/@ana/post/{root.remote_id}"
    assert (await threads.find(text) or Receipt("")).remote_id == root.remote_id
    assert network.posts[root.remote_id].more["fields"]["topic_tag"] == "autumn sale"
    photo = picture(tmp_path, alt="Leaves", url=f"{ADDRESS}/a.jpg")
    part = Outgoing("t1", account, "And more", kind="thread", reply_to=root.remote_id, media=(photo,))
    part = await ready(threads, part)
    second = await threads.send(part)
    assert (await threads.find(part) or Receipt("")).remote_id == second.remote_id
    video = replace(clip(tmp_path), url=f"{ADDRESS}/b.mp4")
    album = await publish(threads, Outgoing("a", account, "", media=(photo, video)))
    assert network.posts[album.remote_id].media == [photo.url, video.url]

    asked = network.comment(root.remote_id, "How much?")
    found = await threads.comments(account, root.remote_id)
    assert {(comment.text, comment.ours) for comment in found} == {("And more", True), ("How much?", False)}
    await threads.hide_comment(account, asked)
    figures = await threads.measure(account, [root.remote_id])
    assert figures[root.remote_id] == {"views": 300, "likes": 5, "comments": 1, "shares": 2, "quotes": 0}
    assert await threads.measure_account(account) == {"followers": 42}
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    of_day = {"profile_views": 31, "likes": 5, "comments": 1, "shares": 2, "quotes": 0}
    assert await threads.measure_days(account, day, day) == {day: of_day}
    network.reposts = True
    past, _ = await threads.history(account)
    assert [(post.id, post.format) for post in past] == [(album.remote_id, "carousel"), (root.remote_id, "text")]
    await threads.delete(account, second.remote_id)

    assert check_own("threads", network.exchanges) == []
    assert seen_calls("threads", network.exchanges) == all_calls("threads")
    # The profile and the profile's newest posts are in Meta's own Postman collection, which is no OpenAPI document.
    beside = (r"GET /v1.0/\d+/threads$",)
    allowed = {  # the collection's own paging parameters, which the authored document leaves out
        f"GET /v1.0/{account.data['id']}/replies: query parameter limit is not in the published contract"
    }
    assert set(check_published("authored/threads.yaml", network.exchanges, but=beside)) <= allowed


async def test_a_post_is_found_behind_many_newer_ones(
    network: ThreadsNetwork, threads: Threads, tmp_path: Path
) -> None:
    post = replace(await ready(threads, network.sample(tmp_path)), sent_at=datetime.now(UTC))
    receipt = await threads.send(post)
    for place in range(120):
        network.accept("ana", f"A busy day, {place}")
    found = await threads.newest(post)
    assert found is not None
    assert found.remote_id == receipt.remote_id


async def test_days_before_there_were_insights_are_not_asked_for(network: ThreadsNetwork, threads: Threads) -> None:
    told = await threads.measure_days(network.account(), date(2024, 1, 1), date(2024, 4, 20))
    assert min(told) == date(2024, 4, 13)


async def test_insights_that_were_not_allowed_leave_the_sign_in_as_it_is(
    network: ThreadsNetwork, threads: Threads
) -> None:
    network.may_measure = False
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    with pytest.raises(Unsupported) as caught:
        await threads.measure_days(network.account(), day, day)
    assert caught.value.key == "error-figures-scope"


def test_the_consent_page_is_threads_own(tmp_path: Path) -> None:
    link = Threads(tmp_path).authorize(APP, redirect_uri=BACK, state="s", verifier="v", fields={})
    query = parse_qs(urlsplit(link).query)
    assert urlsplit(link).hostname == "threads.net"
    assert "threads_content_publish" in query["scope"][0].split(",")
    assert "code_challenge" not in query


async def test_a_dead_token_needs_a_person(network: ThreadsNetwork, threads: Threads) -> None:
    tokens = await threads.exchange(APP, code=network.grant(), redirect_uri=BACK, verifier="", fields={})
    assert tokens.expires_at is not None
    assert tokens.expires_at - datetime.now(UTC) > timedelta(days=59)
    assert await threads.refresh(tokens, APP) == tokens
    network.offset = 61 * 86_400.0
    with pytest.raises(SignInNeeded):
        await threads.refresh(replace(tokens, expires_at=None), APP)


async def test_a_lost_answer_is_never_followed_by_a_second_post(
    network: ThreadsNetwork, threads: Threads, tmp_path: Path
) -> None:
    post = await ready(threads, network.sample(tmp_path))
    network.fault("truncated", on="send")
    with pytest.raises(OutcomeUnknown):
        await threads.send(post)
    with pytest.raises(TryLater):
        await threads.send(post)
    again = await ready(threads, post)
    with pytest.raises(OutcomeUnknown):
        await threads.send(again)
    assert len(network.texts()) == 1
    assert await threads.find(again) is not None


async def test_a_reply_is_not_taken_for_the_same_words_under_another_post(
    network: ThreadsNetwork, threads: Threads, tmp_path: Path
) -> None:
    account = network.account()
    one = await publish(threads, network.sample(tmp_path, key="1", text="One"))
    two = await publish(threads, network.sample(tmp_path, key="2", text="Two"))
    first = await publish(threads, Outgoing("a", account, "Thanks!", kind="comment", reply_to=one.remote_id))
    answer = await ready(threads, Outgoing("b", account, "Thanks!", kind="comment", reply_to=two.remote_id))
    assert await threads.find(answer) is None
    second = await threads.send(answer)
    found = await threads.find(answer)
    assert found is not None
    assert found.remote_id == second.remote_id != first.remote_id


async def test_posts_and_replies_have_a_quota_each(network: ThreadsNetwork, threads: Threads, tmp_path: Path) -> None:
    network.quota, network.reply_quota = 1, 2
    root = await publish(threads, network.sample(tmp_path))
    with pytest.raises(TryLater) as caught:
        await threads.prepare(network.sample(tmp_path, text="More"))
    assert (caught.value.key, caught.value.facts["count"]) == ("error-quota", 1)
    for number in range(2):
        await publish(threads, Outgoing(f"r{number}", network.account(), "Yes", kind="thread", reply_to=root.remote_id))
    with pytest.raises(TryLater) as full:
        await threads.prepare(Outgoing("r", network.account(), "No", kind="thread", reply_to=root.remote_id))
    assert full.value.facts["count"] == 2


async def test_a_video_that_cannot_be_fetched_is_refused_before_publishing(
    network: ThreadsNetwork, threads: Threads, tmp_path: Path
) -> None:
    network.fetchable = False
    video = replace(clip(tmp_path), url=f"{ADDRESS}/b.mp4")
    with pytest.raises(Rejected) as caught:
        await threads.prepare(Outgoing("v", network.account(), "It moves", media=(video,)))
    assert caught.value.facts["reason"] == "FAILED_DOWNLOADING_VIDEO"
    with pytest.raises(Rejected) as nowhere:
        await threads.prepare(Outgoing("v", network.account(), "It moves", media=(replace(video, url=""),)))
    assert nowhere.value.key == "error-meta-no-address"
    assert network.texts() == []


async def test_a_link_under_a_picture_stands_in_the_text(
    network: ThreadsNetwork, threads: Threads, tmp_path: Path
) -> None:
    photo = picture(tmp_path, url=f"{ADDRESS}/a.jpg")
    options = {"link": "https://shop.example/sale"}
    post = await ready(threads, Outgoing("p", network.account(), "On sale", media=(photo,), options=options))
    await threads.send(post)
    assert network.texts() == ["On sale\n\nhttps://shop.example/sale"]
    assert await threads.find(post) is not None
    full = await ready(threads, Outgoing("f", network.account(), "x" * 500, media=(photo,), options=options))
    assert len((await threads.send(full)).remote_id) > 0


def test_what_fits(tmp_path: Path) -> None:
    threads = Threads(tmp_path)
    photo = picture(tmp_path, url=f"{ADDRESS}/a.jpg")
    video = replace(clip(tmp_path), url=f"{ADDRESS}/b.mp4")
    assert threads.check("Words", []) == []
    assert threads.check("", [photo]) == []
    assert threads.check("Words", [photo, video]) == []
    assert {breach.key for breach in threads.check("Words", [photo] * 21)} == {"breach-too-many-media"}
    assert {breach.key for breach in threads.check("Words", [replace(photo, url="")])} == {"breach-no-public-address"}
    assert {breach.key for breach in threads.check("Words", [replace(video, seconds=301)])} == {"breach-media-seconds"}
    assert threads.parts("One\n---\nTwo") == ["One", "Two"]
