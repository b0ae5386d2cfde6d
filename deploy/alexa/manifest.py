"""The manifest, the account linking and the list of parts, as the Skill Management API and `ask` take them.

Shapes: "Skill Manifest Schema", "Account Linking Schemas", and the project file of ask-cli 2.
"""

from __future__ import annotations

from typing import Any

from deploy.alexa.models import LOCALES, NAMES

TITLE = "AllIN Assistant"
SCOPE = "assistant"

_SUMMARY = {
    "en": "Draft, plan and follow your social posts by voice.",
    "es": "Redacta, planifica y sigue tus publicaciones con la voz.",
    "de": "Posts mit der Stimme entwerfen, planen und verfolgen.",
    "fr": "Rédige, planifie et suis tes publications à la voix.",
}
_DESCRIPTION = {
    "en": "Speaks with your own AllIN Assistant. It drafts posts, plans them and tells you how they did. What is published at "
    "once waits for your yes. You need an installation of your own, and link it in the Alexa app.",
    "es": "Habla con tu propio AllIN Assistant. Redacta publicaciones, las planifica y te cuenta cómo han ido. Lo que se "
    "publica al momento espera tu sí. Necesitas tu propia instalación y la vinculas en la aplicación Alexa.",
    "de": "Spricht mit deinem eigenen AllIN Assistant. Er entwirft Posts, plant sie und sagt dir, wie sie liefen. Was sofort "
    "hinausgeht, wartet auf dein Ja. Du brauchst eine eigene Installation und verknüpfst sie in der Alexa-App.",
    "fr": "Parle avec ton propre AllIN Assistant. Il rédige des publications, les planifie et te dit comment elles ont "
    "marché. Ce qui part tout de suite attend ton oui. Il te faut ta propre installation, reliée dans l’application Alexa.",
}
_EXAMPLES = {
    "en": (
        "Alexa, open {name}",
        "Alexa, ask {name} to draft a post about the autumn sale",
        "Alexa, ask {name} how did we do last week",
    ),
    "es": (
        "Alexa, abre {name}",
        "Alexa, dile a {name} redacta una publicación sobre la oferta de otoño",
        "Alexa, pregunta a {name} cómo nos fue la semana pasada",
    ),
    "de": (
        "Alexa, öffne {name}",
        "Alexa, sage {name} entwirf einen Post über den Herbstverkauf",
        "Alexa, frage {name} wie lief es letzte Woche",
    ),
    "fr": (
        "Alexa, ouvre {name}",
        "Alexa, demande à {name} rédige une publication sur les soldes",
        "Alexa, demande à {name} comment s'est passée la semaine dernière",
    ),
}
_KEYWORDS = {
    "en": ("social media", "posts", "planning"),
    "es": ("redes sociales", "publicaciones", "planificación"),
    "de": ("Social Media", "Posts", "Planung"),
    "fr": ("réseaux sociaux", "publications", "planning"),
}
_TESTING = "Needs an installation of its own and account linking with a code that it shows to its members."


def manifest(endpoint: str, *, certificate: str = "Trusted", name: str = "", privacy: str = "") -> dict[str, Any]:
    """`skill.json`. `endpoint` is where the installation is reached (no slash); `certificate` is Trusted or Wildcard.
    `privacy` is where the privacy policy is read, which Amazon asks for before a skill is published, and not before.
    """
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": {
                "category": "SOCIAL_NETWORKING",
                "distributionMode": "PUBLIC",
                "isAvailableWorldwide": True,
                "distributionCountries": [],
                "testingInstructions": _TESTING,
                "locales": {locale: _published(locale, name) for locale in LOCALES},
            },
            "apis": {
                "custom": {
                    "endpoint": {"uri": f"{endpoint}/alexa", "sslCertificateType": certificate},
                    "interfaces": [],
                }
            },
            "permissions": [],
            "privacyAndCompliance": {
                "allowsPurchases": False,
                "usesPersonalInfo": True,
                "isChildDirected": False,
                "isExportCompliant": True,
                "containsAds": False,
                "locales": {locale: {"privacyPolicyUrl": privacy} for locale in LOCALES} if privacy else {},
            },
        }
    }


def account_linking(endpoint: str, client_id: str) -> dict[str, Any]:
    """What is set up for account linking. The secret is left out: it is entered in the console, and in no file."""
    return {
        "accountLinkingRequest": {
            "type": "AUTH_CODE",
            "skipOnEnablement": False,
            "authorizationUrl": f"{endpoint}/alexa/link",
            "accessTokenUrl": f"{endpoint}/alexa/token",
            "accessTokenScheme": "HTTP_BASIC",
            "clientId": client_id,
            "scopes": [SCOPE],
            "domains": [],
        }
    }


def resources() -> dict[str, Any]:
    """`ask-resources.json`: where `ask deploy` finds the package. There is no code of ours at Amazon."""
    return {
        "askcliResourcesVersion": "2020-03-31",
        "profiles": {"default": {"skillMetadata": {"src": "./skill-package"}}},
    }


def _published(locale: str, name: str) -> dict[str, Any]:
    language = locale[:2]
    called = name or NAMES[language]
    return {
        "name": TITLE,
        "summary": _SUMMARY[language],
        "description": _DESCRIPTION[language],
        "examplePhrases": [phrase.format(name=called) for phrase in _EXAMPLES[language]],
        "keywords": list(_KEYWORDS[language]),
    }
