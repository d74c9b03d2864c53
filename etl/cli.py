"""`python -m etl <command>`: what an operator types; `--help` shows an example. No logic here."""

import argparse
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from etl.build import docs, told
from etl.build.build import Build, build, check, compare
from etl.errors import EtlError
from etl.intake import ingest, quarantine, templates
from etl.project import SHIPPED, Project
from etl.publish import publish
from etl.service import schedule
from sql import warehouse

PROBLEM = 3  # exit code: published, but a source is broken and its last good edition stays


def main(
    arguments: list[str] | None = None, *, project: Project = SHIPPED, program: str = "etl"
) -> int:
    """Runs one command; returns the exit code: 0 for success, 1 after an error message, PROBLEM.

    `program` is the module that was started: the schedule starts it again for each load.
    """
    options = _parser(project.data).parse_args(arguments)
    options.program, options.project = program, project
    if "data" in options:
        options.project = replace(project, data=options.data)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("sqlglot").setLevel(
        logging.ERROR
    )  # it warns of each list index that it reads
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except (EtlError, warehouse.WarehouseMissing) as error:
        print(error, file=sys.stderr)
        return 1


def _build(options: argparse.Namespace) -> int:
    outcome = build(options.project, review=options.review, trigger=options.trigger)
    print(_as_json(outcome) if options.json else _as_table(outcome))
    for problem in outcome.problems:
        print(problem.message, file=sys.stderr)
    return PROBLEM if outcome.problems else 0


def _check(options: argparse.Namespace) -> int:
    results = check(options.project)
    if options.json:
        print(json.dumps([asdict(result) for result in results], ensure_ascii=False))
    else:
        for result in results:
            verdict = "ok" if not result.offending else "stops" if result.blocking else "warns"
            print(f"{verdict:<7}{result.check_name:<32}{result.offending:>8,}")
            for row in result.rows:
                print(f"       {row}")
    return int(any(result.blocking and result.offending for result in results))


def _status(options: argparse.Namespace) -> int:
    found = publish.status()
    lines = (f"{key:<22}{_listed(value)}" for key, value in found.items())
    print(json.dumps(found, ensure_ascii=False) if options.json else "\n".join(lines))
    return 0


def _listed(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _diff(options: argparse.Namespace) -> int:
    found = compare(options.new, options.old, options.project, edition=options.edition)
    if options.json:
        print(json.dumps([asdict(change) for change in found.changes], ensure_ascii=False))
    else:
        since = {source.name: source.since for source in options.project.sources}
        print(told.tell(found, options.lang, since))
    return 0


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        message = f"{written!r} is no day. Write year, month and day, as 2026-11-21."
        raise argparse.ArgumentTypeError(message) from None


def _publish(options: argparse.Namespace) -> int:
    print(f"published {publish.publish_candidate(warehouse.folder(), options.build_id)}")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    print(f"published {publish.rollback(warehouse.folder(), options.build_id)}")
    return 0


def _template(options: argparse.Namespace) -> int:
    if options.list:
        print("\n".join(templates.listing()))
        return 0
    for path in templates.write(options.source, options.output):
        print(f"{path} written")
    return 0


def _ingest(options: argparse.Namespace) -> int:
    outcomes = [
        ingest.ingest(path, name=options.source, dry_run=options.dry_run, via=options.via)
        for path in options.file
    ]
    if options.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False))
    else:
        print("\n\n".join(map(str, outcomes)))
    return int(any(outcome.status == "refused" for outcome in outcomes))


def _quarantine(options: argparse.Namespace) -> int:
    if options.export:
        print(f"{options.export}: {quarantine.export(options.export)} rows written")
        return 0
    found = quarantine.summary()
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print("\n".join(f"{row['rows']:>8,}  {row['source']}  {row['reason']}" for row in found))
    return 0


def _schedule(options: argparse.Namespace) -> int:
    return schedule.run(
        options.cron,
        watch_seconds=options.watch,
        data=options.data,
        program=options.program,
    )


def _docs(options: argparse.Namespace) -> int:
    stale = docs.write(check=options.check)
    for path in stale:
        print(f"{path} {'is out of date: run `make docs`' if options.check else 'written'}")
    return int(options.check and bool(stale))


def _parser(data: Path = SHIPPED.data) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="print JSON")
    of_data = argparse.ArgumentParser(add_help=False)
    of_data.add_argument("--data", type=Path, default=data, help="folder of raw and reference")

    def command(
        name: str,
        run: Callable[[argparse.Namespace], int],
        what: str,
        example: str,
        *shared: argparse.ArgumentParser,
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=what,
            description=what,
            epilog=f"example: python -m etl {example}",
            parents=shared,
        )
        made.set_defaults(run=run)
        return made

    building = command(
        "build",
        _build,
        "load every source, run models and checks, publish a new build",
        "build --review",
        *(as_json, of_data),
    )
    building.add_argument(
        "--review", action="store_true", help="stop before publishing; `publish` goes on"
    )
    building.add_argument("--trigger", default="command", help=argparse.SUPPRESS)

    command(
        "check",
        _check,
        "build aside and show what every data check finds; publish nothing",
        "check",
        *(as_json, of_data),
    )

    command("status", _status, "what is published, and how the last run ended", "status", as_json)

    comparing = command(
        "diff",
        _diff,
        "what a build changes and why: KPIs, the largest change first; provinces, sources, tables",
        "diff 20261121T060000Z-1a2b3c4d",
        as_json,
    )
    comparing.add_argument(
        "new", nargs="?", help="a build id (default: the one waiting for review, else one made now)"
    )
    comparing.add_argument(
        "--lang", choices=("th", "en"), default="en", help="the language (default: en)"
    )
    against = comparing.add_mutually_exclusive_group()
    against.add_argument("--old", help="a build id (default: the published one)")
    against.add_argument(
        "--edition",
        type=_day,
        help="a day, as 2026-11-21: compare with the record as its editions up to that day give it",
    )

    publishing = command(
        "publish",
        _publish,
        "publish the build that `build --review` left waiting",
        "publish 20261121T060000Z-1a2b3c4d",
    )
    publishing.add_argument("build_id", help="as `build --review` and `status` print it")

    back = command(
        "rollback",
        _rollback,
        "publish an earlier build again; the one left is not published by itself any more",
        "rollback",
    )
    back.add_argument("build_id", nargs="?", help="a kept build (default: the one before)")

    form = command(
        "template",
        _template,
        "write the workbook that an agency fills in",
        "template agency_plan_events --output forms",
    )
    form.add_argument("source", nargs="?", help="name of a source (default: every template)")
    form.add_argument("--output", type=Path, default=Path(), help="folder (default: this one)")
    form.add_argument("--list", action="store_true", help="only list the templates")

    taking = command(
        "ingest",
        _ingest,
        "check files of agencies and file them in the inbox (SMARTCITY_INBOX)",
        "ingest plan_events.xlsx --dry-run",
        as_json,
    )
    taking.add_argument("file", nargs="+", type=Path, help="xlsx, xls, csv or tsv")
    taking.add_argument(
        "--source",
        help="name of the source: needed for one that the project keeps itself, whose record the "
        "file replaces",
    )
    taking.add_argument(
        "--via", choices=["command", "page"], default="command", help=argparse.SUPPRESS
    )
    taking.add_argument("--dry-run", action="store_true", help="check and show; file nothing")

    bad = command(
        "quarantine",
        _quarantine,
        "count the rejected rows, or write them to a workbook to be repaired",
        "quarantine --export fix.xlsx",
        as_json,
    )
    bad.add_argument("--export", type=Path, help="workbook to write")

    running = command(
        "schedule",
        _schedule,
        "run the load by a cron expression in Bangkok time until stopped",
        'schedule --cron "0 6 * * *" --watch 10',
        of_data,
    )
    running.add_argument(
        "--cron", default="0 6 * * *", help="five fields, or six with seconds first (default: 6:00)"
    )
    running.add_argument(
        "--watch", type=float, default=10, help="seconds between looks into the inbox; 0: never"
    )

    pages = command(
        "docs",
        _docs,
        "write the data dictionary, the metric pages and the README's KPI table",
        "docs --check",
    )
    pages.add_argument("--check", action="store_true", help="write nothing; fail where stale")
    return parser


def _as_json(outcome: Build) -> str:
    return json.dumps(
        {
            "build_id": outcome.build_id,
            "content_hash": outcome.content_hash,
            "seconds": outcome.seconds,
            "outcome": outcome.outcome,
            "unchanged": outcome.outcome == "unchanged",
            "problems": [asdict(problem) for problem in outcome.problems],
            "sources": outcome.counts(),
            "checks": [asdict(result) for result in outcome.checks],
        },
        ensure_ascii=False,
    )


def _as_table(outcome: Build) -> str:
    lines = [f"{'source':<24}{'rows read':>12}{'accepted':>12}{'quarantined':>13}"]
    lines += [
        f"{row.source:<24}{row.rows_read:>12,}{row.accepted:>12,}{row.quarantined:>13,}"
        for row in outcome.sources
    ]
    return "\n".join([*lines, f"{outcome.outcome} {outcome.build_id} in {outcome.seconds:.1f} s"])


if __name__ == "__main__":
    sys.exit(main())
