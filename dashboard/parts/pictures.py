"""Pictures to take along: a drawing as PNG or SVG, with title, legend, source, day and link.

Pure: a specification and the words of a file in, bytes out. Made here and not in the browser, so
that what hangs on a slide says what it is. The font is the bundled one: what draws here reads TTF
alone, and leaves out text in a font that it does not know. Nothing is fetched.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from types import ModuleType
from typing import Literal, cast, get_args
from unicodedata import category

from dashboard.parts import charts
from dashboard.reader import boundaries, fonts
from dashboard.reader.theme import Palette
from sql import words
from sql.files import About

Spec = Mapping[str, object]
Mark = Literal["dot", "ring"]
FONT = "Sarabun, sans-serif"
VERSION = "6.4"  # of Vega-Lite, as Altair writes it
WIDE, EDGE = 880, 24
TITLE, STRONG, SMALL = 20, 16, 12  # sizes of letters
LEAD = 1.45  # of its size is a line high
GAP = 16  # between columns
NARROWEST = 300  # of the room beside a drawing, for a table to stand there
LETTER = 0.52  # of its size is a letter wide, on average
SCALE = 2  # pixels of a PNG for one of the drawing
WORD = re.compile(r"\S+\s*")
AM = re.compile("([\u0e48-\u0e4b]?)\u0e33")  # as one letter it would be drawn over the next
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Line:
    """A line of a cell: words, strong or not, and what is drawn before or above them.

    `bar`: how much of the column it spans, and how far it is filled. `at`: where a dot lies on a
    line over the column, above the words; both from 0 to 1.
    """

    words: str
    is_strong: bool = False
    mark: Mark | None = None
    bar: tuple[float, float] | None = None
    at: float | None = None


@dataclass(frozen=True)
class Table:
    """A drawing that is words in rows and columns: the page has it as HTML.

    `rows`: cells, each of lines. `shares`: of its width that each column has.
    """

    rows: Sequence[Sequence[Sequence[Line]]]
    shares: Sequence[float]
    heads: Sequence[str] = ()


@dataclass(frozen=True)
class Drawn:
    """A drawing on a page: its specification and what it leaves for the page to say.

    `legend`: colours or marks and what they mean; None is a dashed outline. `note` stands below the
    source. `width`: where the page gives it none. `table`: what is drawn beside it, or alone.
    """

    spec: Spec | None
    palette: Palette
    legend: Sequence[tuple[str | None, str]] = ()
    note: str = ""
    width: int = WIDE
    table: Table | None = None


def made(drawn: Drawn, ending: str, about: About) -> bytes:
    """The picture as `png` or `svg`."""
    svg = drawing(drawn, about)
    if ending == "png":
        return bytes(_drawer().svg_to_png(AM.sub("\u0e4d\\1\u0e32", svg), scale=SCALE))
    return svg.replace(">", f"><style>{_faces()}</style>", 1).encode()


def drawing(drawn: Drawn, about: About) -> str:
    """The picture as SVG: title above, legend below, then source, filters, build and link."""
    inner, across, down = _charted(drawn)
    width = max(across, WIDE - 2 * EDGE)
    palette, parts, top = drawn.palette, list[str](), float(EDGE)
    for line in lines(about.title, TITLE, width):
        top += TITLE
        parts.append(_text(line, top, TITLE, palette.ink, weight=700))
        top += TITLE * 0.4
    top += 8
    parts.append(f'<g transform="translate({EDGE} {top})">{inner}</g>')
    bottom = top + down
    if drawn.table:
        room = width - across - GAP
        is_beside = room >= NARROWEST
        left, high = (EDGE + across + GAP, top) if is_beside and inner else (EDGE, bottom)
        told, low = _table(drawn.table, left, high, room if is_beside else width, palette)
        parts += told
        bottom = max(bottom, low)
    top = bottom + 12
    for row in _rows(drawn.legend, width):
        parts += _legend(row, top, palette)
        top += SMALL * 1.8
    top += 4
    for line in foot(about, drawn.note, width):
        top += SMALL
        parts.append(_text(line, top, SMALL, palette.muted))
        top += SMALL * 0.45
    across, down = width + 2 * EDGE, top + EDGE * 0.75
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across:.0f}" height="{down:.0f}" '
        f'viewBox="0 0 {across:.0f} {down:.0f}" font-family="{FONT}" lang="{about.lang}">'
        f"<title>{escape(about.title)}</title>"
        f'<rect width="100%" height="100%" fill="{palette.surface}"/>{"".join(parts)}</svg>'
    )


def _charted(drawn: Drawn) -> tuple[str, float, float]:
    """The chart as SVG, with its width and height; nothing where all is a table."""
    if drawn.spec is None:
        return "", 0.0, 0.0
    inner = _drawer().vegalite_to_svg(
        whole(drawn.spec, drawn.palette, drawn.width), vl_version=VERSION, allowed_base_urls=[]
    )
    found = _SIZE.match(inner)
    across, down = map(float, found.groups()) if found else (0.0, 0.0)
    return inner, across, down


def whole(spec: Spec, palette: Palette, width: int) -> dict[str, object]:
    """A page's specification with what the page adds: width, font, colours, boundaries."""
    own = cast("Mapping[str, object]", spec.get("config", {}))
    base: dict[str, object] = {
        "font": FONT,
        "background": palette.surface,
        "view": {"stroke": None},
        "axis": {"domainColor": palette.line, "tickColor": palette.line, "gridColor": palette.line},
        "text": {"color": palette.ink},
        "title": {"color": palette.ink},
    }
    config = _merged(_merged(base, charts.words(palette)), own)
    shaped = cast("dict[str, object]", _shaped(_sized(spec, width)))
    return shaped | {"config": config}


def foot(about: About, note: str, width: float) -> Iterator[str]:
    """What stands under a picture."""
    chosen = "; ".join(f"{name} {choice}" for name, choice in about.filters.items())
    made_on = f"{words.say('file.made_on', about.lang)} {about.today.isoformat()}"
    for told in (
        about.carried.get("source", ""),
        note,
        chosen,
        f"{words.say('file.build', about.lang)} {about.build} · {made_on}",
        about.link,
    ):
        yield from lines(told, SMALL, width)


def lines(text: str, size: int, width: float) -> list[str]:
    """Words in lines of this width; a word that is longer, as a link is, is broken."""
    room = int(width / (size * LETTER))
    found = [""]
    for word in WORD.findall(text):
        for part in [word] if _length(word) <= room else _pieces(word, room):
            if found[-1] and _length(found[-1] + part.rstrip()) > room:
                found.append("")
            found[-1] += part
    return [line.rstrip() for line in found if line.strip()]


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word in pieces; none begins with a mark, nor ends with a vowel that is written first."""
    piece = ""
    for letter in word:
        is_joined = category(letter) in {"Mn", "Mc"} or piece[-1:] in set("เแโใไ")
        if _length(piece) >= room and not is_joined:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _length(words: str) -> int:
    """How many letters are beside each other: Thai vowels and tones stand above others too."""
    return sum(category(letter) != "Mn" for letter in words)


def _merged(base: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """Two configurations, of which the second wins, part by part."""
    return {**base} | {
        name: {**held, **part}
        if isinstance(held := base.get(name), Mapping) and isinstance(part, Mapping)
        else part
        for name, part in own.items()
    }


def _sized(spec: Spec, width: int) -> dict[str, object]:
    """A width for each view that has none: it is the page's that gives it there."""
    for joint, share in (("vconcat", 1), ("hconcat", 0), ("concat", 1)):
        if isinstance(views := spec.get(joint), list):
            each = width if share else width // len(views)
            return {**spec, joint: [_sized(view, each) for view in views]}
    if "facet" in spec or "repeat" in spec or isinstance(spec.get("width"), int | float | dict):
        return {**spec}
    return {**spec, "width": width}


def _shaped(part: object) -> object:
    """The specification with the boundaries in it, wherever it names their address."""
    if isinstance(part, list):
        return [_shaped(one) for one in part]
    if not isinstance(part, Mapping):
        return part
    url = str(part.get("url"))
    if url.startswith(boundaries.PATH):
        return {"values": boundaries.features(url)}
    return {name: _shaped(one) for name, one in part.items()}


def _table(
    table: Table, left: float, top: float, width: float, palette: Palette
) -> tuple[list[str], float]:
    """Rows of cells as SVG, and where they end."""
    parts: list[str] = []
    wide = [width * share - GAP for share in table.shares]
    starts = [left + width * sum(table.shares[:place]) for place in range(len(wide))]
    heads = [[Line(words)] for words in table.heads]
    for number, row in enumerate([heads, *table.rows] if heads else table.rows):
        if number:
            parts.append(_rule(left, top, left + width, palette.line))
        ends = [top]
        for start, across, cell in zip(starts, wide, row, strict=True):
            below = top + 6
            for line in cell:
                drawn, below = _line(line, start, below, across, palette)
                parts += drawn
            ends.append(below + 6)
        top = max(ends)
    return parts, top


def _line(
    line: Line, left: float, top: float, width: float, palette: Palette
) -> tuple[list[str], float]:
    """A line of a cell, and where it ends."""
    parts: list[str] = []
    size = STRONG if line.is_strong else SMALL
    middle = top + size * 0.75
    indent = 0.0
    if line.at is not None:
        parts.append(_rule(left, top + 6, left + width, palette.line))
        parts.append(_mark("dot", left + line.at * width, top + 6, palette))
        top += 14
    if line.mark:
        parts.append(_mark(line.mark, left + 5, middle, palette))
        indent = 16
    if line.bar:
        whole, held = (share * width for share in line.bar)
        for across, colour in ((whole, palette.classes[0]), (held, palette.accent)):
            parts.append(
                f'<rect x="{left}" y="{middle - 3:.1f}" width="{across:.1f}" height="6" rx="3" '
                f'fill="{colour}"/>'
            )
        indent = whole + 8
    colour, weight = (palette.ink, 600) if line.is_strong else (palette.muted, 400)
    for told in lines(line.words, size, width - (0 if line.bar else indent)):
        parts.append(_text(told, top + size, size, colour, left=left + indent, weight=weight))
        top += size * LEAD
    return parts, top


def _rule(left: float, top: float, right: float, colour: str) -> str:
    return f'<path d="M{left:.1f} {top:.1f}H{right:.1f}" stroke="{colour}"/>'


def _mark(mark: str, x: float, y: float, palette: Palette) -> str:
    fill = palette.ink if mark == "dot" else palette.surface
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" stroke="{palette.ink}" '
        'stroke-width="1.5"/>'
    )


def _rows(
    legend: Iterable[tuple[str | None, str]], width: float
) -> Iterator[list[tuple[float, str | None, str]]]:
    """The entries of a legend in rows of this width: place, colour, words."""
    row: list[tuple[float, str | None, str]] = []
    left = 0.0
    for colour, told in legend:
        wide = SMALL * (2.5 + LETTER * len(told))
        if row and left + wide > width:
            yield row
            row, left = [], 0.0
        row.append((left, colour, told))
        left += wide
    if row:
        yield row


def _legend(
    row: Iterable[tuple[float, str | None, str]], top: float, palette: Palette
) -> Iterator[str]:
    for left, colour, told in row:
        yield _text(told, top + SMALL - 1, SMALL, palette.ink, left=EDGE + left + 18)
        if colour and colour in get_args(Mark):
            yield _mark(colour, EDGE + left + 6, top + 7, palette)
            continue
        look = (
            f'fill="{colour}" stroke="{palette.outline}"'
            if colour
            else f'fill="none" stroke="{palette.no_report}" stroke-dasharray="3 2"'
        )
        yield f'<rect x="{EDGE + left}" y="{top + 1}" width="12" height="12" rx="2" {look}/>'


def _text(
    told: str, top: float, size: int, colour: str, *, left: float = EDGE, weight: int = 400
) -> str:
    return (
        f'<text x="{left}" y="{top:.1f}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}">{escape(told)}</text>'
    )


@cache
def _drawer() -> ModuleType:
    """What draws, with our font: loaded with the first picture, since pages need none of it."""
    import vl_convert  # noqa: PLC0415

    vl_convert.register_font_directory(str(fonts.FOLDER))
    return vl_convert


@cache
def _faces() -> str:
    """The font as a part of the picture, for whoever opens it without having it."""
    return fonts.faces(
        (400, 700),
        lambda path: f"data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}",
    )
