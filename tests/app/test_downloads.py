"""Files that the server streams: the rows of a view in full, two at a time, within a limit."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest
from starlette.requests import Request
from starlette.types import Message

from dashboard import downloads
from dashboard.reader.reader import Reader
from dashboard.reader.text import t
from dashboard.warehouse import behind, bounded, data, statements
from sql import files
from tests.app.test_take import READ
from tests.cases import some
from tests.conftest import TODAY

SAME_IN_EACH = {"left_out", "above_total", "below_total", "total"}  # tell of all rows together


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    parts: list[bytes]

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)


def asked(path: str, method: str = "GET", **query: str) -> Answer:
    """The answer of the server to one request."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": urlencode(query).encode(),
        "headers": [(b"host", b"city.example")],
        "scheme": "https",
        "server": ("city.example", 443),
        "asgi": {"spec_version": "2.4"},
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def ask() -> None:
        response = await downloads.answer(Request(scope))
        await response(scope, receive, send)

    asyncio.run(ask())
    starts = [one for one in sent if one["type"] == "http.response.start"]
    parts = [one["body"] for one in sent if one["type"] == "http.response.body" and one["body"]]
    if not starts:
        return Answer(0, {}, parts)
    named = {name.decode(): value.decode() for name, value in starts[0]["headers"]}
    return Answer(starts[0]["status"], named, parts)


@pytest.fixture(autouse=True)
def published(warehouse: Path) -> Iterator[None]:
    assert warehouse.exists()
    yield
    assert bounded._streams.acquire(blocking=False)  # every file gave its place back
    bounded._streams.release()


@pytest.mark.parametrize("kind", READ)
def test_all_statements_that_fit_are_streamed(kind: files.Format) -> None:
    answer = asked(f"/take/statements.{kind}", lang="th", words="ภูเก็ต")
    assert answer.status == 200
    assert answer.headers["content-type"] == files.MEDIA[kind]
    name = unquote(answer.headers["content-disposition"])
    build = data.build_id().rpartition("-")[2]
    assert name.endswith(f"smartcity_statements_{TODAY}_{build}.{kind}")
    codes = [row["code"] for row in READ[kind](answer.body)]
    whole = statements.rows(Reader(), {"words": "ภูเก็ต"}, take=statements.WHOLE)
    assert codes == whole["code"].to_list()


@pytest.mark.parametrize(
    "query",
    some(
        [
            {"kind": "observation", "province": "50"},
            {"doc": "d0578bfe6"},
            {"region": "south", "from": "2023", "year": "fiscal"},
            {"known": "2026-04-27"},
            {"sources": "primary", "words": "กว่า"},
            {"kind": "no such kind"},
        ],
        every=3,
    ),
)
def test_every_choice_of_the_page_narrows_the_file(query: dict[str, str]) -> None:
    content = json.loads(asked("/take/statements.json", lang="en", **query).body)
    searched: dict[str, data.Value] = {
        name: value for name, value in query.items() if name in {"words", "kind", "doc"}
    }
    whole = statements.rows(Reader.parse(query), searched, take=statements.WHOLE)
    assert [row["code"] for row in content["rows"]] == whole["code"].to_list()
    assert all(f"{name}=" in content["about"]["link"] for name in query)
    assert content["about"]["link"].startswith("https://city.example/explore?")


def test_a_choice_that_was_taken_back_narrows_nothing() -> None:
    query = {"kind": "all", "doc": "all", "province": "50"}  # as the page's link has it then
    content = json.loads(asked("/take/statements.json", lang="en", **query).body)
    whole = statements.rows(Reader.parse(query), {}, take=statements.WHOLE)
    assert len(content["rows"]) == whole.height > 0


@pytest.mark.parametrize(
    "query", [{}, {"kind": "observation"}, {"lines": "province", "region": "south"}]
)
def test_all_statements_come_in_parts_in_the_order_of_the_page(
    monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    monkeypatch.setattr(data, "AT_ONCE", 100)
    content = json.loads(asked("/take/statements.json", lang="en", **query).body)
    searched: dict[str, data.Value] = {
        "kind": query.get("kind"),
        "each_place": "lines" in query,
    }
    whole = statements.rows(Reader.parse(query), searched, take=statements.WHOLE)
    found = [(row["code"], row["province_code"]) for row in content["rows"]]
    assert found == [*zip(whole["code"], whole["province_code"], strict=True)]
    assert len(found) > 100
    assert not SAME_IN_EACH & {*content["rows"][0]}


def test_rows_behind_a_kpi_are_streamed_without_what_is_the_same_in_each() -> None:
    content = json.loads(asked("/take/rows.json", kpi="province_coverage", lang="en").body)
    figure = data.read_page(data.PASSPORT, Reader(), kpi="province_coverage").figure
    rows = behind.rows(figure, Reader())
    assert [row["code"] for row in content["rows"]] == rows["code"].to_list()
    left_out = SAME_IN_EACH & {*rows.columns}
    assert left_out
    assert not left_out & {*content["rows"][0]}
    assert content["rows"][0]["kpi"] == content["about"]["kpis"][0]["code"] == "COV-01"


def test_an_unknown_kpi_has_no_rows() -> None:
    assert json.loads(asked("/take/rows.json", kpi="nothing").body)["rows"] == []


def test_a_third_at_once_is_told_to_come_again() -> None:
    with ExitStack() as held:
        for _ in range(bounded.AT_ONCE):
            assert bounded._streams.acquire(blocking=False)
            held.callback(bounded._streams.release)
        answer = asked("/take/statements.csv", lang="th")
    assert (answer.status, answer.headers["retry-after"]) == (503, "60")
    assert answer.body.decode() == t("error.busy", "th")


def test_a_file_that_takes_too_long_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LONGEST", 0)
    assert asked("/take/statements.csv").body == b""


def test_without_a_warehouse_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    answer = asked("/take/statements.csv", lang="en")
    assert (answer.status, answer.body.decode()) == (503, t("error.missing", "en"))


def test_who_asks_for_the_head_alone_makes_no_file() -> None:
    answer = asked("/take/statements.xlsx", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-type"] == files.MEDIA["xlsx"]
