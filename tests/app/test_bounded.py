"""What a link may ask of the server: bounded work, and a sentence for whatever it can't have."""

import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache, partial
from inspect import currentframe
from pathlib import Path
from typing import TypeVar

import duckdb
import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.parts import layout
from dashboard.reader import once, state
from dashboard.reader.filters import ALL
from dashboard.reader.reader import Reader
from dashboard.reader.text import LANGS, Lang, t
from dashboard.warehouse import bounded, data, engines
from sql import warehouse as published
from tests.app.conftest import Opened, Opening
from tests.cases import some

T = TypeVar("T")
COMPARISON = {"open": "kpi:CERT-01", "part": "history"}  # where two sides are compared
make_record = engines.record
FIRST, LAST = date(2015, 6, 20), date(2026, 7, 19)  # days on which a document became known


@lru_cache(1)
def record(path: Path, day: date, primary: bool) -> duckdb.DuckDBPyConnection:
    return make_record(path, day, data.IN_MEMORY, primary=primary)


@pytest.fixture
def made(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days whose record was made, one by one, from empty caches.

    A day that the test before asked for last is counted, but not made again.
    """
    assert warehouse.exists()
    days: list[date] = []

    def counted(
        path: Path, day: date, config: engines.Config, *, primary: bool
    ) -> duckdb.DuckDBPyConnection:
        days.append(day)
        assert config == data.IN_MEMORY
        return record(path, day, primary)

    monkeypatch.setattr(engines, "record", counted)
    monkeypatch.setattr(data, "_engines_of_this_run", ContextVar("engines", default=None))
    data.forget()
    return days


@contextmanager
def others_at_work(count: int = bounded.AT_ONCE) -> Iterator[None]:
    """As many jobs as `count` that end when the block does."""
    started, done = threading.Semaphore(0), threading.Event()

    def job() -> None:
        started.release()
        done.wait()

    threads = [threading.Thread(target=bounded.run, args=(job,)) for _ in range(count)]
    try:
        for thread in threads:
            thread.start()
            started.acquire()
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def warnings(page: Opened) -> list[str]:
    return [warning.value for warning in page.app.warning]


# ------------------------------------------------------------------------ what is made, how often


def test_days_between_two_documents_are_one_record(made: list[date]) -> None:
    """Documents became known on 8 and 31 December 2566, none between; all but ages stays."""
    filters = [Reader(known=date(2023, 12, day)) for day in (8, 9, 17, 30)]
    tiles = [data.read_page("overview", chosen).tiles for chosen in filters]
    assert made == [date(2023, 12, 8)]
    figures = [found.select("metric_id", "value", "as_of") for found in tiles]
    assert all(found.equals(figures[0]) for found in figures)
    days = data.read_page("shell", Reader()).days["known_on"]
    december = days.filter(days.is_between(date(2023, 12, 1), date(2023, 12, 31)))
    assert sorted(december) == [date(2023, 12, 8), date(2023, 12, 31)]


def test_readers_of_one_day_wait_for_one_record(made: list[date]) -> None:
    def read(_: int) -> int:
        return data.read_page("overview", Reader(known=FIRST)).tiles.height

    with ThreadPoolExecutor(8) as readers:
        seen = list(readers.map(read, range(8)))
    assert made == [FIRST]
    assert len(set(seen)) == 1


@pytest.mark.trial
def test_pages_that_are_still_open_hold_no_engine(opening: Opening, made: list[date]) -> None:
    """Each takes some 30 MB: those of the last days alone stay, however many sessions there are."""
    gc.collect()
    before = engines_alive()
    pages = [opening("overview", known=f"{year}-05-15") for year in range(2018, 2026)]
    assert len(made) == len(pages) == 8
    assert engines_alive() - before <= 5  # four days, and the build itself


def engines_alive() -> int:
    return sum(isinstance(found, duckdb.DuckDBPyConnection) for found in gc.get_objects())


def test_a_pair_of_days_between_two_documents_is_one_comparison(
    made: list[date], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    comparison = engines.comparison

    def counted(
        before: engines.Side, after: engines.Side, config: engines.Config
    ) -> duckdb.DuckDBPyConnection:
        compared.append((before.day, after.day))
        return comparison(before, after, config)

    monkeypatch.setattr(engines, "comparison", counted)
    for before, after in (("2023-12-08", "2026-07-19"), ("2023-12-30", "2026-11-28")):
        page = data.read_comparison(before, after, "certified_cities", Reader())
        assert page.figures.height
    assert compared == [(date(2023, 12, 8), LAST)]
    with pytest.raises(data.Unavailable, match="same"):
        data.read_comparison("2023-12-09", "2023-12-30", "certified_cities", Reader())


@pytest.mark.parametrize("at_work", some([bounded.AT_ONCE, 1], every=2))
def test_two_are_made_at_a_time_of_either_kind(made: list[date], at_work: int) -> None:
    def read(ask: str) -> str:
        try:
            if ask == "day":
                assert data.read_page("overview", Reader(known=FIRST)).tiles.height
            else:
                data.read_comparison("2023-12-08", "2026-07-19", "certified_cities", Reader())
        except data.Unavailable as error:
            return error.reason
        return "read"

    with others_at_work(at_work):
        expected = "busy" if at_work == bounded.AT_ONCE else "read"
        assert [read("day"), read("pair")] == [expected, expected]
    assert read("day") == "read"


def test_a_job_gives_way_to_pages_and_its_failure_is_told() -> None:
    def fail() -> None:
        raise LookupError("why")

    with pytest.raises(LookupError, match="why"):
        bounded.run(fail)
    worker = bounded.run(threading.current_thread)
    assert worker is not threading.current_thread()


def test_the_time_limit_holds_while_a_record_is_made(warehouse: Path) -> None:
    hurried = data.IN_MEMORY | {"max_execution_time": "1"}
    with pytest.raises(duckdb.InterruptException):
        engines.record(warehouse, LAST, hurried)
    sides = engines.Side(warehouse, FIRST), engines.Side(warehouse, LAST)
    with pytest.raises(duckdb.InterruptException):
        engines.comparison(*sides, hurried)


@pytest.mark.parametrize("lang", some(LANGS, every=2))
def test_who_asks_meanwhile_is_told_and_can_ask_again(
    opening: Opening, made: list[date], lang: Lang
) -> None:
    with others_at_work():
        page = opening("overview", lang=lang, known=FIRST.isoformat())
        assert page.t("error.busy") in warnings(page)
        assert page.app.button(key="retry").label == page.t("error.retry")
    page.app.button(key="retry").click().run()
    assert not warnings(page)
    assert page.app.query_params["known"] == FIRST.isoformat()
    assert made == [FIRST]


@pytest.mark.parametrize(
    "asked", some([{}, {"from_build": "2019-05-14", "to_build": "2020-12-31"}], every=2)
)
def test_a_comparison_that_has_to_wait_costs_a_sentence_and_leaves_the_rest(
    opening: Opening, made: list[date], asked: dict[str, str]
) -> None:
    def rest(page: Opened) -> bool:
        """Whether the page and what else the drawer tells are there."""
        shown = [title.value for title in page.app.subheader]
        return page.t("history.title") in shown and len(page.listings) == 1

    with others_at_work():
        page = opening("definitions", **COMPARISON, **asked)
        assert page.t("error.busy") in warnings(page)
        assert rest(page)
    page.app.button(key="retry").click().run()
    assert page.t("error.busy") not in warnings(page)
    assert rest(page)


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("th", "99991231T235959Z-00000000", "00010101T000000Z-00000000"),
        ("en", "๒๐๒๖๑๑๒๙T๐๐๐๐๐๐Z-00000000", "0001-01-01"),
        ("th", "9999-12-31", "9" * 100_000),
    ],
)
def test_a_side_that_is_none_is_told_and_the_usual_one_taken(
    opening: Opening, lang: Lang, before: str, after: str
) -> None:
    page = opening("definitions", lang=lang, **COMPARISON, from_build=before, to_build=after)
    assert warnings(page) == [page.t("link.choice")] * 2
    assert page.t("history.why") in [title.value for title in page.app.subheader]
    assert page.app.query_params["from_build"] == "before"
    assert page.app.query_params["to_build"] == "now"


def test_what_has_to_be_made_is_made_where_it_is_asked_for_alone(
    opening: Opening, made: list[date]
) -> None:
    """Neither the page nor another part of the drawer compares two sides."""
    with others_at_work():
        for asked in ({}, {"open": "kpi:CERT-01"}, {"open": "kpi:CERT-01", "part": "rows"}):
            assert not warnings(opening("definitions", **asked))
    assert not made  # a comparison makes its own


def test_a_page_that_fails_tells_it_in_the_language_of_its_link() -> None:
    def failing() -> None:
        from dashboard import server  # noqa: PLC0415  # a script of its own

        server.on_script_error(RuntimeError("before the session has a language"))

    for lang in LANGS:
        app = AppTest.from_function(failing, default_timeout=30)
        app.query_params["lang"] = lang
        app.run()
        assert [error.value for error in app.error] == [t("error.unexpected", lang)]


# --------------------------------------------------------------------------- what a link asks for


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("name", "day"), [("overview", "2015-06-19"), ("health", "2026-11-30")])
def test_a_day_outside_the_record_is_refused_in_a_sentence(
    opening: Opening, made: list[date], name: str, day: str, lang: Lang
) -> None:
    page = opening(name, lang=lang, known=day)
    (said,) = warnings(page)
    early, late = (page.t(f"known.{key}").split("{date}") for key in ("early", "late"))
    before, after = early if name == "overview" else late
    assert said.startswith(before)
    assert after.partition("{first}")[0] in said
    assert page.app.query_params["known"] == day  # the link still says what was asked for
    assert not page.app.subheader  # no figure of another day
    assert not made


@pytest.mark.trial
@pytest.mark.parametrize("day", ["2015-06-20", "2026-11-29"])
def test_the_first_and_the_present_day_are_in_the_record(opening: Opening, day: str) -> None:
    assert not warnings(opening("overview", known=day))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("known", "2026-02-30"),
        ("region", "\ufffd<b>"),
    ],
)
def test_a_filter_that_is_not_on_offer_is_told_and_not_repeated(
    opening: Opening, name: str, value: str, lang: Lang
) -> None:
    page = opening("overview", lang=lang, **{name: value})
    (said,) = warnings(page)
    label = page.t(layout.FILTERS[name])
    assert label in said
    assert value not in said
    assert (page.t("link.day") in said) == (name == "known")
    assert name not in page.app.query_params
    page.app.query_params["province"] = "50"
    page.app.run()
    assert not warnings(page)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("overview", {"peers": "zqx", "nosuch": "zqx", "open": "nosuch:zqx", "view": "zqx"}),
        (
            "explore",
            {"view": "compare", "provinces": "83,50,zqx", "draw": "zqx", "nosuch": "zqx"},
        ),
        ("explore", {"view": "pivot", "cell": "zqx~zqx", "only": "zqx", "nosuch": "zqx"}),
    ],
)
def test_what_an_address_says_beside_is_not_repeated(
    opening: Opening, name: str, query: dict[str, str]
) -> None:
    """Neither in links nor in what a list says of its file."""
    page = opening(name, lang="en", **query)
    for _ in range(2):  # the second time it knows what was on offer
        shown = [str(part.proto) for part in (*page.app.markdown, *page.app.get("html"))]
        assert not [part for part in shown if "zqx" in part]
        page.app.run()


@pytest.mark.parametrize("query", [{"known": ALL}, {"known": ""}, {"province": "50"}, {}])
def test_what_is_on_offer_needs_no_sentence(opening: Opening, query: dict[str, str]) -> None:
    assert not warnings(opening("overview", **query))


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ({"from_build": "2015-06-19"}, "error.early"),
        ({"to_build": "2026-11-30"}, "error.late"),
        ({"from_build": "2023-12-09", "to_build": "2023-12-30"}, "error.same"),
    ],
)
def test_a_side_outside_the_record_stays_in_the_link_and_is_refused(
    opening: Opening, sides: dict[str, str], said: str
) -> None:
    page = opening("definitions", **COMPARISON, **sides)
    assert page.t(said) in [notice.value for notice in page.app.info]
    assert {name: page.app.query_params[name] for name in sides} == sides


@pytest.mark.parametrize(
    ("name", "choice"),
    some(
        [
            ("definitions", "view"),
            ("provinces", "kpi"),
            ("cohorts", "batch"),
            ("investment", "stage"),
            ("health", "form"),
            ("health", "lineage"),
        ],
        every=3,
    ),
)
def test_a_pages_own_choice_that_is_not_on_offer_is_told(
    opening: Opening, name: str, choice: str
) -> None:
    where = {"form": {"view": "files"}, "lineage": {"view": "lineage", "flow": "kpi"}}
    page = opening(name, **where.get(choice, {}), **{choice: "\ufffd<script>"})
    assert page.t("link.choice") in warnings(page)


# -------------------------------------------------------------------------- one build for one run


def test_a_run_of_the_script_reads_one_build(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Published anew between two reads of a run, the second is still of the build of the first."""
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    for name in ("20260101T000000Z-00000001", "20260101T000000Z-00000002"):
        (tmp_path / f"{name}.duckdb").write_bytes(warehouse.read_bytes())

    def publish(name: str) -> None:
        (tmp_path / "NEXT").symlink_to(f"{name}.duckdb")
        (tmp_path / "NEXT").replace(published.folder() / "CURRENT")

    publish("20260101T000000Z-00000001")
    read: list[data.Build] = []
    engine = data._engine

    def counted(side: data.Side) -> duckdb.DuckDBPyConnection:
        read.append(side.build)
        return engine(side)

    monkeypatch.setattr(data, "_engine", counted)

    def run() -> tuple[str, str]:
        data.pin()
        assert data.read_page("overview", Reader()).tiles.height
        publish("20260101T000000Z-00000002")
        kept = data.builds()[0]
        with pytest.raises(data.Unavailable, match="same"):
            data.read_comparison("2023-12-09", "2023-12-30", "certified_cities", Reader())
        assert data.read_page("definitions", Reader(known=FIRST)).metrics.height
        data.pin()
        return kept, data.builds()[0]

    with ThreadPoolExecutor(1) as session:  # each has a thread of its own
        assert session.submit(run).result() == (
            "20260101T000000Z-00000001",
            "20260101T000000Z-00000002",
        )
    assert {Path(build.path).stem for build in read} == {"20260101T000000Z-00000001"}
    st.cache_resource.clear()


# ---------------------------------------------------------------------------------- another place


@pytest.mark.parametrize(
    "name", ["overview", "provinces", "profile", "programme", "cohorts", "investment"]
)
def test_another_place_is_no_other_query(
    opening: Opening, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page picks the place from what it has read of all, and shows what it shows elsewhere.

    What it made once for all readers asks for no reader's choice.
    """
    for asks in ("current", "colours", "own", "shown"):
        monkeypatch.setattr(state, asks, _outside_of_once(getattr(state, asks)))
    data.forget()
    page = opening(name, lang="en", province="50")
    asked = data._rows.cache_info().misses
    there = _sent(_moved(page))
    assert data._rows.cache_info().misses == asked
    page = opening(name, lang="en", province="50")
    once.forget()
    assert _sent(_moved(page)) == there


def _moved(page: Opened) -> Opened:
    page.app.query_params["province"] = "83"
    page.app.run()
    return page


def _sent(page: Opened) -> list[bytes]:
    """All that a page sends, element by element."""
    assert not page.app.exception
    return [
        node.proto.SerializeToString(deterministic=True)
        for part in (page.app.main, page.app.sidebar)
        for node in part
        if node.proto is not None
    ]


def _outside_of_once(asks: Callable[[], T]) -> Callable[[], T]:
    def asked() -> T:
        frame = currentframe()
        while frame := frame and frame.f_back:
            assert frame.f_code.co_filename != once.__file__, asks
        return asks()

    return asked


def test_rows_of_a_place_are_picked_by_any_of_its_columns() -> None:
    both = pl.DataFrame({"name": ["a", "b"], "of_places": [["", "north", "50"], ["", None, None]]})
    assert data.of_place(both, "north").to_dicts() == [{"name": "a"}]
    assert data.of_place(both, "")["name"].to_list() == ["a", "b"]
    all_stay = data.of_place(both.rename({"of_places": "here_in"}), "50")
    assert all_stay.to_dicts() == [{"name": "a", "is_here": True}, {"name": "b", "is_here": False}]
    one = pl.DataFrame(
        {"metric_id": ["k", "k", "m"], "of_place": ["TH", "50", "TH"], "n": [1, 2, 3]}
    )
    assert data.of_place(one, "50")["n"].to_list() == [2, 3]  # what has none keeps the country's
    assert data.of_place(one.drop("metric_id"), "50")["n"].to_list() == [2]


# ------------------------------------------------------------------------- what a session keeps


def kept(by: object) -> Iterator[object]:
    """What a function keeps from one run to the next, and those that it calls."""
    of = by.func if isinstance(by, partial) else by
    for cell in getattr(of, "__closure__", None) or ():
        yield cell.cell_contents
        yield from kept(cell.cell_contents)


def test_a_list_is_kept_as_a_frame(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    """What answers a click lasts as long as a session: rows would be each session's own."""
    answers: list[object] = []
    monkeypatch.setattr(st, "dataframe", lambda *_, on_select, **_how: answers.append(on_select))
    opening("definitions", view="kpis")
    held = [thing for answer in answers for thing in kept(answer)]
    assert any(isinstance(thing, pl.DataFrame) for thing in held)
    assert not [thing for thing in held if isinstance(thing, list)]
