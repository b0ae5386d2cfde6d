"""Takes the jobs that are due and sees them through.

A claim is held under a lease that a heartbeat extends. Claims that two workers cannot both win, and the fence of each
delivery, let any number of workers share one store; when one of them dies, another takes its jobs over.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.delivery import DeliveryService, PutBack
from bot.processes import own_id
from bot.series import bring_forth
from storage import deliveries, jobs
from storage.database import Database, DatabaseError
from storage.jobs import Claim
from storage.models import DeliveryState

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)
HEARTBEAT_SECONDS = 5.0
CAPACITY = 400  # jobs held at once, most of them waiting for their platform's turn
PER_PLATFORM = 150  # of these for one platform
BATCH = 150  # jobs claimed by one statement
EARLY = timedelta(milliseconds=50)  # how far the clocks of two machines may differ before anybody waits


class Worker:
    """Runs jobs in this process. `id` is host, process and a random part."""

    def __init__(
        self,
        database: Database,
        delivery: DeliveryService,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        lease: timedelta = LEASE,
    ) -> None:
        self.id = own_id()
        self.database = database
        self.delivery = delivery
        self.now = now
        self.lease = lease
        self.refill: Callable[[], Awaitable[object]] = self.run_due
        """Called in a burst as soon as there is room again."""
        self.most: dict[str, int] = {}
        """How many jobs of a platform are held at once, where that is not `PER_PLATFORM`."""
        self._held: dict[int, tuple[Claim, asyncio.Task[None]]] = {}
        self._per_platform: Counter[str] = Counter()
        self._claiming = asyncio.Lock()
        self._more: asyncio.Task[None] | None = None
        self._crowded: set[str] = set()  # platforms whose due jobs may have been left for want of room
        self._full = False
        self._stopping = False

    async def run_due(self, now: datetime | None = None) -> int:
        """Take what is due and start on it, as far as there is room; how many jobs that was. Raises `DatabaseError`."""
        taken = 0
        async with self._claiming:
            while not self._stopping:
                room = min(CAPACITY - len(self._held), BATCH)
                self._full = room <= 0
                if self._full:
                    break
                busy = [platform for platform, count in self._per_platform.items() if count >= self._most(platform)]
                moment = now or self.now()
                claims = await self.database.write(
                    partial(
                        jobs.claim_due,
                        worker=self.id,
                        now=moment,
                        until=self.now() + self.lease,
                        limit=room,
                        busy=busy,
                    )
                )
                self._start(claims)
                taken += len(claims)
                self._crowded = set(busy)
                if len(claims) < room:
                    break
        return taken

    async def run_now(
        self,
        delivery_ids: Collection[int],
        timeout: float = 60,  # noqa: ASYNC109 - a person's patience
    ) -> dict[int, DeliveryState]:
        """Send these deliveries at once and wait for the end, `timeout` seconds at most; where each stands then.

        A success is the answer and not told again; one that comes after the wait is.
        """
        new = set(delivery_ids) - self.delivery.waited_for
        self.delivery.waited_for |= new
        try:
            return await self._run_now(delivery_ids, timeout)
        finally:
            self.delivery.waited_for -= new

    async def _run_now(self, delivery_ids: Collection[int], patience: float) -> dict[int, DeliveryState]:
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        if not self._stopping:
            now = self.now()
            self._start(
                await self.database.write(
                    partial(
                        jobs.claim_now,
                        worker=self.id,
                        delivery_ids=delivery_ids,
                        now=now,
                        until=now + self.lease,
                    )
                )
            )
        mine = [task for claim, task in self._held.values() if claim.delivery_id in delivery_ids]
        if mine:
            await asyncio.wait(mine, timeout=patience)
        while True:
            states = await self.database.read(partial(deliveries.states, ids=delivery_ids))
            taken = await self.database.read(partial(jobs.claimed, delivery_ids=delivery_ids))
            if not taken or loop.time() >= end:
                return states
            # Another worker has it.
            await asyncio.sleep(min(0.2, max(0.0, end - loop.time())))

    def room(self, coming: Mapping[str, int], lanes: Collection[str]) -> tuple[int, list[str]]:
        """How many more jobs may be handed to `take`, and of which of these platforms; `coming` are on their way to it."""
        total = min(CAPACITY - len(self._held) - sum(coming.values()), BATCH)
        self._full = total <= 0
        self._crowded = {lane for lane in lanes if self._per_platform[lane] + coming.get(lane, 0) >= self._most(lane)}
        return max(0, total), [lane for lane in lanes if lane not in self._crowded]

    async def take(self, ids: Collection[int], *, soon: timedelta) -> dict[int, timedelta]:
        """Claim these jobs and start on them; by id, how long those have to wait that are due within `soon`.

        What was moved further, cancelled, or taken by another is left alone. Raises `DatabaseError`.
        """
        if self._stopping:
            return dict.fromkeys(ids, timedelta())
        now = self.now()
        claims, later = await self.database.write(
            partial(
                jobs.claim_called,
                worker=self.id,
                ids=ids,
                now=now,
                until=now + self.lease,
                soon=soon,
                early=EARLY,
            )
        )
        self._start(claims)
        return {id: due_at - now for id, due_at in later.items()}

    async def heartbeat(self) -> None:
        """Hold on to what is under way."""
        ids = list(self._held)
        if ids:
            until = self.now() + self.lease
            await self.database.write(partial(jobs.extend, worker=self.id, ids=ids, until=until))

    async def recover(self) -> int:
        """See to what dead workers left behind; how many deliveries have to be looked up on their network."""
        if self._stopping:
            return 0
        now = self.now()
        held = set(self._held)

        def work(session: Session) -> list[Claim]:
            claims = jobs.take_over(session, self.id, now=now, until=now + self.lease, but=held)
            ids = [claim.delivery_id for claim in claims if claim.delivery_id is not None]
            deliveries.settle_of(session, ids)
            return claims

        claims = await self.database.write(work)
        if claims:
            log.warning("%s deliveries were left without an answer; looking them up", len(claims))
        self._start(claims)
        return len(claims)

    async def idle(self) -> None:
        """Wait until nothing is under way in this worker."""
        while self._held or self._more is not None:
            await asyncio.wait([*(task for _, task in self._held.values()), *((self._more,) if self._more else ())])

    async def stop(self) -> None:
        """Take nothing more, put back what has not left, and wait for what has."""
        self._stopping = True
        self.delivery.stop()
        if self._held:
            await asyncio.wait([task for _, task in self._held.values()])
        if self._more is not None:
            await asyncio.wait([self._more])

    def _start(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self._per_platform[claim.platform] += 1
            self._held[claim.job_id] = (claim, asyncio.create_task(self._run(claim)))

    async def _run(self, claim: Claim) -> None:
        try:
            await self._handle(claim)
        except PutBack:
            await self._release(claim)
        except DatabaseError as error:
            log.warning("job %s is put back: %s", claim.job_id, error)
            await self._release(claim)
        except Exception:
            # The lease runs out and recovery decides; what broke is in the log.
            log.exception("job %s failed", claim.job_id)
        finally:
            self._held.pop(claim.job_id, None)
            self._per_platform[claim.platform] -= 1
            if self._per_platform[claim.platform] <= 0:
                del self._per_platform[claim.platform]
            self._take_more(claim.platform)

    async def _handle(self, claim: Claim) -> None:
        if claim.kind == jobs.REPEAT:
            await self.database.write(partial(bring_forth, claim=claim, now=self.now()))
            return
        if claim.kind == jobs.CONFIRM and claim.delivery_id is not None:
            await self.delivery.confirm(claim.delivery_id)
        elif (
            claim.kind == jobs.DELIVER
            and claim.delivery_id is not None
            and await self.delivery.deliver(claim.delivery_id, claim) is not None
        ):
            return  # its job was finished, or put back for later, together with the outcome
        await self.database.write(partial(jobs.finish, worker=self.id, ids=[claim.job_id]))

    async def _release(self, claim: Claim) -> None:
        try:
            await self.database.write(partial(jobs.release, worker=self.id, ids=[claim.job_id]))
        except DatabaseError as error:
            log.warning("job %s waits for its lease to run out: %s", claim.job_id, error)

    def _take_more(self, platform: str) -> None:
        """In a burst the next batch is taken as soon as there is room, not only at the clock's next tick."""
        if self._stopping or self._more is not None or self._claiming.locked():
            return
        thinned = platform in self._crowded and self._per_platform[platform] <= self._most(platform) // 3
        if thinned or (self._full and len(self._held) <= CAPACITY // 2):
            self._crowded.discard(platform)
            self._full = False
            self._more = asyncio.create_task(self._run_more())

    def _most(self, platform: str) -> int:
        return self.most.get(platform, PER_PLATFORM)

    async def _run_more(self) -> None:
        try:
            await self.refill()
        except DatabaseError as error:
            log.warning("the next jobs wait for the clock: %s", error)
        finally:
            self._more = None
