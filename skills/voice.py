"""Speaking and listening: a post read out as an audio file, and how a workspace is spoken and listened to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from bot import cards, drafts
from bot.context import ToolContext
from bot.errors import Conflict, Missing, NotAllowed, NotFound, OperatorError
from bot.media.library import MOST_ITEMS
from bot.messages import Attachment
from bot.repairs import breaches_of
from bot.tool import (
    MANAGERS,
    PUBLISHERS,
    WRITERS,
    Effect,
    LanguageCode,
    Offer,
    PostId,
    Result,
    Slot,
    Switch,
    Text,
    tool,
)
from bot.voice import voiceover
from bot.voice.recordings import KEPT
from bot.voice.speak import SILENT, Speakers
from bot.voice.speech import GENDERS
from storage import posts, workspaces
from storage.models import PostStatus
from storage.posts import PostRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.voice.voiceover import VoiceOver
    from connectors.media import Media

ANY = "any"
"""Whichever language is spoken; whoever speaks best."""

NAMED = "voice-over"
"""How the files of voice-overs begin: a new one takes the place of the old one."""

OFFERED = 5
LONGEST_NAME = 60

VoiceChoice = Annotated[str, Slot("voice", "The name of a voice, or female or male.")]
Listening = Annotated[
    Literal["local", "hosted"],
    Slot("listener", "Who turns speech into words: local is this machine, hosted is OpenAI."),
]
SpeakerName = Annotated[
    Literal["elevenlabs", "piper", "espeak", "none", "any"],
    Slot("speaker", "Who speaks replies; none for nobody, any for whoever is best here."),
]


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "make a voiceover of post 3",
        "read draft 6 out as a voice over",
        "record an audio version of it",
        "create a voice over in english",
        'make a voiceover of "We open at nine"',
        "turn the second one into speech",
        "make a voice over for post 4 with a female voice",
    ],
)
async def generate_voiceover(
    ctx: ToolContext,
    post_id: PostId | None = None,
    text: Text | None = None,
    language: LanguageCode | None = None,
    voice: VoiceChoice | None = None,
) -> Result:
    """Read a post, or given words, out as an audio file of synthetic speech, attached to the post where its networks take it.

    language: in which the words are; that of the post unless it is said.
    """
    row = await ctx.post(post_id) if post_id is not None or not text else None
    changeable = row is not None and row.post.status in drafts.CHANGEABLE
    if row is not None and row.post.status is PostStatus.SCHEDULED and not ctx.may(PUBLISHERS):
        raise NotAllowed("error-not-allowed", role=ctx.say(f"role-{ctx.who.role}"))
    words = text or (row.post.text if row is not None else "")
    voiceover.words(words)
    spoken = language or (row.post.language if row is not None and not text else "") or ctx.language
    await ctx.tell("progress-speaking")
    made = await _made(ctx, words, spoken, voice)
    number = str(row.post.number) if row is not None else "none"
    name = f"{NAMED}-{number}-{spoken}.mp3" if row is not None else f"{NAMED}-{spoken}.mp3"
    lines = [_told(ctx, made, number)]
    attached: list[str] = []
    if row is not None and changeable:
        row, attached, said = await _attached(ctx, row, made, name)
        lines += said
    elif row is not None:
        lines.append(ctx.say("voiceover-unchangeable"))
    about = {
        "seconds": made.seconds,
        "language": made.language,
        "voice": made.voice,
        "by": made.by,
        "hosted": made.hosted,
        "type": made.media_type,
        "file": name,
        "attached": attached,
    }
    return Result(
        "\n".join(lines),
        {"voiceover": about, **({"post": cards.data(ctx, row)} if row is not None else {})},
        cards=cards.cards(ctx, row) if row is not None and attached else (),
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),) if attached else (),
        posts=(row.post.number,) if row is not None else (),
        attachments=(Attachment(name, made.media_type, made.data, spoken=False),),
    )


@tool(
    Effect.SCHEDULE,
    roles=MANAGERS,
    one_of=("listen", "language", "voice", "speaker", "keep"),
    examples=[
        "use a female voice",
        "speak with the voice Rachel",
        "listen in german",
        "use openai to listen",
        "listen on this machine",
        "keep my recordings",
        "delete my recordings after use",
        "stop talking out loud",
        "let elevenlabs speak",
    ],
)
async def set_voice(
    ctx: ToolContext,
    listen: Listening | None = None,
    language: LanguageCode | None = None,
    voice: VoiceChoice | None = None,
    speaker: SpeakerName | None = None,
    keep: Switch | None = None,
) -> Result:
    """Set how the assistant listens and speaks: who turns speech into words and words into speech, in which voice.

    language: the one that is spoken to the assistant, or any to find out each time.
    keep: whether recordings are kept after they were heard.
    """
    settings: dict[str, object] = {}
    lines = []
    if listen is not None:
        if listen == "hosted" and (ctx.voice is None or ctx.voice.listeners.hosted is None):
            raise OperatorError("voice-hosted-not-here")
        settings["voice.listen"] = listen
        lines.append(ctx.say(f"voice-set-listen-{listen}"))
    if language is not None:
        settings["voice.language"], said = _language(ctx, language)
        lines.append(said)
    if speaker is not None:
        settings["voice.speaker"], said = _speaker(ctx, speaker)
        lines.append(said)
    if voice is not None:
        wish = speaker or ctx.who.settings.get("voice.speaker")
        settings["voice.voice"], said = await _voice(ctx, voice, str(wish) if wish else None)
        lines.append(said)
    if keep is not None:
        settings["voice.keep"] = keep
        lines.append(ctx.say("voice-set-keep", days=KEPT.days) if keep else ctx.say("voice-set-forget"))
    await ctx.write(_put, ctx.workspace_id, settings)
    return Result(
        "\n".join(lines),
        {key.removeprefix("voice."): value for key, value in settings.items()},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


async def _made(ctx: ToolContext, words: str, language: str, voice: str | None) -> VoiceOver:
    settings = ctx.who.settings
    wanted, prefer = voice or settings.get("voice.voice"), settings.get("voice.speaker")
    try:
        return await voiceover.make(
            _speakers(ctx),
            words,
            language,
            voice=str(wanted)[:LONGEST_NAME] if wanted else None,
            prefer=str(prefer) if prefer else None,
        )
    except OperatorError as error:
        if "language" in error.facts:
            error.facts["language"] = _named(ctx, language)
        raise


def _speakers(ctx: ToolContext) -> Speakers:
    return ctx.voice.speakers if ctx.voice is not None else Speakers(())


def _told(ctx: ToolContext, made: VoiceOver, number: str) -> str:
    """What was made and by whom; and first why it is not the one who was asked for."""
    speaker = ctx.say(f"speaker-{made.by}")
    lines = []
    for trouble in made.troubles[:1]:
        why = ctx.say(trouble.key, **trouble.facts)
        instead = not isinstance(trouble, NotFound)
        lines.append(ctx.say("voice-spoken-instead", why=why, speaker=speaker) if instead else why)
    lines.append(
        ctx.say(
            "voiceover-made",
            number=number,
            seconds=max(1, round(made.seconds)),
            language=_named(ctx, made.language),
            hosted=made.hosted,
            speaker=speaker,
            voice="none" if not made.voice or made.voice in GENDERS else made.voice,
        )
    )
    return "\n".join(lines)


async def _attached(
    ctx: ToolContext, row: PostRow, made: VoiceOver, name: str
) -> tuple[PostRow, list[str], Sequence[str]]:
    """The post with the file where its networks take one; those that do; and what is said of it."""
    arrived = await ctx.library.take_bytes(ctx.workspace_id, made.data, name=name, member_id=ctx.who.member_id)
    media = replace(arrived.media, seconds=made.seconds, alt=ctx.say("voiceover-alt"))
    old = {id for id, file in row.files.items() if file.kind == "audio" and file.name.startswith(NAMED)}
    open_ = [delivery for delivery in row.deliveries if not posts.is_out(delivery)]
    without = {
        delivery.platform: [item for item in posts.media_of(row, delivery) if item["id"] not in old]
        for delivery in open_
    }
    takers = await _takers(ctx, without, media)
    others = [name for name in without if name not in takers]
    if not takers:
        return row, [], (ctx.say("voiceover-nowhere", count=len(others), platforms=cards.labels(ctx, others)),)
    item = {"id": media.id, "alt": media.alt}
    items = [*(kept for kept in row.post.media if kept["id"] not in old), item]
    if len(items) > MOST_ITEMS:
        raise Conflict("media-too-many-at-once", limit=MOST_ITEMS)
    own: dict[str, Sequence[Mapping[str, Any]] | None] = {}
    for delivery in open_:
        kept_there = without[delivery.platform]
        if delivery.platform not in takers:
            own[delivery.platform] = kept_there
        else:
            same = delivery.media is None or [*kept_there, item] == items
            own[delivery.platform] = None if same else [*kept_there, item]
    row = await ctx.change(row, lambda session, fresh: posts.set_media(session, fresh, items, own, ctx.now))
    row = await drafts.fit(ctx, row, platforms=takers)
    said = [ctx.say("voiceover-attached", platforms=cards.labels(ctx, takers))]
    if others:
        said.append(ctx.say("voiceover-left-out", count=len(others), platforms=cards.labels(ctx, others)))
    return row, takers, said


async def _takers(ctx: ToolContext, without: Mapping[str, list[dict[str, Any]]], media: Media) -> list[str]:
    """The networks of a post that take the sound beside what they get already."""
    data = {account.platform: account.data for account in reversed(await ctx.accounts())}
    takers = []
    for name, items in without.items():
        platform = ctx.platforms.get(name)
        if platform is None:
            continue
        before = await ctx.library.outgoing(ctx.workspace_id, items)
        wrong = {breach.key for breach in breaches_of(platform, (*before, media), data.get(name))}
        if not wrong - {breach.key for breach in breaches_of(platform, before, data.get(name))}:
            takers.append(name)
    return takers


def _language(ctx: ToolContext, language: str) -> tuple[str | None, str]:
    if language in {ANY, "auto"}:
        return None, ctx.say("voice-set-language-any")
    return language, ctx.say("voice-set-language", language=_named(ctx, language))


def _speaker(ctx: ToolContext, speaker: str) -> tuple[str | None, str]:
    if speaker == ANY:
        return None, ctx.say("voice-set-speaker-any")
    if speaker == SILENT:
        return SILENT, ctx.say("voice-set-speaker-none")
    label = ctx.say(f"speaker-{speaker}")
    if speaker not in _speakers(ctx).names:
        raise OperatorError("voice-speaker-not-here", speaker=label)
    hosted = speaker == "elevenlabs"
    return speaker, ctx.say("voice-set-speaker-hosted" if hosted else "voice-set-speaker", speaker=label)


async def _voice(ctx: ToolContext, voice: str, prefer: str | None) -> tuple[str, str]:
    """The voice as it is kept. Raises `Missing` with those that there are for one that nobody has."""
    wanted = " ".join(voice.split())[:LONGEST_NAME]
    if wanted.casefold() in GENDERS:
        return wanted.casefold(), ctx.say("voice-set-gender", gender=wanted.casefold())
    speakers = _speakers(ctx)
    wish = None if prefer in {SILENT, ANY} else prefer
    known = [name for _, name in await speakers.voices(ctx.language, prefer=wish)]
    found = next((name for name in known if name.is_called(wanted.casefold())), None)
    if found is None:
        if not known:
            raise OperatorError("voiceover-nobody-speaks", language=_named(ctx, ctx.language))
        options = tuple((name.name, name.name) for name in known if name.name not in GENDERS)
        genders = tuple((ctx.say(f"voice-gender-{gender}"), gender) for gender in sorted(GENDERS))
        raise Missing("voice", "ask-voice-which", options=(*options[:OFFERED], *genders), voice=wanted)
    return found.name or found.id, ctx.say("voice-set-voice", voice=found.name or found.id)


def _named(ctx: ToolContext, language: str) -> str:
    """A language as it is called here."""
    from babel import Locale

    return str(Locale(ctx.language).languages.get(language, language))


def _put(session: Session, /, workspace_id: int, settings: Mapping[str, object]) -> None:
    for key, value in settings.items():
        workspaces.put_setting(session, workspace_id, key, value)
