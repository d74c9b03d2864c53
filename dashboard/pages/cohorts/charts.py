"""Two batches side by side as HTML: the way from people to zones, and what is stated of each.

Every figure is a link to what stands behind it; what no document states is a ring. How it looks is
in the style sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dashboard.parts.pictures import Line, Table


@dataclass(frozen=True)
class Said:
    """A figure in words, what is said beside it, and where it leads."""

    figure: str
    beside: str
    address: str

    def link(self) -> str:
        """The figure as a link."""
        told = f'title="{escape(self.beside)}"'
        link = f'href="{escape(self.address)}" target="_self"'
        return f"<a {link} {told}>{escape(self.figure)}</a>"


@dataclass(frozen=True)
class Step:
    """One step of a batch: the figures, and what no document states of it."""

    figures: Sequence[Said]
    unsaid: str


def flow(batch: str, steps: Sequence[Step]) -> str:
    """The line of a batch: its steps from left to right, on a phone one below the other."""

    def step(one: Step) -> str:
        lines = [f"{said.link()} <small>{escape(said.beside)}</small>" for said in one.figures]
        if one.unsaid:
            lines.append(f"<small>{escape(one.unsaid)}</small>")
        return f"<li>{'<br>'.join(lines)}</li>"

    return f'<div class="flow"><b>{escape(batch)}</b><ol>{"".join(map(step, steps))}</ol></div>'


def flowed(batches: Mapping[str, Sequence[Step]]) -> Table:
    """The lines of all batches as a drawing to take along."""

    def cell(place: int, one: Step) -> list[Line]:
        arrow = "→ " if place else ""
        told = [
            line
            for said in one.figures
            for line in (Line(f"{arrow}{said.figure}", is_strong=True), Line(said.beside))
        ]
        return [*told, *([Line(one.unsaid)] if one.unsaid else [])]

    steps = max(map(len, batches.values()), default=1)
    return Table(
        [
            [[Line(batch, is_strong=True)], *(cell(place, one) for place, one in enumerate(line))]
            for batch, line in batches.items()
        ],
        shares=(0.13, *[0.87 / steps] * steps),
    )


@dataclass(frozen=True)
class Measure:
    """What is counted, in which phase, and what is stated of it: a list a batch."""

    name: str
    phase: str
    stated: Sequence[Sequence[Said]]


def dots(
    measures: Sequence[Measure], batches: Sequence[str], *, caption: str, stated: str, unsaid: str
) -> str:
    """The measures as a table: a filled dot and the figure where a batch has it, else a ring."""
    filled = '<i class="dot"></i>'
    ring = f'<i class="dot none" role="img" aria-label="{escape(unsaid)}"></i>'

    def cell(said: Sequence[Said]) -> str:
        return "<br>".join(f"{filled} {one.link()}" for one in said) or ring

    def line(one: Measure) -> str:
        phase = f" <small>({escape(one.phase)})</small>" if one.phase else ""
        cells = "".join(f"<td>{cell(said)}</td>" for said in one.stated)
        return f'<tr><th scope="row">{escape(one.name)}{phase}</th>{cells}</tr>'

    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in batches)
    legend = f"{filled} {escape(stated)} {ring} {escape(unsaid)}"
    return (
        f'<table class="dots"><caption>{escape(caption)}</caption>'
        f"<thead><tr><th>{legend}</th>{heads}</tr></thead>"
        f"<tbody>{''.join(map(line, measures))}</tbody></table>"
    )


def dotted(measures: Sequence[Measure], batches: Sequence[str]) -> Table:
    """The same dots as a drawing to take along."""

    def cell(said: Sequence[Said]) -> list[Line]:
        return [Line(f"{one.figure} · {one.beside}", mark="dot") for one in said] or [
            Line(" ", mark="ring")
        ]

    return Table(
        [
            [[Line(f"{one.name} ({one.phase})" if one.phase else one.name)], *map(cell, one.stated)]
            for one in measures
        ],
        shares=(0.4, *[0.6 / len(batches)] * len(batches)),
        heads=("", *batches),
    )
