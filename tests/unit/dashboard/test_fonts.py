"""The font that lies in the repository: whose it is, that it is whole, that the pages name it."""

import tomllib
from hashlib import sha256
from pathlib import Path

from dashboard.shell import FONTS

CARD = tomllib.loads((FONTS / "provenance.toml").read_text(encoding="utf-8"))
CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"
THEME = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]


def test_each_file_is_the_one_that_its_card_describes() -> None:
    assert {card["name"] for card in CARD["files"]} == {path.name for path in FONTS.glob("*.woff2")}
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


def test_pages_name_each_file_once_with_its_weight_and_script() -> None:
    for face in THEME["fontFaces"]:
        _, script, weight = face["url"].split(".")[0].split("-")
        assert (face["family"], str(face["weight"])) == ("Sarabun", weight)
        assert (face["unicodeRange"] == "U+0E00-0E7F") == (script == "thai")
    named = sorted(face["url"] for face in THEME["fontFaces"])
    assert named == sorted(f"fonts/{card['name']}" for card in CARD["files"])
    assert all(THEME[kind].startswith("Sarabun, ") for kind in ("font", "headingFont"))
