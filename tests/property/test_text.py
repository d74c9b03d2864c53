"""Whatever a value holds: it is seen as it stands, leads nowhere else, and is never run."""

import html
import re
from urllib.parse import urlsplit

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.parts import tables
from etl.vocabulary import ADDRESS
from sql import spreadsheet
from tests.fixtures.marks import VALUES

MARKS = st.sampled_from([*VALUES, *"-+=#>|$:&!<*_`~[](){}\\@/. \t\n", "www.", "http://", "ก"])
TEXT = st.lists(MARKS | st.characters(exclude_categories=["Cs"]), max_size=6).map("".join)
SEAM = ":color[]"
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# what is read after the escapes are gone: addresses, icons, the logo, emoji, arrows
LATE = re.compile(
    r"https?://\S|www\.\S|[-.\w+]@[-\w]|:material[_/]|:streamlit:|:[\w+-]+:|->|<-|--|>=|<=|~=",
    re.IGNORECASE | re.ASCII,
)
HOST = st.sampled_from(["example.org", "ไทย.ไทย", "a-b.go.th:8080", "EXAMPLE.org."])
PART = st.text(st.sampled_from("aก%2()[]<>\"'`{}|^\\ @#?/:;&=.~*_$\t\u200b"), max_size=12)


@given(TEXT)
def test_a_value_is_nothing_but_its_letters(value: str) -> None:
    shown = tables.plain(value)
    bare = html.unescape(ESCAPE.sub(lambda mark: f"&#{ord(mark[1])};", shown.replace(SEAM, "")))
    assert bare.split() == value.replace("\0", "\ufffd").split()
    assert "\n" not in shown
    assert not shown.startswith((" ", "\t", "-", "=", "+", "#", ">"))
    assert not re.match(r"\d+[.)]", shown)
    for part in shown.split(SEAM):
        assert not re.search(r"(?<!\\)(\\\\)*[`*_{}\[\]<>+~$|:]", part)
        assert not LATE.search(ESCAPE.sub(r"\1", part))


@given(HOST, PART)
def test_a_link_leads_to_the_host_that_is_named(host: str, rest: str) -> None:
    url = f"https://{host}/{rest}"
    held = tables.address(url)
    if held is None:
        assert not pl.Series([url]).str.contains(ADDRESS).item()
        return
    assert urlsplit(held).netloc == host
    assert not set(held) & set(" \t<>()[]{}\"'`\\|^$")
    assert tables.address(held) == held


@given(st.sampled_from(["", "https://", "http:", "//", "javascript:"]), HOST, PART, PART)
def test_what_the_contract_takes_can_be_a_link(
    scheme: str, host: str, near: str, rest: str
) -> None:
    url = f"{scheme}{host}{near}/{rest}"
    if pl.Series([url]).str.contains(ADDRESS).item():
        held = tables.address(url)
        assert held is not None
        assert urlsplit(held).netloc == urlsplit(url).netloc


@given(TEXT)
@example("-5")
@example("\u200b\u00a0=1")
def test_no_text_runs_and_the_guard_comes_off(value: str) -> None:
    guarded = spreadsheet.guarded(value)
    assert not spreadsheet.is_run_as_formula(guarded)
    if guarded != value:
        assert spreadsheet.unguarded(guarded) == value
