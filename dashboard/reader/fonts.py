"""The bundled font: its files, and what a style sheet says of them."""

from collections.abc import Callable, Iterable
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fonts"
SCRIPTS = {  # the letters that a file has
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, "
    "U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215",
    "thai": "U+0E00-0E7F",
}


def faces(weights: Iterable[int], address: Callable[[Path], str]) -> str:
    """The files of these weights, each for its script, as rules of a style sheet.

    `address` says where a file is: beside the sheet, or in the rule itself.
    """
    found = []
    for path in sorted(FOLDER.glob("*.woff2")):
        _, script, weight = path.name.partition(".")[0].split("-")
        if int(weight) in weights:
            found.append(
                f'@font-face{{font-family:Sarabun;src:url("{address(path)}") format("woff2");'
                f"font-weight:{weight};unicode-range:{SCRIPTS[script]}}}\n"
            )
    return "".join(found)
