"""Interaction models: what Alexa listens for, the same in every locale, made of the words that the channel puts back.

Shape: "Interaction Model Schema" of the Skill Management API. Rules: "Create Intents, Utterances, and Slots", "Choose the
Invocation Name for a Custom Skill".
"""

from __future__ import annotations

from typing import Any

from connectors.channels.alexa_words import CARRIERS, SAY, SLOT, samples

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "es-ES", "es-MX", "es-US", "de-DE", "fr-FR", "fr-CA")

NAMES = {"en": "post studio", "es": "estudio social", "de": "beitrags studio", "fr": "studio social"}
"""What people call the skill by language: two words, none of them Amazon's and none that joins sentences."""

QUERY = "AMAZON.SearchQuery"
BUILT_IN = (
    "AMAZON.YesIntent",
    "AMAZON.NoIntent",
    "AMAZON.HelpIntent",
    "AMAZON.StopIntent",
    "AMAZON.CancelIntent",
    "AMAZON.RepeatIntent",
    "AMAZON.FallbackIntent",
    "AMAZON.NavigateHomeIntent",
)
_PROMPT = "Elicit.Slot.Say.command"
_ASKED = {
    "en": "What would you like?",
    "es": "¿Qué quieres hacer?",
    "de": "Was möchtest du?",
    "fr": "Que veux-tu faire ?",
}


def model(locale: str, name: str = "") -> dict[str, Any]:
    """The interaction model of a locale; `name` replaces what the skill is called there."""
    language = locale[:2]
    intents = [
        {
            "name": intent,
            "slots": [{"name": SLOT, "type": QUERY}],
            "samples": samples(language, intent),
        }
        for intent in CARRIERS[language]
    ]
    intents += [{"name": intent, "samples": []} for intent in BUILT_IN]
    elicited = {
        "name": SLOT,
        "type": QUERY,
        "confirmationRequired": False,
        "elicitationRequired": True,
        "prompts": {"elicitation": _PROMPT},
    }
    return {
        "interactionModel": {
            "languageModel": {"invocationName": name or NAMES[language], "intents": intents, "types": []},
            "dialog": {
                # We ask ourselves, and say what for.
                "delegationStrategy": "SKILL_RESPONSE",
                "intents": [{"name": SAY, "confirmationRequired": False, "prompts": {}, "slots": [elicited]}],
            },
            "prompts": [{"id": _PROMPT, "variations": [{"type": "PlainText", "value": _ASKED[language]}]}],
        }
    }
