import json
from pathlib import Path

from dashboard import server
from dashboard.components import charts
from dashboard.navigation import PAGES


def test_the_boundaries_hold_every_province_once() -> None:
    shapes = json.loads(server.boundaries_file().read_text(encoding="utf-8"))["features"]
    codes = [shape["properties"]["province_code"] for shape in shapes]
    assert sorted(codes) == sorted(charts.tiles())
    assert all({"name_th", "name_en"} <= shape["properties"].keys() for shape in shapes)


def test_every_page_has_an_address_and_a_file() -> None:
    pages = Path(server.__file__).parent / "pages"
    assert {path.stem for path in pages.glob("*.py")} - {"__init__"} == set(PAGES)


def test_the_shell_states_language_and_address_and_preloads_no_font() -> None:
    html = server.shell("/cities", "th")
    assert '<html lang="th">' in html
    assert 'new URL("/cities/", window.location.origin)' in html
    assert 'href="/cities/static/' in html
    assert 'rel="preload"' not in html
    assert '<html lang="en">' in server.shell("", "en")
