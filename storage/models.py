"""The tables. A workspace owns every row but the processes'; a row is reached only together with its workspace.

Times are aware and in UTC; a wall-clock time is kept as zone name beside the instant. JSON columns hold plain data.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite has no zones, so they are taken off and put back here."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


class Base(DeclarativeBase):
    """Maps Python types to columns the same way in every table."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[Any]: Json,
        str: sa.Text(),
    }


class PostStatus(StrEnum):
    """What a team sees of a post."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    SCHEDULED = "scheduled"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """Where one delivery stands on its way to one account.

    `waiting` has not been touched or may be tried again; `sending` is the fence, written before the irreversible call;
    `processing` means that the network accepted it and still works on it; `unknown` that the call left and its answer was
    lost.
    """

    WAITING = "waiting"
    SENDING = "sending"
    PROCESSING = "processing"
    PUBLISHED = "published"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    DELETED = "deleted"


class JobState(StrEnum):
    """A job is waiting for its time, claimed by one worker under a lease, or done."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"


class Workspace(Base):
    """One tenant. `next_post` is the number that its next post gets."""

    __tablename__ = "workspaces"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    next_post: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Setting(Base):
    """One thing a workspace has said of itself: time zone, language, brand kit, whether to ask before publishing."""

    __tablename__ = "settings"
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


class Member(Base):
    """A person in a workspace. `left_at` when they were removed: then no place knows them any more, what they did stays."""

    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"), index=True)
    name: Mapped[str]
    role: Mapped[str]
    language: Mapped[str | None]
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Identity(Base):
    """How one channel knows a member. `name` is what they call themselves there."""

    __tablename__ = "identities"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "channel", "external_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"), index=True)
    channel: Mapped[str]
    external_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="")


class Account(Base):
    """One connected profile on one platform."""

    __tablename__ = "accounts"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "platform", "handle"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    platform: Mapped[str]
    handle: Mapped[str]
    connected: Mapped[bool]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Credential(Base):
    """What an account's calls are made with, encrypted (`storage/vault.py`). Apart from the account, so that Undo never sees it.

    `expires_at` of the access token; `ends_at` when the whole sign-in dies unless a person signs in again, None where it
    does not. `broken` is the key of the sentence that says why it no longer works. `refreshing_until` is the lease of the
    worker that is exchanging it, `warned_at` when people were last told of its end.
    """

    __tablename__ = "credentials"
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    secret: Mapped[str]
    expires_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    broken: Mapped[str | None]
    conversation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conversations.id"))
    refreshing_by: Mapped[str | None]
    refreshing_until: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]


class SignIn(Base):
    """A sign-in that a person has begun and not finished. `state` is the SHA-256 of what travels; it serves once.

    `secret` holds, encrypted, the PKCE verifier, what was typed, and, while a page is being chosen, the profiles found.
    `step` is begun, sent, choosing or done.
    """

    __tablename__ = "sign_ins"
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    conversation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conversations.id"))
    platform: Mapped[str]
    state: Mapped[str] = mapped_column(unique=True)
    secret: Mapped[str]
    step: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class MediaFile(Base):
    """A picture, video or sound of a workspace. The file lies under ALLIN_HOME by its SHA-256; see `connectors.media.Media`.

    `origin_id` is the file that this one was made from, `made_by` how: padded to 4:5 for Instagram.
    """

    __tablename__ = "media"
    __table_args__ = (sa.Index("ix_media_content", "workspace_id", "sha256"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    sha256: Mapped[str]
    kind: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int] = mapped_column(sa.BigInteger())
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)
    frames_per_second: Mapped[float] = mapped_column(default=0.0)
    codec: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    origin_id: Mapped[int | None] = mapped_column(sa.ForeignKey("media.id"))
    made_by: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("members.id"))
    created_at: Mapped[datetime]


class RemoteComment(Base):
    """A comment that was read under one of our posts: other people's words. People call it by `id`."""

    __tablename__ = "comments"
    __table_args__ = (sa.UniqueConstraint("account_id", "remote_id"), sa.Index("ix_comments_at", "workspace_id", "at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    delivery_id: Mapped[int] = mapped_column(sa.ForeignKey("deliveries.id"))
    remote_id: Mapped[str]
    parent_id: Mapped[str] = mapped_column(default="")
    author: Mapped[str]
    text: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    likes: Mapped[int | None]
    ours: Mapped[bool]
    hidden: Mapped[bool]
    answered: Mapped[bool]
    gone: Mapped[bool]
    at: Mapped[datetime]
    read_at: Mapped[datetime]


class Conversation(Base):
    """One thread in one channel. `state` is what "it", "the second one" and a bare "yes" refer to; `group` says that others
    than the member read along. `sender` is how the channel knows the member there.
    """

    __tablename__ = "conversations"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "channel", "thread"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    channel: Mapped[str]
    thread: Mapped[str]
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    state: Mapped[dict[str, Any]]
    group: Mapped[bool] = mapped_column("in_group", default=False)
    sender: Mapped[str | None]
    updated_at: Mapped[datetime]


class Turn(Base):
    """What was said in a conversation, in order. `calls` are the tools that ran, with arguments and results."""

    __tablename__ = "turns"
    __table_args__ = (
        sa.Index("ix_turns_conversation", "conversation_id", "id"),
        sa.Index(
            "uq_turns_message",
            "conversation_id",
            "message_id",
            unique=True,
            sqlite_where=sa.text("message_id IS NOT NULL"),
            postgresql_where=sa.text("message_id IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversations.id"))
    message_id: Mapped[str | None]
    said: Mapped[str]
    replied: Mapped[str]
    calls: Mapped[list[Any]]
    at: Mapped[datetime]


class Post(Base):
    """What the team wants to say. People call it by `number`, which counts up within the workspace.

    `due_at` is the instant, `zone` the wall clock it was given in; `recurrence` an RRULE kept by that wall clock, of which
    this post is one occurrence; `series_id` is the first post of the series. `revision` counts the changes. `kind` is `post`,
    or `reply` for an answer to somebody's comment, which no list of posts shows. `media` are `{"id", "alt"}` in order.
    """

    __tablename__ = "posts"
    __table_args__ = (
        sa.UniqueConstraint("workspace_id", "number"),
        sa.Index("ix_posts_plan", "workspace_id", "status", "due_at"),
        sa.Index("ix_posts_due", "workspace_id", "due_at"),
        sa.Index("ix_posts_series", "series_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    number: Mapped[int]
    topic: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    tone: Mapped[str | None]
    language: Mapped[str]
    status: Mapped[PostStatus] = mapped_column(sa.Enum(PostStatus, native_enum=False, length=20, values_callable=list))
    due_at: Mapped[datetime | None]
    zone: Mapped[str | None]
    recurrence: Mapped[str | None]
    series_id: Mapped[int | None]
    conversation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conversations.id"))
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("members.id"))
    revision: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(default="post")
    media: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Delivery(Base):
    """One post on one account: its own text, state and remote id.

    `account_id` is empty while the platform is not connected; then the text is handed over to a person when it falls due.
    `key` is unique and the same at every try; `reason` is a sentence's key, `reason_facts` fill it, `raw` is for the log.
    `media` replaces the post's where this network gets other files; `options` are those of `connectors.platform.Outgoing`
    and `first_comment`, `reply_to`, `root`. `progress` is the publisher's: the `parts` that are out (`id`, `url`), and
    what was `prepared` for the next.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        sa.Index("ix_deliveries_post", "post_id"),
        sa.Index("ix_deliveries_account", "account_id", "state"),
        sa.Index(
            "ix_deliveries_out",
            "finished_at",
            sqlite_where=sa.text("finished_at IS NOT NULL"),
            postgresql_where=sa.text("finished_at IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"))
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    platform: Mapped[str]
    text: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[DeliveryState] = mapped_column(
        sa.Enum(DeliveryState, native_enum=False, length=20, values_callable=list)
    )
    media: Mapped[list[Any] | None] = mapped_column(Json)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    attempts: Mapped[int] = mapped_column(default=0)
    remote_id: Mapped[str | None]
    url: Mapped[str | None]
    reason: Mapped[str | None]
    reason_facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    raw: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Job(Base):
    """A row that says what falls due when. `kind` names the handler; `claimed_by` and `lease_until` are the worker's.

    `dispatched_until`: handed to the queue engine, which is to call a worker before then.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        sa.Index(
            "ix_jobs_due",
            "due_at",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        ),
        sa.Index(
            "ix_jobs_lease",
            "lease_until",
            sqlite_where=sa.text("state = 'claimed'"),
            postgresql_where=sa.text("state = 'claimed'"),
        ),
        sa.Index("ix_jobs_delivery", "delivery_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    kind: Mapped[str]
    delivery_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deliveries.id"))
    due_at: Mapped[datetime]
    state: Mapped[JobState] = mapped_column(sa.Enum(JobState, native_enum=False, length=20, values_callable=list))
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    dispatched_until: Mapped[datetime | None]


class Consent(Base):
    """A question put to a person about one exact call. `digest` binds the yes to it; it expires and serves once."""

    __tablename__ = "consents"
    __table_args__ = (sa.Index("ix_consents_open", "conversation_id", "state"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversations.id"))
    asked_of: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    tool: Mapped[str]
    args: Mapped[dict[str, Any]]
    digest: Mapped[str]
    state: Mapped[str]  # open, used, refused, expired, replaced
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class AuditEvent(Base):
    """A tool call that changed something: who, where, what. `changes` are the rows before and after, from which Undo works.

    A `tool` with a colon is no change of its own: `consent:used`, `consent:refused`, `consent:expired`, `undo:<tool>`; its
    `args` name the question or the event. `message_id` is the message it was done for: after a crash it is not done again.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        sa.Index("ix_audit_member", "workspace_id", "member_id", "id"),
        sa.Index(
            "ix_audit_message",
            "conversation_id",
            "message_id",
            sqlite_where=sa.text("message_id IS NOT NULL"),
            postgresql_where=sa.text("message_id IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("members.id"))
    conversation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conversations.id"))
    tool: Mapped[str]
    args: Mapped[dict[str, Any]]
    changes: Mapped[list[Any]]
    message_id: Mapped[str | None]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Notice(Base):
    """Something to tell a conversation that nobody asked for just now: a post went out, a post failed and why.

    Where people are reached at any time it is sent: `claimed_by` until `lease_until` by one process, `shown` are the parts of
    the message as the channel knows them, kept with the first notice of the message that `told_with` names. `place_id` is
    the conversation in which it was told, where that is another one.
    """

    __tablename__ = "notices"
    __table_args__ = (
        sa.Index(
            "ix_notices_untold",
            "conversation_id",
            sqlite_where=sa.text("told_at IS NULL"),
            postgresql_where=sa.text("told_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversations.id"))
    key: Mapped[str]
    facts: Mapped[dict[str, Any]]
    choices: Mapped[list[Any]]
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    place_id: Mapped[int | None]
    told_with: Mapped[int | None]
    shown: Mapped[dict[str, Any]] = mapped_column(default=dict)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]


class InboundEvent(Base):
    """Something that reached a channel: kept before it is acknowledged, until it has been answered. Nobody knows yet whose it is.

    `state` is waiting, working (by `claimed_by`, until `lease_until`), done or failed; a waiting one is not tried before
    `lease_until`. Once the `reply` is kept, it is only shown; `parts` is what has been shown of it. What it said goes when it
    is done; the key stays for a while, to know it again.
    """

    __tablename__ = "inbound_events"
    __table_args__ = (
        sa.UniqueConstraint("channel", "key"),
        sa.Index(
            "ix_inbound_open",
            "channel",
            "thread",
            "id",
            sqlite_where=sa.text("state IN ('waiting', 'working')"),
            postgresql_where=sa.text("state IN ('waiting', 'working')"),
        ),
        sa.Index("ix_inbound_received", "received_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    key: Mapped[str]
    thread: Mapped[str]
    data: Mapped[dict[str, Any]]
    quick: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    stop: Mapped[bool] = mapped_column(default=False)
    reply: Mapped[dict[str, Any] | None] = mapped_column(Json)
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    received_at: Mapped[datetime]


class Install(Base):
    """Where a channel has been installed, by its own id of the place (a Slack team); `secret` is sealed."""

    __tablename__ = "installs"
    channel: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[int | None] = mapped_column(sa.ForeignKey("workspaces.id"), index=True)
    secret: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Program(Base):
    """A program that has introduced itself (RFC 7591). It belongs to nobody yet and may do nothing; anybody can make one."""

    __tablename__ = "programs"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Device(Base):
    """Something that speaks for a member because they have let it in: a program, a speaker, a phone. `channel` is where it
    speaks, `ended_at` when they threw it out.
    """

    __tablename__ = "devices"
    __table_args__ = (sa.Index("ix_devices_member", "workspace_id", "member_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    program_id: Mapped[str | None] = mapped_column(sa.ForeignKey("programs.id"), index=True)
    channel: Mapped[str] = mapped_column(default="mcp")
    name: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class DeviceSecret(Base):
    """Something secret that a device, or whoever wants to let one in, has shown or will show; kept as its SHA-256.

    `kind` is pairing (a code that a person types), request (a page waits for one), code, access, refresh, or token (a
    device's own, which lasts for years). `device_id` is set once there is a device; a pairing has its member instead.
    `tries` counts wrong codes.
    """

    __tablename__ = "device_secrets"
    __table_args__ = (sa.Index("ix_device_secrets_expiry", "expires_at"),)
    hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    device_id: Mapped[int | None] = mapped_column(sa.ForeignKey("devices.id"), index=True)
    workspace_id: Mapped[int | None] = mapped_column(sa.ForeignKey("workspaces.id"))
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("members.id"))
    data: Mapped[dict[str, Any]]
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Stranger(Base):
    """Somebody whom a channel does not know as a member, and who wrote. `code` is the SHA-256 of the one that they were
    shown last; `given` and `missed` are when they were shown codes and tried wrong ones, lately. Nothing else is kept.
    """

    __tablename__ = "strangers"
    __table_args__ = (sa.Index("ix_strangers_seen", "seen_at"),)
    channel: Mapped[str] = mapped_column(primary_key=True)
    sender: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    code: Mapped[str | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime | None]
    given: Mapped[list[Any]]
    missed: Mapped[list[Any]]
    seen_at: Mapped[datetime]
