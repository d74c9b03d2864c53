import json
import os
import re
import subprocess
import sys
import tomllib
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from streamlit.config import get_option

from dashboard import arenas, server
from dashboard.headers import headers
from dashboard.navigation import PAGES
from dashboard.parts import charts
from dashboard.reader import boundaries
from dashboard.reader.reader import Reader
from dashboard.reader.text import LANGS, Lang, t
from dashboard.shell import SHIPPED, ShellChanged, shell
from etl.intake import files


def test_the_boundaries_hold_every_province_once() -> None:
    shapes = json.loads(boundaries.files()[-1].read_text(encoding="utf-8"))["features"]
    codes = [shape["properties"]["province_code"] for shape in shapes]
    assert sorted(codes) == sorted(charts.tiles())
    assert all({"name_th", "name_en"} <= shape["properties"].keys() for shape in shapes)


def test_borders_of_other_content_have_another_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundaries, "FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError, match="no edition"):
        boundaries.address()
    path = tmp_path / "2026-11-21" / "provinces.geojson"
    path.parent.mkdir()
    path.write_bytes(b"{}")
    first = boundaries.address()
    path.write_bytes(b"[]")  # while the server runs
    second = boundaries.address()
    assert first != second
    newer = tmp_path / "2026-11-28" / "provinces.geojson"
    newer.parent.mkdir()
    newer.write_bytes(b"{}")
    assert boundaries.address() == first  # the same content, in another edition
    assert {one.partition("?")[0] for one in (first, second)} == {boundaries.PATH}
    assert boundaries.address("2026-11-21") == second  # after a roll-back
    assert boundaries.of_version(second.rpartition("=")[2]) == path
    assert boundaries.of_version("00000000") is None
    assert boundaries.address("2020-01-01") == first  # is not here any more


def test_every_page_has_an_address_and_a_file() -> None:
    pages = Path(server.__file__).parent / "pages"
    rooms = {path.parent.name for path in pages.glob("*/page.py")}
    assert {path.stem for path in pages.glob("*.py")} - {"__init__"} | rooms == set(PAGES)


def test_the_shell_states_language_and_address_and_preloads_our_font() -> None:
    html = shell("/cities", "th")
    assert '<html lang="th">' in html
    assert 'new URL("/cities/", window.location.origin)' in html
    assert 'href="/cities/static/' in html
    preloaded = re.findall(r'rel="preload" as="font" crossorigin href="(.*?)"', html)
    assert len(preloaded) == html.count('rel="preload"') == 4
    assert all(re.match(r"/cities/fonts/sarabun-(?:latin|thai)-[46]00\.", one) for one in preloaded)
    assert '<html lang="en">' in shell("", "en")
    (filters,) = re.findall(r'data-filters="(.*?)"', html)
    assert set(filters.split()) == set(Reader().choices())  # what the script adds to links


LIBRARY = SHIPPED.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "part",
    [
        *('rel="preload"', '<link rel="service-desc"', "<script>", "./favicon.png", 'src="./'),
        *('<html lang="en">', "<title>Streamlit</title>", "<noscript>", "</noscript>", "<head>"),
    ],
)
def test_a_shell_that_the_library_changed_is_told_by_what_is_not_in_it(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tmp_path / "index.html"
    changed.write_text(LIBRARY.replace(part, "\N{REPLACEMENT CHARACTER}"), encoding="utf-8")
    monkeypatch.setattr("dashboard.shell.SHIPPED", changed)
    with pytest.raises(ShellChanged, match=rf"index\.html: .*{re.escape(part)}"):
        shell.__wrapped__("/cities", "th")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("missing", [False, True])
def test_the_shell_is_in_the_readers_words(lang: Lang, missing: bool) -> None:
    html = shell("", lang, missing=missing)
    assert t("app.no_script", lang) in html
    assert f"<title>{t('missing.title' if missing else 'app.title', lang)}</title>" in html
    assert "Streamlit" not in html.partition("<body>")[2]
    assert "_stcore/agent" not in html


def test_the_policy_knows_each_script_of_the_shell() -> None:
    allowed = headers("/sc")["content-security-policy"]
    for missing in (False, True):
        lines = re.findall(
            r"<script>(.*?)</script>", shell("/sc", "th", missing=missing), re.DOTALL
        )
        for line in lines:
            assert b64encode(sha256(line.encode()).digest()).decode() in allowed
        assert len(lines) == 1


def test_one_number_is_the_largest_file_for_page_server_and_docs() -> None:
    root = Path(server.__file__).parents[1]
    options = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    size = options["server"]["maxUploadSize"]
    assert size * 1024 * 1024 == files.FILE_BYTES
    for page in ("docs/operations.md", "docs/adr/0015-limits-before-a-workbook-is-opened.md"):
        told = re.findall(r"(\d+) MB (?:a|of one) file", (root / page).read_text(encoding="utf-8"))
        assert told == [str(size)], page
    body = re.search(r"client_max_body_size (\d+)m;", (root / "deploy" / "nginx.conf").read_text())
    assert body
    assert int(body[1]) == size + 1  # what a form adds to the file


def test_the_server_listens_on_this_machine_alone() -> None:
    root = Path(server.__file__).parents[1]
    options = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert options["server"]["address"] == "127.0.0.1"


def test_no_list_hands_out_its_cells_as_a_spreadsheet_would_run_them() -> None:
    assert get_option("client.disableDataExport") is True  # our menu guards them


# ---------------------------------------------------------------------------------------- memory


ARROW = "ARROW_DEFAULT_MEMORY_POOL"  # whoever runs the tests may have named another
STARTED = """
    import ctypes, json, pkgutil, sys, threading
    import dashboard
    from dashboard import server

    def large():
        libc.malloc.restype, libc.mallinfo2.restype = ctypes.c_void_p, Told
        for _ in range(3):
            libc.free(ctypes.c_void_p(libc.malloc(8 * server.arenas.LARGE)))
        before = libc.mallinfo2().e  # bytes that are mapped by themselves
        libc.malloc(8 * server.arenas.LARGE)
        return libc.mallinfo2().e - before

    def heaps():
        threads = 16
        libc.open_memstream.restype = ctypes.c_void_p
        all_have = threading.Barrier(threads + 1)

        def take():
            libc.malloc(100)
            all_have.wait()
            threading.Event().wait()

        for _ in range(threads):
            threading.Thread(target=take, daemon=True).start()
        all_have.wait()
        report, length = ctypes.c_char_p(), ctypes.c_size_t()
        file = ctypes.c_void_p(libc.open_memstream(ctypes.byref(report), ctypes.byref(length)))
        libc.malloc_info(0, file)
        libc.fclose(file)
        return report.value.count(b"<heap")

    class Told(ctypes.Structure):
        _fields_ = [(name, ctypes.c_size_t) for name in "abcdefghij"]

    libc = ctypes.CDLL(None)
    told = {"large": large(), "heaps": heaps()} if server.arenas.libc() else {}
    import pyarrow

    told["arrow"] = pyarrow.default_memory_pool().backend_name
    for room in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
        if not room.name.endswith((".app", ".page")):
            __import__(room.name)
    print(json.dumps(told | {"loaded": [*sys.modules]}))
"""


@pytest.fixture(scope="module")
def started() -> dict[str, Any]:
    """What a process of its own tells of itself that has the server's module, and then all."""
    named = {name: value for name, value in os.environ.items() if name != ARROW}
    run = [sys.executable, "-c", dedent(STARTED)]
    told = subprocess.run(run, env=named, capture_output=True, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(told)
    return found


of_our_library = pytest.mark.skipif(arenas.libc() is None, reason="another C library has no arenas")


@of_our_library
def test_threads_share_two_arenas(started: dict[str, Any]) -> None:
    """Also those of the libraries: the C library hears of the number before they start any."""
    assert started["heaps"] == arenas.AT_MOST


@of_our_library
def test_what_is_large_is_in_no_arena(started: dict[str, Any]) -> None:
    """Also once pieces of its size were let go of."""
    assert started["large"] >= 8 * arenas.LARGE


@of_our_library
def test_arrow_takes_its_memory_from_there_too(started: dict[str, Any]) -> None:
    assert started["arrow"] == "system"


def test_what_files_and_pictures_alone_need_is_not_loaded_for_pages(
    started: dict[str, Any],
) -> None:
    """Neither what draws pictures, of 80 MB, nor what writes Parquet."""
    loaded = {*started["loaded"]}
    assert {"dashboard.parts.pictures", "sql.files"} <= loaded
    assert not {"vl_convert", "pyarrow.parquet", "pyarrow.dataset"} & loaded
