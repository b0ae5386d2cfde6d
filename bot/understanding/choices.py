"""Arguments that are one of a few values, from the words alone: for sentences that no template foresaw.

Each function gives None where the words leave it open, and then the person is asked.
"""

from __future__ import annotations

import re

from bot.understanding.slots import Found, Lexicon, lexicon


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LOCAL = _set(
    "local locally offline built embedded internal own small lokal lokale lokalen eingebaute eingebauten interne internen "
    "eigene eigenen kleine kleinen integrado integrada interno pequeno propio locale integre interne embarque petit"
)
_HOSTED = _set(
    "hosted cloud online remote external big large openai anthropic gehostete gehosteten externe externen grosse grossen "
    "alojado externo nube grande remoto heberge hebergee externe distant gros"
)
_ONLY = _set(
    "only just solely exclusively nur ausschliesslich allein solo solamente unicamente seulement uniquement que"
)
_NEVER = _set("never no not don't dont without nie nicht kein keine niemals ohne nunca sin jamais pas sans aucun")


def preference(found: Found) -> str | None:
    """Which model is asked: "local-only", "local-first" or "hosted-first"."""
    words = set(_words(found))
    local, hosted = bool(words & _LOCAL), bool(words & (_HOSTED - _LOCAL))
    if words & _NEVER:
        return "local-only" if hosted and not local else None
    if local == hosted:
        return None
    if hosted:
        return None if words & _ONLY else "hosted-first"
    return "local-only" if words & (_ONLY | {"offline"}) else "local-first"


_ASK = _set(
    "ask asking asks check checking confirm confirming confirmation confirmations approval frag frage fragen fragst nachfrage "
    "nachfragen ruckfrage ruckfragen bestatigung bestatigen pregunta preguntar preguntes preguntarme confirmar confirmacion "
    "confirmes demande demander demandes confirmer validation valider preguntame preguntarme preguntas consultame consultar "
    "consultarme"
)
_WITHOUT = _set(
    "without don't dont not never stop quit ohne nicht nie keine sin nunca sans pas jamais arrete skip unnecessary disable off"
)


def confirmation(found: Found) -> bool | None:
    """Whether to ask before publishing."""
    words = _words(found)
    if _ASK.isdisjoint(words):
        return None
    return _WITHOUT.isdisjoint(words)


_PRIVACY = {
    "private": _set("private privat privado privada prive privee"),
    "unlisted": _set("unlisted ungelistet repertoriee repertorie"),
    "public": _set("public offentlich publico publica publique"),
}
_PLACES = _set("board playlist subreddit pinnwand tablero tableau")
_FORMATS = {
    "story": _set("story stories historia"),
    "reel": _set("reel reels"),
    "carousel": _set("carousel karussell carrusel carrousel"),
}
_AS = _set("as als como comme en into to zu auf")


def detail(found: Found) -> tuple[str, str] | None:
    """A detail of a post and its value: ("privacy", "unlisted"), ("destination", "Cosy Interiors")."""
    words = _words(found)
    tokens = found.said.tokens
    if (quote := found.first("text")) is not None:
        lex = lexicon(found.language)
        said = [hit[1] for at in range(len(words)) if (hit := lex.meaning("details", words, at)) is not None]
        # "First comment" says more than the "title" or the "link" that may be spoken of beside it.
        named = "first_comment" if "first_comment" in said else next(iter(said), None)
        if named is not None and len({"first_comment", *said}) <= 2:
            return named, str(quote.value)
    met = [value for value, names in _PRIVACY.items() if not names.isdisjoint(words)]
    if len(met) == 1:
        return "privacy", met[0]
    for at, word in enumerate(words):
        if word in _PLACES or word.endswith("board"):
            ends = [i for i in range(at + 1, len(words)) if not words[i][0].isalnum()]
            name = range(at + 1, min([*ends, len(words)]))
            if name and tokens[name[0]].written[0].isupper():
                return "destination", found.said.slice(tokens[name[0]].start, tokens[name[-1]].end)
            return None
    for value, names in _FORMATS.items():
        for at, word in enumerate(words):
            before = words[at - 1] if at else ""
            if word in names and (before in _AS or (at > 1 and words[at - 2] in _AS and _article(found, before))):
                return "format", value
    return None


def brand(found: Found) -> tuple[str, str] | None:
    """A part of the brand kit and what it is, said with a colon: "brand hashtags: #slowfood, #turin"."""
    words = _words(found)
    if (noted := _noted(found)) is not None:
        return noted
    colon = next((at for at, word in enumerate(words) if word == ":"), None)
    if colon is None or not 0 < colon < len(words) - 1:
        return None
    lex = lexicon(found.language)
    fields = {hit[1] for at in range(colon) if (hit := lex.meaning("brand_fields", words[:colon], at)) is not None}
    # "Tone of voice" names one field in two ways.
    if len(fields) != 1 or colon > 6:
        return None
    quoted = [mark.value for mark in found.all("text")]
    tokens = found.said.tokens
    value = quoted[0] if quoted else found.said.slice(tokens[colon + 1].start, tokens[-1].end)
    return fields.pop(), value


_NOTES = _set(
    "remember note noted keep merk merke merken notier recuerda apunta apuntalo recuerdalo retiens note retenir"
)


def _noted(found: Found) -> tuple[str, str] | None:
    """ "We always say du, relaxed and warm, remember that as our tone": what stands before the words that name its part."""
    words, tokens = _words(found), found.said.tokens
    lex = lexicon(found.language)
    for at in range(2, len(words) - 1):
        if words[at] not in _NOTES or words[at - 1] not in {",", ".", ";", "-"}:
            continue
        after = words[at:]
        fields = {
            hit[1] for place in range(len(after)) if (hit := lex.meaning("brand_fields", after, place)) is not None
        }
        value = found.said.slice(tokens[0].start, tokens[at - 1].start).strip(" ,.;-")
        return (fields.pop(), value) if len(fields) == 1 and value else None
    return None


def without_note(value: str) -> str:
    """ "Young families, keep that in mind": without the request to remember it."""
    return _NOTED.sub("", value).rstrip(" ,.;")


_NOTED = re.compile(
    r"[,;.]\s+(?:(?:please|bitte|por favor|stp)\s+)?(?:remember|note|keep (?:that|it|this) in mind|merke?\s+dir|recu[eé]rdalo|"
    r"ap[uú]ntalo|retiens|note[- ]le|note ça)\b.*$",
    re.I | re.S,
)


_WHERE = _set("in to from nach aus auf en a desde de depuis")


def place(found: Found) -> str | None:
    """A city or country for the clock: capitalised words after "in"."""
    tokens = found.said.tokens
    names = {
        index for mark in found.all("platforms", "handle", "text", "link") for index in range(mark.start, mark.end)
    }
    for at in range(1, len(tokens)):
        if tokens[at - 1].word not in _WHERE or at in names or not tokens[at].written[0].isupper():
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].written[0].isupper() and tokens[end].written[0].isalpha():
            end += 1
        return found.said.slice(tokens[at].start, tokens[end - 1].end)
    return None


def _words(found: Found) -> list[str]:
    return [token.word for token in found.said.tokens]


def _article(found: Found, word: str) -> bool:
    lex: Lexicon = lexicon(found.language)
    return lex.has("articles", word)
