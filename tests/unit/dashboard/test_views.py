"""The tab that was pressed, as the browser names it: by what it read when it was drawn."""

import pytest
import streamlit as st

from dashboard.parts import views

NAMES = {"plans": "แผน 37", "terms": "อายุตรา", "batches": "รุ่นที่ได้ตรา 9"}


@pytest.mark.parametrize(
    ("pressed", "opened"),
    [
        ("แผน 37", "plans"),
        ("แผน 1,120", "plans"),  # before a province was chosen
        ("แผน", "plans"),
        ("อายุตรา", "terms"),
        ("ทั้งหมด 5", "batches"),  # of another page: what was open stays
    ],
)
def test_a_tab_opens_the_view_that_it_names(
    monkeypatch: pytest.MonkeyPatch, pressed: str, opened: str
) -> None:
    chosen = {"view_th": pressed, "view": "batches"}
    monkeypatch.setattr(st, "session_state", chosen)
    views._opened("view", "view_th", NAMES)
    assert chosen["view"] == opened
