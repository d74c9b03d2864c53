"""Every colour of the product, for light and dark. Nothing else names a colour.

Categories follow Okabe and Ito, so that they stay apart for colour-blind readers; the map's classes
are one blue ramp whose lightness alone carries the order, so that it survives grey print too.
"""

from dataclasses import dataclass, fields
from typing import Literal

Mode = Literal["light", "dark"]
CONFLICT = "violet"  # what Markdown of the library calls the colour of conflicts, by config.toml


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance. All are `#rrggbb`."""

    mode: Mode
    ink: str
    muted: str
    surface: str
    panel: str
    line: str  # hairlines: borders and grids
    outline: str  # what tells a pale mark from its ground
    accent: str
    target: str
    conflict: str
    better: str
    worse: str
    classes: tuple[str, ...]  # map classes, low to high; the first is "counted, and zero or lowest"
    categories: tuple[str, ...]
    no_report: str  # outline of a place without a report; it is never filled


LIGHT = Palette(
    mode="light",
    ink="#1b2733",
    muted="#566573",
    surface="#ffffff",
    panel="#f3f6f8",
    line="#cfd8df",
    outline="#8995a1",
    accent="#0b5c8a",
    target="#b0470a",
    conflict="#a3375e",
    better="#176b42",
    worse="#b3261e",
    classes=("#e6edf3", "#b5d3e7", "#79b0d3", "#3a85b7", "#115e8f", "#073a5e"),
    categories=("#0072b2", "#d55e00", "#009e73", "#a3528a", "#8a6d00", "#4a90b8", "#5b6770"),
    no_report="#6b7680",
)

DARK = Palette(
    mode="dark",
    ink="#e8eef3",
    muted="#a7b4bf",
    surface="#10181f",
    panel="#1a2530",
    line="#354450",
    outline="#6d7b87",
    accent="#6bb8e6",
    target="#f0a068",
    conflict="#ee90b4",
    better="#5fd39a",
    worse="#ff9a8f",
    classes=("#22313d", "#1f5173", "#2878a8", "#4ba0cf", "#8cc6e6", "#d3ebf8"),
    categories=("#56b4e9", "#f0a068", "#2fc79c", "#d99bc6", "#e3c84a", "#8fb7cf", "#aab6c0"),
    no_report="#94a1ac",
)


def palette(mode: str | None) -> Palette:
    """The palette of an appearance; an unknown one is light."""
    return DARK if mode == "dark" else LIGHT


def variables() -> str:
    """The colours as variables of a style sheet, each as light and dark ask for it.

    They follow the appearance at once, also when the system switches while a page is open.
    """
    names = [field.name for field in fields(Palette) if isinstance(getattr(LIGHT, field.name), str)]
    pairs = {
        name.replace("_", "-"): (getattr(LIGHT, name), getattr(DARK, name))
        for name in names
        if name != "mode"
    }
    pairs["on-accent"] = ink_on(LIGHT.accent), ink_on(DARK.accent)
    pairs["lowest-class"] = LIGHT.classes[0], DARK.classes[0]
    said = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in pairs.items())
    return (
        ":root{color-scheme:light}@media(prefers-color-scheme:dark){:root{color-scheme:dark}}"
        f":root,[data-testid='stApp']{{{said}}}"
    )


def rgb(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` as three numbers of 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, 0 to 1, as the accessibility guidelines define it."""
    parts = [part / 255 for part in rgb(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return "#000000" if luminance(colour) > 0.179 else "#ffffff"
