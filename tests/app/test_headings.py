"""Headings of workbooks: none is a name in code, on any page."""

import re
from typing import Unpack

import pytest

from dashboard.parts import take
from sql import files
from tests.app.conftest import Opening
from tests.app.test_pictures import DRAWN, opened
from tests.cases import some

MORE = (
    *(("overview", f"view={view}") for view in ("changes", "regions", "targets", "latest")),
    *(("definitions", f"view={view}") for view in ("kpis", "terms", "documents", "rules")),
    *(("health", f"view={view}") for view in ("sources", "checks", "files")),
    *(("solutions", f"view={view}") for view in ("adopters", "guidelines", "pledges")),
    *(("programme", f"view={view}") for view in ("plans", "events", "other")),
    *(
        ("programme", f"view=announced&count={count}")
        for count in ("renewals", "provinces", "documents")
    ),
    ("programme", "view=announced&as=growth"),
    *(("cohorts", f"view={view}") for view in ("ratios", "places", "projects", "others")),
    *(
        ("profile", f"province=83&view={view}")
        for view in ("plans", "money", "training", "solutions", "missing", "figures")
    ),
    ("investment", "view=statements"),
    ("city", "plan=yala&about=money"),
)


@pytest.mark.parametrize(("page", "query"), some([*DRAWN, *MORE], every=4))
def test_no_heading_is_a_name_in_code(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, page: str, query: str
) -> None:
    found: set[str] = set()

    def noted(
        rows: take.Rows | str, *, key: str, picture: object = None, **words: Unpack[take.Words]
    ) -> None:
        if not isinstance(rows, str):
            found.update(rows().columns)

    monkeypatch.setattr(take, "menu", noted)
    opened(opening, page, query, "th")
    told = {name: files.heading(name, "th") for name in found if not re.match(take.UNTOLD, name)}
    bare = sorted(name for name, heading in told.items() if name == heading)
    assert bare == []
