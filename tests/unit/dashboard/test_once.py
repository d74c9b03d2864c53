"""What is made once for all readers: of the same rows, for a day, whatever place they chose."""

from collections.abc import Iterator

import polars as pl
import pytest

from dashboard.reader import once
from dashboard.reader.reader import Reader


@pytest.fixture
def made() -> Iterator[list[Reader]]:
    """The readers for whom `worded` has made something, from nothing on."""
    once.forget()
    MADE.clear()
    yield MADE
    once.forget()


MADE: list[Reader] = []


@once.once
def worded(rows: pl.DataFrame, reader: Reader, *, said: str = "") -> str:
    MADE.append(reader)
    return f"{rows['n'].sum()} {reader.lang} {said}".strip()


def test_the_same_rows_are_worded_once(made: list[Reader]) -> None:
    rows = pl.DataFrame({"n": [1, 2]})
    assert [worded(rows, Reader()), worded(rows, Reader())] == ["3 th", "3 th"]
    assert len(made) == 1


def test_rows_that_are_equal_are_not_the_same(made: list[Reader]) -> None:
    first, second = pl.DataFrame({"n": [1]}), pl.DataFrame({"n": [1]})
    assert [worded(first, Reader()), worded(second, Reader())] == ["1 th", "1 th"]
    assert len(made) == 2


def test_a_frame_is_held_while_its_result_is_kept(made: list[Reader]) -> None:
    """Another frame that came to lie where one was would have its words else."""
    told = [worded(pl.DataFrame({"n": [number]}), Reader()) for number in range(50)]
    assert told == [f"{number} th" for number in range(50)]


def test_it_holds_for_every_place_and_for_no_other_choice(made: list[Reader]) -> None:
    rows = pl.DataFrame({"n": [1]})
    for place in (Reader(province="50"), Reader(region="TH1"), Reader()):
        worded(rows, place)
    assert made == [Reader()]
    worded(rows, Reader(lang="en", province="50"))
    worded(rows, Reader(), said="so")
    assert made == [Reader(), Reader(lang="en"), Reader()]


def test_it_is_of_a_day(made: list[Reader], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = pl.DataFrame({"n": [1]})
    for day in ("2026-11-29", "2026-11-30", "2026-11-30"):
        monkeypatch.setenv("SMARTCITY_TODAY", day)
        worded(rows, Reader())
    assert len(made) == 2


def test_what_fails_is_tried_again(made: list[Reader]) -> None:
    rows = pl.DataFrame({"m": [1]})
    for _ in range(2):
        with pytest.raises(pl.exceptions.ColumnNotFoundError):
            worded(rows, Reader())
    assert len(made) == 2


def test_all_is_let_go_of(made: list[Reader]) -> None:
    rows = pl.DataFrame({"n": [1]})
    worded(rows, Reader())
    once.forget()
    worded(rows, Reader())
    assert len(made) == 2


def test_rows_are_picked_and_told_once() -> None:
    rows = pl.DataFrame({"code": ["a", "b"], "n": [1, None]})
    assert once.where(rows, code="a") is once.where(rows, code="a")
    assert once.dicts(once.where(rows, code="a")) == [{"code": "a", "n": 1}]
