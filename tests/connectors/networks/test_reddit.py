"""Reddit: the calls it makes, and what is its own: refusals inside a 200, posts with media that appear later, moderators."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import AllInError, HeldBack, NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from bot.testing.files import clip, picture
from bot.testing.networks.reddit import RedditNetwork
from connectors.oauth import AppCredentials
from connectors.platform import Outgoing, Receipt
from connectors.platforms.reddit import Reddit
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

BACK = "https://allin.example/oauth/reddit/callback"
APP = AppCredentials("app-1", "secret-of-app-1")
FLAIR = "11111111-2222-3333-4444-555555555555"


@pytest.fixture
async def network() -> AsyncIterator[RedditNetwork]:
    async with RedditNetwork() as running:
        yield running


@pytest.fixture
async def reddit(network: RedditNetwork, tmp_path: Path) -> AsyncIterator[Reddit]:
    made = Reddit(tmp_path, network.url)
    yield made
    await made.close()


async def sent(reddit: Reddit, post: Outgoing) -> tuple[Outgoing, Receipt]:
    post = replace(post, prepared=await reddit.prepare(post), sent_at=datetime.now(UTC))
    return post, await reddit.send(post)


def last_form(network: RedditNetwork) -> dict[str, str]:
    return network.requests("POST", "/api/submit$")[-1].form


async def test_every_call_keeps_to_the_contracts(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    link = reddit.authorize(APP, redirect_uri=BACK, state="s", verifier="v", fields={})
    query = parse_qs(urlsplit(link).query)
    assert query["duration"] == ["permanent"]
    assert query["scope"] == ["identity submit edit read history mysubreddits flair"]
    assert "code_challenge" not in query
    tokens = await reddit.exchange(APP, code=network.grant(BACK), redirect_uri=BACK, verifier="", fields={})
    renewed = await reddit.refresh(tokens, APP)
    assert renewed.refresh == tokens.refresh
    assert renewed.access != tokens.access
    assert renewed.refresh_expires_at is None
    [profile] = await reddit.profiles(renewed, APP)
    assert (profile.handle, profile.data["name"]) == ("u/ana", "ana")

    account = network.account()
    post, receipt = await sent(
        reddit, replace(network.sample(tmp_path), options={"destination": "pottery", "flair": "show & tell"})
    )
    assert receipt.pending
    done = await reddit.progress(post, receipt)
    assert not done.pending
    assert await reddit.find(post) is not None
    pictures = (picture(tmp_path, 40, 40), picture(tmp_path, 50, 40))
    base = network.sample(tmp_path)
    await sent(
        reddit, replace(base, title="A link", options={"destination": "pottery", "link": "https://shop.example/"})
    )
    await sent(reddit, replace(base, title="One", media=pictures[:1]))
    await sent(reddit, replace(base, title="Two", media=pictures))
    await sent(reddit, replace(base, title="It moves", media=(clip(tmp_path),)))
    first = Outgoing("c", account, "More below", kind="comment", reply_to=done.remote_id, root=done.remote_id)
    first, comment = await sent(reddit, first)
    assert await reddit.find(first) is not None
    await reddit.edit(replace(post, text="New words"), done.remote_id)
    assert [c.ours for c in await reddit.comments(account, done.remote_id)] == [True]
    await reddit.destinations(account)
    await reddit.measure(account, [done.remote_id])
    assert await reddit.measure_account(account) == {"followers": 42}
    past, mark = await reddit.history(account)
    assert [post.format for post in past] == ["video", "carousel", "image", "link", "text"]
    assert (past[-1].text, mark) == ("What I made this autumn\n\nNew words", "")
    network.stranger("Look at my kiln")
    hot = await reddit.trends(account)
    assert hot[0].name == "Look at my kiln"
    assert len({trend.url for trend in hot}) == len(hot)
    assert await reddit.trends(account, "de") == hot
    zoe = await reddit.look_up(account, "https://www.reddit.com/user/zoe/")
    assert (zoe.figures, [post.id for post in zoe.recent]) == (
        {"followers": 42, "karma": 77},
        [next(iter(network.visible("zoe"))).id],
    )
    assert (await reddit.look_up(account, "r/pottery")).figures == {"followers": 1_200}
    await reddit.delete(account, comment.remote_id)
    await reddit.revoke(tokens, APP)

    assert check_own("reddit", network.exchanges) == []
    assert seen_calls("reddit", network.exchanges) == all_calls("reddit")
    # The authored document holds no lists, flairs and galleries; the storage is not Reddit's API.
    cut = (r"GET /user/", r"GET /r/popular", r"GET /subreddits/", r"GET /r/", r"submit_gallery_post", r"POST /$")
    tree = r"GET /comments/"
    assert check_published("authored/reddit.yaml", network.exchanges, but=(*cut, tree)) == []
    # It says itself that this answer is an array of two listings, and yet gives it the type of an object.
    rest = [e for e in network.exchanges if e.request.path.startswith("/comments/")]
    assert check_published("authored/reddit.yaml", rest, answers=False) == []


async def test_who_was_suspended_or_is_closed_is_nobody(network: RedditNetwork, reddit: Reddit) -> None:
    network.gone.add("zoe")
    for typed in ("u/zoe", "r/closed", "r/nowhere"):
        with pytest.raises(NotFound):
            await reddit.look_up(network.account(), typed)


async def test_trends_of_a_country_that_reddit_does_not_know(network: RedditNetwork, reddit: Reddit) -> None:
    with pytest.raises(Unsupported):
        await reddit.trends(network.account(), "AQ")


async def test_every_call_says_whose_it_is(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    await sent(reddit, network.sample(tmp_path))
    [request] = network.requests("POST", "/api/submit$")
    assert request.headers["user-agent"] == "web:allin-assistant:v0.1 (by /u/ana)"


@pytest.mark.parametrize(
    ("destination", "there"),
    [
        ("r/pottery", "pottery"),
        ("/r/pottery/", "pottery"),
        ("https://www.reddit.com/r/pottery/", "pottery"),
        ("u/ana", "u_ana"),
        ("u_ana", "u_ana"),
        ("", "u_ana"),
    ],
)
async def test_a_post_goes_where_it_was_said(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path, destination: str, there: str
) -> None:
    post, receipt = await sent(reddit, replace(network.sample(tmp_path), options={"destination": destination}))
    assert network.posts[receipt.remote_id].more["sr"] == there
    assert await reddit.find(post) is not None
    elsewhere = replace(post, options={"destination": "r/textonly"})
    assert await reddit.find(elsewhere) is None


async def test_an_account_may_have_a_subreddit_of_its_own(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    account = network.account()
    home = replace(account, data=account.data | {"subreddit": "textonly"})
    _, receipt = await sent(reddit, replace(network.sample(tmp_path), account=home, options={}))
    assert network.posts[receipt.remote_id].more["sr"] == "textonly"


async def test_only_subreddits_that_take_posts_are_offered(network: RedditNetwork, reddit: Reddit) -> None:
    network.page = 2
    offered = await reddit.destinations(network.account())
    assert offered == [("u_ana", "u/ana"), ("pottery", "r/pottery"), ("textonly", "r/textonly")]
    assert len(network.requests("GET", "/subreddits/mine")) == 2


# Kinds of posts


async def test_a_link_post_carries_its_address_and_the_same_one_is_a_duplicate(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    options = {"destination": "pottery", "link": "https://shop.example/sale?a=1&b=2"}
    post, receipt = await sent(reddit, replace(network.sample(tmp_path, text="Words below"), options=options))
    assert last_form(network)["kind"] == "link"
    assert network.posts[receipt.remote_id].more["url"] == options["link"]
    assert network.posts[receipt.remote_id].text == "Words below"
    found = await reddit.find(post)
    assert found is not None
    assert await reddit.find(replace(post, options=options | {"link": "https://shop.example/other"})) is None
    with pytest.raises(Rejected) as caught:
        await sent(reddit, post)
    assert caught.value.key == "error-duplicate"
    assert len(network.posts) == 1


async def test_a_text_that_is_one_address_is_a_link_post(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    await sent(reddit, network.sample(tmp_path, text="https://shop.example/sale"))
    form = last_form(network)
    assert (form["kind"], form["url"]) == ("link", "https://shop.example/sale")
    assert "text" not in form


@pytest.mark.parametrize("kind", ["image", "video"])
async def test_a_post_with_media_has_its_id_once_it_is_found(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path, kind: str
) -> None:
    network.processing = 0.1
    media = picture(tmp_path, 40, 40) if kind == "image" else clip(tmp_path)
    post, receipt = await sent(reddit, replace(network.sample(tmp_path, text="Look & see"), media=(media,)))
    assert receipt.pending
    assert receipt.remote_id.startswith("media-")
    with pytest.raises(TryLater):  # in doubt, not absent
        await reddit.find(post)
    assert (await reddit.progress(post, receipt)).pending
    with pytest.raises(TryLater):
        await reddit.delete(post.account, receipt.remote_id)
    await asyncio.sleep(0.12)
    done = await reddit.progress(post, receipt)
    assert not done.pending
    [there] = network.posts.values()
    assert done.remote_id == there.id
    assert done.url.startswith("https://www.reddit.com/r/pottery/comments/")
    assert there.media == [media.sha256]


async def test_two_posts_with_media_never_share_an_id_while_they_are_worked_on(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    post = replace(network.sample(tmp_path), media=(picture(tmp_path, 40, 40),))
    ids = {(await sent(reddit, replace(post, key=str(number))))[1].remote_id for number in range(3)}
    assert len(ids) == 3


async def test_media_that_never_come_out_are_told_and_not_awaited_for_ever(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    network.loses_media = True
    post, receipt = await sent(reddit, replace(network.sample(tmp_path), media=(picture(tmp_path, 40, 40),)))
    long_ago = replace(post, sent_at=datetime.now(UTC) - timedelta(minutes=16))
    assert await reddit.find(long_ago) is None
    with pytest.raises(Rejected) as caught:
        await reddit.progress(long_ago, receipt)
    assert caught.value.key == "error-reddit-media-lost"


async def test_media_are_uploaded_once_while_they_are_fresh(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    post = replace(network.sample(tmp_path), media=(clip(tmp_path, 400_000),))
    first = await reddit.prepare(post)
    assert await reddit.prepare(replace(post, prepared=first)) == first
    assert len(network.assets) == 2  # the video and the still that Reddit demands
    assert max(asset["size"] for asset in network.assets.values()) == 400_000
    stale = first | {"at": time.time() - 7_200}
    assert (await reddit.prepare(replace(post, prepared=stale)))["media"] != first["media"]


async def test_a_video_has_the_cover_that_was_chosen_or_a_plain_one(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    from PIL import Image

    film, cover = clip(tmp_path), picture(tmp_path, 90, 160)
    options = {"title": "It moves", "destination": "pottery", "thumbnail": 1}
    post = replace(network.sample(tmp_path), media=(film, cover), options=options)
    assert reddit.check(post.text, post.media, options) == []
    _, receipt = await sent(reddit, post)
    kept = {asset.get("sha256"): asset["fields"]["key"] for asset in network.assets.values()}
    assert last_form(network)["video_poster_url"].endswith(kept[cover.sha256])
    assert receipt.pending
    await reddit.prepare(replace(post, media=(film,)))
    [plain] = [r for r in network.requests("POST", "^/$") if r.parts["file"].filename == "poster.png"]
    with Image.open(io.BytesIO(plain.parts["file"].body)) as image:
        image.load()
        assert image.size == (640, 360)


async def test_several_pictures_are_a_gallery_in_order(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    pictures = tuple(picture(tmp_path, 40 + step, 40) for step in range(3))
    options = {"destination": "pottery", "link": "https://shop.example/sale", "warning": "Spoiler of the last episode"}
    post, receipt = await sent(reddit, replace(network.sample(tmp_path), media=pictures, options=options))
    there = network.posts[receipt.remote_id]
    assert there.media == [item.sha256 for item in pictures]
    assert there.text == "Hello, autumn\n\nhttps://shop.example/sale"
    assert (there.more["spoiler"], there.more["nsfw"]) == (True, False)
    assert await reddit.find(post) is not None


async def test_a_file_that_is_too_large_for_the_storage_is_refused(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    network.largest = 1_000
    with pytest.raises(Rejected) as caught:
        await reddit.prepare(replace(network.sample(tmp_path), media=(clip(tmp_path),)))
    assert caught.value.key == "error-reddit-file-size"


async def test_a_file_that_is_gone_sends_nothing(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    film = clip(tmp_path)
    film.path.unlink()
    with pytest.raises(Rejected) as caught:
        await sent(reddit, replace(network.sample(tmp_path), media=(film,)))
    assert caught.value.key == "error-media-missing"
    assert network.requests("POST", "/api/submit$") == []


# Flairs and warnings


async def test_a_flair_is_found_by_its_words(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    base = network.sample(tmp_path)
    for flair in ("Show & Tell", FLAIR):
        options = {"destination": "flaired", "flair": flair, "warning": "NSFW"}
        _, receipt = await sent(reddit, replace(base, options=options))
        assert network.posts[receipt.remote_id].more["flair_id"] == FLAIR
        assert network.posts[receipt.remote_id].more["nsfw"] == "true"
    with pytest.raises(Rejected) as caught:
        await reddit.prepare(replace(base, options={"destination": "textonly", "flair": "Discussion"}))
    assert caught.value.key == "error-reddit-flair"


# Refusals


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"options": {"destination": "nowhere"}}, "error-reddit-no-subreddit"),
        ({"options": {"destination": "r/!!"}}, "error-reddit-no-subreddit"),
        ({"options": {"destination": "closed"}}, "error-reddit-not-allowed"),
        ({"options": {"destination": "textonly", "link": "https://a.example"}}, "error-reddit-kind"),
        ({"options": {"destination": "flaired"}}, "error-reddit-flair"),
        ({"options": {"destination": "pottery"}, "title": "Cheap pots"}, "error-reddit-rules"),
        ({"options": {"destination": "pottery"}, "title": ""}, "breach-needs-title"),
        ({"options": {"destination": "pottery"}, "title": "a" * 301}, "error-network-refused"),
    ],
)
async def test_a_refusal_names_its_reason(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path, change: dict[str, Any], key: str
) -> None:
    with pytest.raises(Rejected) as caught:
        await sent(reddit, replace(network.sample(tmp_path), **change))
    assert caught.value.key == key
    assert network.posts == {}


async def test_a_break_is_waited_for_as_long_as_reddit_says(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    network.breaks = 9
    with pytest.raises(TryLater) as caught:
        await sent(reddit, network.sample(tmp_path))
    assert caught.value.retry_after == 540
    network.breaks = 0
    network.says = ["RATELIMIT", "Try again later.", "ratelimit"]
    with pytest.raises(TryLater) as caught:
        await sent(reddit, network.sample(tmp_path))
    assert caught.value.retry_after == 600
    assert network.posts == {}


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (["SOMETHING_IS_BROKEN", "Something is broken, please try again later.", None], OutcomeUnknown),
        (["USER_REQUIRED", "Please log in to do that.", None], SignInNeeded),
        (["THREAD_LOCKED", "Comments are locked.", "parent"], Rejected),
        (["QUITE_NEW", "An error of tomorrow.", None], Rejected),
        ("no list", Rejected),
    ],
)
async def test_what_stands_inside_a_200_is_read(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path, says: list[Any], error: type[AllInError]
) -> None:
    network.says = says
    with pytest.raises(error):
        await sent(reddit, network.sample(tmp_path))


async def test_the_end_of_the_calls_is_known_before_the_next(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    network.remaining = 1
    await reddit.measure(network.account(), ["t3_abc"])
    with pytest.raises(TryLater) as caught:
        await reddit.measure(network.account(), ["t3_abc"])
    assert 230 < (caught.value.retry_after or 0) <= 240
    assert len(network.requests("GET", "/api/info")) == 1


async def test_against_reddit_itself_calls_are_a_second_apart(tmp_path: Path) -> None:
    assert Reddit(tmp_path)._http.pace == 1.0


# Moderators


@pytest.mark.parametrize(
    ("removed", "key"), [("moderator", "error-reddit-removed"), ("automod_filtered", "error-reddit-held")]
)
async def test_what_was_taken_away_is_not_called_published(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path, removed: str, key: str
) -> None:
    network.removes = removed
    post, receipt = await sent(reddit, network.sample(tmp_path))
    with pytest.raises(HeldBack) as caught:
        await reddit.progress(post, receipt)
    assert (caught.value.key, caught.value.facts["subreddit"]) == (key, "r/pottery")
    network.posts[receipt.remote_id].text = "[ Removed by Reddit ]"
    found = await reddit.find(post)  # it did arrive: never send it again
    assert found is not None
    assert found.pending


async def test_what_its_author_deleted_was_published(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    post, receipt = await sent(reddit, network.sample(tmp_path))
    network.posts[receipt.remote_id].deleted = True
    assert not (await reddit.progress(post, receipt)).pending


# Comments


async def test_comments_come_flat_and_newest_first(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    post, receipt = await sent(reddit, network.sample(tmp_path))
    first = network.comment(receipt.remote_id, "First")
    below = network.comment(first, "Below & <b>")
    gone = network.comment(receipt.remote_id, "Regretted")
    network.posts[gone].deleted = True
    network.posts[first].at -= 60
    found = await reddit.comments(post.account, receipt.remote_id)
    assert [(c.id, c.text, c.parent_id) for c in found] == [
        (below, "Below & <b>", first),
        (first, "First", receipt.remote_id),
    ]
    assert found[0].author == "u/zoe"
    assert found[0].likes == 3


async def test_only_an_own_comment_can_be_deleted(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    post, receipt = await sent(reddit, network.sample(tmp_path))
    theirs = network.comment(receipt.remote_id, "Rude")
    with pytest.raises(Unsupported):
        await reddit.delete_comment(post.account, theirs)
    assert not network.posts[theirs].deleted
    reply = Outgoing("r", post.account, "Ours", kind="comment", reply_to=theirs, root=receipt.remote_id)
    _, ours = await sent(reddit, reply)
    await reddit.delete_comment(post.account, ours.remote_id)
    assert network.posts[ours.remote_id].deleted


async def test_a_comment_has_limits_of_its_own(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    comment = Outgoing("c", network.account(), "a" * 10_001, kind="comment", reply_to="t3_1")
    with pytest.raises(Rejected) as caught:
        await reddit.prepare(comment)
    assert caught.value.facts["limit"] == 10_000
    with pytest.raises(Rejected):
        await reddit.prepare(replace(comment, text="Look", media=(picture(tmp_path, 40, 40),)))
    with pytest.raises(Rejected) as caught:
        await sent(reddit, replace(comment, text="Too late", reply_to="t3_zzz"))
    assert caught.value.key == "error-reddit-closed"
    network.says = ["SUBREDDIT_NOTALLOWED", "You aren't allowed to post there.", "sr"]
    with pytest.raises(Rejected) as caught:
        await sent(reddit, replace(comment, text="Let me in"))
    assert caught.value.key == "error-network-refused"


async def test_only_texts_can_change(network: RedditNetwork, reddit: Reddit, tmp_path: Path) -> None:
    options = {"destination": "pottery", "link": "https://shop.example/"}
    post, receipt = await sent(reddit, replace(network.sample(tmp_path), options=options))
    with pytest.raises(Unsupported) as caught:
        await reddit.edit(replace(post, text="Other"), receipt.remote_id)
    assert caught.value.key == "error-reddit-edit"
    assert network.requests("POST", "/api/editusertext") == []


# Finding


async def test_the_same_words_of_last_week_are_another_post(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    post, receipt = await sent(reddit, network.sample(tmp_path))
    network.posts[receipt.remote_id].at -= 7 * 86_400
    assert await reddit.find(post) is None


async def test_a_post_is_found_on_a_later_page_and_too_many_pages_are_a_doubt(
    network: RedditNetwork, reddit: Reddit, tmp_path: Path
) -> None:
    post, receipt = await sent(reddit, network.sample(tmp_path))
    for number in range(11):
        await sent(reddit, replace(post, title=f"Further {number}"))
    network.page = 5
    found = await reddit.find(post)
    assert found is not None
    assert found.remote_id == receipt.remote_id
    network.page = 1
    with pytest.raises(TryLater):
        await reddit.find(post)


# Signing in


async def test_a_code_serves_once_though_the_refusal_comes_with_a_200(network: RedditNetwork, reddit: Reddit) -> None:
    code = network.grant(BACK)
    await reddit.exchange(APP, code=code, redirect_uri=BACK, verifier="", fields={})
    with pytest.raises(Rejected):
        await reddit.exchange(APP, code=code, redirect_uri=BACK, verifier="", fields={})


async def test_a_revoked_sign_in_is_a_matter_for_a_person(network: RedditNetwork, reddit: Reddit) -> None:
    tokens = await reddit.exchange(APP, code=network.grant(BACK), redirect_uri=BACK, verifier="", fields={})
    await reddit.revoke(tokens, APP)
    with pytest.raises(SignInNeeded):
        await reddit.refresh(tokens, APP)
    network.fault("cut-after", on="safe")
    with pytest.raises(TryLater):
        await reddit.refresh(tokens, APP)


async def test_a_suspended_account_cannot_be_chosen(network: RedditNetwork, reddit: Reddit) -> None:
    account = network.account()
    assert account.tokens is not None
    [fine] = await reddit.profiles(account.tokens, APP)
    assert fine.why_not == ""
    network.suspended = True
    [profile] = await reddit.profiles(account.tokens, APP)
    assert profile.why_not == "error-reddit-suspended"
