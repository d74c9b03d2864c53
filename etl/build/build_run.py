"""What a run of the load has found so far, recorded in the ledger however the run ends."""

import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter

from etl.build import checks
from etl.errors import Phrase, PublishError
from etl.intake import inbox
from etl.intake.overrides import Correction
from etl.project import Project
from etl.publish import ledger
from etl.publish.publish import Row
from sql import refusal, warehouse


@dataclass(frozen=True)
class SourceLoad:
    """What loading one edition of a source gave; a row of `meta.source_load`.

    rows_read = accepted + quarantined. `left_out` counts rows that are no records: totals and notes
    below the table. An edition is `superseded` where a newer one replaces it; the `newest` is the
    last one of its source, whether it replaces the others or adds to them.
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
    """A source that could not be loaded, or not all of it, and why.

    The build has its rows as they are in the published build.
    """

    source: str
    told: Phrase  # of `sql/refusal.toml`

    @property
    def message(self) -> str:
        """Why, in English."""
        return self.text("en")

    def text(self, lang: str) -> str:
        """Why, in a language (`th`, `en`)."""
        return refusal.render(self.told, lang)


@dataclass
class BuildRun:
    """What one run is about, and what it has found so far.

    `stopped` is set when the run is asked to stop; `clock` is when it began.
    """

    project: Project
    trigger: str = "command"
    stopped: threading.Event = field(default_factory=threading.Event)
    clock: float = field(default_factory=perf_counter)
    loads: list[SourceLoad] = field(default_factory=list)
    cards: list[Row] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    results: list[checks.Result] = field(default_factory=list)
    submitted: set[str] = field(default_factory=set)  # keys of submissions through the page
    seen: set[str] = field(default_factory=set)  # those that the published build has
    released: set[str] = field(default_factory=set)  # files of the inbox that one looked at
    held: set[str] = field(default_factory=set)  # files of the inbox that an operator must look at

    @property
    def unseen(self) -> list[str]:
        """Submissions through the page that nobody reviewed yet, as `<source>/<edition>`."""
        names = {key.partition(" ")[0] for key in self.submitted - self.seen}
        return sorted(names - self.released)

    def begin_again(self) -> None:
        """Forgets what was found: the build is made anew, without files that are held since."""
        for found in (self.loads, self.cards, self.corrections, self.problems, self.results):
            found.clear()
        for names in (self.submitted, self.seen, self.released, self.held):
            names.clear()

    def stop_if_asked(self) -> None:
        """Raises PublishError where the run was asked to stop; called between two steps."""
        if self.stopped.is_set():
            raise PublishError("stopped")

    def without_paths(self, message: str) -> str:
        """The message as pages show it: folders by their role, not by their path."""
        folders = {
            "inbox": inbox.folder(),
            "data": self.project.data,
            "warehouse": warehouse.folder(),
        }
        for name, place in folders.items():
            message = message.replace(str(place), name) if place else message
        return message

    def record_end(
        self, folder: Path, run_id: str, outcome: ledger.Outcome, build_id: str | None, message: str
    ) -> None:
        """Records in the ledger how the run ended, and what it found."""
        ledger.end(
            folder,
            run_id,
            outcome,
            trigger=self.trigger,
            seconds=round(perf_counter() - self.clock, 3),
            build_id=build_id,
            message=self.without_paths(message),
            sources=self._sources(),
            checks=[asdict(result) for result in self.results],
        )

    def _sources(self) -> list[Row]:
        """One entry per edition loaded, and one per source with a problem and no edition."""
        messages = {
            problem.source: self.without_paths(problem.message) for problem in self.problems
        }
        keys = ("source", "edition", "file", "rows_read", "accepted", "quarantined")
        found = [
            {key: getattr(row, key) for key in keys} | {"problem": messages.get(row.source)}
            for row in self.loads
        ]
        nothing: Row = {"edition": None, "file": None}
        nothing |= dict.fromkeys(("rows_read", "accepted", "quarantined"), 0)
        loaded = {row.source for row in self.loads}
        return found + [
            {"source": problem.source} | nothing | {"problem": messages[problem.source]}
            for problem in self.problems
            if problem.source not in loaded
        ]
