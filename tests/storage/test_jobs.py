"""Jobs are planned with their post, claimed by one worker, and given back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import jobs
from storage.database import Database
from storage.models import Account, Delivery, DeliveryState, Job, JobState, Post
from tests import planned

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
SOON = NOW + timedelta(seconds=15)


def plan(session: Session, count: int = 1, recurrence: str | None = None, accounts: int = 1) -> Post:
    """`count` posts for as many accounts each; the last of them."""
    owner = planned.workspace(session)
    targets: list[Account | str] = [planned.account(session, owner.id) for _ in range(accounts)]
    for number in range(count):
        post = planned.post(session, owner.id, targets, NOW - timedelta(seconds=number), recurrence=recurrence)
    return post


def all_jobs(session: Session) -> list[Job]:
    """Every job."""
    return list(session.scalars(sa.select(Job).order_by(Job.id)))


def test_a_job_for_each_delivery_and_one_for_the_series(database: Database) -> None:
    database.run(lambda s: plan(s, recurrence="FREQ=DAILY", accounts=2))
    assert [job.kind for job in database.run(all_jobs)] == ["deliver", "deliver", "repeat"]


def test_a_delivery_added_later_does_not_double_the_series(database: Database) -> None:
    def work(session: Session) -> list[str]:
        post = plan(session, recurrence="FREQ=DAILY")
        extra = Delivery(
            workspace_id=post.workspace_id,
            post_id=post.id,
            platform="other",
            text="x",
            key="extra",
            state=DeliveryState.WAITING,
        )
        session.add(extra)
        jobs.plan(session, post, [extra], NOW)
        return [job.kind for job in all_jobs(session)]

    assert database.run(work) == ["deliver", "repeat", "deliver"]


def test_what_is_not_committed_has_no_job_either(database: Database) -> None:
    def work(session: Session) -> None:
        plan(session)
        raise KeyError

    with pytest.raises(KeyError):
        database.run(work)
    assert database.run(all_jobs) == []


def test_claims_take_the_oldest_first_and_only_once(database: Database) -> None:
    database.run(lambda s: plan(s, 5))
    first = database.run(lambda s: jobs.claim_due(s, "a", now=NOW, until=SOON, limit=3))
    second = database.run(lambda s: jobs.claim_due(s, "b", now=NOW, until=SOON, limit=3))
    assert sorted(claim.due_at for claim in first) == [NOW - timedelta(seconds=n) for n in (4, 3, 2)]
    assert len(second) == 2
    assert not {claim.job_id for claim in first} & {claim.job_id for claim in second}
    assert database.run(lambda s: jobs.claim_due(s, "c", now=NOW, until=SOON, limit=3)) == []


def test_a_claim_under_way_is_skipped_not_waited_for(postgresql_database: Database) -> None:
    postgresql_database.run(lambda s: plan(s, 5))
    with Session(postgresql_database.engine) as open_session:
        taken = jobs.claim_due(open_session, "a", now=NOW, until=SOON, limit=3)
        rest = postgresql_database.run(lambda s: jobs.claim_due(s, "b", now=NOW, until=SOON, limit=5))
        open_session.commit()
    assert (len(taken), len(rest)) == (3, 2)


def test_busy_platforms_are_left_waiting(database: Database) -> None:
    database.run(lambda s: plan(s, 2))
    assert database.run(lambda s: jobs.claim_due(s, "a", now=NOW, until=SOON, limit=9, busy=["fake"])) == []
    assert len(database.run(lambda s: jobs.claim_due(s, "a", now=NOW, until=SOON, limit=9, busy=["other"]))) == 2


def test_moving_takes_a_claim_back_and_dropping_removes_it(database: Database) -> None:
    def work(session: Session) -> None:
        post = plan(session, recurrence="FREQ=DAILY")
        jobs.claim_due(session, "a", now=NOW, until=SOON, limit=9)
        jobs.replan(session, post, NOW + timedelta(hours=1))
        for job in all_jobs(session):
            assert (job.state, job.due_at, job.claimed_by) == (JobState.WAITING, NOW + timedelta(hours=1), None)
        jobs.drop(session, post)
        assert all_jobs(session) == []

    database.run(work)


def test_what_is_past_its_fence_is_neither_moved_nor_dropped(database: Database) -> None:
    def work(session: Session) -> None:
        post = plan(session)
        jobs.claim_due(session, "a", now=NOW, until=SOON, limit=9)
        session.execute(sa.update(Delivery).values(state=DeliveryState.SENDING))
        jobs.replan(session, post, NOW + timedelta(hours=1))
        jobs.drop(session, post)
        (job,) = all_jobs(session)
        assert (job.state, job.due_at, job.claimed_by) == (JobState.CLAIMED, NOW, "a")

    database.run(work)


def test_a_series_outlives_the_delivery_its_job_hung_on(database: Database) -> None:
    def work(session: Session) -> list[tuple[str, int | None]]:
        post = plan(session, recurrence="FREQ=DAILY", accounts=2)
        first, second = session.scalars(sa.select(Delivery).where(Delivery.post_id == post.id).order_by(Delivery.id))
        jobs.drop_delivery(session, first)
        session.delete(first)
        session.flush()
        assert all(job.delivery_id == second.id for job in all_jobs(session))
        return [(job.kind, job.delivery_id) for job in all_jobs(session)]

    assert [kind for kind, _ in database.run(work)] == ["deliver", "repeat"]


def test_only_the_holder_extends_releases_and_finishes(database: Database) -> None:
    database.run(plan)
    (claim,) = database.run(lambda s: jobs.claim_due(s, "a", now=NOW, until=SOON, limit=9))
    ids = [claim.job_id]
    database.run(lambda s: jobs.extend(s, "b", ids, NOW + timedelta(days=1)))
    database.run(lambda s: jobs.release(s, "b", ids))
    database.run(lambda s: jobs.finish(s, "b", ids))
    (job,) = database.run(all_jobs)
    assert (job.state, job.lease_until) == (JobState.CLAIMED, SOON)
    database.run(lambda s: jobs.release(s, "a", ids))
    assert database.run(all_jobs)[0].state is JobState.WAITING


def test_what_has_left_is_not_put_back(database: Database) -> None:
    database.run(plan)
    (claim,) = database.run(lambda s: jobs.claim_due(s, "a", now=NOW, until=SOON, limit=9))
    database.run(lambda s: s.execute(sa.update(Delivery).values(state=DeliveryState.SENDING)))
    database.run(lambda s: jobs.release(s, "a", [claim.job_id]))
    assert database.run(all_jobs)[0].state is JobState.CLAIMED
