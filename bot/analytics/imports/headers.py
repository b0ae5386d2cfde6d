"""What the columns of an export are called, in four languages, and which figure or fact of ours each is.

Names are those that people see in Meta Business Suite, LinkedIn's page analytics, X analytics, YouTube Studio and Buffer, and
what tables made by hand say. Where two columns are the same figure, the one named first here counts (X has reposts and shares).
What is only growth ("new followers") or worked out by the network (rates) has no place here and is left out by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

WHEN = (
    "publish time|published at|publication time|video publish time|post publish time|date published|published|"
    "posted at|post date|created date|created at|sent at|timestamp|date (utc)|date|day|time|week|"
    "veröffentlichungszeit|veröffentlichungsdatum|veröffentlicht am|veröffentlicht|zeitpunkt der veröffentlichung|"
    "erstellt am|datum|tag|zeit|"
    "hora de publicación|fecha de publicación|publicado el|publicado|creado el|fecha|día|"
    "heure de publication|date de publication|publié le|publié|créé le|jour"
)
FACTS: Mapping[str, str] = {
    "id": "post id|video id|tweet id|media id|content id|beitrags-id|beitrag-id|post-id|video-id|"
    "identificador de la publicación|id de la publicación|id de publicación|identifiant de la publication|"
    "identifiant de publication|id|content|inhalt|contenido|contenu",
    "url": "permalink|post link|post url|post permalink|tweet permalink|update link|link|url|beitragslink|"
    "enlace permanente|enlace|permalien|lien permanent|lien",
    "text": "post text|tweet text|post message|update title|post title|video title|caption|message|text|description|title|"
    "beitragstext|beschreibung|videotitel|titel|nachricht|texto|descripción|título del vídeo|título|mensaje|"
    "texte|légende|titre de la vidéo|titre|descripcion",
    "format": "post type|content type|media type|update type|type|format|beitragsart|beitragstyp|art|typ|"
    "tipo de publicación|tipo|type de publication|type de contenu",
    "account": "account username|username|handle|profile|page name|account name|account|benutzername des kontos|"
    "benutzername|kontoname|konto|profil|nombre de usuario|nombre de la página|cuenta|perfil|"
    "nom d’utilisateur|nom d'utilisateur|nom de la page|compte",
    "platform": "platform|network|social network|channel|plattform|netzwerk|kanal|plataforma|red social|red|canal|"
    "plateforme|réseau social|réseau",
    "campaign": "campaign|campaign name|kampagne|campaña|campagne",
}
METRICS: Mapping[str, str] = {
    "impressions": "impressions|impressions (total)|impressions (organic)|times shown|impressionen|einblendungen|impresiones",
    "reach": "reach|accounts reached|people reached|unique impressions|unique impressions (organic)|reichweite|"
    "erreichte konten|erreichte personen|alcance|cuentas alcanzadas|personas alcanzadas|couverture|portée|comptes touchés|"
    "personnes touchées",
    "likes": "likes|like count|reactions|favorites|favourites|likes and reactions|gefällt mir|„gefällt mir“-angaben|"
    "gefällt-mir-angaben|reaktionen|me gusta|reacciones|j’aime|j'aime|mentions j’aime|mentions j'aime|réactions",
    "comments": "comments|comment count|replies|comments added|kommentare|antworten|hinzugefügte kommentare|comentarios|"
    "respuestas|commentaires|réponses|comentarios añadidos|commentaires ajoutés",
    "shares": "reposts|retweets|reblogs|boosts|shares|share count|geteilte inhalte|geteilt|mal geteilt|teilen|"
    "veces compartido|compartidos|compartido|republicaciones|compartir|partages|republications",
    "saves": "saves|saved|bookmarks|gespeichert|speicherungen|mal gespeichert|lesezeichen|guardados|veces guardado|"
    "guardado|marcadores|enregistrements|enregistré|signets",
    "clicks": "clicks|link clicks|url clicks|total clicks|clicks (total)|klicks|linkklicks|link-klicks|clics|"
    "clics en el enlace|clics en enlaces|clics sur le lien|clics sur les liens",
    "views": "views|video views|plays|view count|watched|aufrufe|videoaufrufe|wiedergaben|visualizaciones|"
    "visualizaciones del vídeo|vistas|reproducciones|vues|vues de la vidéo|lectures",
    "watch_time": "watch time (hours)|watch time (minutes)|watch time (seconds)|watch time|total watch time|"
    "wiedergabezeit (stunden)|wiedergabezeit (minuten)|wiedergabezeit|tiempo de visualización (horas)|"
    "tiempo de visualización|durée de visionnage (heures)|durée de visionnage",
    "followers": "followers|follower count|total followers|followers (total)|total subscribers|subscriber count|fans|"
    "page likes total|follower|follower gesamt|abonnenten|abonnenten gesamt|anzahl follower|seguidores|"
    "seguidores totales|total de seguidores|suscriptores totales|abonnés|total des abonnés|nombre d’abonnés|"
    "nombre d'abonnés",
}
ONE_FIGURE = frozenset({"primary", "value", "count", "total", "number", "wert", "anzahl", "valor", "valeur", "nombre"})
"""What the only column of figures is called where the line above the table says which figure it is."""

NEW = re.compile(r"\b(?:new|neue?|nuev[oa]s?|nouve(?:au|aux|lle|lles))\b")
_UNITS = (
    (re.compile(r"\((?:hours?|stunden|horas|heures|h)\)"), 3600.0),
    (re.compile(r"\((?:minutes?|minuten|minutos|min)\)"), 60.0),
)
_FORMATS = (
    ("carousel", "carousel|carrusel|karussell|carrousel|album|gallery|multi"),
    ("reel", "reel|short"),
    ("story", "story|stories|historia"),
    ("video", "video|vídeo|vidéo|live"),
    ("image", "image|photo|foto|imagen|bild|picture|post_image"),
    ("link", "link|enlace|lien|article|artikel"),
    ("text", "text|status|texto|texte|organic update"),
)


def plain(words: str) -> str:
    """A header in small letters, without spaces around and without what marks it as a rate of growth."""
    text = unicodedata.normalize("NFKC", words).replace("\ufeff", "").casefold()
    return " ".join(text.replace("_", " ").split()).strip(' "*:')


@cache
def _known() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for name, words in (("when", WHEN), *FACTS.items(), *METRICS.items()):
        for place, word in enumerate(words.split("|")):
            found.setdefault(plain(word), (name, place))
    return found


def meaning(header: str) -> tuple[str, int] | None:
    """What a column is, and how early in the list its name stands; None for one that we do not know."""
    return _known().get(plain(header))


def factor(header: str) -> float:
    """By what a figure under this header is multiplied for seconds; 1 for what is no time."""
    words = plain(header)
    return next((by for unit, by in _UNITS if unit.search(words)), 1.0)


def format_of(words: str) -> str:
    """A post's format by what an export calls it."""
    said = plain(words)
    return next((name for name, known in _FORMATS if re.search(known, said)), "other") if said else "other"
