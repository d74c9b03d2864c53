"""Files of very many rows, streamed: `/take/statements.csv?lang=th&words=…`, with a page's filters.

Two at a time are made, in threads that give way to pages; who asks for a third is told to come
again. No file is held whole, and none is streamed for longer than `LONGEST`. The warehouse is
imported when it is asked for: its caches want the runtime, which starts after the server.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import cast
from urllib.parse import quote

import pyarrow as pa
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from dashboard.parts import take
from dashboard.reader.filters import ALL
from dashboard.reader.reader import Reader
from dashboard.warehouse import bounded
from sql import files, words

LONGEST = 300  # seconds that a file may take to be taken along
FRESH = {"Cache-Control": "no-store"}
STATED = ("view", "words", "kind", "doc", "lines", "kpi")  # of an address, what its file may repeat
Query = Mapping[str, str]
Spooled = tuple[str, pa.RecordBatchReader]
log = logging.getLogger("dashboard")


def _statements(reader: Reader, query: Query) -> Spooled:
    """What documents state, as far as it fits what is searched for."""
    from dashboard.warehouse import statements  # noqa: PLC0415

    asked: dict[str, str | bool | None] = {"words": query.get("words", "")[: statements.LONGEST]}
    chosen = {name: query.get(name) or ALL for name in ("kind", "doc")}
    asked |= {name: None if code == ALL else code for name, code in chosen.items()}
    asked["each_place"] = query.get("lines") == "province"
    return statements.spooled(reader, asked)


def _rows(reader: Reader, query: Query) -> Spooled:
    """Every row behind the figure of a KPI."""
    from dashboard.warehouse import behind  # noqa: PLC0415

    return behind.spooled(reader, query.get("kpi", ""))


STREAMED: dict[str, tuple[Callable[[Reader, Query], Spooled], str, str]] = {
    "statements": (_statements, "explore", "explore.found"),  # rows, page, title
    "rows": (_rows, "definitions", "behind.title"),
}
ADDRESSES = tuple(f"/take/{name}.{kind}" for name in STREAMED for kind in files.MEDIA)


async def answer(request: Request) -> Response:
    """A file of the address; 503 while others are made, or while nothing can be read."""
    name, _, ending = request.url.path.rpartition("/")[2].rpartition(".")
    kind = cast("files.Format", ending)
    asked = request.query_params
    reader = Reader.parse(asked)
    query = {name: asked[name] for name in STATED if name in asked}
    base = str(request.base_url).rstrip("/")
    page = f"{base}{request.url.path.rpartition('/take/')[0]}/{STREAMED[name][1]}"
    if request.method == "HEAD":
        return Response(media_type=files.MEDIA[kind], headers=FRESH)
    return File(partial(_made, kind, name, reader, query, page), kind, reader)


def _made(
    kind: files.Format, name: str, reader: Reader, query: Query, page: str
) -> tuple[str, Iterator[bytes]]:
    """A file's name, and its parts. Raises Unavailable."""
    from dashboard.warehouse import data  # noqa: PLC0415

    if data.pin(reader.build):
        raise data.Unavailable("pruned")
    rows, _, title = STREAMED[name]
    record = data.read_page(data.TAKEN, reader)
    kpi = query.get("kpi", "")
    said: take.Words = {"title": reader.t(title)}
    if kpi in record.kpis["metric_id"]:
        said["kpi"] = kpi
    build, table = rows(reader, query)
    about = take.told(reader, record, build, page, query, **said)
    kept = take.kept(table.schema.names)
    schema = pa.schema([table.schema.field(column) for column in kept])
    batches = (batch.select(kept) for batch in table)
    return take.named(about, name, kind), files.write(kind, schema, batches, about)


class File(Response):
    """A file as it streams; it holds its place until it ends, or its time does."""

    def __init__(
        self, made: Callable[[], tuple[str, Iterator[bytes]]], kind: files.Format, reader: Reader
    ) -> None:
        super().__init__()
        self._made = made
        self._kind = kind
        self._reader = reader

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        from dashboard.warehouse.data import Unavailable  # noqa: PLC0415

        told: list[str] = []

        def made() -> Iterator[bytes]:
            name, parts = self._made()
            told.append(name)
            return parts

        try:
            async with asyncio.timeout(LONGEST), bounded.stream(made) as parts:
                whole = StreamingResponse(
                    parts,
                    media_type=files.MEDIA[self._kind],
                    headers={
                        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(told[0])}",
                        **FRESH,
                    },
                )
                await whole(scope, receive, send)
        except (bounded.Busy, Unavailable) as error:
            reason = error.reason if isinstance(error, Unavailable) else "busy"
            said = self._reader.t(f"error.{reason}")
            refusal = PlainTextResponse(said, 503, {"Retry-After": "60", **FRESH})
            await refusal(scope, receive, send)
        except TimeoutError:
            log.warning(words.both("log.cut_off", seconds=LONGEST))
