"""A link that names a build shows its figures later too, and what differs from the latest."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.runtime import fragment

from dashboard import server
from sql import warehouse
from tests.app.conftest import Opened, Opening
from tests.shipped import lay_out_as

CITIES = "เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"


@pytest.fixture
def first(two_builds: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the build of 37 cities, which another of 38 came after."""
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(two_builds))
    (earlier,) = {path.stem for path in warehouse.builds()} - {warehouse.current().stem}
    return earlier


def notices(page: Opened) -> list[str]:
    return [notice.value for notice in (*page.app.info, *page.app.warning)]


@pytest.mark.parametrize("name", ["overview", "programme", "provinces", "explore", "health"])
def test_a_page_shows_the_build_that_its_link_names(
    opening: Opening, first: str, name: str
) -> None:
    page = opening(name, build=first)
    assert any(
        "ชุดล่าสุดคือชุดวันที่" in words and f"open=build%3A{first}" in words for words in notices(page)
    )


def test_figures_are_those_of_the_build(opening: Opening, first: str) -> None:
    told = [
        page.app.markdown[0].value
        for page in (opening("overview"), opening("overview", build=first))
    ]
    assert "ถึง 38 จาก 105 เมือง" in told[0]
    assert "ได้ 37 จาก 105 เมือง" in told[1]


def test_the_published_build_by_its_id_needs_no_notice(opening: Opening, first: str) -> None:
    page = opening("overview", build=warehouse.current().stem)
    assert first
    assert not any("ชุดล่าสุด" in words for words in notices(page))


def test_what_differs_from_the_latest_is_a_list(opening: Opening, first: str) -> None:
    page = opening("overview", build=first, open=f"build:{first}")
    assert page.row(CITIES, "37 เมือง (27 ส.ค. 2568)")[2] == "38 เมือง (27 ส.ค. 2568)"


def test_what_is_gone_or_of_an_earlier_version_is_said(
    opening: Opening, first: str, two_builds: Path
) -> None:
    gone = opening("overview", build="20200101T000000Z-0123abcd")
    assert any("ไม่ได้เก็บไว้แล้ว" in words for words in notices(gone))
    older = two_builds / "20200102T000000Z-0123abcd.duckdb"
    older.write_bytes((two_builds / f"{first}.duckdb").read_bytes())
    lay_out_as(1, older)
    assert any("ระบบรุ่นก่อน" in words for words in notices(opening("overview", build=older.stem)))
    older.write_bytes(b"damaged")
    assert any("เปิดอ่านไม่ได้" in words for words in notices(opening("overview", build=older.stem)))
    older.unlink()


@pytest.fixture
def bare(two_builds: Path, first: str) -> Iterator[str]:
    """A build of today's layout made before Explore: without what it compares and counts."""
    path = two_builds / "20200103T000000Z-0123abcd.duckdb"
    path.write_bytes((two_builds / f"{first}.duckdb").read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("drop table marts.place_fact")
        connection.execute("drop table marts.countable")
    yield path.stem
    path.unlink()


def test_a_build_made_before_a_part_says_that_it_lacks_it(
    opening: Opening, bare: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(error: Exception, _: object) -> None:
        server.on_script_error(error)

    monkeypatch.setattr(fragment, "handle_user_script_exception", told)
    for view in ("compare", "pivot"):
        page = opening("explore", build=bare, view=view)
        assert page.t("error.lacking") in notices(page)
        assert any("ข้อมูลชุดล่าสุดคือชุดวันที่" in words for words in notices(page))
    whole = opening("explore", build=bare)
    assert whole.listings
    assert whole.t("error.lacking") not in notices(whole)


@pytest.mark.parametrize("asked", ["../../etc/passwd", "x", "20200101T000000Z-0123ABCD' or 1=1"])
def test_what_is_no_build_is_left_out(opening: Opening, first: str, asked: str) -> None:
    page = opening("overview", build=asked)
    assert first
    assert "build" not in page.app.query_params
