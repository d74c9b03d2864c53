"""Holds new files that move a headline figure too far, so that an operator looks at them first.

Compared is with the published build, whose figures may be curated ones: so a form's first sending
is looked at too. A file that an operator released is not held again.
"""

import logging
import re
from collections.abc import Iterable
from pathlib import Path

import duckdb

from etl.build.build_run import BuildRun
from etl.build.diff import Name
from etl.build.told import figure_text
from etl.intake import decisions, inbox
from etl.intake.quarantine import REPAIR_REASON
from etl.intake.refusals import Phrase, phrase
from etl.publish import publish
from sql import builds, warehouse, words

LANGUAGES = ("th", "en")
SENT = (
    "select source || '/' || edition as name from meta.source_load where kind = 'submitted' union "
    f"select evidence as name from meta.correction where reason = '{REPAIR_REASON}'"
)

log = logging.getLogger(__name__)


def sent_files(build: Path, inbox_folder: Path | None) -> set[str]:
    """The files of the inbox that a build is made of: `<source>/<edition>` and `mends/<name>`."""
    return _as_filed((str(row["name"]) for row in publish.rows(build, SENT)), inbox_folder)


def _as_filed(names: Iterable[str], inbox_folder: Path | None) -> set[str]:
    """Names of files; of a workbook of repaired rows a build keeps the hash alone, as evidence."""
    filed = {
        card.sha256: inbox.name_of(folder)
        for folder in inbox.every_repair(inbox_folder)
        if (card := inbox.card(folder))
    }
    found = set()
    for name in names:
        hashed = re.search(r", sha256 ([0-9a-f]{64})$", name)
        found.add(filed.get(hashed[1], "") if hashed else name)
    return found - {""}


def hold_doubtful(
    connection: duckdb.DuckDBPyConnection, previous: Path | None, build_run: BuildRun
) -> bool:
    """Holds the new files that move a headline figure of the open build too far.

    Returns whether there were any: then the build must be made again, without them.
    """
    inbox_folder = inbox.folder()
    if previous is None or inbox_folder is None:
        return False
    new = _new_files(previous, build_run, inbox_folder)
    if not new:
        return False
    reasons = _reasons(connection, previous, new)
    if not reasons:
        return False
    with inbox.lock(inbox_folder):
        for name, why in reasons.items():
            decisions.record(inbox_folder, [name], "held", why)
            log.warning(words.both("log.file_held", name=name))
    return True


def _new_files(previous: Path, build_run: BuildRun, inbox_folder: Path) -> dict[str, set[str]]:
    """Files that the published build has not, each with the codes of the KPIs that it feeds."""
    kpis = {
        source.name: set(source.template.kpis)
        for source in build_run.project.sources
        if source.template
    }
    fed = {
        f"{load.source}/{load.edition}": kpis.get(load.source, set())
        for load in build_run.loads
        if load.kind == "submitted"
    }
    for correction in build_run.corrections:
        if correction.reason == REPAIR_REASON:
            for name in _as_filed([correction.evidence], inbox_folder):
                fed[name] = fed.get(name, set()) | kpis.get(correction.source, set())
    seen = sent_files(previous, inbox_folder) | decisions.in_force(inbox_folder).keys()
    return {name: codes for name, codes in fed.items() if name not in seen}


def _reasons(
    connection: duckdb.DuckDBPyConnection, previous: Path, new: dict[str, set[str]]
) -> dict[str, list[Phrase]]:
    """Why each new file is held, by its name; none of a file that moves no headline too far."""
    try:
        builds.attach(connection, previous, "previous")
        moved = connection.execute(warehouse.text("queries/build/moved_headlines.sql")).fetchall()
    except (duckdb.Error, builds.ShapeUnknown) as error:
        log.warning(words.both("log.uncompared", build=previous.name, error=error))
        return {}
    finally:
        builds.detach(connection, "previous")
    found: dict[str, list[Phrase]] = {}
    for code, label_th, label_en, unit, form, was, was_sign, became, became_sign in moved:
        kpi = Name(f"{code} {label_th}", f"{code} {label_en}", unit, form)
        why = phrase(
            "moves_headline",
            kpi=_either({"th": kpi.th or "", "en": kpi.en or ""}),
            was=_either({lang: figure_text(kpi, was, was_sign, lang) for lang in LANGUAGES}),
            became=_either(
                {lang: figure_text(kpi, became, became_sign, lang) for lang in LANGUAGES}
            ),
        )
        for name, codes in new.items():
            if code in codes:
                found.setdefault(name, []).append(why)
    return found


def _either(texts: dict[str, str]) -> Phrase:
    return phrase("either", thai=texts["th"], english=texts["en"])
