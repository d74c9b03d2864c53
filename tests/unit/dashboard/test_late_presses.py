"""A press that comes after its page is gone, as on a slow line, changes and raises nothing."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
import streamlit as st

from dashboard.pages.profile import panels as profile
from dashboard.pages.provinces import panels as provinces
from dashboard.parts import bar, choose, views

DASHBOARD = Path(bar.__file__).parents[1]
NAMES = {"all": "ทั้งประเทศ", "50": "เชียงใหม่"}
EVENTS = {"on_change", "on_click", "on_select"}


def found(_: str) -> pl.DataFrame:
    raise AssertionError("nothing was typed")


@pytest.mark.parametrize(
    "pressed",
    [
        lambda: views._opened("view", "view_th", NAMES),
        lambda: choose._picked("places", "places_picked", NAMES, None),
        lambda: bar._typed(NAMES, {"north"}, found),
        lambda: bar._timed(range(2018, 2027)),
        bar._pointed,
        provinces._to_year,
        lambda: profile._chosen("choose_TH1"),
    ],
)
def test_nothing_is_taken(monkeypatch: pytest.MonkeyPatch, pressed: Callable[[], None]) -> None:
    kept = {"province": "83", "view": "plans"}
    monkeypatch.setattr(st, "session_state", kept)
    pressed()
    assert kept == {"province": "83", "view": "plans"}


def callbacks() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of ours that the library calls for a press, with the file that it is in."""
    for path in sorted(DASHBOARD.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            node.id
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            for keyword in call.keywords
            if keyword.arg in EVENTS
            for node in ast.walk(keyword.value)
            if isinstance(node, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name in named:
                yield path.relative_to(DASHBOARD).as_posix(), node


def reads_a_widget(node: ast.FunctionDef) -> bool:
    return any(
        isinstance(part, ast.Subscript)
        and isinstance(part.ctx, ast.Load)
        and ast.unparse(part.value) == "st.session_state"
        for part in ast.walk(node)
    )


def test_each_callback_asks_whether_its_widget_is_still_there() -> None:
    reading = [(path, node) for path, node in callbacks() if reads_a_widget(node)]
    assert len(reading) >= 6
    careless = [
        f"{path}:{node.lineno} {node.name}"
        for path, node in reading
        if "state.holds(" not in ast.unparse(node)
    ]
    assert careless == []
