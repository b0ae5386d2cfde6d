"""Whether the calls of a bot are such as the Bot API takes: by our own contract, and by the published description beside
the project, where that is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from tests.fakes.telegram import Call

OWN = Path(__file__).parents[1] / "contract" / "telegram_bot.yaml"
PUBLISHED = Path(__file__).parents[3] / "shared" / "specs" / "official" / "telegram.json"
_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def own_faults(calls: Iterable[Call]) -> list[str]:
    """Every way in which calls break our own contract."""
    contract = {name.lower(): (name, fields) for name, fields in _own()["calls"].items()}
    faults = []
    for call in calls:
        if call.method.lower() not in contract:
            faults.append(f"{call.method}: not in the contract")
            continue
        name, fields = contract[call.method.lower()]
        given = {**call.params, **{field: b"" for field in call.files if field in fields}}
        for field, value in given.items():
            kind = fields.get(field, "").rstrip("!")
            if not kind:
                faults.append(f"{name}: {field} is not in the contract")
            elif kind == "file":
                if field in call.params and not str(value).startswith("attach://"):
                    faults.append(f"{name}: {field} is no file")
            elif not isinstance(value, _TYPES[kind]) or (kind == "integer" and isinstance(value, bool)):
                faults.append(f"{name}: {field} is not of type {kind}")
        faults += [
            f"{name}: {field} is missing" for field, kind in fields.items() if kind[-1] == "!" and field not in given
        ]
    return faults


def published_faults(calls: Iterable[Call]) -> list[str]:
    """Every way in which calls break the published description, of the methods that it holds. It does not know of files in a
    form, and has them as fields.
    """
    paths = {path.rpartition("/")[2].lower(): item for path, item in _published()["paths"].items()}
    faults = []
    for call in calls:
        item = paths.get(call.method.lower())
        if item is None:
            continue
        schema = item["post"]["requestBody"]["content"]["application/json"]["schema"]
        given = {**call.params, **{field: f"attach://{field}" for field in call.files if field in schema["properties"]}}
        faults += [f"{call.method}: {field} is not published" for field in given if field not in schema["properties"]]
        faults += [
            f"{call.method}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(given)
        ]
    return faults


@cache
def _own() -> Mapping[str, Any]:
    contract: dict[str, Any] = yaml.safe_load(OWN.read_text("utf-8"))
    assert contract["source"]
    return contract


@cache
def _published() -> Mapping[str, Any]:
    document: dict[str, Any] = json.loads(PUBLISHED.read_text("utf-8"))
    return document
