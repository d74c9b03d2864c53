"""The font that lies in the repository: whose it is, that it is whole, that the pages name it."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

from dashboard.reader.fonts import FOLDER as FONTS
from dashboard.shell import style

CARD = tomllib.loads((FONTS / "provenance.toml").read_text(encoding="utf-8"))
CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"
THEME = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]


def test_each_file_is_the_one_that_its_card_describes() -> None:
    assert {card["name"] for card in CARD["files"]} == {
        path.name for path in FONTS.glob("sarabun-*")
    }
    for card in CARD["files"]:
        held = (FONTS / card["name"]).read_bytes()
        assert (sha256(held).hexdigest(), len(held)) == (card["sha256"], card["bytes"])


def test_a_name_changes_with_what_the_file_holds() -> None:
    for card in CARD["files"]:
        assert card["name"].split(".")[1] == card["sha256"][:8]


def test_its_licence_lies_beside_it() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert licence.startswith("Copyright 2018 The Sarabun Project Authors")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_the_style_sheet_names_each_file_once_with_its_weight_and_script() -> None:
    faces = re.findall(
        r'@font-face{font-family:Sarabun;src:url\("fonts/([^"]+)"\) format\("woff2"\);'
        r"font-weight:(\d+);unicode-range:([^}]+)}",
        style()[1],
    )
    assert sorted(name for name, *_ in faces) == sorted(path.name for path in FONTS.glob("*.woff2"))
    for name, stated, scope in faces:
        _, script, weight = name.split(".")[0].split("-")
        assert stated == weight
        assert (scope == "U+0E00-0E7F") == (script == "thai")
    assert all(THEME[kind].startswith("Sarabun, ") for kind in ("font", "headingFont"))
