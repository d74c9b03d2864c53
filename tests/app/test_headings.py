"""What files of every list say: headings and cells in words, none in code, and their sources."""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Unpack

import polars as pl
import pytest
import streamlit as st

from dashboard import downloads
from dashboard.parts import take
from dashboard.reader import state
from dashboard.reader.reader import Reader
from dashboard.reader.text import LANGS, Lang
from sql import files, words
from tests.app.conftest import Opening
from tests.app.test_pictures import DRAWN, opened
from tests.cases import some

CODE = re.compile("[a-z][a-z0-9_-]*")
SAYS_SO = re.compile(r"รหัส|[Cc]ode|\b[Ii]ds?\b|[Kk]ey|\((อังกฤษ|English)\)")  # of code, or English

OF_BUILD = re.compile("^(health|definitions|glossary)_|^files$|_missing$")  # lists of no document
MORE = (  # lists that no drawing of `DRAWN` is of
    *(("overview", f"view={view}") for view in ("changes", "regions", "targets", "latest")),
    ("overview", "view=changes&since=2023-01-01"),
    *(
        ("profile", f"province=83&view=figures&of={kind}")
        for kind in ("figures", "facts", "comparison", "observations", "kpis")
    ),
    *(("profile", f"province=83&view={view}") for view in ("plans", "money", "training")),
    *(("profile", f"province=83&view={view}") for view in ("solutions", "missing")),
    ("profile", "province=83&view=plans&list=events"),
    *(
        ("programme", f"view=plans&of={kind}")
        for kind in ("logos", "zones", "all", "steps", "dimensions", "money")
    ),
    *(("programme", f"view={view}") for view in ("events", "other")),
    *(
        ("programme", f"view=announced&count={count}")
        for count in ("renewals", "provinces", "documents")
    ),
    *(("programme", f"view=announced&as={way}") for way in ("list", "growth")),
    *(("cohorts", f"view={view}") for view in ("ratios", "places", "projects", "others")),
    *(("investment", f"view=split&by={part}") for part in ("funder", "province", "plan_set")),
    ("investment", "view=statements"),
    *(("solutions", f"view={view}") for view in ("adopters", "guidelines", "pledges")),
    ("solutions", "view=events&list=details"),
    *(("definitions", f"view={view}") for view in ("kpis", "terms", "documents")),
    ("definitions", "view=files&as=table"),
    ("definitions", "view=documents&set=founding"),
    *(("definitions", f"open=kpi:CERT-01&part={part}") for part in ("rows", "history")),
    *(("health", f"view={view}") for view in ("sources", "checks", "files")),
    ("health", "view=sources&as=table"),
    *(("health", f"view=lineage&flow={part}") for part in ("runs", "corrections")),
    *(("city", f"plan=yala&about={view}") for view in ("money", "related", "missing")),
)


@pytest.fixture(scope="module")
def codes() -> dict[Lang, set[str]]:
    """What the text files have other words for, by language; names of publishers are none."""
    listed = [
        (code, said)
        for key, said in words.texts().items()
        for section, _, code in [key.partition(".")]
        if section in {"unit", *words.lists()} - {"publisher"}
    ]
    return {
        lang: {code for code, _ in listed if CODE.fullmatch(code)}
        - {said[lang] for _, said in listed}
        for lang in LANGS
    }


def check(content: bytes, columns: Iterable[str], codes: set[str]) -> None:
    """No heading of a CSV is the name of a column, or stands there twice; no cell is a code."""
    text = content.decode("utf-8-sig")
    headings, *lines = csv.reader(io.StringIO(text, newline=""))
    assert sorted({*columns} & {*headings}) == []
    assert sorted(headings) == sorted({*headings})
    cells = {cell for line in lines for cell in zip(headings, line, strict=True)}
    assert {cell for cell in cells if cell[1] in codes and not SAYS_SO.search(cell[0])} == set()


@pytest.mark.parametrize(("page", "query"), some([*DRAWN, *MORE], every=8))
def test_no_heading_and_no_cell_is_a_name_in_code(
    opening: Opening,
    monkeypatch: pytest.MonkeyPatch,
    codes: dict[Lang, set[str]],
    page: str,
    query: str,
) -> None:
    found: dict[str, tuple[pl.DataFrame, files.About]] = {}

    def noted(
        rows: take.Rows | str, *, key: str, picture: object = None, **words: Unpack[take.Words]
    ) -> None:
        record = st.session_state[take.RECORD]
        about = take.told(state.current(), record, "build", "http://a.example/x", {}, **words)
        if not isinstance(rows, str):
            found[key] = rows(), about

    monkeypatch.setattr(take, "opened", noted)
    opened(opening, page, query, "th")
    assert found
    for key, (rows, about) in found.items():
        told = json.loads(take.file("json", rows.clone, about))["about"]
        assert about.carried or told["sources"] or OF_BUILD.search(key), f"{key} has no source"
        columns = take.kept(rows.columns)
        for lang in LANGS:
            check(take.file("csv", rows.clone, replace(about, lang=lang)), columns, codes[lang])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("statements", {}),
        ("statements", {"lines": "province"}),
        *(("rows", {"kpi": kpi}) for kpi in ("promotion_zones", "planned_investment", "freshness")),
    ],
)
def test_neither_is_one_of_files_that_are_streamed(
    warehouse: Path, codes: dict[Lang, set[str]], name: str, query: dict[str, str], lang: Lang
) -> None:
    assert warehouse.exists()
    _, parts = downloads._made("csv", name, Reader(lang=lang), query, "http://a.example/x")
    check(b"".join(parts), (), codes[lang])
