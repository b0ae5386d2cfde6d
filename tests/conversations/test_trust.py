"""What trust hangs on: whose yes it was, to what, and that nothing goes out that nobody meant."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.messages import IncomingMessage, Reply
from storage import accounts, workspaces
from storage.models import Account, AuditEvent, Conversation, DeliveryState, Notice, Post, PostStatus
from tests.conversations.conftest import Talk


async def join(talk: Talk, sender: str, role: str) -> None:
    """A colleague at the same terminal."""
    await talk.app.database.write(
        lambda session: workspaces.add_member(session, 1, sender, role, "terminal", sender, talk.clock())
    )


async def speak(talk: Talk, text: str, sender: str = "blum", workspace: str | None = None, **more: str) -> Reply:
    """Say something as somebody, in some thread."""
    where = workspace or talk.workspace
    message = IncomingMessage(text, "terminal", sender, workspace=where, **more)  # type: ignore[arg-type]
    return await talk.app.conversation.handle(message)


def button(reply: Reply, label: str) -> str:
    (found,) = [choice.id for choice in reply.choices if choice.label == label]
    return found


async def both(talk: Talk, text: str = "We open at ten") -> None:
    """A draft for the page and the network."""
    await talk.connect_network()
    await talk.say(f'publish "{text}"')


async def states(talk: Talk, number: int) -> dict[str, DeliveryState]:
    return {delivery.platform: delivery.state for delivery in (await talk.post(number)).deliveries}


async def events(talk: Talk) -> list[AuditEvent]:
    query = sa.select(AuditEvent).order_by(AuditEvent.id)
    return await talk.app.database.read(lambda session: list(session.scalars(query)))


# Whose yes


async def test_a_yes_of_somebody_else_does_not_count_and_does_not_take_the_question_away(talk: Talk) -> None:
    await talk.connect_network()
    await join(talk, "erik", "editor")
    await talk.say('publish "We open at ten" on fake')
    told = await speak(talk, "yes", "erik")
    assert "Only the person who was asked" in told.text
    assert talk.network.sent == 0
    await talk.say("yes")
    assert talk.network.texts() == ["We open at ten"]


@pytest.mark.parametrize("role", ["contributor", "analyst", "client"])
async def test_who_may_not_publish_cannot_say_yes_either(talk: Talk, role: str) -> None:
    await talk.connect_network()
    await join(talk, "kim", role)
    asked = await talk.say('publish "We open at ten" on fake')
    assert "Your role" in (await speak(talk, "yes", "kim")).text
    assert "Your role" in (await speak(talk, "", "kim", choice=button(asked, "Yes, publish"))).text
    assert talk.network.sent == 0


async def test_a_yes_in_another_thread_or_workspace_answers_nothing(talk: Talk) -> None:
    await talk.connect_network()
    asked = await talk.say('publish "We open at ten" on fake')
    yes = button(asked, "Yes, publish")
    await speak(talk, "yes", thread="other")
    await speak(talk, "", thread="other", choice=yes)
    await speak(talk, "yes", workspace="Elsewhere")
    await speak(talk, "", workspace="Elsewhere", choice=yes)
    assert talk.network.sent == 0


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [("en", "yes please", "no"), ("de", "ja bitte", "nein"), ("es", "sí", "no"), ("fr", "oui", "non")],
)
async def test_yes_and_no_in_every_language(talk: Talk, language: str, yes: str, no: str) -> None:
    await talk.connect_network()
    await talk.app.database.write(lambda session: workspaces.put_setting(session, 1, "language", language))
    asked = await talk.say('publish "We open at ten" on fake')
    assert len(asked.choices) == 2
    await talk.say(no)
    assert talk.network.sent == 0
    await talk.say('publish "We close at six" on fake')
    await talk.say(yes)
    assert talk.network.texts() == ["We close at six"]


async def test_two_taps_at_once_send_once(talk: Talk) -> None:
    await talk.connect_network()
    talk.network.then("slow")
    asked = await talk.say('publish "We open at ten" on fake')
    yes = button(asked, "Yes, publish")
    await asyncio.gather(talk.say("", choice=yes), talk.say("yes"), talk.say("", choice=yes))
    assert talk.network.texts() == ["We open at ten"]
    assert talk.network.sent == 1


async def test_a_yes_answers_the_last_question_not_an_older_one(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "We open at ten" on fake')
    await talk.say("schedule post 1 for yesterday at nine")
    await talk.say("yes")
    assert talk.network.sent == 0


async def test_a_yes_to_other_accounts_is_asked_again(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "We open at ten" on fake')

    def swap(session: sa.orm.Session) -> None:
        for old in session.scalars(sa.select(Account).where(Account.platform == "fake")):
            old.connected = False
        accounts.connect(session, 1, "fake", "@somebody-else", {}, talk.clock())

    await talk.app.database.write(swap)
    again = await talk.say("yes")
    assert "@somebody-else" in again.text
    assert talk.network.sent == 0


async def test_a_yes_to_other_platforms_is_asked_again(talk: Talk) -> None:
    await both(talk)
    await speak(talk, "only on fake, post 1", thread="other")
    again = await talk.say("yes")
    assert "has changed since I asked" in again.text
    assert talk.network.sent == 0


async def test_the_account_named_is_the_one_it_goes_to(talk: Talk) -> None:
    await talk.connect_network()
    await talk.app.database.write(lambda session: accounts.connect(session, 1, "fake", "@second", {}, talk.clock()))
    asked = await talk.say('publish "We open at ten" on fake')
    await talk.say("yes")
    (outgoing,) = talk.network.posts.values()
    assert outgoing.account.handle in asked.text


async def test_asking_changes_nothing_before_the_yes(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "We open at ten" on feed and fake tomorrow at nine')
    asked = await talk.say("publish post 1 on fake now")
    assert "Shall I?" in asked.text
    await talk.say("no")
    assert (await talk.post(1)).platforms == ["feed", "fake"]
    assert await talk.status(1) is PostStatus.SCHEDULED


async def test_what_is_out_keeps_its_record_whatever_is_asked_for(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "We open at ten" on fake')
    await talk.say("yes")
    await talk.say("publish post 1 on feed now")
    await talk.say("schedule post 1 on feed for tomorrow at nine")
    (delivery,) = (await talk.post(1)).deliveries
    assert (delivery.platform, delivery.state) == ("fake", DeliveryState.PUBLISHED)


# Without asking, the same checks


async def test_without_asking_nothing_goes_out_twice_either(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("publish without asking")
    await talk.say('publish "We open at ten" on fake')
    again = await talk.say("publish post 1 now")
    assert "do not send it twice" in again.text
    assert talk.network.sent == 1
    assert await talk.status(1) is PostStatus.PUBLISHED


async def test_without_asking_a_series_goes_on(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("publish without asking")
    await talk.say('every friday at 5pm post "Weekend!" on fake')
    await talk.say("publish post 1 now")
    assert talk.network.texts() == ["Weekend!"]
    assert await talk.status(1) is PostStatus.SCHEDULED
    await talk.let_time_pass(days=2, hours=7)
    assert talk.network.texts() == ["Weekend!", "Weekend!"]
    assert (await talk.post(3)).post.recurrence == "FREQ=WEEKLY;BYDAY=FR"


# Partly out


async def test_partly_out_is_told_per_account_and_only_the_rest_is_sent_again(talk: Talk) -> None:
    await both(talk)
    talk.network.then("refused")
    told = await talk.say("yes")
    assert "is out on" in told.text and "did not go out on Fake" in told.text
    feed = next(d for d in (await talk.post(1)).deliveries if d.platform == "feed")
    asked = await talk.say("publish post 1 now")
    assert "Fake" in asked.text.partition("Shall")[0] and "page" not in asked.text
    again = await talk.say("yes")
    assert "Fake" in again.text and len(again.text.splitlines()) == 1
    assert set((await states(talk, 1)).values()) == {DeliveryState.PUBLISHED}
    assert next(d for d in (await talk.post(1)).deliveries if d.platform == "feed").sent_at == feed.sent_at
    assert talk.network.texts() == ["We open at ten"]
    # Each publishing is one step: the second is taken back first.
    await talk.say("undo")
    assert talk.network.texts() == []
    assert (await states(talk, 1))["feed"] is DeliveryState.PUBLISHED
    await talk.say("undo")
    assert await talk.status(1) is PostStatus.DRAFT


async def test_undo_of_a_partly_published_post(talk: Talk) -> None:
    await both(talk)
    talk.network.then("refused")
    await talk.say("yes")
    undone = await talk.say("undo")
    assert "is a draft again" in undone.text
    assert set((await states(talk, 1)).values()) == {DeliveryState.WAITING}


async def test_other_words_and_platforms_do_not_touch_what_is_out(talk: Talk) -> None:
    await both(talk, "Hello there. We open at ten.")
    talk.network.then("refused")
    await talk.say("yes")
    before = next(d.text for d in (await talk.post(1)).deliveries if d.platform == "feed")
    await talk.say('add "Bring a friend!" to post 1')
    await talk.say("only on fake, post 1")
    await talk.say("post 1 also for feed")
    after = next(d for d in (await talk.post(1)).deliveries if d.platform == "feed")
    assert (after.text, after.state) == (before, DeliveryState.PUBLISHED)
    await talk.say("publish post 1 now")
    await talk.say("yes")
    assert len(talk.network.texts()) == 1 and "Bring a friend!" in talk.network.texts()[0]
    page = await talk.page("we open at ten")
    assert "bring a friend" not in page


async def test_moving_a_partly_failed_post_sends_only_the_rest(talk: Talk) -> None:
    await both(talk)
    talk.network.then("refused")
    await talk.say("yes")
    moved = await talk.say("reschedule post 1 to tomorrow at noon")
    assert "Thursday, 12 March 2026, 12:00 (Berlin)" in moved.text
    await talk.let_time_pass(days=1, hours=2)
    assert talk.network.texts() == ["We open at ten"]
    assert await talk.status(1) is PostStatus.PUBLISHED


async def test_cancelling_a_partly_failed_post_says_what_is_cancelled(talk: Talk) -> None:
    await both(talk)
    talk.network.then("refused")
    await talk.say("yes")
    told = await talk.say("cancel post 1")
    assert "Fake" in told.text
    assert await talk.status(1) is PostStatus.PUBLISHED


async def test_undo_stops_what_still_waits_for_another_try(talk: Talk) -> None:
    await talk.connect_network()
    talk.network.then("later")
    await talk.say('publish "We open at ten" on fake')
    await talk.say("yes")
    undone = await talk.say("undo")
    assert "is a draft again" in undone.text
    await talk.let_time_pass(hours=1)
    assert talk.network.texts() == []
    assert await talk.status(1) is PostStatus.DRAFT


async def test_undo_while_one_network_cannot_be_reached_keeps_what_another_deleted(talk: Talk) -> None:
    await both(talk)
    await talk.say("yes")

    async def broken(*_: object) -> None:
        raise ConnectionError("reset")

    talk.network.delete = broken  # type: ignore[method-assign, assignment]
    told = await talk.say("undo")
    assert "could not be taken down from Fake" in told.text
    assert await states(talk, 1) == {"feed": DeliveryState.DELETED, "fake": DeliveryState.PUBLISHED}
    again = await talk.say("publish post 1 now")
    assert talk.network.sent == 1 and not again.choices


# The plan


async def test_a_planned_post_published_now_does_not_fire_again(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "Early" on fake tomorrow at nine')
    await talk.say("publish post 1 now")
    await talk.say("yes")
    await talk.let_time_pass(days=1)
    assert talk.network.texts() == ["Early"]
    assert talk.network.sent == 1


async def test_a_planned_post_published_on_one_platform_now(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "Early" on feed and fake tomorrow at nine')
    await talk.say("publish post 1 on fake now")
    await talk.say("yes")
    await talk.let_time_pass(days=1)
    assert talk.network.texts() == ["Early"]


async def test_publishing_a_series_now_names_the_copy_that_goes_out(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('every friday at 5pm post "Weekend!" on fake')
    asked = await talk.say("publish post 1 now")
    assert "post 2" in asked.text
    assert all("2" in card.title for card in asked.cards)
    await talk.say("yes")
    assert await talk.status(1) is PostStatus.SCHEDULED
    assert await talk.status(2) is PostStatus.PUBLISHED


async def test_a_cancelled_series_goes_on_after_undo(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('every friday at 5pm post "Weekend!" on fake')
    await talk.say("cancel post 1")
    undone = await talk.say("undo")
    assert "Friday, 13 March 2026, 17:00 (Berlin)" in undone.text
    await talk.let_time_pass(days=2, hours=7)
    await talk.let_time_pass(days=7)
    assert talk.network.texts() == ["Weekend!", "Weekend!"]


async def test_a_failed_occurrence_is_sent_again_once_and_its_series_keeps_its_times(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('every friday at 5pm post "Weekend!" on feed and fake')
    talk.network.then("refused")
    await talk.let_time_pass(days=2, hours=7)
    assert await states(talk, 1) == {"feed": DeliveryState.PUBLISHED, "fake": DeliveryState.FAILED}
    await talk.let_time_pass(hours=3)
    await talk.say("publish post 1 now")
    await talk.say("yes")
    assert talk.network.texts() == ["Weekend!"]
    assert await talk.status(1) is PostStatus.PUBLISHED
    (following,) = await planned(talk)
    assert following.due_at is not None and following.due_at.hour == 16  # 17:00 in Berlin
    await talk.let_time_pass(days=7)
    (third,) = await planned(talk)
    assert third.due_at == following.due_at + timedelta(days=7)


async def test_a_failed_occurrence_that_is_moved_leaves_its_series_alone(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('every friday at 5pm post "Weekend!" on feed and fake')
    talk.network.then("refused")
    await talk.let_time_pass(days=2, hours=7)
    moved = await talk.say("reschedule post 1 to tomorrow at nine")
    assert "Saturday, 14 March 2026, 09:00 (Berlin)" in moved.text
    await talk.let_time_pass(hours=16)
    assert talk.network.texts() == ["Weekend!"]
    await talk.let_time_pass(days=6, hours=8)
    (following,) = await planned(talk)
    assert following.due_at is not None and following.due_at.hour == 16
    assert len(talk.network.texts()) == 2


async def planned(talk: Talk) -> list[Post]:
    query = sa.select(Post).where(Post.status == PostStatus.SCHEDULED)
    return await talk.app.database.read(lambda session: list(session.scalars(query)))


async def test_planning_a_repeating_post_anew_does_not_end_its_series(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('every friday at 5pm post "Weekend!" on fake')
    told = await talk.say("schedule post 1 for friday at 6pm")
    assert "every week on Friday" in told.text
    assert (await talk.post(1)).post.recurrence


async def test_other_words_for_a_series_stay_on_the_plan(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('every friday at 5pm post "Weekend is here!" on fake')
    told = await talk.say('add "Come by." to post 1')
    assert "Friday, 13 March 2026, 17:00 (Berlin)" in told.text
    await talk.let_time_pass(days=2, hours=7)
    await talk.let_time_pass(days=7)
    assert len(talk.network.texts()) == 2
    assert all("Come by." in text for text in talk.network.texts())


async def test_an_hour_later_crosses_midnight_and_the_change_of_clocks(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "Night" on fake on 28 March at 23:30')
    assert "Sunday, 29 March 2026, 00:30" in (await talk.say("an hour later")).text
    await talk.say("move it to 29 March at 01:30")
    later = await talk.say("an hour later")
    assert "Sunday, 29 March 2026, 03:30 (Berlin)" in later.text or later.choices


async def test_queue_slots_that_the_change_of_clocks_skips_are_passed_over(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("set the queue to every day at 02:30")
    talk.clock.move(days=17, hours=10)  # Saturday, 28 March, 20:00 in Berlin
    told = await talk.say('queue "Night" for fake')
    assert "Monday, 30 March 2026, 02:30 (Berlin)" in told.text


# Undo


async def test_an_older_undo_button_takes_back_its_own_change(talk: Talk) -> None:
    await talk.connect_network()
    first = await talk.say('post "One" on fake tomorrow at nine')
    await talk.say('post "Two" on fake tomorrow at ten')
    await talk.say("", choice=button(first, "Undo"))
    assert await talk.status(2) is PostStatus.SCHEDULED
    assert [post.number for post in await planned(talk)] == [2]
    twice = await talk.say("", choice=button(first, "Undo"))
    assert "already" in twice.text
    assert [post.number for post in await planned(talk)] == [2]


async def test_an_undo_button_of_somebody_else_undoes_nothing(talk: Talk) -> None:
    await talk.connect_network()
    await join(talk, "erik", "editor")
    await speak(talk, 'post "Mine" on fake tomorrow at ten', "erik")
    theirs = await talk.say('post "Hers" on fake tomorrow at nine')
    await speak(talk, "", "erik", choice=button(theirs, "Undo"))
    assert len(await planned(talk)) == 2


async def test_undo_never_reverts_what_somebody_else_changed(talk: Talk) -> None:
    await talk.connect_network()
    await join(talk, "erik", "editor")
    await talk.say('post "Hello there. We open." on fake tomorrow at nine')
    await speak(talk, 'add "Bring a friend!" to post 1', "erik")
    told = await talk.say("undo")
    assert "can no longer be undone" in told.text
    assert "Bring a friend!" in (await talk.post(1)).deliveries[0].text


async def test_undo_does_not_plan_for_a_time_that_has_passed(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('post "At eleven" on fake at 11:00')
    await talk.say("move it to 15:00")
    await talk.let_time_pass(hours=1, minutes=30)
    told = await talk.say("undo")
    assert "has passed" in told.text
    await talk.let_time_pass(minutes=1)
    assert talk.network.texts() == []
    await talk.let_time_pass(hours=4)
    assert talk.network.texts() == ["At eleven"]


async def test_undo_of_a_connection_that_is_in_use_says_that_it_cannot(talk: Talk) -> None:
    await talk.say("help")
    await join(talk, "erik", "editor")
    await talk.say("disconnect our page")
    await talk.say("undo")
    assert "page" in (await talk.say("which accounts do we have")).text

    def forget(session: sa.orm.Session) -> None:
        session.execute(sa.delete(Account).where(Account.platform == "fake"))

    await talk.app.database.write(forget)
    connected = await talk.say("connect fake")
    assert connected.ok
    await speak(talk, 'post "Hello" on fake tomorrow at nine', "erik")
    told = await talk.say("undo")
    assert "can no longer be undone" in told.text


async def test_two_undos_at_once_take_back_one_change_each_or_one(talk: Talk) -> None:
    await both(talk)
    await talk.say("yes")
    await asyncio.gather(speak(talk, "undo", thread="a"), speak(talk, "undo", thread="b"))
    assert talk.network.texts() == []
    assert await talk.status(1) in {PostStatus.DRAFT, PostStatus.CANCELLED}


async def test_two_commands_of_one_message_are_two_steps_back(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("write a post about the garden tour")
    await talk.say("schedule post 1 for tomorrow at nine and write a post about tea")
    if len(await events(talk)) >= 3:
        await talk.say("undo")
        assert await talk.status(1) is PostStatus.SCHEDULED


# Roles


async def test_roles_hold_in_the_conversation(talk: Talk) -> None:
    await talk.connect_network()
    for name, role in (("con", "contributor"), ("ana", "analyst"), ("cli", "client")):
        await join(talk, name, role)
    await talk.say('post "Planned words are fixed. We open." on fake tomorrow at nine')
    before = (await talk.post(1)).deliveries[0].text
    for words in (
        'publish "Now" on fake',
        "publish post 1 now",
        "schedule post 1 for friday at nine",
        "move post 1 to friday at nine",
        "cancel post 1",
        'add "Bring a friend!" to post 1',
        "post 1 also for feed",
        "disconnect our page",
        "publish without asking",
        "our time zone is New York",
        "undo",
    ):
        for name in ("con", "ana", "cli"):
            reply = await speak(talk, words, name)
            assert not reply.ok, (words, name, reply.text)
    assert (await talk.post(1)).deliveries[0].text == before
    assert await talk.status(1) is PostStatus.SCHEDULED
    assert (await talk.post(1)).platforms == ["fake"]
    assert (await speak(talk, "write a post about tea", "con")).ok
    for name in ("ana", "cli"):
        assert "Your role" in (await speak(talk, "write a post about tea", name)).text
        assert (await speak(talk, "what's planned", name)).ok
    assert talk.network.sent == 0


async def test_posts_of_another_workspace_do_not_exist(talk: Talk) -> None:
    await talk.connect_network()
    for number in range(3):
        await talk.say(f'post "Secret {number}" on fake tomorrow at nine')
    for words in (
        "show post 2",
        "publish post 2 now",
        "move post 2 to friday at nine",
        "cancel post 2",
        "make post 2 shorter",
        "post 2 also for feed",
        "schedule post 2 for friday at nine",
        "put post 2 in the queue",
    ):
        reply = await speak(talk, words, "rival", workspace="Rival")
        assert "There is no post 2 here" in reply.text, words
        assert "Secret" not in reply.text


# The same message again


async def test_one_message_delivered_twice_at_once_is_done_once(talk: Talk) -> None:
    await talk.connect_network()
    first, second = await asyncio.gather(
        *(speak(talk, 'post "Once" on fake tomorrow at nine', message_id="m-1") for _ in range(2))
    )
    assert first.text == second.text
    assert len(await planned(talk)) == 1


async def test_news_while_somebody_speaks_does_not_lose_the_question(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("help")
    choice = {"label_key": "delivery-choice-publish", "tool": "publish_post", "args": {"post_id": 1}}

    def add(session: sa.orm.Session) -> None:
        session.add(
            Notice(
                workspace_id=1,
                conversation_id=session.scalars(sa.select(Conversation.id)).first() or 0,
                key="delivery-missed-notice",
                facts={"post": 1, "due_at": talk.clock().isoformat()},
                choices=[choice],
                created_at=talk.clock(),
            )
        )

    await talk.app.database.write(add)
    _, news = await asyncio.gather(talk.say('publish "We open at ten" on fake'), talk.news())
    assert len(news) == 1
    await talk.say("yes")
    assert talk.network.texts() == ["We open at ten"]


async def test_what_a_conversation_remembers_stays_small(talk: Talk) -> None:
    await talk.connect_network()
    for number in range(25):
        await talk.say("write a post about " + "very " * 300 + f"good tea {number}")
        await talk.say("garden wall cloud blue " * 300)
    query = sa.select(Conversation)
    (kept,) = await talk.app.database.read(lambda session: list(session.scalars(query)))
    assert len(str(kept.state)) < 60_000


# The trail


async def test_the_trail_names_who_said_yes_and_no_and_undid(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say('publish "One" on fake')
    await talk.say("no")
    await talk.say('publish "Two" on fake')
    await talk.say("yes")
    await talk.say("undo")
    trail = [(event.tool, event.member_id, event.conversation_id) for event in await events(talk)]
    assert trail == [
        ("draft_post", 1, 1),
        ("consent:refused", 1, 1),
        ("draft_post", 1, 1),
        ("consent:used", 1, 1),
        ("publish_post", 1, 1),
        ("undo:publish_post", 1, 1),
    ]
    used = next(event for event in await events(talk) if event.tool == "consent:used")
    assert used.args["args"] == {"post_id": 2} and used.args["digest"]


async def test_errors_are_in_the_language_of_the_workspace(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk.say("speak german")
    german = await talk.say("zeig mir beitrag 99")
    assert "Beitrag 99" in german.text

    async def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(talk.app.conversation._agent, "run", broken)
    assert (await talk.say("hilfe")).language == "de"
    assert "wrong on my side" not in talk.last.text
