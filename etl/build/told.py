"""Tells what one build changes against another, as a person would: in Thai or English.

Figures come first, the largest change (as a share of the figure) before the others, each KPI with
its places below it and with why it moved. Sources, columns, definitions and tables are summed up in
a line each.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from etl.build.diff import Change, Comparison, Name, Reason
from sql import numbers, words
from sql.words import say, texts, unit

LINES = 5  # of places below one figure
NAMED = 3  # things that one line names
COUNTRY = "TH"
Key = TypeVar("Key")
Since = Mapping[str, Mapping[str, Iterable[str]]]  # source -> edition -> columns that came with it


@dataclass(frozen=True)
class _Teller:
    """Words the changes of one comparison in one language."""

    compared: Comparison
    lang: str

    def name(self, kind: str, code: str) -> str:
        """What a thing is called; its code where nobody gave it a name."""
        found = self.compared.names.get((kind, code))
        return (found.th if self.lang == "th" else found.en) or code if found else code

    def publisher(self, statement: str) -> str:
        """Who published a statement, by the official name."""
        name = self.name("statement", statement)
        found = texts().get(f"publisher.{name}")
        return found[self.lang] if found else name

    def listed(self, names: Iterable[str]) -> str:
        """The first few of some names, each once, and how many more."""
        each = list(dict.fromkeys(names))
        shown, more = ", ".join(each[:NAMED]), len(each) - NAMED
        return say("why.more", self.lang, names=shown, count=more) if more > 0 else shown

    # ------------------------------------------------------------------------------- figures

    def figures(self, changes: list[Change]) -> list[str]:
        """Each KPI with a line per changed figure of the country, and its places below that."""
        kpis = _grouped(changes, lambda change: change.subject)
        if not kpis:
            return []
        lines = [say("told.figures", self.lang, count=len(kpis))]
        for subject, figures in sorted(kpis.items(), key=_rank):
            lines.append(self.name("kpi", subject))
            sets = _grouped(figures, lambda one: (one.segment_kind, one.segment, one.phase))
            for found in sorted(sets.values(), key=lambda one: -_most(one)):
                lines += self._set(found)
        return lines

    def _set(self, figures: list[Change]) -> list[str]:
        """The figures of one KPI, segment and phase."""
        country = [change for change in figures if change.place_code == COUNTRY]
        what = self._what(figures[0]) if country else say("told.by_place", self.lang)
        lines = [f"  {self._because(change, self._moved(change, what))}" for change in country] or [
            f"  {self._because(max(figures, key=lambda one: _most([one])), what)}"
        ]
        places = _grouped(
            (change for change in figures if change.place_code != COUNTRY),
            lambda change: (
                self._side(change, "was", dated=_stayed(change)),
                self._side(change, "became", dated=_stayed(change)),
            ),
        )
        ordered = sorted(places.items(), key=lambda place: -_most(place[1]))
        for (was, became), found in ordered[:LINES]:
            names = self.listed(self.name("place", str(change.place_code)) for change in found)
            lines.append(f"    {say('told.turned', self.lang, what=names, was=was, became=became)}")
        if more := sum(len(found) for _, found in ordered[LINES:]):
            lines.append(f"    {say('told.more_places', self.lang, count=more)}")
        return lines

    def _what(self, change: Change) -> str:
        """Segment and phase of a figure."""
        segment = self.name("segment", f"{change.segment_kind}/{change.segment}")
        if change.phase in {None, "announced", "result"}:
            return segment
        return f"{segment}, {say(f'phase.{change.phase}', self.lang)}"

    def _moved(self, change: Change, what: str) -> str:
        """A figure before and now, with the move where there is one."""
        sides = {side: self._side(change, side, dated=True) for side in ("was", "became")}
        if _by(change) is not None:
            sides["change"] = self._change(change)
        key = "stayed" if _stayed(change) else "moved" if "change" in sides else "turned"
        return say(f"told.{key}", self.lang, what=what, **sides)

    def _because(self, change: Change, line: str) -> str:
        """A line with why the figure moved."""
        why = " · ".join(self._reasons(change))
        return say("told.why", self.lang, line=line, why=why) if why else line

    def _side(self, change: Change, side: str, *, dated: bool = False) -> str:
        """A figure with its sign and unit, with its day where that is another one than before."""
        before = side == "was"
        value = change.was_value if before else change.became_value
        sign = change.was_qualifier if before else change.became_qualifier
        if value is None:
            return say("state.none_named" if sign == ">=" else "told.no_figure", self.lang)
        shown = figure_text(self.compared.names[("kpi", change.subject)], value, sign, self.lang)
        day = change.was if before else change.became
        if not dated or not day or change.was == change.became:
            return shown
        return say("told.dated", self.lang, figure=shown, day=words.day(day, self.lang))

    def _change(self, change: Change) -> str:
        """What a figure moved by, with its unit: `+7 cities`, `−9.09 percentage points`."""
        named = self.compared.names[("kpi", change.subject)]
        by = _by(change) or 0
        is_share = named.format in numbers.PERCENT
        code = "percentage_points" if is_share else numbers.unit_of(named.unit, named.format)
        return f"{_signed(by, named.format)} {unit(code, self.lang, abs(by))}"

    def _reasons(self, change: Change) -> list[str]:
        """Why a figure moved: a text per reason, with its part of the move where there are two."""
        form = self.compared.names[("kpi", change.subject)].format
        reasons = change.reasons()
        are_parts = sum(reason.change is not None for reason in reasons) > 1
        return [
            say(
                "told.part",
                self.lang,
                reason=self._reason(reason),
                change=_signed(reason.change, form),
            )
            if are_parts and reason.change is not None
            else self._reason(reason)
            for reason in reasons
        ]

    def _reason(self, reason: Reason) -> str:
        names = self.compared.names
        if reason.name in {"entered", "left"}:
            places = self.listed(self.name("place", code) for code in reason.behind)
            return say(f"why.{reason.name}", self.lang, names=places)
        if reason.name == "new" and all(("target", code) in names for code in reason.behind):
            return say("why.targets", self.lang)
        if reason.name in {"new", "revised", "lost", "chosen"}:
            by = self.listed(self.publisher(code) for code in reason.behind)
            return say(f"why.{reason.name}", self.lang, count=len(reason.behind), names=by)
        told = {"redefined": "recalculated", "recalculated": "other"}
        return say(f"why.{told.get(reason.name, reason.name)}", self.lang)

    # ------------------------------------------------------- provinces, definitions and the rest

    def provinces(self, changes: list[Change]) -> list[str]:
        """A line per thing that is counted by province: who has how many more."""
        lines = []
        for subject, found in _grouped(changes, lambda change: change.subject).items():
            moves = _grouped(found, lambda change: (change.was_value, change.became_value))
            told = [
                say(
                    "told.turned",
                    self.lang,
                    what=self.listed(self.name("place", str(one.place_code)) for one in places),
                    was=f"{was:,.0f}",
                    became=f"{became:,.0f}",
                )
                for (was, became), places in sorted(moves.items(), key=lambda move: -_most(move[1]))
            ]
            lines.append(f"  {say(f'count.{subject}', self.lang)}: {' · '.join(told)}")
        return [say("told.provinces", self.lang), *lines] if lines else []

    def definitions(self, changes: list[Change]) -> list[str]:
        """A line each for KPIs that came, went, are calculated otherwise, or only worded anew."""
        kinds = _grouped(changes, _definition)
        return [
            say(
                f"told.{kind}",
                self.lang,
                count=len(kinds[kind]),
                names=self.listed(self.name("kpi", one.subject) for one in kinds[kind]),
            )
            for kind in ("defined", "dropped", "redefined", "reworded")
            if kind in kinds
        ]

    def sources(self, changes: list[Change], since: Since) -> list[str]:
        """A line each for sources that came, went, have another edition, and for new columns."""
        kinds = _grouped(changes, _origin)
        lines = [
            say(
                f"told.{kind}",
                self.lang,
                count=len(kinds[kind]),
                names=" · ".join(self._rows(change) for change in kinds[kind]),
            )
            for kind in ("new_sources", "lost_sources", "renewed")
            if kind in kinds
        ]
        columns = [
            f"{self.name('source', change.subject)} ({', '.join(sorted(names))})"
            for change in kinds.get("renewed", [])
            if (names := _columns_between(change, since.get(change.subject, {})))
        ]
        count = sum(
            len(_columns_between(change, since.get(change.subject, {})))
            for change in kinds.get("renewed", [])
        )
        if columns:
            lines.append(say("told.new_columns", self.lang, count=count, names=" · ".join(columns)))
        return lines

    def _rows(self, change: Change) -> str:
        """A source's name with its rows."""
        name = self.name("source", change.subject)
        was, became = change.was_value, change.became_value
        if was is None or became is None or was == became:
            rows = f"{(was if became is None else became) or 0:,.0f}"
            return say("told.rows", self.lang, name=name, rows=rows)
        return say(
            "told.rows_moved", self.lang, name=name, was=f"{was:,.0f}", became=f"{became:,.0f}"
        )

    def tables(self, changes: list[Change]) -> list[str]:
        """One line for all tables of the warehouse."""
        if not changes:
            return []
        more = sum((change.became_value or 0) - (change.was_value or 0) for change in changes)
        return [say("told.tables", self.lang, count=len(changes), change=_signed(more, "integer"))]


def tell(compared: Comparison, lang: str, since: Since) -> str:
    """All changes as a text in `lang` (`th`, `en`); `since` says which edition brought a column."""
    teller = _Teller(compared, lang)
    kinds = _grouped(compared.changes, lambda change: change.kind)
    told = [
        teller.figures(kinds.get("value", [])),
        teller.provinces(kinds.get("province", [])),
        teller.definitions(kinds.get("definition", [])),
        teller.sources(kinds.get("source", []), since),
        teller.tables(kinds.get("rows", [])),
    ]
    return "\n".join(line for lines in told for line in lines) or say("told.nothing", lang)


def figure_text(kpi: Name, value: float | None, sign: str | None, lang: str) -> str:
    """A value of a KPI: `at least 30 cities`, `35.24%`, `over 66,000 million baht`."""
    if value is None:
        return say("told.no_figure", lang)
    if kpi.unit == "rank":
        return numbers.rank(value, None, lang)
    mark = "" if sign in (None, "=") else f"{say(f'qualifier.{sign}', lang)} "
    shown = mark + numbers.plain(value, kpi.format, sign)
    if kpi.format in numbers.PERCENT:
        return shown
    return f"{shown} {unit(numbers.unit_of(kpi.unit, kpi.format), lang, value)}"


def _grouped(changes: Iterable[Change], key: Callable[[Change], Key]) -> dict[Key, list[Change]]:
    groups: dict[Key, list[Change]] = {}
    for change in changes:
        groups.setdefault(key(change), []).append(change)
    return groups


def _by(change: Change) -> float | None:
    """What a figure moved by; None where one side has none, or it stayed."""
    if change.was_value is None or change.became_value is None:
        return None
    return change.became_value - change.was_value or None


def _most(changes: Iterable[Change]) -> float:
    """The largest move; a figure that came or went counts in full."""
    return max(abs((one.became_value or 0) - (one.was_value or 0)) for one in changes)


def _rank(kpi: tuple[str, list[Change]]) -> tuple[bool, float]:
    """Sorts figures of the country first; then the largest move, as a share of the figure."""
    country = [change for change in kpi[1] if change.place_code == COUNTRY]
    return not country, -max(
        abs(became - was) / max(abs(became), abs(was), 1e-9)
        for one in country or kpi[1]
        for was, became in [(one.was_value or 0, one.became_value or 0)]
    )


def _definition(change: Change) -> str:
    if not change.was or not change.became:
        return "dropped" if change.was else "defined"
    return "redefined" if change.is_recalculated else "reworded"


def _origin(change: Change) -> str:
    if change.was is None or change.became is None:
        return "lost_sources" if change.became is None else "new_sources"
    return "renewed"


def _columns_between(change: Change, since: Mapping[str, Iterable[str]]) -> list[str]:
    """The columns that came after the older edition of a source, up to the newer one."""
    was, became = change.was or "", change.became or ""
    return [name for began, names in since.items() if was < began <= became for name in names]


def _stayed(change: Change) -> bool:
    """Whether a figure is what it was, of another day."""
    was = change.was_value, change.was_qualifier
    return was == (change.became_value, change.became_qualifier)


def _signed(value: float, form: str) -> str:
    """What something moved by: `+7`, `−9.09`."""
    return ("+" if value > 0 else "\u2212") + numbers.plain(abs(value), form).removesuffix("%")
