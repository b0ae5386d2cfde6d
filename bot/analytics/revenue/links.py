"""Links with campaign parameters in them, and the way back: which channel and which campaign a parameter names.

The parameters are those of Google's campaign builder (support.google.com/analytics/answer/10917952), which other analytics
read too. What an address has already is kept as it is: a shop's own parameters, its fragment, and parameters that somebody
has set.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

from bot.errors import NotUnderstood

LONGEST = 2000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_NAMES = {
    "bluesky": ("bsky", "bsky.app", "go.bsky.app"),
    "discord": ("discord.com", "discord.gg", "discordapp.com"),
    "facebook": ("fb", "facebook.com", "m.facebook.com", "l.facebook.com", "lm.facebook.com", "fb.com", "fb.me"),
    "feed": ("rss", "atom"),
    "instagram": ("ig", "instagram.com", "l.instagram.com", "instagram_stories"),
    "linkedin": ("linkedin.com", "lnkd.in"),
    "mastodon": ("mastodon.social", "joinmastodon.org"),
    "pinterest": ("pinterest.com", "pin.it"),
    "reddit": ("reddit.com", "out.reddit.com", "old.reddit.com"),
    "telegram_channel": ("telegram", "t.me", "telegram.org"),
    "threads": ("threads.net", "threads.com", "l.threads.net", "l.threads.com"),
    "tiktok": ("tiktok.com", "vm.tiktok.com"),
    "x": ("twitter", "twitter.com", "t.co", "x.com"),
    "youtube": ("youtube.com", "m.youtube.com", "youtu.be"),
}
_PLATFORM_OF = {name: platform for platform, names in _NAMES.items() for name in (platform, *names)}

NOT_KNOWN = frozenset({"", "(not set)", "not set", "(none)", "(direct)", "unknown", "null", "n/a", "-"})
"""What exports write where they know no name."""

MEDIUM = {"youtube": "video"}
"""Google Analytics counts a medium with "video" in it as Organic Video, and "social" as Organic Social
(support.google.com/analytics/answer/9756891)."""


def checked(address: str) -> str:
    """An address that may be handed out: http or https, with a host, its name in the letters of DNS. Raises `NotUnderstood`.

    "shop.example/sale" is taken for https. No other scheme, and none with a password in it, becomes a link.
    """
    text = address.strip().rstrip(".,;").strip("<>")
    if not text or len(text) > LONGEST or re.search(r"[\s\x00-\x1f\x7f\\]", text):
        raise NotUnderstood("error-no-address")
    if not re.match(r"https?://", text, re.IGNORECASE):
        if _SCHEME.match(text) or text.startswith("/"):
            raise NotUnderstood("error-no-address")
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
        named = host if ":" in host else _in_dns(host)
    except (ValueError, UnicodeError):
        raise NotUnderstood("error-no-address") from None
    if parts.username is not None or parts.password is not None or ("." not in named and ":" not in named):
        raise NotUnderstood("error-no-address")
    place = f"[{named}]" if ":" in named else named
    place = f"{place}:{port}" if port is not None else place
    rest = text[len(parts.scheme) + 3 + len(parts.netloc) :]
    return f"{parts.scheme.lower()}://{place}{_escaped(rest)}"


def _in_dns(host: str) -> str:
    import idna

    if host.isascii():
        if not re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?", host.lower()):
            raise ValueError(host)
        return host.lower()
    return idna.encode(host, uts46=True).decode("ascii")


def _escaped(rest: str) -> str:
    """Letters beyond ASCII as they travel; what is escaped already stays."""
    return quote(rest, safe="/?#[]@!$&'()*+,;=:%~-._|{}^`\"<>") if not rest.isascii() else rest


def slug(name: str) -> str:
    """A campaign's name as it stands in links: small letters, no spaces; reports tell "Sale" and "sale" apart."""
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    return re.sub(r"[^\w.]+", "-", text).strip("-_.")[:100]


def parameters(platform: str, campaign: str | None, post: int | None) -> dict[str, str]:
    """The campaign parameters of a link for a platform."""
    found = {"utm_source": platform, "utm_medium": MEDIUM.get(platform, "social")}
    if campaign and (short := slug(campaign)):
        found["utm_campaign"] = short
    if post is not None:
        found["utm_content"] = f"post-{post}"
    return found


def tagged(address: str, platform: str, campaign: str | None = None, post: int | None = None) -> str:
    """An address that `checked` has let through, with the parameters that it lacks. All else stays, letter by letter."""
    before, mark, fragment = address.partition("#")
    _, _, query = before.partition("?")
    have = {name.casefold() for name, _ in parse_qsl(query, keep_blank_values=True)}
    wanted = {name: value for name, value in parameters(platform, campaign, post).items() if name not in have}
    added = "&".join(f"{name}={quote(value, safe='')}" for name, value in wanted.items())
    if not added:
        return address
    joint = "?" if "?" not in before else "" if before.endswith(("?", "&")) else "&"
    return f"{before}{joint}{added}{mark}{fragment}"


def named_in(address: str) -> tuple[str | None, str | None]:
    """The channel and the campaign that an address names in its parameters."""
    query = dict(parse_qsl(address.partition("#")[0].partition("?")[2]))
    source, campaign = query.get("utm_source"), query.get("utm_campaign")
    return channel_of(source), slug(campaign) or None if campaign else None


def channel_of(name: str | None) -> str | None:
    """A platform by whatever an export calls it ("l.facebook.com / referral"); another channel's own name, short; or None."""
    if name is None:
        return None
    text = unquote_plus(" ".join(name.split())).casefold().split(" / ")[0].strip().removeprefix("www.")
    text = re.sub(r"[\x00-\x1f\x7f]", "", text)
    if text in NOT_KNOWN:
        return None
    if text in _PLATFORM_OF:
        return _PLATFORM_OF[text]
    if "://" in text:
        return channel_of(urlsplit(text).hostname)
    return text[:60]


def is_platform(channel: str) -> bool:
    """Whether a channel is one of the networks, and not a name that a visitor's address brought in."""
    return channel in _NAMES


def put_into(text: str, base: str, link: str) -> str:
    """A text with the link in place of the address that it stands for; at the end where that is not in it."""
    spoken = re.sub(r"^https?://", "", base).rstrip("/")
    found = re.search(rf"(?:https?://)?(?:www\.)?{re.escape(spoken)}/?(?![\w/?#=&%-])", text, re.IGNORECASE)
    if found is not None:
        return text[: found.start()] + link + text[found.end() :]
    return f"{text.rstrip()}\n\n{link}" if text.strip() else link
