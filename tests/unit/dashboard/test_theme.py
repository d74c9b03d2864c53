"""Colours keep their order in grey, and text reads on its ground."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.reader.theme import CONFLICT, DARK, LIGHT, Palette, ink_on, luminance, palette

ROOT = Path(__file__).parents[3]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.mode)
def test_classes_are_told_apart_by_lightness_alone(colours: Palette) -> None:
    steps = [luminance(colour) for colour in colours.classes]
    assert steps == sorted(steps, reverse=colours.mode == "light")
    for one, other in pairwise(colours.classes):
        assert contrast(one, other) > 1.25


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.mode)
@pytest.mark.parametrize(
    "name", ["ink", "muted", "accent", "target", "conflict", "better", "worse"]
)
def test_words_and_lines_stand_out_from_the_ground(colours: Palette, name: str) -> None:
    assert contrast(getattr(colours, name), colours.surface) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.mode)
def test_a_pale_mark_has_an_outline_that_is_seen(colours: Palette) -> None:
    assert contrast(colours.outline, colours.surface) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.mode)
def test_text_reads_on_every_class(colours: Palette) -> None:
    for colour in colours.classes:
        assert contrast(ink_on(colour), colour) >= 4.5


def test_an_unknown_appearance_is_light() -> None:
    assert palette(None) is LIGHT
    assert palette("dark") is DARK


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.mode)
def test_the_library_is_given_the_same_colours(colours: Palette) -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    theme = config["theme"][colours.mode]
    assert theme["backgroundColor"] == colours.surface
    assert theme["secondaryBackgroundColor"] == colours.panel
    assert theme["textColor"] == colours.ink
    assert theme["borderColor"] == colours.line
    assert theme[f"{CONFLICT}Color"] == theme[f"{CONFLICT}TextColor"] == colours.conflict
    assert tuple(theme["chartCategoricalColors"]) == colours.categories


def test_no_other_module_names_a_colour() -> None:
    named = {
        path.name
        for path in (ROOT / "dashboard").rglob("*.py")
        if path.name != "theme.py"
        and re.search(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8"))
    }
    assert named == set()
