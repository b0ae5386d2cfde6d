"""Brand kit, time zone and language are set by saying so, and show in what is written."""

from __future__ import annotations

from tests.conversations.conftest import Talk


async def test_the_brand_kit_shows_in_drafts(talk: Talk) -> None:
    await talk.say("we are called Bakery Blum")
    await talk.say("our hashtags are #blumbread and #berlin")
    await talk.say("our link is https://blum.example/shop")
    await talk.say('always end with "Come by!"')
    drafted = await talk.say("write a post about our sourdough for linkedin")
    text = drafted.cards[0].text
    assert "#blumbread" in text
    assert "https://blum.example/shop" in text
    known = await talk.say("what do you know about us")
    for fact in ("Bakery Blum", "#blumbread #berlin", "https://blum.example/shop", "Come by!"):
        assert fact in known.text


async def test_times_are_those_of_the_workspace(talk: Talk) -> None:
    set_to = await talk.say("our time zone is New York")
    assert "05:00" in set_to.text
    planned = await talk.say("schedule a post about tea for tomorrow at nine")
    assert "Thursday, 12 March 2026, 09:00 (New York)" in planned.text
    assert planned.calls[0].args["when"] == "2026-03-12T09:00-04:00"


async def test_a_place_with_several_zones_asks(talk: Talk) -> None:
    asked = await talk.say("our time zone is Brazil")
    assert "Which one?" in asked.text
    assert len(asked.choices) > 1
    chosen = await talk.say("1")
    assert "time zone is" in chosen.text


async def test_replies_and_drafts_change_language(talk: Talk) -> None:
    german = await talk.say("speak german")
    assert german.language == "de"
    drafted = await talk.say("schreib einen Beitrag über unseren Herbstmarkt")
    assert drafted.calls[0].tool == "draft_post"
    assert "Entwurf" in drafted.text
    planned = await talk.say("plane ihn für morgen um neun")
    assert "Donnerstag, 12. März 2026, 09:00 (Berlin)" in planned.text
    french = await talk.say("parle français")
    assert french.language == "fr"


async def test_two_workspaces_know_nothing_of_each_other(talk: Talk) -> None:
    await talk.say("we are called Bakery Blum")
    await talk.say("write a post about our secret recipe")
    talk.workspace = "Bikes"
    known = await talk.say("what do you know about us")
    assert "Blum" not in known.text
    shown = await talk.say("show me post 1")
    assert "no post 1" in shown.text
    cancelled = await talk.say("cancel post 1")
    assert "no post 1" in cancelled.text


async def test_the_page_bears_the_brands_name(talk: Talk) -> None:
    await talk.say("we are called Bakery Blum")
    await talk.say('publish "Hello" on my page')
    await talk.say("yes")
    assert "bakery blum" in await talk.page("bakery blum")


async def test_notices_name_the_page_in_the_persons_language(talk: Talk) -> None:
    await talk.say("speak german")
    await talk.say('poste "Hallo" auf meiner Seite um 11:00')
    await talk.let_time_pass(hours=1)
    (news,) = await talk.news()
    assert "raus über deine Seite" in news.text
