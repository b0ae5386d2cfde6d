"""What a topic is made of, so that sentences can hold it without a fault of grammar.

A topic comes as a person said it, often without its article ("bike launch"). Each language has its own way of finding
a form that fits inside a sentence; where none is safe, `phrase` is empty and only sentences that quote it stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from bot.writing.phrases import Phrases
from bot.writing.text import capital, clean, ended

Kind = Literal["phrase", "clause", "sentence", "bare"]


@dataclass(frozen=True, slots=True)
class Topic:
    """`headline` starts a sentence ("The autumn sale"), `phrase` stands inside one, `about` is "about" and the topic,
    `quoted` stands after a colon.

    An empty form means that no safe one is known. `solo` says that one person speaks ("my book").
    """

    kind: Kind
    said: str
    headline: str
    phrase: str
    about: str
    solo: bool
    quoted: str = ""


_ABOUT = {
    "en": r"(?:about|on the subject of|regarding)\s+",
    "es": r"(?:sobre|acerca de|de que)\s+",
    "de": r"(?:über|bezüglich|dass es um)\s+",
    "fr": r"(?:sur|à propos de|au sujet de|concernant)\s+",
}
_SOLO = {
    "en": r"\b(?:my|i|i'm|i've|me|mine)\b",
    "es": r"\b(?:mi|mis|mío|mía|yo)\b",
    "de": r"\b(?:mein|meine|meinen|meinem|meiner|meines|ich)\b",
    "fr": r"\b(?:mon|ma|mes|je|moi)\b|\bj['’]",
}
_CLAUSE = {
    "en": r"(?:how|why|what|where|when|who|which|whether)\s+\S+",
    "es": r"(?:c[oó]mo|por qu[eé]|qu[eé]|d[oó]nde|cu[aá]ndo|qui[eé]n|cu[aá]l)\s+\S+",
    "de": r"(?:wie|warum|weshalb|wieso|was|wo|wann|wer|woher|wohin|womit|welche[rsnm]?|ob)\s+\S+",
    "fr": r"(?:comment|pourquoi|o[ùu]|quand|qui|ce qu(?:e|i)|ce qu['’])\s*\S+",
}
_SENTENCE = {
    "en": (
        r"(?:we|we're|we've|we'll|i|i'm|i've|i'll|it|it's|there is|there are|there's|you|they|he|she|please)\s+\S+\s*\S*"
        r"|(?:visit|come|join|meet|try|order|book|save|check|bring|see|don't|do)\s+(?:us|our|the|a|an|your|my|to|at|in|on|by)\b"
        r"|(?!.*\b(?:that|who|which)\s+(?:is|are|was))\S+\s+.*"
        r"\b(?:is|are|was|were|will|isn't|aren't|won't|can't|opens|closes|starts|ends)\b"
    ),
    "es": (
        r"(?:nosotros|nosotras|yo|ya|hay|tenemos|somos|estamos|este|esta)?\s*(?!(?:[úu]lt|pr[óo]x|m[íi]n|m[áa]x)imos|\w?ramos|primos)"
        r"\w+(?:amos|emos|imos)\b.*"
        r"|(?!.*\bque (?:es|son|está))\S+\s+.*"
        r"\b(?:es|son|está|están|será|serán|abre|abren|cierra|cierran|empieza|empiezan)\b|hay\s+\S+"
    ),
    "de": (
        r"(?:wir|ich|es|ihr|sie|bitte|man)\s+\S+\s*\S*"
        r"|(?!.*\b(?:der|die|das) .*\b(?:ist|sind)$)\S+\s+.*"
        r"\b(?:ist|sind|war|waren|wird|werden|öffnet|öffnen|schließt|schließen|beginnt|beginnen|startet)\b"
    ),
    "fr": (
        r"(?:nous|on|je|vous|il y a|c['’]est|ce sont|venez)\s+\S+\s*\S*|j['’]\S+\s+\S+"
        r"|(?!.*\bqui (?:est|sont))\S+\s+.*\b(?:est|sont|sera|seront|ouvre|ouvrent|ferme|ferment|commence|commencent)\b"
    ),
}
_CONTRACTED = {"es": (("del", "el"), ("al", "el")), "fr": (("du", "le"), ("aux", "les"), ("au", "le"))}
_LONGEST: Final = 90
_EN_FIXED = re.compile(
    r"(?:the|a|an|our|my|your|their|his|her|its|this|that|these|those|some|any|every|each|all|both|no|more|another|"
    r"two|three|four|five|six|seven|eight|nine|ten|\d\S*|\w+['’]s|\w+s['’])\s",
    re.IGNORECASE,
)
_EN_MASS = {
    "decor",
    "coffee",
    "tea",
    "bread",
    "rain",
    "snow",
    "music",
    "weather",
    "content",
    "pottery",
    "jewellery",
    "jewelry",
    "furniture",
    "software",
    "news",
    "food",
    "wine",
    "beer",
    "art",
    "yoga",
    "research",
    "training",
    "knitwear",
    "clothing",
    "support",
    "safety",
    "feedback",
    "cheese",
    "chocolate",
    "honey",
    "sourdough",
    "autumn",
    "winter",
    "spring",
    "summer",
    "christmas",
    "easter",
    "sustainability",
    "climate",
    "health",
    "fitness",
    "education",
    "travel",
    "photography",
    "design",
    "fashion",
    "love",
    "coaching",
    "kindness",
    "people",
    "children",
    "men",
    "women",
    "sport",
    "technology",
    "marketing",
    "gardening",
    "baking",
    "knitting",
    "milk",
    "wool",
}
_EN_ING_NOUNS = {
    "opening",
    "building",
    "meeting",
    "wedding",
    "morning",
    "evening",
    "spring",
    "string",
    "ceiling",
    "painting",
    "ring",
    "wing",
    "thing",
    "offering",
}
_ES_FIXED = re.compile(
    r"(?:el|la|los|las|un|una|unos|unas|nuestr[oa]s?|mis?|tus?|sus?|est[ea]|est[oa]s|dos|tres|cuatro|cinco|\d\S*)\s",
    re.IGNORECASE,
)
_ES_LA_BUT = {
    "día",
    "mapa",
    "tema",
    "problema",
    "programa",
    "sistema",
    "clima",
    "idioma",
    "sofá",
    "agua",
    "arte",
    "aula",
}
_ES_EL = {"taller", "alquiler", "lugar", "hogar", "bar", "menú", "café", "té", "pan", "jazz", "club", "equipo", "viaje"}
_ES_BEFORE = {
    "nuevo",
    "nueva",
    "nuevos",
    "nuevas",
    "gran",
    "primer",
    "primera",
    "primeros",
    "primeras",
    "último",
    "última",
    "próximo",
    "próxima",
    "buen",
    "buena",
}
_FR_FIXED = re.compile(
    r"(?:(?:le|la|les|un|une|mon|ma|mes|notre|nos|votre|vos|leur|leurs|ce|cet|cette|ces|deux|trois|quatre|cinq|\d\S*)\s|l['’])",
    re.IGNORECASE,
)
_FR_NOT_PLURAL = {
    "prix",
    "bois",
    "mois",
    "repas",
    "cours",
    "bras",
    "tapis",
    "choix",
    "voix",
    "noix",
    "avis",
    "temps",
    "concours",
    "dans",
    "pays",
    "jus",
}
_DE_MASCULINE_N = re.compile(
    r"(?:laden|garten|kuchen|wagen|boden|ofen|hafen|regen|brunnen|kasten|termin|verein|wein|plan|salon|stein|schein|wagen|rasen|"
    r"faden|reigen|süden|norden|namen|magen|kragen|balkon|roman|stempel|rahmen|willen|kern|eintopf)$",
    re.IGNORECASE,
)


def topic_of(said: str, sentences: Phrases) -> Topic:
    """Read a topic. Never fails: what cannot be read is quoted as it is."""
    language = sentences.language
    text = re.sub(rf"^{_ABOUT[language]}", "", clean(said), flags=re.IGNORECASE)
    solo = bool(re.search(_SOLO[language], text, re.IGNORECASE))
    bare = text.rstrip(" .,;:!?…¡¿").lstrip(" .,;:!?…")
    for contracted, full in _CONTRACTED.get(language, ()):
        bare = re.sub(rf"^{contracted}\s", f"{full} ", bare, flags=re.IGNORECASE)
    if not any(sign.isalnum() for sign in bare):
        shown = text or ""
        return Topic("bare", shown, shown, "", "", solo)
    stripped = re.sub(r"^(?:that|que|dass)\s+(?=\S+\s)", "", bare, flags=re.IGNORECASE)
    if language == "de" and stripped != bare:
        # A clause with "dass" has its verb at the end; it cannot become a sentence by dropping the word.
        stripped = bare
        return Topic("clause", bare, capital(bare), _lowered(bare, sentences), "", solo)
    if (
        language != "de"
        and re.match(rf"^(?:{_CLAUSE[language]})", bare, re.IGNORECASE)
        and stripped == bare
        and len(bare) <= _LONGEST
    ):
        inside = _accented(_lowered(bare, sentences)) if language == "es" else _lowered(bare, sentences)
        return Topic("clause", bare, capital(inside), inside, "", solo)
    if language == "de" and re.match(rf"^(?:{_CLAUSE[language]})", bare, re.IGNORECASE) and len(bare) <= _LONGEST:
        inside = _lowered(bare, sentences)
        return Topic("clause", bare, capital(inside), inside, "darüber, " + inside, solo)
    several = re.search(r"[.!?…]\s+\S", bare) is not None
    a_sentence = re.match(rf"^(?:{_SENTENCE[language]})", stripped, re.IGNORECASE) is not None
    if several or a_sentence or len(bare) > _LONGEST:
        whole = text if stripped == bare else stripped
        inside = whole if language == "de" else _lowered(whole, sentences)
        return Topic(
            "sentence", whole, ended(capital(whole)), ended(capital(inside) if language == "de" else inside), "", solo
        )
    inside, about = _FORMS[language](_lowered(bare, sentences))
    quoted = "" if language == "de" and about and _oblique(bare) else _lowered(bare, sentences)
    return Topic("phrase", bare, capital(quoted), inside, about, solo, quoted)


def _lowered(text: str, sentences: Phrases) -> str:
    """`text` with a small first letter where its first word surely is no name: people start what they type with a capital."""
    first, _, rest = text.partition(" ")
    known = first.lower() in sentences.stopwords
    if sentences.language != "de":
        known = known or (
            bool(rest) and rest == rest.lower() and any(first.lower() in theme.words for theme in sentences.themes)
        )
    if first[:1].isupper() and first[1:] == first[1:].lower() and known and first != "I":
        return first[:1].lower() + text[1:]
    return text


def _accented(text: str) -> str:
    """The question words of Spanish with the accents that people leave out when they type."""
    for plain, right in (
        ("como", "cómo"),
        ("por que", "por qué"),
        ("que", "qué"),
        ("donde", "dónde"),
        ("cuando", "cuándo"),
        ("quien", "quién"),
    ):
        if re.match(rf"{plain}\b", text):
            return right + text[len(plain) :]
    return text


def _english(text: str) -> tuple[str, str]:
    words = text.split()
    if _EN_FIXED.match(text + " ") or not text.isascii():
        return text, f"about {text}"
    head = re.split(r"\s(?:of|for|in|on|at|with|from|to|about|by|and)\s", text)[0].split()[-1]
    lower = head.lower()
    plural = (lower.endswith("s") and not lower.endswith(("ss", "us", "is", "news"))) or lower in _EN_MASS
    doing = words[0].lower().endswith("ing") and len(words[0]) > 4 and words[0].lower() not in _EN_ING_NOUNS
    proper = all(word[0].isupper() or not word[0].isalpha() or len(word) <= 3 for word in words)
    if plural or doing or proper or not head.isalpha():
        return text, f"about {text}"
    return f"the {text}", f"about the {text}"


def _spanish(text: str) -> tuple[str, str]:
    if _ES_FIXED.match(text + " "):
        return text, f"sobre {text}"
    words = text.lower().split()
    guide = words[0]
    noun = words[1] if guide in _ES_BEFORE and len(words) > 1 else guide
    if guide in _ES_EL:
        return f"el {text}", f"sobre el {text}"
    if (guide.endswith("s") and not guide.endswith(("is", "us", "és"))) or (
        guide.endswith(("ar", "er", "ir")) and len(guide) > 4
    ):
        return text, f"sobre {text}"
    if text[0].isupper() and not text.isupper():
        return text, f"sobre {text}"
    if noun in _ES_LA_BUT:
        return "", ""
    if guide.endswith(("a", "ción", "sión", "dad", "tad", "umbre")):
        return f"la {text}", f"sobre la {text}"
    if guide.endswith(("o", "aje", "or", "ín", "primer", "buen")):
        return f"el {text}", f"sobre el {text}"
    return "", ""


def _french(text: str) -> tuple[str, str]:
    if _FR_FIXED.match(text + " "):
        return text, f"sur {text}"
    first = text.split(maxsplit=1)[0].lower()
    if (
        first.endswith(("s", "x"))
        and len(first) > 3
        and first not in _FR_NOT_PLURAL
        and first not in {"sans", "sous", "vers", "dès"}
    ):
        return f"les {text}", f"sur les {text}"
    return "", ""


def _german(text: str) -> tuple[str, str]:
    """The phrase is the topic where that is a nominative; `about` takes "über" or "zu" after the case it came in."""
    first, _, rest = text.partition(" ")
    lower = first.lower()
    if not rest:
        return text, ""
    last = text.rsplit(maxsplit=1)[-1]
    if lower in {"die", "das", "unsere", "meine", "eine", "eure", "diese", "dieses"}:
        return text, f"über {text}"
    if lower in {"unseren", "meinen", "einen", "diesen", "den"}:
        plural = last.endswith(("n", "s")) and not _DE_MASCULINE_N.search(last) and lower != "einen"
        return "", f"{'zu' if plural else 'über'} {text}"
    if lower in {"unserem", "meinem", "einem", "diesem", "unserer", "meiner", "einer", "dieser"}:
        return "", f"zu {text}"
    if lower == "dem":
        return "", f"zum {rest}"
    if lower in {"der", "unser", "mein", "ein"}:
        return text, ""
    if last.endswith("en") and lower.endswith("e") and not _DE_MASCULINE_N.search(last):
        return text, f"über {text}"
    return text, ""


def _oblique(text: str) -> bool:
    return text.split(maxsplit=1)[0].lower() in {
        "unseren", "meinen", "einen", "diesen", "den", "unserem", "meinem", "einem", "diesem", "dem",
        "unserer", "meiner", "einer", "dieser",
    }  # fmt: skip


_FORMS: Final[dict[str, Callable[[str], tuple[str, str]]]] = {
    "en": _english,
    "es": _spanish,
    "de": _german,
    "fr": _french,
}
