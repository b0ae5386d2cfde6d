"""Amazon's side of Alexa: an authority that signs requests, and a speaker in a room that a person talks to.

The speaker understands by the interaction model that `deploy/alexa` makes: the longest sample that fits, a slot that is being
elicited, a built-in word, else the fallback. Amazon's own understanding is cleverer, and not to be had here.
"""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509.oid import ExtendedKeyUsageOID

from connectors.channels.alexa_requests import Forged
from deploy.alexa.models import model

SKILL = "amzn1.ask.skill.11111111-2222-3333-4444-555555555555"
CHAIN = "https://s3.amazonaws.com/echo.api/echo-api-cert-14.pem"
NAME = "echo-api.amazon.com"

_numbers = itertools.count(1)
_WORDS = {
    "AMAZON.YesIntent": {"en": "yes", "es": "sí", "de": "ja", "fr": "oui"},
    "AMAZON.NoIntent": {"en": "no", "es": "no", "de": "nein", "fr": "non"},
    "AMAZON.StopIntent": {"en": "stop", "es": "para", "de": "stopp", "fr": "arrête"},
    "AMAZON.CancelIntent": {"en": "cancel", "es": "cancelar", "de": "abbrechen", "fr": "annuler"},
    "AMAZON.HelpIntent": {"en": "help", "es": "ayuda", "de": "hilfe", "fr": "aide"},
    "AMAZON.RepeatIntent": {"en": "repeat", "es": "repite", "de": "wiederhole", "fr": "répète"},
}


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """A key by name: making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    """A key of another kind."""
    return ec.generate_private_key(ec.SECP256R1())


def _subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def certificate(
    name: str,
    key: Any,
    issuer: str,
    issuer_key: rsa.RSAPrivateKey,
    *,
    since: datetime,
    until: datetime,
    authority: bool = False,
    names: tuple[str, ...] = (),
) -> x509.Certificate:
    """One certificate, as authorities make them."""
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_subject(name))
        .issuer_name(_subject(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), False)
    if not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
    return builder.sign(issuer_key, hashes.SHA256())


@dataclass
class Amazon:
    """Certificates and signatures at one moment. What is at an address is fetched from `places`; `fetched` counts."""

    now: datetime
    places: dict[str, bytes] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        year = timedelta(days=365)
        self.root = certificate(
            "Test Root", rsa_key("root"), "Test Root", rsa_key("root"),
            since=self.now - 5 * year, until=self.now + 5 * year, authority=True,
        )  # fmt: skip
        self.middle = certificate(
            "Test Issuing", rsa_key("middle"), "Test Root", rsa_key("root"),
            since=self.now - year, until=self.now + year, authority=True,
        )  # fmt: skip
        self.places[CHAIN] = self.chain()

    def leaf(
        self,
        *,
        names: tuple[str, ...] = (NAME,),
        since: timedelta = timedelta(days=-30),
        until: timedelta = timedelta(days=30),
        key: Any = None,
    ) -> x509.Certificate:
        """A signing certificate."""
        return certificate(
            "Alexa", key or rsa_key("leaf"), "Test Issuing", rsa_key("middle"),
            since=self.now + since, until=self.now + until, names=names,
        )  # fmt: skip

    def chain(self, leaf: x509.Certificate | None = None, *between: x509.Certificate) -> bytes:
        """As it is fetched: the signing certificate first."""
        chain = (leaf or self.leaf(), *(between or (self.middle,)))
        return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in chain)

    async def fetch(self, address: str) -> bytes:
        """What is at an address."""
        self.fetched.append(address)
        if address not in self.places:
            raise Forged("nothing is there")
        return self.places[address]

    def roots(self) -> list[x509.Certificate]:
        """Whom to trust."""
        return [self.root]

    def headers(self, body: bytes, chain: str = CHAIN) -> dict[str, str]:
        """The headers of a request with this body."""
        signature = rsa_key("leaf").sign(body, PKCS1v15(), hashes.SHA256())
        return {
            "SignatureCertChainUrl": chain,
            "Signature-256": base64.b64encode(signature).decode(),
            "Content-Type": "application/json; charset=utf-8",
        }


@dataclass(frozen=True)
class Heard:
    """What comes of saying something: the words, whether somebody is listened to afterwards, the card."""

    speech: str
    ends: bool
    reprompt: str
    card: dict[str, Any]
    raw: dict[str, Any]


class Speaker:
    """An Echo in a room. `token` is whose account is linked; `now` the time that stands in requests."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        amazon: Amazon,
        now: Callable[[], datetime],
        *,
        token: str = "",
        locale: str = "en-US",
        room: str = "kitchen",
        api: str = "https://api.eu.amazonalexa.com",
    ) -> None:
        self.http = http
        self.amazon = amazon
        self.now = now
        self.token = token
        self.locale = locale
        self.room = room
        self.api = api
        self.session = ""
        self.attributes: dict[str, Any] = {}
        self.eliciting = False
        self.requests: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []

    def envelope(self, kind: str, **request: Any) -> dict[str, Any]:
        """A request as Alexa sends it."""
        user: dict[str, Any] = {"userId": "amzn1.ask.account.AAA"}
        if self.token:
            user["accessToken"] = self.token
        new = not self.session
        self.session = self.session or f"amzn1.echo-api.session.{next(_numbers)}"
        application = {"applicationId": SKILL}
        return {
            "version": "1.0",
            "session": {
                "new": new,
                "sessionId": self.session,
                "application": application,
                "attributes": self.attributes,
                "user": user,
            },
            "context": {
                "System": {
                    "application": application,
                    "user": user,
                    "device": {"deviceId": f"amzn1.ask.device.{self.room}", "supportedInterfaces": {}},
                    "apiEndpoint": self.api,
                    "apiAccessToken": "api-token-of-this-request",
                }
            },
            "request": {
                "type": kind,
                "requestId": f"amzn1.echo-api.request.{next(_numbers)}",
                "timestamp": self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "locale": self.locale,
                **request,
            },
        }

    async def post(self, envelope: dict[str, Any]) -> httpx.Response:
        """Send it, signed."""
        self.requests.append(envelope)
        body = json.dumps(envelope, ensure_ascii=False).encode()
        answer = await self.http.post("/alexa", content=body, headers=self.amazon.headers(body))
        if answer.status_code == httpx.codes.OK:
            self.answers.append(answer.json())
        return answer

    async def open(self) -> Heard:
        """ "Alexa, open post studio"."""
        return await self._heard(self.envelope("LaunchRequest"))

    async def say(self, text: str) -> Heard:
        """Say something: in the session that is open, or as "Alexa, ask post studio to …"."""
        return await self._heard(self.envelope("IntentRequest", intent=self.understood(text), dialogState="COMPLETED"))

    async def end(self, reason: str = "EXCEEDED_MAX_REPROMPTS") -> httpx.Response:
        """Nobody answered, or somebody said exit."""
        answer = await self.post(self.envelope("SessionEndedRequest", reason=reason))
        self._over()
        return answer

    def understood(self, text: str) -> dict[str, Any]:
        """The intent that a sentence is."""
        language = self.locale[:2]
        for name, words in _WORDS.items():
            if text.casefold() == words[language]:
                return {"name": name, "confirmationStatus": "NONE"}
        intents = model(self.locale)["interactionModel"]["languageModel"]["intents"]
        if self.eliciting:
            return _filled("Say", text)
        fitting = [
            (len(carrier), intent["name"], text[len(carrier) + 1 :])
            for intent in intents
            for sample in intent["samples"]
            for carrier in [sample.removesuffix(" {command}")]
            if text.casefold().startswith(f"{carrier} ") or text.casefold() == sample
        ]
        if not fitting:
            return {"name": "AMAZON.FallbackIntent", "confirmationStatus": "NONE"}
        _, name, rest = max(fitting)
        return _filled(name, rest)

    async def _heard(self, envelope: dict[str, Any]) -> Heard:
        answer = await self.post(envelope)
        assert answer.status_code == 200, answer.status_code
        raw: dict[str, Any] = answer.json()
        response = raw["response"]
        ends = response.get("shouldEndSession", True)
        directives = response.get("directives", [])
        if ends:
            self._over()
        else:
            self.attributes = raw["sessionAttributes"]
            self.eliciting = any(each["type"] == "Dialog.ElicitSlot" for each in directives)
        reprompt = response.get("reprompt", {}).get("outputSpeech", {}).get("text", "")
        return Heard(response["outputSpeech"]["text"], ends, reprompt, response.get("card", {}), raw)

    def _over(self) -> None:
        self.session, self.attributes, self.eliciting = "", {}, False


def _filled(name: str, value: str) -> dict[str, Any]:
    slot: dict[str, Any] = {"name": "command", "confirmationStatus": "NONE"}
    if value:
        slot["value"] = value
    return {"name": name, "confirmationStatus": "NONE", "slots": {"command": slot}}
