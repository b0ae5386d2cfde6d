"""Checks what goes over the wire: against small contracts of our own, and against a network's published one.

Our own stand in `tests/contract/networks/<platform>.yaml`, in our words with their sources:

    source: where the facts of this file come from
    calls:
      POST /api/v1/statuses:
        source: the page of this call
        headers: [idempotency-key]          # must be sent
        query: {limit: integer}             # may be sent; "!" after the type: must be sent
        body: json                          # json, form, multipart, bytes or none
        fields: {status: string, media_ids: array, poll: object}
        answers: {200: [id, url], 422: [error]}

Types: string, integer, number, boolean, array, object, file, any. Nothing that is not named may be sent. A nested field is
written `parent.child`; `*` allows further ones under it.

The published ones are OpenAPI documents in `../shared/specs/`, which stands beside the project in CI; without it those
checks are skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.testing.network import Exchange, Request

HERE = Path(__file__).parent
SPECS = HERE.parents[2] / "shared" / "specs"

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def check_own(platform: str, exchanges: Iterable[Exchange]) -> list[str]:
    """Every way in which these exchanges break our own contract, none if they keep it. Calls that it does not know are one."""
    contract = _own(platform)
    faults = []
    for exchange in exchanges:
        request = exchange.request
        name, call = _call_of(contract, request)
        if call is None:
            faults.append(f"{request.method} {request.path}: not in tests/contract/networks/{platform}.yaml")
            continue
        faults += [f"{name}: {fault}" for fault in _own_faults(call, exchange)]
    return faults


def seen_calls(platform: str, exchanges: Iterable[Exchange]) -> set[str]:
    """Which calls of our own contract were made."""
    contract = _own(platform)
    return {_call_of(contract, exchange.request)[0] for exchange in exchanges} - {""}


def all_calls(platform: str) -> set[str]:
    """Every call of our own contract."""
    return set(_own(platform)["calls"])


def check_published(
    spec: str,
    exchanges: Iterable[Exchange],
    *,
    base: str = "",
    but: Iterable[str] = (),
    answers: bool = True,
) -> list[str]:
    """Every way in which these exchanges break a published contract, `official/x.json` or `authored/threads.yaml`.

    `base` is a prefix of our paths that the document's paths do not have; `but` are regular expressions of `METHOD /path`
    that the document does not hold (say why where you pass them). With `answers`, what the fake network said is checked too.
    Skips the test where the folder of published contracts is not there.
    """
    path = SPECS / spec
    if not path.exists():
        pytest.skip("the published contracts are not beside this project")
    document = _document(path)
    faults = []
    for exchange in exchanges:
        request = exchange.request
        name = f"{request.method} {request.path}"
        if any(re.search(pattern, name) for pattern in but):
            continue
        ours = request.path.removeprefix(base) or "/"
        found = _operation(document, request.method, ours)
        if found is None:
            faults.append(f"{name}: not in {spec}")
            continue
        operation, params, shared = found
        faults += [
            f"{name}: {fault}" for fault in _published_faults(path, operation, params, shared, exchange, answers)
        ]
    return faults


# Our own


@cache
def _own(platform: str) -> dict[str, Any]:
    contract: dict[str, Any] = yaml.safe_load((HERE / "networks" / f"{platform}.yaml").read_text("utf-8"))
    assert contract["source"], platform
    return contract


def _call_of(contract: Mapping[str, Any], request: Request) -> tuple[str, dict[str, Any] | None]:
    for name, call in contract["calls"].items():
        method, _, pattern = name.partition(" ")
        if method == request.method and _template(pattern).fullmatch(request.path):
            return name, call
    return "", None


def _own_faults(call: Mapping[str, Any], exchange: Exchange) -> list[str]:
    request = exchange.request
    faults = [f"header {name} is missing" for name in call.get("headers", ()) if name.lower() not in request.headers]
    faults += _named("query", call.get("query") or {}, dict(request.query), loose=True)
    kind = call.get("body", "none")
    if kind == "none" and request.body:
        faults.append("has a body")
    if kind == "bytes" and not request.body:
        faults.append("has no body")
    if kind in {"json", "form", "multipart"}:
        sent = request.headers.get("content-type", "").partition(";")[0]
        wanted = {
            "json": "application/json",
            "form": "application/x-www-form-urlencoded",
            "multipart": "multipart/form-data",
        }
        if sent != wanted[kind]:
            faults.append(f"is sent as {sent or 'nothing'}, not as {wanted[kind]}")
        given: dict[str, Any]
        if kind == "json":
            given = request.json if isinstance(request.json, dict) else {}
        elif kind == "form":
            given = dict(request.form)
        else:
            given = {name: (part.body if part.filename else part.body.decode()) for name, part in request.parts.items()}
        faults += _named("field", call.get("fields") or {}, given, loose=kind != "json")
    answers = call.get("answers") or {}
    status = exchange.answer.status
    if status not in answers:
        faults.append(f"answers {status}, which the contract does not name")
    else:
        faults += [
            f"the answer {status} has no {place}"
            for place in answers[status]
            if not _there(exchange.answer.body, place)
        ]
    return faults


def _named(
    what: str, fields: Mapping[str, str], given: Mapping[str, Any], *, loose: bool, under: str = ""
) -> list[str]:
    faults = []
    open_ended = f"{under}*" in fields
    for name, value in given.items():
        full = f"{under}{name}"
        type_ = fields.get(full) or fields.get(re.sub(r"\[.*\]$", "[]", full))
        nested = [other for other in fields if other.startswith(f"{full}.")]
        if type_ is None and not nested:
            if not open_ended:
                faults.append(f"{what} {full} is not in the contract")
            continue
        if type_ is not None and not _is(value, type_.rstrip("!"), loose):
            faults.append(f"{what} {full} is {value!r:.60}, not {type_}")
        if nested and isinstance(value, dict):
            faults += _named(what, fields, value, loose=loose, under=f"{full}.")
    for full, type_ in fields.items():
        name = full.removeprefix(under)
        if type_.endswith("!") and full.startswith(under) and "." not in name and name not in given:
            faults.append(f"{what} {full} is missing")
    return faults


def _is(value: Any, type_: str, loose: bool) -> bool:
    if type_ == "any":
        return True
    if type_ == "file":
        return isinstance(value, bytes)
    if not loose:
        wanted = _TYPES[type_]
        return isinstance(value, wanted) and (type_ == "boolean" or not isinstance(value, bool))
    text = value if isinstance(value, str) else None
    if text is None:
        return False
    patterns = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "boolean": r"true|false|True|False|0|1"}
    if type_ in {"array", "object"}:
        try:
            return isinstance(json.loads(text), _TYPES[type_])
        except ValueError:
            return type_ == "array"  # a[]=x, or a list with commas
    return type_ == "string" or re.fullmatch(patterns[type_], text) is not None


def _there(body: Any, place: str) -> bool:
    for step in place.split("."):
        if step == "[]":
            if not isinstance(body, list):
                return False
            if not body:
                return True
            body = body[0]
        elif isinstance(body, dict) and step in body:
            body = body[step]
        else:
            return False
    return True


def _template(pattern: str) -> re.Pattern[str]:
    pieces = re.split(r"(\{[^}]+\})", pattern)
    return re.compile("".join("[^/]+" if piece.startswith("{") else re.escape(piece) for piece in pieces))


# Published


@cache
def _document(path: Path) -> dict[str, Any]:
    text = path.read_text("utf-8")
    document: dict[str, Any] = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    _any_of(document)  # that a body fits two of the shapes which a document offers is no fault of ours
    if str(document.get("openapi", "")).startswith("3.0"):
        _without_nullable(document)
    return document


@cache
def _registry(path: Path) -> Registry[Any]:
    resource = Resource.from_contents(_document(path), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:spec", resource)
    return registry


def _any_of(node: Any) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("oneOf"), list) and "anyOf" not in node:
            node["anyOf"] = node.pop("oneOf")
        for value in node.values():
            _any_of(value)
    elif isinstance(node, list):
        for value in node:
            _any_of(value)


def _without_nullable(node: Any) -> None:
    """OpenAPI 3.0 says `nullable`; JSON Schema says type null."""
    if isinstance(node, dict):
        if node.pop("nullable", False):
            if isinstance(node.get("type"), str):
                node["type"] = [node["type"], "null"]
            elif "$ref" in node or "allOf" in node:
                inner = {name: node.pop(name) for name in ("$ref", "allOf") if name in node}
                node["anyOf"] = [inner, {"type": "null"}]
            if "enum" in node and None not in node["enum"]:
                node["enum"] = [*node["enum"], None]
        for bound in ("exclusiveMinimum", "exclusiveMaximum"):
            if isinstance(node.get(bound), bool):
                node.pop(bound)
        for value in node.values():
            _without_nullable(value)
    elif isinstance(node, list):
        for value in node:
            _without_nullable(value)


def _operation(
    document: Mapping[str, Any], method: str, path: str
) -> tuple[dict[str, Any], dict[str, str], list[Any]] | None:
    for literal in (True, False):  # /users/me before /users/{id}
        for template, item in document["paths"].items():
            bare = template.partition("?")[0].partition("#")[0]
            if ("{" in bare) == literal or method.lower() not in item:
                continue
            names = re.findall(r"\{([^}]+)\}", bare)
            pattern = re.escape(bare)
            for name in names:
                pattern = pattern.replace(re.escape("{" + name + "}"), "([^/]+)")
            if found := re.fullmatch(pattern, path):
                return item[method.lower()], dict(zip(names, found.groups(), strict=True)), item.get("parameters", [])
    return None


def _published_faults(
    path: Path,
    operation: Mapping[str, Any],
    in_path: Mapping[str, str],
    shared: list[Any],
    exchange: Exchange,
    answers: bool,
) -> list[str]:
    request = exchange.request
    document = _document(path)
    faults = []
    known: dict[str, set[str]] = {"query": set(), "header": set(), "path": set(), "cookie": set()}
    for given in (*shared, *operation.get("parameters", ())):
        parameter = _resolved(document, given)
        name, place = parameter["name"], parameter["in"]
        known[place].add(name)
        value: Any
        if place == "query":
            values = request.queries.get(name, request.queries.get(f"{name}[]"))
            value = (
                values
                if values and _type_of(document, parameter) == "array" and len(values) > 1
                else values[-1]
                if values
                else None
            )
        elif place == "header":
            value = request.headers.get(name.lower())
        else:
            value = in_path.get(name)
        if value is None:
            if parameter.get("required") and place != "cookie":
                faults.append(f"{place} parameter {name} is missing")
            continue
        schema = parameter.get("schema")
        if schema is not None:
            faults += _schema_faults(path, schema, _typed(document, schema, value), f"{place} parameter {name}")
    open_query = any(name.endswith(("[]", "*")) for name in known["query"])
    faults += [
        f"query parameter {name} is not in the published contract"
        for name in request.query
        if name not in known["query"]
        and name.removesuffix("[]") not in known["query"]
        and not open_query
        and name != "access_token"
    ]
    body = operation.get("requestBody")
    if body is not None:
        faults += _body_faults(path, _resolved(document, body), request)
    elif request.body and request.body != b"{}":
        faults.append("has a body, which the published contract does not know")
    if answers:
        faults += _answer_faults(path, operation, exchange)
    return faults


def _body_faults(path: Path, body: Mapping[str, Any], request: Request) -> list[str]:
    document = _document(path)
    if not request.body:
        return ["has no body"] if body.get("required") else []
    sent = request.headers.get("content-type", "").partition(";")[0].strip()
    content = body.get("content") or {}
    found = next((v for kind, v in content.items() if kind in {sent, "*/*"}), None)
    if found is None:
        wild = [v for kind, v in content.items() if kind.endswith("/*") and sent.startswith(kind[:-1])]
        if "application/octet-stream" in content and sent not in {"application/json"}:
            wild.append(content["application/octet-stream"])
        if not wild:
            return [f"is sent as {sent or 'nothing'}; the published contract takes {', '.join(content)}"]
        found = wild[0]
    schema = found.get("schema")
    if schema is None:
        return []
    value: Any
    if sent == "application/json":
        value = request.json
    elif sent == "application/x-www-form-urlencoded":
        pairs = parse_qsl(request.body.decode(), keep_blank_values=True)
        value = _fields(document, schema, pairs)
    elif sent == "multipart/form-data":
        value = _fields(document, schema, [(name, part.body.decode("latin-1")) for name, part in request.parts.items()])
    else:
        return []
    return _schema_faults(path, schema, value, "body")


def _fields(document: Mapping[str, Any], schema: Any, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    properties = _properties(document, schema)
    found: dict[str, Any] = {}
    for name, text in pairs:
        plain = name.removesuffix("[]")
        part = properties.get(name, properties.get(plain, {}))
        if name.endswith("[]") or (plain in found and isinstance(found[plain], list)):
            found.setdefault(plain, []).append(text)
        else:
            found[name] = _typed(document, part, text)
    return found


def _answer_faults(path: Path, operation: Mapping[str, Any], exchange: Exchange) -> list[str]:
    document = _document(path)
    responses = operation.get("responses") or {}
    status = str(exchange.answer.status)
    response = responses.get(status) or responses.get(f"{status[0]}XX") or responses.get("default")
    if response is None:
        return [f"the fake network answers {status}; published are {', '.join(responses)}"]
    content = _resolved(document, response).get("content") or {}
    schema = next((v.get("schema") for kind, v in content.items() if "json" in kind), None)
    if schema is None or exchange.answer.body is None or isinstance(exchange.answer.body, bytes):
        return []
    return _schema_faults(path, schema, exchange.answer.body, f"answer {status}")


def _schema_faults(path: Path, schema: Any, value: Any, what: str) -> list[str]:
    local = json.loads(json.dumps(schema).replace('"$ref": "#/', '"$ref": "urn:spec#/'))
    validator = jsonschema.Draft202012Validator(local, registry=_registry(path))
    return [
        f"{what}{''.join(f'.{step}' for step in error.absolute_path)}: {error.message[:200]}"
        for error in validator.iter_errors(value)
    ]


def _resolved(document: Mapping[str, Any], node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _type_of(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> str:
    found = _resolved(document, parameter.get("schema") or {}).get("type", "")
    return found if isinstance(found, str) else next((kind for kind in found if kind != "null"), "")


def _properties(document: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    schema = _resolved(document, schema)
    found = dict(schema.get("properties") or {})
    for part in (*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        found |= _properties(document, part)
    return found


def _typed(document: Mapping[str, Any], schema: Any, value: Any) -> Any:
    """A value from an address or a form as the type that its schema names."""
    schema = _resolved(document, schema)
    if isinstance(value, list):
        return value
    kinds = schema.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        inner = _resolved(document, part).get("type")
        kinds += [inner] if isinstance(inner, str) else list(inner or ())
    if "const" in schema and not isinstance(schema["const"], str):
        kinds.append("boolean" if isinstance(schema["const"], bool) else "number")
    if "boolean" in kinds and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if ("integer" in kinds or "number" in kinds) and re.fullmatch(r"-?\d+", value):
        return int(value)
    if "number" in kinds and re.fullmatch(r"-?\d+\.\d+", value):
        return float(value)
    if "array" in kinds or "object" in kinds:
        try:
            parsed = json.loads(value)
        except ValueError:
            parsed = None
        if isinstance(parsed, (list, dict)):
            return parsed
        return value.split(",") if "array" in kinds else value  # one number is a list of one as well
    return value
