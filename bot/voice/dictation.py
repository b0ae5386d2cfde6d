"""Where the words of a post begin: a person pauses there, and a recogniser writes a comma, a full stop, or nothing.

"Post on X, we are hiring two bakers" is "Post on X: we are hiring two bakers". A pause before what a post is *about* stays one,
and so does one before words that end with a time, since that may be the time of the post.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.voice.mending import Work, folded


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language dictates, as patterns over folded text. `says` opens a sentence; `names` does so with a `verb`."""

    publish: str
    to: str
    and_: str
    now: str
    says: str
    names: str
    verb: str
    alone: str
    reply: str
    when: str
    politely: str


MANNERS: Mapping[str, Manner] = {
    "en": Manner(
        publish=r"(?:post|publish|share|put|announce|send out)(?: this| that| it| something)?",
        to="on|to",
        and_="and",
        now="right now|straight away|now",
        says=r"we(?:'re|'ve|'ll)?|i(?:'m|'ve|'ll)?|you(?:'re)?|it(?:'s)?|there(?:'s)?|don't|come|join|see you|thanks?|"
        r"happy|welcome|sorry",
        names="the|our|my|your|this|that|today|tonight|all|every|no",
        verb="is|are|was|were|will|has|have|had|can|opens?|closes?|starts?|begins?|ends?|comes?|goes|arrives?|returns?",
        alone="tweet|toot",
        reply=r"(?:reply|respond|answer)(?: to)?(?: the)? comment(?: number)? \d+",
        when=r"(?:at|on|tomorrow|today|tonight|next|every|in) ?",
        politely="please|can you|could you|can you please|could you please",
    ),
    "de": Manner(
        publish=r"(?:poste|veroffentliche|teile|stell|stelle|schreib|schreibe)(?: das| dies| es| folgendes)?",
        to="auf|bei|in",
        and_="und",
        now="jetzt gleich|jetzt|sofort",
        says="wir|ich|es|danke|willkommen|kommt|frohe?s?",
        names="der|die|das|unser|unsere|mein|meine|heute|ab heute|alle",
        verb="ist|sind|war|waren|wird|werden|hat|haben|gibt|offnet|offnen|schliesst|schliessen|beginnt|startet|kommt|bleibt",
        alone="twittere|tweete",
        reply=r"(?:antworte|antwort)(?: auf)?(?: den)? kommentar(?: nummer)? \d+",
        when=r"(?:um|am|morgen|heute|nachsten?|jeden|in) ?",
        politely="bitte|kannst du|kannst du bitte",
    ),
    "es": Manner(
        publish=r"(?:publica|postea|comparte|pon|sube)(?: esto| eso| lo siguiente)?",
        to="en",
        and_="y|e",
        now="ahora mismo|ya mismo|ahora|ya",
        says="estamos|tenemos|somos|hay|gracias|ven|venid|feliz|bienvenidos|abrimos|cerramos|buscamos",
        names="el|la|los|las|nuestro|nuestra|nuestros|nuestras|hoy|esta|este",
        verb="es|son|esta|estan|hay|sera|seran|tiene|tienen|abre|abren|cierra|cierran|empieza|vuelve|llega|queda",
        alone="tuitea",
        reply=r"(?:responde|contesta)(?: al?)?(?: el)? comentario(?: numero)? \d+",
        when=r"(?:a las?|el|manana|hoy|cada|en|dentro de) ?",
        politely="por favor|puedes",
    ),
    "fr": Manner(
        publish=r"(?:publie|poste|partage|mets)(?: ca| ceci| cela)?",
        to="sur",
        and_="et",
        now="tout de suite|maintenant",
        says="nous|on|c'est|il y a|merci|venez|joyeux|bienvenue|je",
        names="le|la|les|l'\\w+|notre|nos|mon|ma|aujourd'hui|ce|cette",
        verb="est|sont|sera|seront|a|ont|ouvre|ouvrent|ferme|ferment|commence|revient|arrive|reste",
        alone="tweete",
        reply=r"(?:reponds|repond)(?: au)?(?: le)? commentaire(?: numero)? \d+",
        when=r"(?:a|le|demain|aujourd'hui|chaque|dans) ?",
        politely="s'il te plait|peux-tu|tu peux",
    ),
}


def dictated(work: Work) -> None:
    """Put a colon where the words of a post, or of an answer, begin."""
    if '"' in work.text or ": " in work.text or not work.hints.platforms:
        return
    *posts, answer = _patterns(work.language, tuple(work.hints.platforms))
    for pattern in (*posts, answer):
        match = pattern.search(folded(work.text))
        if match is None:
            continue
        rest = work.text[match.end("pause") :]
        if pattern is not answer and (not _says(rest, work.language) or _ends_with_a_time(rest, work.language)):
            continue
        now = match.groupdict().get("late")
        work.put(match.start("pause"), match.end("pause"), f" {now}: " if now else ": ")
        return


@cache
def _patterns(language: str, platforms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """On a network; with a verb that names it; an answer to a comment."""
    way = MANNERS[language]
    name = "|".join(sorted((re.escape(folded(label)) for label in platforms), key=len, reverse=True))
    names = rf"(?:my |our )?(?:{name}|page)(?:(?:,? (?:{way.and_}) |, )(?:{name}))*"
    before = rf"(?:[^.:!?]{{0,40}}, |(?:{way.when})[^.:!?,]{{0,40}} |(?:{way.politely}) )"
    head = rf"^{before}?(?:{way.publish}) (?:{way.to}) {names}(?: (?:{way.now}))?"
    return (
        re.compile(rf"{head}(?P<pause>[,.] (?P<late>{way.now})?,? ?)(?=\w)"),
        re.compile(rf"{head}(?P<pause> )(?=(?:{way.says}) )"),
        re.compile(rf"^(?:[^.:!?]{{0,40}}, )?(?:{way.alone})(?P<pause>[,.]? )(?=\w)"),
        re.compile(rf"^(?:{way.reply})(?P<pause>[,.] )(?=\w)"),
    )


def _says(rest: str, language: str) -> bool:
    """Whether words are a sentence of their own, and no topic."""
    way, said = MANNERS[language], folded(rest)
    if re.match(rf"(?:{way.says})\b", said):
        return True
    return re.match(rf"(?:{way.names})\b.{{1,60}}?\b(?:{way.verb})\b", said) is not None


def _ends_with_a_time(rest: str, language: str) -> bool:
    """Whether a pause and a time stand at the end: that is when, and no longer what."""
    _, pause, last = folded(rest).rstrip(" .!").rpartition(", ")
    return bool(pause) and re.match(rf"(?:{MANNERS[language].when})\b", last) is not None
