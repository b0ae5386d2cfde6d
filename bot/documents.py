"""Files that are no media: tables that people send, told by their content, and files that go out with what is told.

A ZIP file that holds a workbook is XLSX; text with the same mark between its columns in every line is CSV. Everything else is
none of ours. The formats: ECMA-376 (Office Open XML), RFC 4180 (CSV).
"""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

from bot.errors import Rejected
from bot.messages import Attachment
from storage import documents

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.context import ToolContext
    from storage.report_tables import Document

TABLE = "table"
MOST_BYTES = 10_000_000
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = 8192
DELIMITERS = ",;\t|"
_MARKUP = (b"<", b"{", b"%PDF", b"#!")


def kind_of(content: bytes) -> Literal["csv", "xlsx"] | None:
    """Whether a file is a table, and which kind of one."""
    if content[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return "xlsx" if "xl/workbook.xml" in archive.namelist() else None
        except (zipfile.BadZipFile, ValueError, OSError):
            return None
    head = content[:HEAD]
    if not head.strip() or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_MARKUP):
        return None
    text = decoded(head)
    if text is None or any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        return None
    lines = text.splitlines()
    # The last line of a longer file is cut off in the middle.
    return "csv" if has_columns(lines[:-1] if len(content) > HEAD and len(lines) > 2 else lines) else None


def decoded(content: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16 or, where it is neither, Windows-1252; None where it is no text."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="ignore") if len(content) % 2 else _strict(content, "utf-16")
    cut = content
    for missing in range(4):  # the head of a file may end in the middle of a letter
        if (text := _strict(cut[: len(cut) - missing] if missing else cut, "utf-8-sig")) is not None:
            return text
    return None if b"\x00" in content else _strict(content, "cp1252")


def has_columns(lines: Collection[str]) -> bool:
    """Whether several lines have the same mark between at least two columns."""
    full = [line for line in lines if line.strip()][:50]
    if len(full) < 2:
        return False
    for mark in DELIMITERS:
        widths = [len(row) for row in csv.reader(full, delimiter=mark)]
        if sum(width > 1 and width == max(set(widths), key=widths.count) for width in widths) * 2 > len(widths):
            return True
    return False


async def take(ctx: ToolContext, attachment: Attachment) -> Document | None:
    """Keep a table that came with a message; None for what is no table. Raises `Rejected` for one that is too large."""
    content = await asyncio.to_thread(_bytes_of, attachment)
    kind = kind_of(content) if content else None
    if kind is None:
        return None
    if len(content) > MOST_BYTES:
        raise Rejected("table-too-large", limit=MOST_BYTES // 1_000_000)
    name = " ".join(attachment.name.split())[-120:] or f"table.{kind}"

    def add(session: Session) -> Document:
        media_type = XLSX if kind == "xlsx" else CSV
        return documents.add(
            session,
            ctx.workspace_id,
            kind=TABLE,
            name=name,
            media_type=media_type,
            content=content,
            created_by=ctx.who.member_id,
            now=ctx.now,
        )

    return await ctx.write_unnoted(add)


async def attached(ctx: ToolContext) -> list[Document]:
    """The tables that came with this message or just before it, the newest first."""
    return await ctx.read(documents.get, ctx.workspace_id, tuple(reversed(ctx.documents)))


def files(session: Session, workspace_id: int, ids: Collection[int]) -> list[Attachment]:
    """Files as they go out with a message."""
    return [Attachment(row.name, row.media_type, row.content) for row in documents.get(session, workspace_id, ids)]


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _bytes_of(attachment: Attachment) -> bytes:
    if attachment.path is None:
        return attachment.data
    try:
        with attachment.path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # one byte more tells that it is too large
    except OSError:
        return b""
