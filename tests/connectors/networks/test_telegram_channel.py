"""Telegram channels: the calls it makes, and what is its own: the bot's rights, albums, the public page, 48 hours."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from bot.testing.files import clip, picture
from bot.testing.networks.telegram_channel import CHAT, TOKEN, TelegramChannelNetwork
from connectors.media import Media
from connectors.platforms.telegram_channel import TelegramChannel, chat_of, shown_on
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

TYPED = {"token": TOKEN, "channel": "@autumn_news"}


@pytest.fixture
async def network() -> AsyncIterator[TelegramChannelNetwork]:
    async with TelegramChannelNetwork() as running:
        yield running


@pytest.fixture
async def telegram(network: TelegramChannelNetwork, tmp_path: Path) -> AsyncIterator[TelegramChannel]:
    made = TelegramChannel(tmp_path, network.url)
    yield made
    await made.close()


def files(folder: Path) -> dict[str, Media]:
    """A medium of every kind."""
    photo, video = picture(folder), clip(folder, 50_000)
    return {
        "image": photo,
        "video": video,
        "gif": replace(video, kind="gif", mime="image/gif"),
        "audio": replace(video, kind="audio", mime="audio/mpeg"),
        "document": replace(video, kind="document", mime="application/pdf"),
    }


async def test_every_call_keeps_to_the_contracts(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    [profile] = await telegram.enter(TYPED)
    assert (profile.handle, profile.why_not) == ("@autumn_news", "")
    assert profile.data == {"id": str(CHAT), "username": "autumn_news"}
    post = replace(network.sample(tmp_path), sent_at=datetime.now(UTC), options={"link": "https://shop.example/"})
    receipt = await telegram.send(post)
    assert receipt.url == f"https://t.me/autumn_news/{receipt.remote_id}"
    assert await telegram.find(post) is not None
    await telegram.edit(replace(post, text="New words"), receipt.remote_id)
    await telegram.edit(replace(post, text="New words"), receipt.remote_id)
    for kind, item in files(tmp_path).items():
        sent = await telegram.send(replace(post, media=(item,), text=f"A {kind}"))
        assert await telegram.find(replace(post, media=(item,), text=f"A {kind}")) == sent
        await telegram.edit(replace(post, text=f"Another {kind}"), sent.remote_id)
    media = (files(tmp_path)["image"], files(tmp_path)["video"])
    album = await telegram.send(replace(post, media=media, reply_to=receipt.remote_id))
    assert await telegram.find(replace(post, media=media, reply_to=receipt.remote_id)) == album
    assert await telegram.measure_account(post.account) == {"followers": 42}
    past, _ = await telegram.history(post.account)
    assert {(each.text, each.format) for each in past} >= {("New words", "text"), ("Another image", "image")}
    network.stranger("Look at my kiln")
    zoe = await telegram.look_up(post.account, "https://t.me/zoe_kilns")
    assert (zoe.figures, [each.text for each in zoe.recent]) == ({"followers": 42}, ["Look at my kiln"])
    await telegram.delete(post.account, album.remote_id)
    await telegram.delete(post.account, receipt.remote_id)
    await telegram.delete(post.account, receipt.remote_id)
    assert [text for text in network.texts() if text.startswith(("New", "Hello"))] == []

    assert check_own("telegram_channel", network.exchanges) == []
    assert seen_calls("telegram_channel", network.exchanges) == all_calls("telegram_channel")
    # The document was cut to some calls; a photo's document knows no name for the file that is attached, and the page
    # of a channel is no part of the Bot API. sendMediaGroup is multipart as soon as a file is attached ("sending files").
    cut = ("getChatMemberCount", "editMessageCaption", "sendAnimation", "sendAudio", "sendMediaGroup", "GET /s/")
    assert check_published("official/telegram.json", network.exchanges, but=cut) == []


async def test_a_channel_that_has_become_private_lists_nothing(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    await telegram.send(network.sample(tmp_path))
    network.private = True  # whoever has its old name now is not asked for posts of ours
    with pytest.raises(Unsupported):
        await telegram.history(network.account())
    assert network.requests("GET", "/s/") == []


async def test_answers_are_what_another_library_reads(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    """The network's answers, read by python-telegram-bot where it is installed."""
    library = pytest.importorskip("telegram")
    await telegram.enter(TYPED)
    first = await telegram.send(network.sample(tmp_path))
    for item in files(tmp_path).values():
        await telegram.send(replace(network.sample(tmp_path), media=(item,), reply_to=first.remote_id))
    for exchange in network.exchanges:
        result = exchange.answer.body["result"]
        if "/getMe" in exchange.route:
            assert library.User.de_json(result, None).is_bot
        elif "/getChatMember" in exchange.route:
            assert library.ChatMember.de_json(result, None).can_post_messages
        elif "/send" in exchange.route:
            message = library.Message.de_json(result, None)
            assert message.link.partition("?")[0] == f"https://t.me/autumn_news/{message.message_id}"
            assert (message.text or message.caption) == "Hello, autumn"
            assert message.effective_attachment is not None or message.text
            assert not message.api_kwargs


@pytest.mark.parametrize("kind", ["image", "video", "gif", "audio", "document"])
async def test_a_lost_answer_to_a_file_is_found_on_the_page(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path, kind: str
) -> None:
    text = "Look 🍂 & <b>read</b>:\nhttps://shop.example/a?b=1&c=2"
    post = replace(network.sample(tmp_path, text=text), media=(files(tmp_path)[kind],), sent_at=datetime.now(UTC))
    network.fault("cut-after")
    with pytest.raises(OutcomeUnknown):
        await telegram.send(post)
    found = await telegram.find(post)
    assert found is not None
    assert found.remote_id in network.posts
    assert await telegram.find(replace(post, media=())) is None


async def test_the_page_is_turned_until_the_time_of_the_call(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    post = replace(network.sample(tmp_path), sent_at=datetime.now(UTC))
    receipt = await telegram.send(post)
    for number in range(45):
        await telegram.send(replace(post, text=f"Then {number}"))
    assert await telegram.find(post) == receipt
    assert len(network.requests("GET", "/s/")) == 3
    network.posts[receipt.remote_id].text = "Something else"
    assert await telegram.find(post) is None


async def test_the_same_words_of_last_week_are_not_this_post(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    post = network.sample(tmp_path)
    await telegram.send(post)
    next(iter(network.posts.values())).at -= 7 * 86_400
    assert await telegram.find(replace(post, sent_at=datetime.now(UTC))) is None


async def test_a_page_that_is_not_shown_says_nothing(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    post = replace(network.sample(tmp_path), sent_at=datetime.now(UTC))
    network.previews = False
    with pytest.raises(TryLater):
        await telegram.find(post)


async def test_a_private_channel_can_only_be_looked_at_by_a_person(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    [profile] = await telegram.enter({"token": TOKEN, "channel": str(CHAT - 95_000)})
    assert profile.handle == "Autumn news 95001"
    account = replace(network.account(), data=profile.data)
    post = replace(network.sample(tmp_path), account=account)
    receipt = await telegram.send(post)
    assert receipt.url == f"https://t.me/c/1500095001/{receipt.remote_id}"
    with pytest.raises(Unsupported):
        await telegram.find(post)


@pytest.mark.parametrize(
    ("rights", "why_not"),
    [
        ({"status": "creator"}, ""),
        ({"status": "administrator", "can_post_messages": True}, ""),
        ({"status": "administrator", "can_post_messages": False}, "error-telegram-not-admin"),
        ({"status": "member"}, "error-telegram-not-admin"),
        ({"status": "none"}, "error-telegram-not-admin"),
    ],
)
async def test_whether_the_bot_may_post_is_known_before_the_first_post(
    network: TelegramChannelNetwork, telegram: TelegramChannel, rights: dict[str, object], why_not: str
) -> None:
    network.rights = rights
    [profile] = await telegram.enter(TYPED)
    assert profile.why_not == why_not


async def test_a_group_is_no_channel(network: TelegramChannelNetwork, telegram: TelegramChannel) -> None:
    network.type = "supergroup"
    [profile] = await telegram.enter(TYPED)
    assert profile.why_not == "error-telegram-no-channel"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"token": "hello", "channel": "@autumn_news"}, "error-sign-in-token"),
        ({"token": TOKEN[::-1], "channel": "@autumn_news"}, "error-sign-in-token"),
        ({"token": TOKEN.replace("good", "evil"), "channel": "@autumn_news"}, "error-sign-in-token"),
        ({"token": TOKEN, "channel": "@nobody_there"}, "error-telegram-channel"),
        ({"token": TOKEN, "channel": "https://t.me/+AbCdEf123"}, "error-telegram-channel"),
    ],
)
async def test_a_wrong_sign_in_says_what_is_wrong_and_keeps_the_token_to_itself(
    network: TelegramChannelNetwork, telegram: TelegramChannel, fields: dict[str, str], key: str
) -> None:
    with pytest.raises(Rejected) as caught:
        await telegram.enter(fields)
    assert caught.value.key == key
    assert fields["token"] not in f"{caught.value!r} {caught.value.detail} {caught.value.facts}"


@pytest.mark.parametrize(
    ("typed", "chat"),
    [
        ("@autumn_news", "@autumn_news"),
        ("autumn_news", "@autumn_news"),
        ("https://t.me/autumn_news", "@autumn_news"),
        ("t.me/s/autumn_news", "@autumn_news"),
        ("https://t.me/autumn_news/123", "@autumn_news"),
        ("https://t.me/c/1500000001/7", "-1001500000001"),
        ("-1001500000001", "-1001500000001"),
    ],
)
def test_a_channel_is_understood_as_people_write_it(typed: str, chat: str) -> None:
    assert chat_of(typed) == chat


@pytest.mark.parametrize("typed", ["", "12", "my channel", "https://evil.example/autumn", "@../getMe"])
def test_what_is_no_channel_is_refused(typed: str) -> None:
    with pytest.raises(Rejected):
        chat_of(typed)


async def test_what_can_no_longer_be_deleted_is_left_to_a_person(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    receipt = await telegram.send(network.sample(tmp_path))
    network.may_delete = False
    network.posts[receipt.remote_id].at -= 3 * 86_400
    with pytest.raises(Unsupported) as caught:
        await telegram.delete(network.account(), receipt.remote_id)
    assert (caught.value.key, caught.value.facts["url"]) == ("error-telegram-too-old", telegram.by_hand["delete"])
    assert network.texts() == ["Hello, autumn"]


async def test_an_album_of_three_is_one_post_and_goes_as_one(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    media = tuple(picture(tmp_path, 100 + number, 80) for number in range(3))
    receipt = await telegram.send(replace(network.sample(tmp_path), media=media))
    assert len(receipt.remote_id.split(",")) == 3
    await telegram.delete(network.account(), receipt.remote_id)
    assert network.texts() == []


async def test_a_bot_that_was_thrown_out_is_a_matter_for_a_person(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    network.rights = {"status": "left"}
    with pytest.raises(Rejected) as caught:
        await telegram.send(network.sample(tmp_path))
    assert caught.value.key == "error-telegram-not-admin"
    network.tokens.clear()
    with pytest.raises(SignInNeeded):
        await telegram.send(network.sample(tmp_path))


async def test_the_wait_comes_from_the_answers_body(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    network.retry_after = 7.0
    network.fault("429")
    with pytest.raises(TryLater) as caught:
        await telegram.send(network.sample(tmp_path))
    assert caught.value.retry_after == 7.0


async def test_the_token_travels_in_the_address_and_yet_is_in_no_log(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    network.fault("500-before")
    with pytest.raises(OutcomeUnknown) as caught:
        await telegram.send(network.sample(tmp_path))
    await telegram.send(network.sample(tmp_path))
    assert "sendMessage" in caught.value.detail
    assert TOKEN not in f"{caplog.text} {caught.value!r} {caught.value.detail}"


async def test_markup_in_a_text_is_just_text(
    network: TelegramChannelNetwork, telegram: TelegramChannel, tmp_path: Path
) -> None:
    text = "2 * 3 * 4 _no [markup](here <b>either & `so on"
    await telegram.send(network.sample(tmp_path, text=text))
    assert network.texts() == [text]
    [request] = network.requests("POST", "sendMessage")
    assert "parse_mode" not in request.json


def test_limits_count_captions_and_what_may_share_an_album(tmp_path: Path) -> None:
    telegram, media = TelegramChannel(), files(tmp_path)
    assert telegram.check("x" * 4_096) == []
    assert [b.repair for b in telegram.check("x" * 1_025, [media["image"]])] == ["shorten"]
    assert telegram.check("x", [media["image"], media["video"]]) == []
    assert [b.key for b in telegram.check("x", [media["image"], media["document"]])] == ["breach-mixed-media"]
    assert [b.key for b in telegram.check("x", [media["gif"], media["image"]])] == ["breach-mixed-media"]
    assert telegram.length("🍂") == 2


def test_a_page_is_read_as_telegram_writes_it() -> None:
    """Nested texts, quoted answers, custom emoji, albums and messages without words."""
    page = """
    <div class="tgme_widget_message js-widget_message" data-post="News/7">
      <a class="tgme_widget_message_reply" href="https://t.me/News/5"><div class="js-message_reply_text">Quoted</div></a>
      <a class="tgme_widget_message_photo_wrap" href="https://t.me/News/7?single"></a>
      <a class="tgme_widget_message_photo_wrap" href="https://t.me/News/8?single"></a>
      <div class="tgme_widget_message_text js-message_text"><div class="tgme_widget_message_text js-message_text">One
      <tg-emoji emoji-id="5"><i class="emoji"><b>🍂</b></i></tg-emoji><br/>two &amp; <a href="https://x">three</a></div></div>
      <a class="tgme_widget_message_date"><time datetime="2026-11-23T09:00:32+00:00">09:00</time></a></div>
    <div class="tgme_widget_message js-widget_message" data-post="News/6">
      <a class="tgme_widget_message_video_player" href="https://t.me/News/6"><time class="duration">0:12</time></a></div>
    """
    second, first = shown_on(page)
    assert " ".join(first.text.split()) == "One 🍂 two & three"
    assert (first.id, first.more, first.reply_to, first.media) == (7, [8], 5, 2)
    assert first.at == datetime(2026, 11, 23, 9, 0, 32, tzinfo=UTC)
    assert (second.id, second.text, second.media, second.at) == (6, "", 1, None)
