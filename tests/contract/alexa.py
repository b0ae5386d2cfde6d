"""What Amazon takes of a skill: our own contract (`alexa.yaml`), and the published shapes where they stand beside the project."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import jsonschema
import yaml

from tests.contract.wire import HERE, SPECS


@cache
def own(part: str) -> dict[str, Any]:
    """One part of our own contract."""
    contract: dict[str, Any] = yaml.safe_load((HERE / "alexa.yaml").read_text("utf-8"))[part]
    assert contract["source"], part
    return contract


def response_faults(whole: Mapping[str, Any]) -> list[str]:
    """Every way in which an answer breaks our own contract."""
    rules, faults = own("response"), []
    response = whole["response"]
    if whole["version"] != rules["version"]:
        faults.append("version")
    if len(json.dumps(whole, ensure_ascii=False).encode()) > rules["bytes"]:
        faults.append("too long")
    if len(json.dumps(whole.get("sessionAttributes", {}), ensure_ascii=False).encode()) > rules["attributes"]:
        faults.append("too many attributes")
    faults += [f"unknown: {key}" for key in response if key not in rules["keys"]]
    for speech in (response.get("outputSpeech"), response.get("reprompt", {}).get("outputSpeech")):
        if speech is not None and (speech["type"] != "PlainText" or not 0 < len(speech["text"]) <= rules["speech"]):
            faults.append("speech")
    card = response.get("card")
    if card is not None:
        words = sum(len(card.get(part, "")) for part in ("title", "content", "text"))
        if card["type"] not in rules["cards"] or words > rules["card"]:
            faults.append("card")
    open_ = response.get("shouldEndSession") is False
    if open_ != ("reprompt" in response):
        faults.append("who is asked hears it twice, and nobody else")
    for directive in response.get("directives", []):
        if directive["type"] not in rules["directives"] or not open_:
            faults.append(f"directive {directive['type']}")
        elif directive["slotToElicit"] not in directive["updatedIntent"]["slots"]:
            faults.append("slot to elicit")
    return faults


def model_faults(language: str, model: Mapping[str, Any]) -> list[str]:
    """Every way in which an interaction model breaks our own contract."""
    rules, faults = own("model"), []
    languages = model["interactionModel"]["languageModel"]
    intents = {intent["name"]: intent for intent in languages["intents"]}
    if len(intents) != len(languages["intents"]) or len(intents) > rules["intents"]:
        faults.append("intents")
    faults += [f"missing: {name}" for name in rules["needed"] if name not in intents]
    seen: dict[str, str] = {}
    for name, intent in intents.items():
        if name.startswith("AMAZON."):
            continue
        if not re.fullmatch(rules["intent"], name):
            faults.append(f"name of {name}")
        slots = {slot["name"]: slot["type"] for slot in intent.get("slots", [])}
        for sample in intent["samples"]:
            used = re.findall(r"\{([a-z_]+)\}", sample)
            if not re.fullmatch(rules["sample"], sample) or sample != sample.lower():
                faults.append(f"{name}: {sample}")
            if any(each not in slots for each in used):
                faults.append(f"{name}: {sample}: no such slot")
            if any(slots.get(each) == rules["phrase"] for each in used) and (
                len(used) != 1 or sample.startswith("{") or not sample.replace("{", " ").split()
            ):
                faults.append(f"{name}: {sample}: a phrase slot stands alone and needs a carrier")
            if sample in seen:
                faults.append(f"{name}: {sample}: also of {seen[sample]}")
            seen[sample] = name
    prompts = {prompt["id"] for prompt in model["interactionModel"]["prompts"]}
    for dialog in model["interactionModel"]["dialog"]["intents"]:
        there = {slot["name"]: slot["type"] for slot in intents[dialog["name"]]["slots"]}
        for slot in dialog["slots"]:
            if there.get(slot["name"]) != slot["type"] or set(slot["prompts"].values()) - prompts:
                faults.append(f"dialog of {dialog['name']}")
    return faults + name_faults(language, languages["invocationName"])


def name_faults(language: str, name: str) -> list[str]:
    """Every way in which a skill cannot be called that."""
    rules, faults = own("name"), []
    least, most = rules["characters"]
    if not re.fullmatch(rules["pattern"], name) or name != name.lower() or not least <= len(name) <= most:
        faults.append(f"name: {name}")
    never = {*rules["never"], *rules["launching"][language], *rules["joining"][language]}
    return faults + [f"name: {word}" for word in name.split() if word in never]


def check_published(requests: Iterable[Mapping[str, Any]], answers: Iterable[Mapping[str, Any]]) -> None:
    """Requests and answers against the shapes of Amazon's own SDK; nothing is checked where these are not at hand."""
    for name, where in (("alexa.json", "components/schemas"), ("alexa_skill.schema.json", "$defs")):
        path = SPECS / "official" / name
        if not path.exists():
            continue
        document = json.loads(path.read_text("utf-8"))
        for kind, instances in (("RequestEnvelope", requests), ("ResponseEnvelope", answers)):
            validator = jsonschema.Draft202012Validator({**document, "anyOf": [{"$ref": f"#/{where}/{kind}"}]})
            for instance in instances:
                validator.validate(instance)
