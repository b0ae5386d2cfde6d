"""The composition root: settings → store → connectors → tools → agent → conversation. Imported by `__main__` and tests only."""

from __future__ import annotations

import asyncio
import atexit
import gc
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot import channels
from bot.agent import Agent
from bot.analytics.collection import collecting
from bot.analytics.collection.collecting import Collector
from bot.analytics.collection.hooks import FigureHooks
from bot.analytics.collection.keeping import Keeping
from bot.analytics.forecasts.alerts import Alerts
from bot.analytics.forecasts.outlook import outlook
from bot.analytics.outside.scout import Scout
from bot.analytics.targets.watching import SECONDS_BETWEEN_LOOKS, Lookout
from bot.clock import Clock
from bot.consent import Toolbox
from bot.conversation import Conversation
from bot.copywriter import Writer
from bot.delivery import DeliveryService
from bot.engine import engine_for
from bot.errors import StoreError
from bot.herald import Herald
from bot.inbox import Inbox
from bot.insights import InsightsService
from bot.installs import InstallStore
from bot.media import MediaLibrary
from bot.pairing import Pairing
from bot.registry import Registry, load
from bot.reporter import LOOK_SECONDS as SECONDS_BETWEEN_REPORTS
from bot.reporter import Reporter
from bot.sign_in import SignInService
from bot.tokens import TokenKeeper
from bot.voice.listen import Listeners, OpenAITranscription, Whisper
from bot.voice.recordings import Recordings
from bot.voice.speak import ElevenLabs, Espeak, Piper, Speaker, Speakers
from bot.voice.voice import Voice
from bot.web.door import Door
from bot.worker import Worker
from connectors.platform import Platform, Publisher
from storage import schema
from storage.database import Database, DatabaseError
from storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

    from bot.models import HostedChain
    from bot.settings import Settings
    from bot.understanding.router import Understanding

log = logging.getLogger(__name__)

WARMING = "warming"
"""The thread that loads what the first answer needs. Nobody waits for it, so the command ends without it."""


@dataclass
class App:
    """Everything of one process, as an async context manager. With `work`, it also wakes and runs what falls due."""

    settings: Settings
    database: Database
    registry: Registry
    understanding: Understanding
    hosted: HostedChain | None
    vault: Vault
    tokens: TokenKeeper
    sign_in: SignInService
    media: MediaLibrary
    voice: Voice
    door: Door
    delivery: DeliveryService
    worker: Worker
    clock: Clock
    agent: Agent
    conversation: Conversation
    pairing: Pairing
    installs: InstallStore
    inbox: Inbox
    herald: Herald
    reporter: Reporter
    collector: Collector
    figures: FigureHooks
    insights: InsightsService
    lookout: Lookout
    work: bool

    @staticmethod
    def open(
        settings: Settings,
        *,
        work: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        platforms: Sequence[Platform] = (),
    ) -> App:
        """Put everything together; `platforms` come beside those that are found. Raises the `OperatorError`s."""
        from bot.understanding.router import Understanding

        registry = load(settings.home, settings.platform_api_urls, settings.address)
        registry.platforms.update({platform.name: platform for platform in platforms})
        try:
            database = Database(settings.database_url)
            schema.upgrade(database)
        except DatabaseError as error:
            raise StoreError(f"store-{error.reason}", detail=error.detail) from error
        understanding = Understanding(registry.tools, registry.platforms, cache=settings.home / "cache")
        hosted = None
        if settings.hosted_model:
            from bot.models import HostedChain  # brings LangChain along, which takes a second

            hosted = HostedChain.from_settings(settings)
        vault = Vault.at(settings.home, settings.secret_key.get_secret_value() if settings.secret_key else "")
        media = MediaLibrary(settings.home, database, vault, public_url=settings.public_url or "", now=now)
        voice = _voice(settings, database, registry, now)
        tokens = TokenKeeper(database, vault, registry.platforms, settings.apps, now=now)
        door = Door(
            vault,
            lambda: web_app(settings.home, vault, sign_in, media, figures, insights),
            host=settings.host,
            port=settings.port,
            public_url=settings.public_url,
        )
        sign_in = SignInService(
            database, vault, registry.platforms, tokens, address=settings.address, ready=door.open, now=now
        )
        grace = timedelta(minutes=settings.late_grace_minutes)
        delivery = DeliveryService(
            database, registry.platforms, accounts=tokens, library=media, now=now, late_grace=grace
        )
        worker = Worker(database, delivery, now=now)
        collector = Collector(database, registry.platforms, accounts=tokens, default_zone=settings.time_zone, now=now)
        figures = FigureHooks(database, vault, settings.apps, default_zone=settings.time_zone, now=now)
        insights = InsightsService(
            database,
            vault,
            registry.platforms,
            address=settings.address,
            public_url=settings.public_url,
            ready=door.open,
            default_zone=settings.time_zone,
            now=now,
        )
        lookout = Lookout(
            database,
            registry.platforms,
            default_zone=settings.time_zone,
            default_language=settings.language,
            forecaster=partial(outlook, database),
            now=now,
        )
        pairing = Pairing(database, now=now)
        inbox = Inbox(database, now=now)
        herald = Herald(
            database,
            registry.platforms,
            default_zone=settings.time_zone,
            default_language=settings.language,
            now=now,
        )
        toolbox = Toolbox(registry.tools)
        agent = Agent(registry.tools, toolbox, hosted)
        conversation = Conversation(
            database=database,
            registry=registry,
            understanding=understanding,
            agent=agent,
            toolbox=toolbox,
            copywriter=Writer(hosted),
            publishing=worker,
            connecting=sign_in,
            media=media,
            voice=voice,
            signed_in=tokens,
            measuring=collector,
            pairing=pairing,
            default_zone=settings.time_zone,
            default_language=settings.language,
            now=now,
        )
        conversation.places = herald
        conversation.insights = insights
        reporter = Reporter(database, registry.platforms, media, default_language=settings.language, now=now)
        conversation.elsewhere.asking = channels.asking(settings)
        engine = engine_for(settings.engine, database, worker, now=now)
        upkeep = {"sign-ins": tokens.upkeep, "media": media.upkeep, "recordings": voice.recordings.upkeep}
        upkeep["events"] = inbox.upkeep
        upkeep["figures"] = collector.look
        upkeep["observations"] = Keeping(database, now=now).upkeep
        upkeep["goals"] = lookout.upkeep
        zone, language = settings.time_zone, settings.language
        alerts = Alerts(database, registry.platforms, default_zone=zone, default_language=language, now=now)
        upkeep["alerts"] = alerts.upkeep
        upkeep["reports"] = reporter.upkeep
        upkeep["outside"] = Scout(database, registry.platforms, tokens, default_zone=zone, now=now).upkeep
        often = {"figures": collecting.SECONDS, "reports": SECONDS_BETWEEN_REPORTS, "goals": SECONDS_BETWEEN_LOOKS}
        clock = Clock(database, worker, engine=engine, now=now, upkeep=upkeep, upkeep_seconds=often)
        return App(
            settings=settings,
            database=database,
            registry=registry,
            understanding=understanding,
            hosted=hosted,
            vault=vault,
            tokens=tokens,
            sign_in=sign_in,
            media=media,
            voice=voice,
            door=door,
            delivery=delivery,
            worker=worker,
            clock=clock,
            agent=agent,
            conversation=conversation,
            pairing=pairing,
            installs=InstallStore(database, vault, pairing, now=now),
            inbox=inbox,
            herald=herald,
            reporter=reporter,
            collector=collector,
            figures=figures,
            insights=insights,
            lookout=lookout,
            work=work,
        )

    def web(self) -> FastAPI:
        """The web application: sign-in and the public pages."""
        return web_app(self.settings.home, self.vault, self.sign_in, self.media, self.figures, self.insights)

    async def __aenter__(self) -> Self:
        # What takes a second is loaded while the person reads the first lines; who leaves before does not wait for it.
        warming = threading.Thread(target=self._warm, name=WARMING, daemon=True)
        warming.start()
        # Only the command may end in the middle of native code, since it ends at once; any other program waits here.
        atexit.register(warming.join)
        if self.work:
            await self.clock.start()
        return self

    def _warm(self) -> None:
        try:
            self.agent.warm()
            self.understanding.warm()
            _spare_the_collector()
        except Exception:
            log.exception("what is needed for the first answer could not be loaded ahead; it is tried again then")

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.work:
            await self.clock.stop()
        await self.insights.close()
        await self.collector.close()
        await self.inbox.close()
        await self.herald.close()
        await self.door.close()
        await self.tokens.close()
        for platform in self.registry.platforms.values():
            if isinstance(platform, Publisher):
                await platform.close()
        if self.hosted is not None:
            await self.hosted.close()
        await self.voice.close()
        await asyncio.to_thread(self.database.close)


def _voice(settings: Settings, database: Database, registry: Registry, now: Callable[[], datetime]) -> Voice:
    """What hears and speaks; each of its parts loads what it needs when it is first needed."""
    hosted = None
    if settings.openai_api_key is not None:
        hosted = OpenAITranscription(
            settings.openai_api_key.get_secret_value(),
            settings.openai_base_url,
            settings.openai_transcription_model,
            settings.model_budget,
        )
    speakers: list[Speaker] = [Piper(settings.piper_voice, folder=settings.home / "voices"), Espeak()]
    if settings.elevenlabs_api_key is not None:
        key, place = settings.elevenlabs_api_key.get_secret_value(), settings.elevenlabs_base_url
        model, usual = settings.elevenlabs_model, settings.elevenlabs_voice
        speakers.insert(0, ElevenLabs(key, place, model, usual, settings.model_budget))
    return Voice(
        database,
        registry.platforms,
        Listeners(Whisper(settings.home, settings.whisper_model), hosted),
        Speakers(speakers),
        Recordings(settings.home, database, now=now),
    )


def web_app(
    home: Path,
    vault: Vault,
    sign_in: SignInService,
    media: MediaLibrary,
    figures: FigureHooks,
    insights: InsightsService,
) -> FastAPI:
    """The web application: sign-in, media by signed links, what networks and shops send, the live and the public pages."""
    from bot.web.figures import figures_router
    from bot.web.insights import insights_router
    from bot.web.media import media_router
    from bot.web.returns import returns_router
    from bot.web.server import create_app  # brings FastAPI along, which a conversation does without
    from bot.web.sign_in import door_router, sign_in_router

    routers = [door_router(vault), sign_in_router(sign_in), media_router(media), figures_router(figures)]
    return create_app(home, routers=[*routers, insights_router(insights), returns_router(insights)])


@cache
def _spare_the_collector() -> None:
    """Once a process: what has been loaded stays, so the garbage collector need not walk through it in the middle of a turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
