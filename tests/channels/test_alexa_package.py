"""The skill package: what Alexa listens for in each locale, and what Amazon takes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from connectors.channels import alexa_words as words
from deploy.alexa.__main__ import main
from deploy.alexa.manifest import manifest
from deploy.alexa.models import BUILT_IN, LOCALES, NAMES, model
from tests.contract import alexa as contract

ROOT = Path(__file__).parents[2]


def made(out: Path, *arguments: str) -> dict[str, Any]:
    """Everything that was written, by its path."""
    assert main([str(out), "--endpoint", "https://assistant.example/", *arguments]) == 0
    return {str(path.relative_to(out)): json.loads(path.read_text("utf-8")) for path in out.rglob("*.json")}


def test_the_command_works_from_a_clone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "deploy.alexa", str(tmp_path), "--endpoint", "https://assistant.example"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "docs/alexa.md" in done.stdout and not done.stderr
    assert (tmp_path / "skill-package" / "skill.json").exists()


def test_the_folder_is_what_ask_takes(tmp_path: Path) -> None:
    files = made(tmp_path)
    models = {f"skill-package/interactionModels/custom/{locale}.json" for locale in LOCALES}
    assert set(files) == models | {"ask-resources.json", "account-linking.json", "skill-package/skill.json"}
    source = files["ask-resources.json"]["profiles"]["default"]["skillMetadata"]["src"]
    assert (tmp_path / source / "skill.json").exists()


@pytest.mark.parametrize("locale", LOCALES)
def test_each_model_keeps_the_contract(locale: str) -> None:
    assert contract.model_faults(locale[:2], model(locale)) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_each_model_has_every_carrier_and_every_built_in_word(locale: str) -> None:
    intents = {each["name"]: each for each in model(locale)["interactionModel"]["languageModel"]["intents"]}
    assert set(intents) == set(words.CARRIERS[locale[:2]]) | set(BUILT_IN)
    for name, carrier in words.CARRIERS[locale[:2]].items():
        # What is put back in front is what was said.
        assert name == words.SAY or f"{carrier} {{{words.SLOT}}}" in intents[name]["samples"]
        assert intents[name]["slots"] == [{"name": words.SLOT, "type": "AMAZON.SearchQuery"}]


def test_the_languages_are_alike() -> None:
    core = {"Say", "Draft", "Write", "Post", "Publish", "Schedule", "Move", "Cancel", "Delete", "ShowMe", "How", "What"}
    for language in words.LANGUAGES:
        assert core <= set(words.CARRIERS[language]), language
        assert len(words.CARRIERS[language]) >= 60, language
    assert {locale[:2] for locale in LOCALES} == set(words.LANGUAGES) == set(NAMES)


def test_the_contract_sees_faults() -> None:
    whole = model("en-US")
    intents = whole["interactionModel"]["languageModel"]["intents"]
    intents[1]["samples"] = ["{command}", "Draft {command}", "draft 2 {command}", "write {command}", "x {other}"]
    faults = contract.model_faults("en", whole)
    assert len(faults) >= 5, faults
    for name in ("studio", "ask my studio", "all in studio", "Post Studio", "alexa studio", "studio 7"):
        assert contract.name_faults("en", name), name
    good: dict[str, Any] = {"version": "1.0", "response": {"shouldEndSession": False}}
    assert contract.response_faults(good)


def test_the_manifest_is_what_amazon_takes(tmp_path: Path) -> None:
    rules = contract.own("manifest")
    whole = made(tmp_path)["skill-package/skill.json"]["manifest"]
    published, endpoint = whole["publishingInformation"], whole["apis"]["custom"]["endpoint"]
    assert endpoint == {"uri": "https://assistant.example/alexa", "sslCertificateType": "Trusted"}
    assert set(published["locales"]) == set(LOCALES)
    for locale, texts in published["locales"].items():
        least, most = rules["name"]
        assert least <= len(texts["name"]) <= most and len(texts["keywords"]) <= rules["keywords"]
        assert len(texts["summary"]) <= rules["summary"] and len(texts["description"]) <= rules["description"]
        assert 0 < len(texts["examplePhrases"]) <= rules["phrases"]
        assert all(len(phrase) <= rules["phrase"] for phrase in texts["examplePhrases"])
        assert locale in LOCALES
    assert not whole["privacyAndCompliance"]["locales"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_examples_are_understood(locale: str) -> None:
    published = manifest("https://assistant.example")["manifest"]["publishingInformation"]["locales"][locale]
    carriers = [
        sample.removesuffix(" {command}")
        for intent in model(locale)["interactionModel"]["languageModel"]["intents"]
        for sample in intent["samples"]
    ]
    opens, *asks = published["examplePhrases"]
    assert opens.startswith("Alexa, ") and opens.endswith(NAMES[locale[:2]])
    for phrase in asks:
        assert phrase.startswith("Alexa, ")
        request = re.sub(r"^to ", "", phrase.split(f" {NAMES[locale[:2]]} ", 1)[1])
        assert any(request.startswith(f"{carrier} ") for carrier in carriers), phrase


def test_account_linking_leads_to_us_and_holds_no_secret(tmp_path: Path) -> None:
    rules = contract.own("linking")
    linking = made(tmp_path, "--client-id", "bakery")["account-linking.json"]["accountLinkingRequest"]
    assert linking["authorizationUrl"] == "https://assistant.example/alexa/link"
    assert linking["accessTokenUrl"] == "https://assistant.example/alexa/token"
    assert linking["clientId"] == "bakery" and "clientSecret" not in linking
    assert linking["type"] == rules["type"] and linking["accessTokenScheme"] in rules["schemes"]


def test_what_can_be_chosen(tmp_path: Path) -> None:
    files = made(tmp_path, "--wildcard", "--name", "bakery helper", "--privacy", "https://bakery.example/privacy")
    whole = files["skill-package/skill.json"]["manifest"]
    assert whole["apis"]["custom"]["endpoint"]["sslCertificateType"] == "Wildcard"
    assert whole["privacyAndCompliance"]["locales"]["de-DE"] == {"privacyPolicyUrl": "https://bakery.example/privacy"}
    assert "Alexa, öffne bakery helper" in whole["publishingInformation"]["locales"]["de-DE"]["examplePhrases"]
    german = files["skill-package/interactionModels/custom/de-DE.json"]["interactionModel"]["languageModel"]
    assert german["invocationName"] == "bakery helper"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--endpoint", "http://assistant.example"],
        ["--endpoint", "https://assistant.example:8443"],
        ["--endpoint", "assistant.example"],
        ["--endpoint", "https://a.example?x=1"],
        ["--endpoint", "https://a.example", "--name", "studio"],
        ["--endpoint", "https://a.example", "--name", "Post Studio"],
        [],
    ],
)
def test_what_amazon_would_refuse_is_not_written(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path / "out"), *arguments])
    assert not (tmp_path / "out").exists()
    assert "usage" in capsys.readouterr().err
