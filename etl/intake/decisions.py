"""What was decided about files in the inbox: held, withdrawn, released. A decision is never edited.

    <inbox>/decisions/<number>.json      one decision, about one filed file or several

A file is named by where it is filed: `<source>/<edition>`, or `mends/<name>` of a workbook of
repaired rows. The newest decision about it holds. What is held or withdrawn stays where it is and
counts no more; `release` lets it count again.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from etl.errors import EtlError
from etl.intake.refusals import Phrase, phrase
from etl.publish import ledger
from etl.publish.publish import sync_folder
from sql.clock import BANGKOK

State = Literal["held", "withdrawn", "released"]
TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Decision:
    """One decision: about which files, what, why (texts of `sql/refusal.toml`), who, when (UTC)."""

    files: tuple[str, ...]
    state: State
    reasons: tuple[Phrase, ...]
    by: str
    at: str

    @property
    def day(self) -> str:
        """The day of the decision in Bangkok."""
        made = datetime.strptime(self.at, TIME).replace(tzinfo=UTC)
        return made.astimezone(BANGKOK).date().isoformat()


def said(text: str) -> Phrase:
    """A reason in the words of whoever decided."""
    return phrase("said", text=text)


def record(inbox: Path, files: Iterable[str], state: State, reasons: Sequence[Phrase]) -> Decision:
    """Records a decision, whole or not at all. The caller must hold the inbox's lock."""
    now = f"{datetime.now(UTC):{TIME}}"
    decision = Decision(tuple(files), state, tuple(reasons), ledger.system_account(), now)
    folder = inbox / "decisions"
    folder.mkdir(parents=True, exist_ok=True)
    number = max((int(path.stem) for path in folder.glob("[0-9]*.json")), default=0) + 1
    aside = folder / ".deciding"
    with aside.open("w", encoding="utf-8") as file:
        json.dump(asdict(decision), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    aside.rename(folder / f"{number:06}.json")
    sync_folder(folder)
    return decision


def in_force(inbox: Path | None) -> dict[str, Decision]:
    """The newest decision about each file that one was made about.

    Raises EtlError where a decision can't be read: without it, a withdrawn file would count again.
    """
    found: dict[str, Decision] = {}
    for path in sorted((inbox / "decisions").glob("[0-9]*.json")) if inbox else []:
        try:
            made = _decision(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EtlError("decision_unread", path=path, error=error) from error
        found |= dict.fromkeys(made.files, made)
    return found


def left_out(inbox: Path | None) -> dict[str, Decision]:
    """The files that don't count, each with the decision that says so."""
    return {name: made for name, made in in_force(inbox).items() if made.state != "released"}


def _decision(read: Mapping[str, object]) -> Decision:
    files, reasons, state = read["files"], read["reasons"], str(read["state"])
    if not (isinstance(files, list) and isinstance(reasons, list)):
        raise TypeError("files and reasons are no lists")
    states: dict[str, State] = {"held": "held", "withdrawn": "withdrawn", "released": "released"}
    return Decision(
        tuple(map(str, files)), states[state], tuple(reasons), str(read["by"]), str(read["at"])
    )
