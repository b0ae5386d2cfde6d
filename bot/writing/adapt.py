"""Make a text fit one network: its length, its way with links and hashtags. What a person dictated is never touched."""

from __future__ import annotations

import re

from bot.writing.brand import Brand
from bot.writing.hashtags import suggest_hashtags
from bot.writing.phrases import phrases
from bot.writing.text import EMOJI, cut, ended, hashtags, links, sentences, tail, tidy, with_tail, without_emoji
from connectors.platform import HASHTAG, URL, Platform

_MARKDOWN = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|`(.+?)`|^#{1,4} +(?=\S)", re.MULTILINE)


def adapt(
    text: str,
    brand: Brand,
    platform: Platform,
    *,
    language: str = "en",
    add_hashtags: bool = False,
    verbatim: bool = False,
) -> str:
    """`text` as it should stand on `platform`.

    A verbatim text comes back unchanged even where it breaks a limit: `platform.check` tells of that, and a person
    decides. Any other is brought to the network's customs and, if it must be, shortened at the ends of sentences.
    """
    if verbatim:
        return text
    voice, custom = platform.custom.voice, platform.custom
    if voice == "professional":
        text = _MARKDOWN.sub(lambda match: next((group for group in match.groups() if group), ""), text)
    text = tidy(text)
    if custom.emoji == 0:
        text = without_emoji(text)
    elif not brand.emoji:
        text = text if EMOJI.sub("", text).strip() == "" else without_emoji(text)
    if not custom.links:
        text = _to_bio(text, language)
    body, block = tail(text)
    tags = HASHTAG.findall(block)
    if add_hashtags and len(tags) < custom.hashtags[0]:
        more = suggest_hashtags(body, brand, [platform], custom.hashtags[0], language)
        known = {tag.casefold() for tag in [*tags, *hashtags(body)]}
        tags += [tag[1:] for tag in more if tag[1:].casefold() not in known]
    room = max(custom.hashtags[1] - len(hashtags(body)), 0)
    tags = tags[:room]
    return fit(with_tail(body, " ".join(f"#{tag}" for tag in tags)) or text, platform)


def fit(text: str, platform: Platform) -> str:
    """`text` within every limit of `platform` that a text can keep.

    Goes first what is missed least: hashtags at the end, then sentences from the end backwards, those with a link last;
    the first sentence is cut at a word only when nothing else is left.
    """

    def fits(candidate: str) -> bool:
        return not any(breach.repair in {"shorten", "write_text"} for breach in platform.check(candidate))

    text = _fewer_hashtags(text, platform)
    if fits(text) or not text.strip():
        return text
    body, block = tail(text)
    tags = block.split()
    while tags:
        tags.pop()
        if fits(shorter := with_tail(body, " ".join(tags))):
            return shorter
    body = body or text
    parts = sentences(body)
    droppable = [i for i in range(len(parts) - 1, 0, -1) if not links(parts[i][0])]
    droppable += [i for i in range(len(parts) - 1, 0, -1) if links(parts[i][0])]
    gone: set[int] = set()
    for index in droppable:
        gone.add(index)
        shorter = joined([part for i, part in enumerate(parts) if i not in gone])
        if fits(shorter):
            return shorter
    return cut(parts[0][0].strip() if parts else body.strip(), fits)


def joined(parts: list[tuple[str, str]]) -> str:
    """Sentences with their gaps as one text again."""
    return "".join(sentence + gap for sentence, gap in parts).strip()


def _fewer_hashtags(text: str, platform: Platform) -> str:
    most = platform.limits.hashtags
    if most is None or len(HASHTAG.findall(text)) <= most:
        return text
    body, block = tail(text)
    kept = HASHTAG.findall(block)[: max(most - len(HASHTAG.findall(body)), 0)]
    text = with_tail(body, " ".join(f"#{tag}" for tag in kept)) if body.strip() else text
    count = 0

    def plain(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return match.group() if count <= most else match.group(1)

    return HASHTAG.sub(plain, text)


def _to_bio(text: str, language: str) -> str:
    """An address that cannot be tapped becomes a hint at the profile; a sentence that was only about the address goes."""
    if not links(text):
        return text
    words = phrases(language)
    lead = "|".join(
        re.escape(line.replace("{link}", "").strip(" :")) for line in (*words.link, *words.link_professional)
    )
    text = re.sub(rf"(?:{lead})\s*:\s*(?=https?://)", "", text)
    text = re.sub(r"\s*[:,]\s*(?=https?://)", ". ", text)
    text = re.sub(r"\s*(?:→|👉|-)\s*(?=https?://)", " ", text)
    body, block = tail(tidy(URL.sub("", text)))
    hint = words.bio[0]
    if any(line.rstrip(".").casefold() in body.casefold() for line in words.bio):
        return with_tail(body, block)
    lines = [re.sub(r"([.!?…]) \.$", r"\1", line) for line in body.rstrip().split("\n")]
    body = "\n".join(lines)
    return with_tail(f"{ended(body)} {hint}" if body.strip() else hint, block)
