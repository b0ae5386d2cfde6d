"""`python -m deploy.alexa OUT --endpoint https://assistant.example`: the folder that `ask deploy` takes."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deploy.alexa.manifest import account_linking, manifest, resources
from deploy.alexa.models import LOCALES, model

# "Choose the Invocation Name for a Custom Skill": small letters, spaces, apostrophes and full stops; two words or more.
_NAME = re.compile(r"[^\W\d_][^\W\d_.']*(?: [^\W\d_.']+)+")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the package; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.alexa", description="Make the Alexa skill package.")
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument(
        "--endpoint", required=True, help="where your installation is reached: https://assistant.example"
    )
    parser.add_argument("--client-id", default="alexa", help="what ALLIN_ALEXA_CLIENT_ID says (default: alexa)")
    parser.add_argument("--name", default="", help="what people call the skill, in every locale: two words or more")
    parser.add_argument("--wildcard", action="store_true", help="your certificate is a wildcard (*.example)")
    parser.add_argument("--privacy", default="", help="where your privacy policy is read; needed to publish the skill")
    given = parser.parse_args(arguments)
    endpoint = given.endpoint.rstrip("/")
    parts = urlsplit(endpoint)
    if parts.scheme != "https" or not parts.hostname or parts.port not in {None, 443} or parts.query or parts.fragment:
        parser.error("--endpoint: Alexa takes an https address on port 443")
    if given.name and (not _NAME.fullmatch(given.name) or given.name != given.name.lower()):
        parser.error("--name: two words or more, in small letters")
    package = given.out / "skill-package"
    certificate = "Wildcard" if given.wildcard else "Trusted"
    _write(given.out / "ask-resources.json", resources())
    _write(given.out / "account-linking.json", account_linking(endpoint, given.client_id))
    _write(package / "skill.json", manifest(endpoint, certificate=certificate, name=given.name, privacy=given.privacy))
    for locale in LOCALES:
        _write(package / "interactionModels" / "custom" / f"{locale}.json", model(locale, given.name))
    sys.stdout.write(f"{given.out}: {len(LOCALES)} locales. docs/alexa.md says what to do with it.\n")
    return 0


def _write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
