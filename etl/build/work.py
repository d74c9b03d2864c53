"""What a run has found so far; the ledger is told of it, however the run ends."""

import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter

from etl.build import checks
from etl.errors import PublishError
from etl.intake import inbox
from etl.intake.overrides import Correction
from etl.project import Project
from etl.publish import ledger
from etl.publish.publish import Row
from sql import warehouse


@dataclass(frozen=True)
class SourceLoad:
    """What one edition of a source gave: rows_read = accepted + quarantined.

    `left_out` counts totals and notes below the table; a `superseded` edition has a newer one in
    its place, the `newest` has none after it.
    """

    source: str
    edition: str
    file: str
    sheet: str | None
    sha256: str
    bytes: int
    kind: str
    accessed: str
    promise_days: int
    rows_read: int
    accepted: int
    quarantined: int
    left_out: int
    superseded: bool
    newest: bool
    seconds: float


@dataclass(frozen=True)
class Problem:
    """A source that could not be loaded, or not all of it: what was good before stays in place."""

    source: str
    message: str


@dataclass
class Work:
    """What a run has found so far: the ledger is told, however the run ends."""

    project: Project
    trigger: str = "command"
    stopped: threading.Event = field(default_factory=threading.Event)
    clock: float = field(default_factory=perf_counter)
    loads: list[SourceLoad] = field(default_factory=list)
    cards: list[Row] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    results: list[checks.Result] = field(default_factory=list)
    submitted: set[str] = field(default_factory=set)  # keys of what came through the page
    seen: set[str] = field(default_factory=set)  # those of the published build

    @property
    def unseen(self) -> list[str]:
        """What came through the page and was not looked at, as `<source>/<edition>`."""
        return sorted(key.partition(" ")[0] for key in self.submitted - self.seen)

    def go_on(self) -> None:
        """Between two steps. Raises PublishError where the run was told to stop."""
        if self.stopped.is_set():
            raise PublishError("The run was stopped (SIGTERM). The published build stays.")

    def public(self, message: str) -> str:
        """The message as pages show it: without where this machine keeps its folders."""
        places = {
            "inbox": inbox.folder(),
            "data": self.project.data,
            "warehouse": warehouse.folder(),
        }
        for name, place in places.items():
            message = message.replace(str(place), name) if place else message
        return message

    def end(
        self, folder: Path, run_id: str, outcome: ledger.Outcome, build_id: str | None, message: str
    ) -> None:
        """Tells the ledger."""
        ledger.end(
            *(folder, run_id, outcome),
            trigger=self.trigger,
            seconds=round(perf_counter() - self.clock, 3),
            build_id=build_id,
            message=self.public(message),
            sources=self._sources(),
            checks=[asdict(result) for result in self.results],
        )

    def _sources(self) -> list[Row]:
        """An entry an edition, and one for a broken source without any."""
        said = {problem.source: self.public(problem.message) for problem in self.problems}
        keys = ("source", "edition", "file", "rows_read", "accepted", "quarantined")
        found = [
            {key: getattr(row, key) for key in keys} | {"problem": said.get(row.source)}
            for row in self.loads
        ]
        nothing: Row = {"edition": None, "file": None}
        nothing |= dict.fromkeys(("rows_read", "accepted", "quarantined"), 0)
        loaded = {row.source for row in self.loads}
        return found + [
            {"source": problem.source} | nothing | {"problem": said[problem.source]}
            for problem in self.problems
            if problem.source not in loaded
        ]
