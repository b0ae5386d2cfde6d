"""The words by which speech comes through Alexa whole, in each language; `deploy/alexa` makes its interaction models of them.

Free speech is a slot of the type AMAZON.SearchQuery. A sentence that has one needs a few words around it, the carrier, and
Alexa does not say which words were spoken there ("Slot Type Reference", phrase types). So there is one intent for each
carrier, and its words are put back in front. While a question of ours is open the slot is elicited, and needs no carrier.
"""

from __future__ import annotations

LANGUAGES = ("en", "es", "de", "fr")

SAY = "Say"
"""The intent whose carrier is not part of what is said; it is the one that is elicited."""
SLOT = "command"

YES = {"en": "yes", "es": "sí", "de": "ja", "fr": "oui"}
NO = {"en": "no", "es": "no", "de": "nein", "fr": "non"}

NEVER_MIND = {"en": "never mind", "es": "déjalo", "de": "vergiss es", "fr": "laisse tomber"}

_DROPPED = {
    "en": ("say", "ask", "the answer is"),
    "es": ("di", "pregunta", "la respuesta es"),
    "de": ("sage", "frage", "die antwort ist"),
    "fr": ("dis", "demande", "la réponse est"),
}

# By intent: English, Spanish, German, French; None where a language would say it with another row's word.
_CARRIERS: dict[str, tuple[str | None, str | None, str | None, str | None]] = {
    "Draft": ("draft", "redacta", "entwirf", "rédige"),
    "Write": ("write", "escribe", "schreibe", "écris"),
    "WriteShort": (None, None, "schreib", None),
    "Create": ("create", "crea", "erstelle", "crée"),
    "Make": ("make", "haz", "mach", "fais"),
    "MakePolite": (None, None, "mache", None),
    "Prepare": ("prepare", "prepara", "bereite", "prépare"),
    "Post": ("post", "postea", "poste", "poste"),
    "Publish": ("publish", "publica", "veröffentliche", "publie"),
    "Share": ("share", "comparte", "teile", "partage"),
    "Send": ("send", "envía", "sende", "envoie"),
    "Schedule": ("schedule", "programa", "plane", "programme"),
    "Plan": ("plan", "planifica", "plan", "planifie"),
    "Queue": ("queue", "encola", "reihe", "mets en file"),
    "Add": ("add", "añade", "füge", "ajoute"),
    "Move": ("move", "mueve", "verschiebe", "déplace"),
    "Postpone": ("postpone", "aplaza", "verschieb", "reporte"),
    "Reschedule": ("reschedule", "reprograma", "verlege", "reprogramme"),
    "Cancel": ("cancel", "cancela", "storniere", "annule"),
    "Delete": ("delete", "borra", "lösche", "supprime"),
    "Remove": ("remove", "elimina", "entferne", "enlève"),
    "Hide": ("hide", "oculta", "verberge", "masque"),
    "Improve": ("improve", "mejora", "verbessere", "améliore"),
    "Change": ("change", "cambia", "ändere", "change"),
    "Shorten": ("shorten", "acorta", "kürze", "raccourcis"),
    "Translate": ("translate", "traduce", "übersetze", "traduis"),
    "Suggest": ("suggest", "sugiere", "schlage", "suggère"),
    "Show": ("show", "muestra", "zeige", "montre"),
    "ShowMe": ("show me", "muéstrame", "zeig mir", "montre-moi"),
    "ShowShort": (None, "enséñame", "zeig", None),
    "List": ("list", "lista", "liste", "liste"),
    "Read": ("read", "lee", "lies", "lis"),
    "TellMe": ("tell me", "dime", "sag mir", "dis-moi"),
    "GiveMe": ("give me", "dame", "gib mir", "donne-moi"),
    "Reply": ("reply", "responde", "antworte", "réponds"),
    "Answer": ("answer", "contesta", "beantworte", None),
    "Approve": ("approve", "aprueba", "genehmige", "approuve"),
    "Reject": ("reject", "rechaza", "lehne", "rejette"),
    "Assign": ("assign", "asigna", "weise", "assigne"),
    "Find": ("find", "busca", "suche", "cherche"),
    "Compare": ("compare", "compara", "vergleiche", "compare"),
    "Connect": ("connect", "conecta", "verbinde", "connecte"),
    "Set": ("set", "pon", "setze", "mets"),
    "Use": ("use", "usa", "verwende", "utilise"),
    "Undo": ("undo", "deshaz", "nimm", "défais"),
    "Pair": ("pair", "empareja", "kopple", "associe"),
    "LetIn": ("let", "deja entrar", "lass", "laisse"),
    "How": ("how", "cómo", "wie", "comment"),
    "HowMany": (None, "cuántos", None, "combien"),
    "HowManyShe": (None, "cuántas", None, None),
    "What": ("what", "qué", "was", "qu'est-ce qui"),
    "WhatIs": ("what's", "cuál", "welche", "qu'est-ce que"),
    "Which": ("which", "cuáles", "welcher", "quel"),
    "WhichOnes": (None, None, "welches", "quels"),
    "WhichOne": (None, None, None, "quelle"),
    "WhichOf": (None, None, None, "quelles"),
    "When": ("when", "cuándo", "wann", "quand"),
    "Who": ("who", "quién", "wer", "qui"),
    "Where": ("where", "dónde", "wo", "où"),
    "Is": ("is", "está", "ist", "est-ce que"),
    "Are": ("are", "hay", "sind", "y a-t-il"),
    "Have": ("do", "tengo", "habe", "ai-je"),
    "Did": ("did", "hemos", "haben", "avons-nous"),
    "CanYou": ("can you", "puedes", "kannst du", "peux-tu"),
    "CouldYou": ("could you", "podrías", "könntest du", "pourrais-tu"),
    "IWant": ("i want", "quiero", "ich möchte", "je veux"),
    "IWouldLike": ("i'd like", "me gustaría", "ich will", "j'aimerais"),
    "Please": ("please", "por favor", "bitte", "s'il te plaît"),
    "About": ("about", "sobre", "über", "sur"),
    "For": ("for", "para", "für", "pour"),
    "On": ("on", "en", "auf", None),
    "At": ("at", "a las", "um", "à"),
    "Tomorrow": ("tomorrow", "mañana", "morgen", "demain"),
    "Today": ("today", "hoy", "heute", "aujourd'hui"),
}

# In Spanish and French "it" is one word with the verb.
_WITH_IT = {
    "es": {
        "Schedule": "prográma",
        "Publish": "publíca",
        "Plan": "planifíca",
        "Move": "muéve",
        "Postpone": "apláza",
        "Reschedule": "reprográma",
        "Cancel": "cancéla",
        "Delete": "bórra",
        "Hide": "ocúlta",
        "Improve": "mejóra",
        "Change": "cámbia",
        "Shorten": "acórta",
        "Translate": "tradúce",
        "Approve": "apruéba",
        "Reject": "recháza",
    },
    "fr": {
        "Schedule": "programme-",
        "Publish": "publie-",
        "Plan": "planifie-",
        "Move": "déplace-",
        "Postpone": "reporte-",
        "Reschedule": "reprogramme-",
        "Cancel": "annule-",
        "Delete": "supprime-",
        "Hide": "masque-",
        "Improve": "améliore-",
        "Change": "change-",
        "Shorten": "raccourcis-",
        "Translate": "traduis-",
        "Approve": "approuve-",
        "Reject": "rejette-",
    },
}
_IT = {"es": {"Her": "la", "Him": "lo"}, "fr": {"Her": "la", "Him": "le"}}


def _carriers(place: int, language: str) -> dict[str, str]:
    found = {SAY: ""} | {name: word for name, words in _CARRIERS.items() if (word := words[place]) is not None}
    for name, verb in _WITH_IT.get(language, {}).items():
        found |= {f"{name}{which}": f"{verb}{it}" for which, it in _IT[language].items()}
    return found


CARRIERS: dict[str, dict[str, str]] = {language: _carriers(place, language) for place, language in enumerate(LANGUAGES)}
"""By language and intent: the words that are put back in front of what comes in the slot."""

_ALONE: dict[str, frozenset[str]] = {
    "en": frozenset({"Undo"}),
    "es": frozenset({"Undo"}),
    "de": frozenset(),  # "nimm … zurück": alone it says nothing
    "fr": frozenset({"Undo"}),
}

_STOP = {
    "en": {"stop", "cancel", "quit", "exit", "never mind", "nothing", "goodbye", "that's all"},
    "es": {"para", "detente", "cancela", "cancelar", "basta", "salir", "nada", "adiós", "déjalo"},
    "de": {"stopp", "stop", "halt", "abbrechen", "abbruch", "beenden", "nichts", "schluss", "vergiss es"},
    "fr": {"stop", "arrête", "arrête-toi", "annule", "annuler", "quitter", "rien", "laisse tomber", "ça suffit"},
}
_YES = {
    "en": {"yes", "yeah", "yep", "sure", "ok", "okay"},
    "es": {"sí", "si", "claro", "vale", "ok", "de acuerdo"},
    "de": {"ja", "jawohl", "jep", "klar", "okay", "ok"},
    "fr": {"oui", "ouais", "d'accord", "ok", "bien sûr"},
}
_NO = {"en": {"no", "nope"}, "es": {"no"}, "de": {"nein", "nee"}, "fr": {"non"}}


def samples(language: str, intent: str) -> list[str]:
    """The sample utterances of an intent."""
    slot = f"{{{SLOT}}}"
    if intent == SAY:
        return [f"{words} {slot}" for words in _DROPPED[language]]
    word = CARRIERS[language][intent]
    alone = intent in _ALONE[language] or intent.endswith(("Her", "Him"))
    return [*([word] if alone else []), f"{word} {slot}"]


def spoken(language: str, intent: str, value: str) -> str:
    """What was said, as far as it can be told: the carrier and what the slot holds. Empty if nothing is known of it."""
    word = CARRIERS[language].get(intent)
    return " ".join(f"{word} {value}".split()) if word is not None else ""


def built_in(language: str, text: str) -> str:
    """The intent of Amazon's that a whole answer means which came as free speech: stop, yes or no; empty if it is none."""
    plain = " ".join(text.casefold().strip(" .!?¡¿,").split())
    if plain in _STOP[language]:
        return "AMAZON.StopIntent"
    if plain in _YES[language]:
        return "AMAZON.YesIntent"
    return "AMAZON.NoIntent" if plain in _NO[language] else ""
