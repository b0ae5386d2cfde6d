"""Discord: a message in a server's channel; hashtags mean nothing there."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class Discord(Platform):
    """A Discord channel. 2,000 characters and ten files are unverified."""

    name = "discord"
    label = "Discord"
    also_called = (
        "dis cord",
        "discord server",
        "discord-server",
        "servidor de discord",
        "serveur discord",
    )
    limits = Limits(
        characters=2_000,
        revised=date(2026, 11, 23),
        source="Discord API v10, Create Message (length unverified)",
    )
    custom = Custom(length=400, hashtags=(0, 0), emoji=1, voice="chatty")
    compose_url = "https://discord.com/channels/@me"
