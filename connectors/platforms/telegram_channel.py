"""A Telegram channel: a message to its subscribers, with links that work."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class TelegramChannel(Platform):
    """A Telegram channel. 4,096 characters a message, 1,024 under a picture; ten pictures in an album is unverified."""

    name = "telegram_channel"
    label = "Telegram channel"
    also_called = (
        "telegram",
        "tele gram",
        "telegram channel",
        "TG",
        "TG channel",
        "telegram-kanal",
        "canal de telegram",
        "canal telegram",
        "chaîne telegram",
    )
    limits = Limits(
        characters=4_096,
        revised=date(2026, 11, 23),
        source="Telegram Bot API 10.1, sendMessage",
    )
    custom = Custom(length=400, hashtags=(0, 2), emoji=1, voice="plain")
    compose_url = "https://web.telegram.org/"

    def length(self, text: str) -> int:
        """UTF-16 code units, in which the Bot API measures text entities; never fewer than Telegram counts."""
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
