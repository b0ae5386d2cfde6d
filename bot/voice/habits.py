"""How people talk and how recognisers write it down, by language: hesitations, corrections, openers of times and places.

Words that understanding knows already (articles, prepositions, commands) are taken from its own lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


def words_of(row: str) -> frozenset[str]:
    """The words of a row."""
    return frozenset(row.split())


@dataclass(frozen=True, slots=True)
class Habits:
    """One language. All words are folded: small letters, no accents."""

    hesitations: str
    """Sounds that mean nothing, wherever they stand; a pattern."""
    set_off: str
    """Words that mean nothing only where pauses set them off; a pattern."""
    greetings: str
    """What somebody says before the assistant's name; a pattern."""
    corrects: str
    """What surely takes back the words before it; a pattern."""
    may_correct: str
    """What takes them back where a pause stands before it; a pattern."""
    dictates: str
    """After which the words of a post follow as they shall stand there; a pattern."""
    answers: str
    """Verbs after which the words of an answer follow the comment's number; a pattern."""
    to_place: frozenset[str]
    """Words that a network's name follows."""
    before_verbs: frozenset[str]
    """Words after which such a word opens a verb: "easy to read" is no Reddit."""
    connectors: frozenset[str]
    place_nouns: frozenset[str]
    """Nouns that a network's name stands before: "a LinkedIn post"."""
    account_verbs: frozenset[str]
    """Verbs whose object is an account."""
    clock: str
    """What opens a time on the clock; a pattern."""
    hour: str
    """What closes one, such as "Uhr"; a pattern that may match nothing."""
    noun: str
    """What a number of ours follows: "post", "draft"; a pattern."""
    comment: str
    at_sign: frozenset[str]
    """What the sign @ is called, and what that is misheard as."""
    in_time: str
    """The word for "in" before a length of time, and what units follow; two patterns, parted by a space."""
    post: str
    """The command to post."""
    near_post: str
    """What follows that command and hardly any other; a pattern."""
    please: str


HABITS: Mapping[str, Habits] = {
    "en": Habits(
        hesitations=r"u+h+m*|u+mm*|er+m+|h+m+|e+rr+|mhm",
        set_off=r"er|ah|eh|oh|well|you know|like",
        greetings=r"hey|hi|hello|okay|ok|yo",
        corrects=r"(?:no|sorry|wait|oh)?,? ?(?:i mean|i meant|or rather|scratch that|correction|make that)",
        may_correct=r"no wait|no sorry|oh no|wait no|no|sorry|wait|rather|actually",
        dictates=r"saying|that says|which says|that reads|with the (?:text|words)|with text",
        answers=r"reply|respond|answer|write back",
        to_place=words_of("on to for from via onto in of"),
        before_verbs=words_of("easy hard difficult nice good ready able want need like love how"),
        connectors=frozenset(["and", "or", "plus"]),
        place_nouns=words_of("post posts caption captions update updates account comments page draft profile"),
        account_verbs=frozenset(
            [
                "connect",
                "reconnect",
                "link",
                "disconnect",
                "unlink",
                "use",
                "switch to",
                "connect to",
                "sign in to",
                "log out of",
            ]
        ),
        clock=r"at|around|until|till|by",
        hour=r"(?:\s*o['’ ]?clock)?",
        noun=r"posts?|drafts?|number",
        comment=r"comment",
        at_sign=words_of("at @ it add and et ad"),
        in_time=r"and|an|end minutes?|hours?|days?|weeks?",
        post="Post",
        near_post=r"(?:about|something)\b",
        please="please",
    ),
    "de": Habits(
        hesitations=r"a+h+m*|o+h+m|a+hm*|h+m+|mhm|aeh+m?",
        set_off=r"also|eh|ah|tja|naja",
        greetings=r"hey|hi|hallo|he|okay|ok",
        corrects=r"(?:nein|ah|quatsch|sorry)?,? ?(?:ich meine|ich meinte|besser gesagt|vielmehr|quatsch|korrektur)",
        may_correct=r"nein doch|ach nein|ah nein|nein|nee|sorry|entschuldigung|moment|doch lieber|lieber",
        dictates=r"mit dem text|mit den worten|mit text|in dem steht|der sagt|das sagt",
        answers=r"antworte|antworten|beantworte",
        to_place=words_of("auf fur bei in von zu uber"),
        before_verbs=words_of("leicht schwer gut"),
        connectors=frozenset(["und", "oder", "plus"]),
        place_nouns=frozenset(
            [
                "beitrag",
                "beitrage",
                "post",
                "posts",
                "konto",
                "account",
                "captions",
                "caption",
                "kommentare",
                "seite",
                "profil",
            ]
        ),
        account_verbs=frozenset(
            ["verbinde", "verbinden", "verknupfe", "trenne", "nutze", "benutze", "nimm", "wechsle zu"]
        ),
        clock=r"um|gegen|ab|bis",
        hour=r"(?:\s*uhr)?",
        noun=r"beitrag|beitrage|posts?|entwurf|entwurfe|nummer",
        comment=r"kommentar",
        at_sign=words_of("at @ et ad att"),
        in_time=r"im|und|ihn minuten?|stunden?|tagen?|wochen?",
        post="Poste",
        near_post=r"(?:etwas|morgen|heute)\b",
        please="bitte",
    ),
    "es": Habits(
        hesitations=r"e+h+m?|e+m+|m+h*m+|h+m+",
        set_off=r"este|esto|pues|bueno|ah|o sea",
        greetings=r"hey|oye|hola|ey|ok|vale",
        corrects=r"(?:no|perdon)?,? ?(?:quiero decir|digo|mejor dicho|o mejor|quise decir)",
        may_correct=r"no perdon|ay no|no|perdon|perdona|espera|mejor",
        dictates=r"que diga|que dice|diciendo|con el texto|con las palabras",
        answers=r"responde|contesta|responder|contestar",
        to_place=words_of("en para a de por"),
        before_verbs=words_of("facil dificil"),
        connectors=words_of("y e o u"),
        place_nouns=frozenset(["post"]),
        account_verbs=frozenset(
            ["conecta", "conectar", "vincula", "desconecta", "desvincula", "usa", "cuenta de", "cuenta", "cambia a"]
        ),
        clock=r"a las?|sobre las?|hasta las?|las?",
        hour=r"(?:\s*horas?)?",
        noun=r"publicacion|publicaciones|posts?|borrador|borradores|numero",
        comment=r"comentario",
        at_sign=frozenset(["arroba", "@", "at"]),
        in_time=r"em|y minutos?|horas?|dias?|semanas?",
        post="Publica",
        near_post=r"(?:algo|manana|hoy)\b",
        please="por favor",
    ),
    "fr": Habits(
        hesitations=r"e+u+h+|h+e+u+|h+u+m+|h+m+|m+h+m+",
        set_off=r"ben|bah|eh bien|ah|voila|enfin",
        greetings=r"hey|he|salut|bonjour|coucou|ok|dis",
        corrects=r"(?:non|pardon)?,? ?(?:je veux dire|je voulais dire|ou plutot|plutot|enfin plutot)",
        may_correct=r"ah non|non pardon|non|pardon|attends|desole",
        dictates=r"qui dit|disant|avec le texte|avec les mots",
        answers=r"reponds|repondre|repondez",
        to_place=words_of("sur pour de a d'"),
        before_verbs=words_of("facile difficile"),
        connectors=frozenset(["et", "ou"]),
        place_nouns=frozenset(["post"]),
        account_verbs=frozenset(
            ["connecte", "connecter", "relie", "deconnecte", "dissocie", "utilise", "compte", "passe a", "passe sur"]
        ),
        clock=r"a|vers|jusqu['’]a|des",
        hour=r"(?:\s*heures?)?",
        noun=r"publications?|posts?|brouillons?|numero",
        comment=r"commentaire",
        at_sign=words_of("arobase arrobase @ at"),
        in_time=r"sans minutes?|heures?|jours?|semaines?",
        post="Publie",
        near_post=r"(?:quelque|demain|aujourd)\b",
        please="s'il te plait",
    ),
}

CREDITS = (
    # What Whisper was trained to write under silence: the last words of films and the names of who made the subtitles.
    r"thanks? (?:you )?(?:so much |very much )?for (?:watching|listening|viewing).*",
    r"(?:please |don['’]t forget to )?(?:like and )?subscribe(?: to (?:my|our|the) channel)?.*",
    r"see you (?:in the )?next (?:time|video)",
    r"bye(?:[ -]bye)?(?: bye)*",
    r"(?:www\.)?[\w.-]+\.(?:com|org|net)(?:\.com)*",
    r"untertitel(?:ung)?(?: (?:der|im auftrag|von|des)\b.*)?",
    r"vielen dank fur(?:s| das) (?:zuschauen|zusehen|zuhoren).*",
    r"bis zum nachsten mal",
    r"subtitulos? (?:realizados|por|creados)\b.*",
    r"gracias por ver.*",
    r"suscribete(?: al canal)?.*",
    r"sous[- ]titr\w+.*",
    r"merci d['’]avoir regarde.*",
    r"abonnez[- ]vous.*",
)
COURTESIES = (
    r"thank(?:s| you)(?: (?:so|very) much)?",
    r"danke(?: ?schon| sehr)?|vielen dank",
    r"(?:muchas )?gracias",
    r"merci(?: beaucoup| bien)?",
    r"you",
)
