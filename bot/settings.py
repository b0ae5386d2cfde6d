"""Settings: the one reader of the environment, and of a `.env` file in the current directory.

Everything is named `ALLIN_…`, apart from `ANTHROPIC_API_KEY`, `OPENAI_API_KEY` and `ELEVENLABS_API_KEY`, which people have
set already. With nothing set at all the product runs: a store in the user's data directory and no hosted model.
"""

from __future__ import annotations

import difflib
import os
import pkgutil
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from platformdirs import user_data_dir
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import SettingsError
from connectors.oauth import AppCredentials

PREFIX = "ALLIN_"
LANGUAGES = ("en", "es", "de", "fr")
PLATFORM_URL = re.compile(r"allin_([a-z0-9_]+)_api_url", re.IGNORECASE)
PLATFORM_APP = re.compile(r"allin_([a-z0-9_]+)_client_(id|secret)", re.IGNORECASE)
_OF_PLATFORMS = ("API_URL", "CLIENT_ID", "CLIENT_SECRET")
LEAST_SECRET = 12
"""Characters from which on the setting of a channel is kept out of texts: a port or a yes is none."""
LEAST_KEY = 32
"""Characters of a secret key, see `storage/vault.py`."""

ANTHROPIC_MODEL = "claude-sonnet-5-5"
"""The current Sonnet, between speed and wit: platform.claude.com/docs/en/models/sonnet-5-5/overview (read 2026-11)."""

OPENAI_MODEL = "gpt-6.1-terra"
"""Current, made for everyday writing; takes tools over Chat Completions at effort `none` (read 2026-11)."""

OPENAI_TRANSCRIPTION = "gpt-transcribe"
"""Named in openai 3.54, which calls `gpt-4o-transcribe` deprecated (its end is set for 2027-02)."""

ELEVENLABS_MODEL = "eleven_flash_v2_5"
"""Answers soonest and takes the language it is told: the published OpenAPI, `language_code` (read 2026-11)."""

ELEVENLABS_VOICE = "21m00Tcm4TlvDq8ikWAM"
"""The voice of the examples in the published OpenAPI (read 2026-11)."""

AnthropicEffort = Literal["low", "medium", "high", "xhigh", "max"]
OpenAIEffort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]


def _machine_zone() -> str:
    try:
        from tzlocal import get_localzone_name

        return ZoneInfo(str(get_localzone_name())).key
    except (ImportError, KeyError, ValueError, OSError, TypeError):
        return "UTC"


def _machine_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            language = re.split(r"[-_.]", value.lower())[0]
            return language if language in LANGUAGES else "en"
    return "en"


class Settings(BaseSettings):
    """What whoever runs this installation decided. Read it with `Settings.load()`; secrets never show in its repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    home: Path = Field(default_factory=lambda: Path(user_data_dir("allin", appauthor=False)))
    """Where the embedded store, media and models live; created if it is not there."""

    database_url: str = Field(default="", repr=False)
    """The store; without it, `allin.db` in `home`. May hold a password, so it is no part of the repr."""

    engine: Literal["auto", "rows", "pgqueuer"] = "auto"
    """Who wakes the workers: `rows`, each looks for itself, or `pgqueuer`, the queue on PostgreSQL; `auto` takes what fits."""

    anthropic_api_key: SecretStr | None = Field(default=None, validation_alias="ANTHROPIC_API_KEY")
    anthropic_model: str = Field(default=ANTHROPIC_MODEL, min_length=1)
    anthropic_effort: AnthropicEffort | None = None
    """How long the model thinks; None means `low` for the default model and the model's own default for any other."""
    anthropic_base_url: str = "https://api.anthropic.com"

    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_model: str = Field(default=OPENAI_MODEL, min_length=1)
    openai_effort: OpenAIEffort | None = None
    """The same for OpenAI; None means `none` for the default model, whose tools Chat Completions takes only so."""
    openai_base_url: str = "https://api.openai.com/v1"

    llm_url: str | None = None
    """Any server that speaks OpenAI's Chat Completions, Ollama too: `http://localhost:11434/v1`."""
    llm_key: SecretStr | None = None
    llm_model: str | None = None

    openai_transcription_model: str = Field(default=OPENAI_TRANSCRIPTION, min_length=1)
    """Listens for workspaces that prefer it to this machine's own."""
    whisper_model: str = Field(default="base", min_length=1)
    """What listens on this machine: a name of which the weights are installed, or the folder of a converted model."""
    elevenlabs_api_key: SecretStr | None = Field(default=None, validation_alias="ELEVENLABS_API_KEY")
    elevenlabs_base_url: str = "https://api.elevenlabs.io"
    elevenlabs_model: str = Field(default=ELEVENLABS_MODEL, min_length=1)
    elevenlabs_voice: str = Field(default=ELEVENLABS_VOICE, min_length=1)
    """The voice's id, where a workspace has chosen none."""
    microphone: str | None = None
    """The name or number of the machine's microphone; None: the one that the system uses."""
    loudspeaker: str | None = None
    wake_word: str = Field(default="okay_nabu", min_length=1)
    """The word that wakes: one that comes with the extra `wake`, or the path of a model (.json beside its .tflite)."""
    piper_voice: Path | None = None
    """A voice for the program piper: an .onnx file with its .onnx.json beside it. None: one that is installed as a package."""

    model_timeout: float = Field(default=12.0, gt=0, le=600)
    """Seconds of silence after which a hosted model counts as hanging and the next one is asked."""
    model_budget: float = Field(default=25.0, gt=0, le=600)
    """Seconds that one question may take over all hosted models together."""

    public_url: str | None = None
    """Where people and networks reach this installation from outside; None: only from this machine."""
    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8765, ge=1, le=65535)

    time_zone: str = Field(default_factory=_machine_zone)
    """The zone of new workspaces: ALLIN_TIME_ZONE, else the machine's, else UTC."""
    language: str = Field(default_factory=_machine_language)
    """The language of new workspaces, one of en, es, de, fr: ALLIN_LANGUAGE, else LANG, else en."""
    secret_key: SecretStr | None = None
    """What tokens are encrypted with; several with commas between them, the newest first. None: a file in `home`."""
    late_grace_minutes: int = Field(default=60, ge=0, le=10080)
    """How late a post may still go out by itself, after the machine was off for instance."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "WARNING"

    platform_api_urls: dict[str, str] = Field(default_factory=dict)
    """ALLIN_<PLATFORM>_API_URL by the platform's name in small letters: replaces its base address."""
    platform_client_ids: dict[str, str] = Field(default_factory=dict)
    """ALLIN_<PLATFORM>_CLIENT_ID by the platform's name in small letters; see `apps`."""
    platform_client_secrets: dict[str, SecretStr] = Field(default_factory=dict)
    """ALLIN_<PLATFORM>_CLIENT_SECRET by the platform's name in small letters; see `apps`."""
    channel_options: dict[str, dict[str, SecretStr]] = Field(default_factory=dict)
    """ALLIN_<CHANNEL>_<OPTION> by the channel's and the option's names in small letters; what there is, channels say."""

    @classmethod
    def load(cls, **given: Any) -> Self:
        """The settings, `given` ones before the environment's. Raises `SettingsError` naming every problem at once."""
        # Raised outside of the handlers: the errors of pydantic hold what was entered, and secrets are entered here.
        problems: list[str]
        try:
            settings = cls(**given)
        except ValidationError as error:
            problems = [_in_words(str(part["loc"][0]), part["msg"], part["type"]) for part in error.errors()]
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
            problems = [f".env cannot be read: {reason}. Mend or remove the file in the current directory."]
        else:
            problems = []
        problems += _misspelt()
        if problems:
            raise SettingsError(problems)
        return settings

    @property
    def address(self) -> str:
        """Where the web pages are reached: `public_url`, else this machine's own address."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def hosted_model(self) -> str:
        """The model that is asked first when the embedded one is unsure; empty when none is set up."""
        if self.anthropic_api_key:
            return self.anthropic_model
        if self.openai_api_key:
            return self.openai_model
        return self.llm_model or ""

    @property
    def apps(self) -> dict[str, AppCredentials]:
        """What networks gave whoever runs this installation, by the platform's name."""
        secrets = self.platform_client_secrets
        return {
            name: AppCredentials(id, secrets[name].get_secret_value() if name in secrets else "")
            for name, id in self.platform_client_ids.items()
        }

    def secrets(self) -> tuple[str, ...]:
        """Every secret that is set, to keep it out of texts."""
        models = (self.anthropic_api_key, self.openai_api_key, self.llm_key, self.elevenlabs_api_key)
        keys = (*models, *self.platform_client_secrets.values())
        channels = (option for options in self.channel_options.values() for option in options.values())
        longer = (option for option in channels if len(option.get_secret_value()) >= LEAST_SECRET)
        found = tuple(key.get_secret_value() for key in (*keys, *longer) if key is not None)
        return (*found, *(_parts(self.secret_key) if self.secret_key is not None else ()))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code, the environment, `.env`, and what is set for single platforms in both of these."""
        return init_settings, env_settings, dotenv_settings, _OfPlatforms(settings_cls, dotenv_settings, env_settings)

    @field_validator("home")
    @classmethod
    def _home_can_be_written(cls, value: Path) -> Path:
        home = value.expanduser().absolute()
        try:
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryFile(dir=home) as probe:
                probe.write(b"x")  # a full disk shows at the first byte, not at the empty file
        except OSError as error:
            raise ValueError(f"{home} cannot be written to ({error.strerror})") from None
        return home

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            home = info.data.get("home")
            return f"sqlite:///{(home / 'allin.db').as_posix()}" if home else value
        if not re.match(r"(sqlite|postgres|postgresql)(\+\w+)?://", value):
            raise ValueError("it is neither sqlite:///path nor postgresql://user:password@host/database")
        return value

    @field_validator("engine", mode="before")
    @classmethod
    def _in_small_letters(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("engine")
    @classmethod
    def _engine_fits_the_store(cls, value: str, info: ValidationInfo) -> str:
        if value == "pgqueuer":
            if info.data.get("database_url", "postgresql:").startswith("sqlite"):
                raise ValueError(f"pgqueuer works on PostgreSQL only, and {PREFIX}DATABASE_URL names none")
            if sys.platform == "win32":
                raise ValueError("pgqueuer does not run in a process on Windows")
        return value

    @field_validator("anthropic_base_url", "openai_base_url", "elevenlabs_base_url", "llm_url", "public_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        return None if value is None else _web_address(value)

    @field_validator("platform_api_urls")
    @classmethod
    def _are_web_addresses(cls, value: dict[str, str]) -> dict[str, str]:
        wrong, addresses = [], {}
        for name, url in value.items():
            try:
                addresses[name] = _web_address(url)
            except ValueError as error:
                wrong.append(f"{PREFIX}{name.upper()}_API_URL: {error}")
        if wrong:
            raise ValueError("; ".join(wrong))
        return addresses

    @field_validator("anthropic_api_key", "openai_api_key", "elevenlabs_api_key", "llm_key")
    @classmethod
    def _fits_in_a_header(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None:
            return None
        key = value.get_secret_value().strip()
        if not re.fullmatch(r"[\x21-\x7e]+", key):
            raise ValueError("it holds a space, a line break or a character that no key has")
        if info.field_name == "llm_key" and info.data.get("llm_url", "") is None:
            raise ValueError(f"it is set, but {PREFIX}LLM_URL is not")
        return SecretStr(key)

    @field_validator("secret_key")
    @classmethod
    def _is_long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        parts = _parts(value)
        if not parts or any(len(part) < LEAST_KEY for part in parts):
            raise ValueError(f"it holds a key of fewer than {LEAST_KEY} characters")
        return SecretStr(",".join(parts))

    @field_validator("piper_voice")
    @classmethod
    def _is_a_voice(cls, value: Path | None) -> Path | None:
        if value is None:
            return None
        path = value.expanduser().absolute()
        if not path.is_file() or not path.with_name(path.name + ".json").is_file():
            raise ValueError(f"{path} and {path.name}.json beside it must both be there")
        return path

    @field_validator("platform_client_ids")
    @classmethod
    def _are_ids(cls, value: dict[str, str]) -> dict[str, str]:
        return {name: _in_a_header(f"{PREFIX}{name.upper()}_CLIENT_ID", id) for name, id in value.items()}

    @field_validator("platform_client_secrets")
    @classmethod
    def _are_secrets_of_ids(cls, value: dict[str, SecretStr], info: ValidationInfo) -> dict[str, SecretStr]:
        found = {}
        for name, secret in value.items():
            variable = f"{PREFIX}{name.upper()}_CLIENT_SECRET"
            if name not in info.data.get("platform_client_ids", {name: ""}):
                raise ValueError(f"{variable} is set, but {PREFIX}{name.upper()}_CLIENT_ID is not")
            found[name] = SecretStr(_in_a_header(variable, secret.get_secret_value()))
        return found

    @field_validator("llm_model")
    @classmethod
    def _is_named_with_its_server(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("llm_url"):
            raise ValueError("it is missing")
        if value is not None and info.data.get("llm_url", "") is None:
            raise ValueError(f"it is set, but {PREFIX}LLM_URL is not")
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key
        except (KeyError, ValueError, OSError):
            raise ValueError(f"there is no time zone {value!r}{_nearest_zone(value)}") from None

    @field_validator("language", mode="before")
    @classmethod
    def _is_spoken_here(cls, value: Any) -> str:
        language = re.split(r"[-_.]", str(value).strip().lower())[0]
        if language not in LANGUAGES:
            raise ValueError(f"{str(value)!r} is not one of {', '.join(LANGUAGES)}")
        return language

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value


class _OfPlatforms(PydanticBaseSettingsSource):
    """Gathers ALLIN_<PLATFORM>_API_URL, …_CLIENT_ID and …_CLIENT_SECRET, whatever the platform, and the options of channels;
    later sources win.
    """

    def __init__(self, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self.sources = sources

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """One field's value; this source fills the fields of platforms alone, in `__call__`."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """`{"platform_api_urls": …, "platform_client_ids": …}`, each where at least one is set."""
        found: dict[str, dict[str, Any]] = {}
        for source in self.sources:
            if isinstance(source, EnvSettingsSource | DotEnvSettingsSource):
                for name, value in source.env_vars.items():
                    if not value:
                        continue
                    if (option := _of_channel(name)) is not None:
                        found.setdefault("channel_options", {}).setdefault(option[0], {})[option[1]] = value
                    elif match := PLATFORM_URL.fullmatch(name):
                        found.setdefault("platform_api_urls", {})[match[1].lower()] = value
                    elif match := PLATFORM_APP.fullmatch(name):
                        found.setdefault(f"platform_client_{match[2].lower()}s", {})[match[1].lower()] = value
        return dict(found)


def _parts(key: SecretStr) -> tuple[str, ...]:
    return tuple(part.strip() for part in key.get_secret_value().split(",") if part.strip())


def _in_a_header(variable: str, value: str) -> str:
    """A client id or secret without what a careless copy brings along. Raises ValueError, not quoting it."""
    text = value.strip()
    if not re.fullmatch(r"[\x21-\x7e]+", text):
        raise ValueError(f"{variable} holds a space, a line break or a character that none has")
    return text


def _web_address(value: str) -> str:
    """`value` without a slash at its end. Raises ValueError, not quoting it, for what is no http or https address."""
    text = value.strip()
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no number
    except ValueError:
        raise ValueError("it is no web address like https://example.org") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", text):
        raise ValueError("it is no web address like https://example.org")
    if parts.username or parts.password:
        raise ValueError("it holds a name or a password; addresses are shown and logged, so leave these out")
    if parts.query or parts.fragment:
        raise ValueError("it must end before any ? or #")
    return text.rstrip("/")


def _nearest_zone(value: str) -> str:
    zones = sorted(available_timezones())
    wanted = value.strip().replace(" ", "_").lower()
    near = [zone for zone in zones if zone.lower().rsplit("/", 1)[-1] == wanted]
    near = near or difflib.get_close_matches(value, zones, n=1, cutoff=0.7)
    return f"; did you mean {near[0]}?" if near else ""


def _variable(name: str) -> str:
    """The variable behind a field or its alias."""
    return name if name in {"ANTHROPIC_API_KEY", "OPENAI_API_KEY"} else f"{PREFIX}{name.upper()}"


_REPAIRS = {
    "home": "Point {0} at a directory of yours with free space.",
    "engine": "Leave {0} out, or set it to auto, rows or pgqueuer.",
    "database_url": "Leave {0} out for a file in ALLIN_HOME.",
    "llm_model": "Set {0} to a model that the server of ALLIN_LLM_URL offers, or unset both.",
    "llm_key": "Set ALLIN_LLM_URL too, or unset {0}; copy the key without anything around it.",
    "anthropic_api_key": "Copy it again from platform.claude.com, or unset it.",
    "openai_api_key": "Copy it again from platform.openai.com, or unset it.",
    "time_zone": "Set {0} to a name like Europe/Berlin.",
    "language": "Set {0} to one of en, es, de, fr.",
    "port": "Set {0} to a free port from 1 to 65535.",
    "secret_key": "Set {0} to what `openssl rand -hex 32` prints, or unset it for a key file in ALLIN_HOME.",
}


def _in_words(location: str, message: str, kind: str) -> str:
    """One problem and its repair. The value is quoted only by the checks above, which know what is no secret."""
    field = location.lower()
    variable = _variable(location)
    repair = _REPAIRS.get(field, "Correct {0}, or unset it for the default.").format(variable)
    said = message.removeprefix("Value error, ")
    said = said if kind == "value_error" else said[:1].lower() + said[1:]
    if field == "platform_api_urls":
        return f"{said}. Correct it, or unset it for the network's own address."
    if field.startswith("platform_client_"):
        return f"{said}. Copy both again from the network's page for developers, or unset both."
    end = "" if said.endswith(("?", ".")) else "."
    return f"{variable}: {said}{end} {repair}"


def _misspelt() -> list[str]:
    """Variables that look like a setting but are none: silently ignoring ALLIN_LLM_MODLE would cost an hour."""
    fields: dict[str, FieldInfo] = Settings.model_fields
    known = {_variable(str(field.validation_alias or name)) for name, field in fields.items()}
    problems = []
    for name in sorted(os.environ):
        upper = name.upper()
        if not upper.startswith(PREFIX) or upper in known or _of_channel(upper) is not None:
            continue  # of channels it is the channel that knows its options
        near = difflib.get_close_matches(upper, sorted(known), n=1, cutoff=0.9) or list(_meant_for_a_platform(upper))
        if near and near[0] != upper:
            problems.append(f"{name}: there is no such setting; did you mean {near[0]}?")
    return problems


def _meant_for_a_platform(name: str) -> Iterator[str]:
    """What ALLIN_LINKDIN_CLIENT_ID or ALLIN_X_CLIENT_SECERT was to be, itself where it is right; nothing if unclear.

    A platform that nothing here is nearly called like may be a plug-in's.
    """
    words = name.removeprefix(PREFIX).split("_")
    if len(words) < 3:
        return
    near = difflib.get_close_matches("_".join(words[-2:]), _OF_PLATFORMS, n=1, cutoff=0.8)
    if near:
        platform = "_".join(words[:-2])
        named = [platform] if platform in _platforms() else difflib.get_close_matches(platform, _platforms(), 1, 0.8)
        yield f"{PREFIX}{named[0] if named else platform}_{near[0]}"


def _of_channel(name: str) -> tuple[str, str] | None:
    """The channel and the option that a variable names, in small letters; None if it is a platform's or a setting of ours."""
    lower = name.lower()
    if not lower.startswith(PREFIX.lower()) or lower.removeprefix(PREFIX.lower()) in Settings.model_fields:
        return None
    rest = lower.removeprefix(PREFIX.lower())
    if any(rest == f"{platform.lower()}_{part.lower()}" for platform in _platforms() for part in _OF_PLATFORMS):
        return None
    channels = sorted(_channels(), key=len, reverse=True)
    channel = next((channel for channel in channels if rest.startswith(f"{channel}_")), None)
    if channel is None:
        plugged_in = [point.name for point in entry_points(group="allin.channels")]
        channel = next((channel for channel in plugged_in if rest.startswith(f"{channel}_")), None)
    return (channel, rest.removeprefix(f"{channel}_")) if channel is not None else None


def _channels() -> Sequence[str]:
    """The names of the channels' files: nothing is imported here either."""
    import connectors.channels

    there = [module.name for module in pkgutil.iter_modules(connectors.channels.__path__)]
    # A channel's further files begin with its name.
    return [name for name in there if not any(name.startswith(f"{other}_") for other in there)]


def _platforms() -> Sequence[str]:
    """The names of the platforms' files in capitals: nothing is imported, settings come first."""
    import connectors.platforms

    return [module.name.upper() for module in pkgutil.iter_modules(connectors.platforms.__path__)]
