"""Two batches side by side as HTML: the way from people to zones, and what is stated of each.

Every figure is a link to what stands behind it; what no document states is a ring. How it looks is
in the style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


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
