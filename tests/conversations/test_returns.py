"""Links, results and the return on them in a conversation; and the link to the live page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.messages import Attachment, IncomingMessage, Reply
from storage import results
from tests.analytics_files import META, PATHS, SHOPIFY

if TYPE_CHECKING:
    from tests.conversations.conftest import Talk

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)


async def call(talk: Talk, tool: str, **args: Any) -> Reply:
    """A tool, called for the person at the terminal."""
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace)
    talk.last = await talk.app.conversation.call(message, tool, args)
    return talk.last


async def import_file(talk: Talk, text: str, **args: Any) -> Reply:
    """A file comes in, and is then imported."""
    file = Attachment("results.csv", "text/csv", text.encode())
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace, attachments=(file,))
    await talk.app.conversation.handle(message)
    from bot.context import ToolContext  # the file is in the conversation's hands; a call of a tool has it too
    from storage import documents

    found = await talk.app.database.read(lambda session: documents.get(session, 1, range(1, 50)))
    assert found, "the file was not kept"
    conversation: Any = talk.app.conversation
    made = conversation._context

    def with_file(*given: Any, **more: Any) -> ToolContext:
        ctx: ToolContext = made(*given, **more)
        ctx.documents = (max(row.id for row in found),)
        return ctx

    conversation._context = with_file
    try:
        return await call(talk, "import_results", **args)
    finally:
        conversation._context = made


async def test_links_for_each_platform_keep_what_the_address_has(talk: Talk) -> None:
    reply = await call(
        talk,
        "track_link",
        address="shop.example/autumn?size=2#top",
        campaign="Autumn Sale",
        platforms=["instagram", "linkedin"],
    )
    first, second = (one["address"] for one in reply.calls[0].result["links"])
    assert first == (
        "https://shop.example/autumn?size=2&utm_source=instagram&utm_medium=social&utm_campaign=autumn-sale#top"
    )
    assert "utm_source=linkedin" in second
    assert first in reply.text and "Instagram: " in reply.text
    assert "On Instagram nobody can tap a link in the text." in reply.text
    assert all(one["short"] is None for one in reply.calls[0].result["links"])  # nobody outside can reach us
    again = await call(
        talk, "track_link", address="shop.example/autumn?size=2#top", campaign="autumn sale", platforms=["linkedin"]
    )
    assert again.calls[0].result["links"][0]["address"] == second
    assert await talk.app.database.read(lambda session: results.campaigns(session, 1)) == ["autumn-sale"]


async def test_a_link_is_put_into_a_draft_and_taken_out_again(talk: Talk) -> None:
    words = "Our autumn breads are at https://shop.example/autumn, come by"
    await call(talk, "schedule_post", text=words, platforms=["fake"], when="2026-03-20T10:00:00+01:00")
    reply = await call(talk, "track_link", post_id=1, campaign="autumn sale")
    row = await talk.post(1)
    assert row.deliveries[0].text == (
        "Our autumn breads are at https://shop.example/autumn?utm_source=fake&utm_medium=social"
        "&utm_campaign=autumn-sale&utm_content=post-1, come by"
    )
    assert "They are in post 1 now" in reply.text
    await talk.tap("Undo")
    assert "utm_" not in (await talk.post(1)).deliveries[0].text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "no address"])
async def test_what_is_no_web_address_becomes_no_link(talk: Talk, address: str) -> None:
    reply = await call(talk, "track_link", address=address, platforms=["x"])
    assert not reply.ok
    assert "begins with https://" in reply.text


async def test_results_are_imported_shown_with_what_they_rest_on_and_taken_back(talk: Talk) -> None:
    await call(talk, "list_accounts")
    assert "I know of no clicks, conversions or spend" in (await call(talk, "show_return")).text
    reply = await import_file(talk, SHOPIFY)
    assert "3 lines of results.csv are taken over: conversions." in reply.text
    assert "One order that was not paid, or paid back, is left out." in reply.text
    await call(
        talk, "add_spend", money=100, currency="EUR", campaign="Autumn Sale", platforms=["facebook"], since="2026-03-01"
    )
    shown = await call(talk, "show_return", campaign="autumn sale")
    assert (
        "What the campaign “autumn sale” brought from Sunday, 1 March 2026 to Wednesday, 11 March 2026:" in shown.text
    )
    assert (
        "All together: 2 conversions, €64.90 revenue, €100.00 spent, €50.00 for each conversion, 0.6 back" in shown.text
    )
    assert "Facebook: clicks unknown, 1 conversion, €15.00 revenue, €100.00 spent" in shown.text
    assert "The credit goes to the last channel before each conversion." in shown.text
    assert "not that it was the cause" in shown.text
    whole = await call(talk, "show_return", since="2026-03-01", until="2026-03-31")
    assert "Of 1 of the 3 conversions nobody knows the channel" in whole.text

    await call(talk, "show_return", campaign="autumn sale")
    await call(talk, "undo")  # what was spent
    await call(talk, "undo")  # the file
    assert (
        "I know nothing of a campaign “autumn sale”." in (await call(talk, "show_return", campaign="autumn sale")).text
    )
    assert (await call(talk, "show_return", since="2026-03-01")).calls[0].result["conversions"] == 0


async def test_journeys_are_credited_as_asked_and_the_assumption_is_said(talk: Talk) -> None:
    await call(talk, "list_accounts")
    await import_file(talk, PATHS)
    shown = await call(talk, "show_return", since="2026-03-01", attribution="markov")
    credit = {
        one.get("channel") or one["untrusted_channel"]: one["conversions"] for one in shown.calls[0].result["channels"]
    }
    assert credit == pytest.approx({"facebook": 0.2, "google": 0.4, "x": 0.4})
    # A name that no network has may have come in by anybody's address.
    assert [one["untrusted_channel"] for one in shown.calls[0].result["channels"] if "channel" not in one] == ["google"]
    assert "how many conversions would be lost without it" in shown.text
    assert "2 journeys that led nowhere are counted in." in shown.text


async def test_currencies_are_never_mixed(talk: Talk) -> None:
    await call(talk, "list_accounts")
    await import_file(talk, META)
    await call(talk, "add_spend", money=50, currency="USD", platforms=["facebook"], since="2026-03-02")
    shown = await call(talk, "show_return", since="2026-03-01")
    assert "€300.00 and US$50.00 spent" in shown.text
    assert "Amounts in different currencies are not added up" in shown.text
    assert shown.calls[0].result["spend"] == {"EUR": 300.0, "USD": 50.0}


async def test_an_amount_without_a_currency_is_asked_about(talk: Talk) -> None:
    reply = await call(talk, "add_spend", money=50)
    assert not reply.ok
    assert "In which currency" in reply.text
    assert "more than 0" in (await call(talk, "add_spend", money=-5, currency="EUR")).text


async def test_without_a_file_one_is_asked_for(talk: Talk) -> None:
    reply = await call(talk, "import_results")
    assert not reply.ok
    assert "Send me the file" in reply.text


async def test_the_live_page_is_opened_by_a_link_for_the_person_alone(talk: Talk) -> None:
    import httpx

    reply = await call(talk, "open_insights")
    assert reply.private
    link = reply.calls[0].result["link"]
    assert link.startswith(f"http://127.0.0.1:{talk.app.settings.port}/insights/open/")
    async with httpx.AsyncClient(follow_redirects=True) as client:
        page = await client.get(link)
    assert page.status_code == 200
    assert "Bakery: live figures" in page.text
    assert "Nothing has been measured yet." in page.text


async def test_a_program_gets_no_link_to_the_live_page(talk: Talk) -> None:
    message = IncomingMessage("", "terminal", "blum", thread="mcp:desk", workspace=talk.workspace, sender_name="Desk")
    reply = await talk.app.conversation.call(message, "open_insights", {})
    assert "insights/open" not in reply.text


async def test_where_nobody_told_of_conversions_there_are_not_none(talk: Talk) -> None:
    await call(talk, "add_spend", money=100, currency="EUR", platforms=["facebook"], since="2026-03-01")
    shown = await call(talk, "show_return", since="2026-03-01")
    assert "All together: conversions unknown, revenue unknown, €100.00 spent." in shown.text
    assert "Facebook: clicks unknown, conversions unknown, €100.00 spent" in shown.text
