"""`python -m etl build | check | status | docs`: the operator's commands. No logic here."""

import argparse
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

from etl import docs
from etl.build import DATA, Build, build
from etl.errors import EtlError
from etl.publish import status
from sql.warehouse import WarehouseMissing


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when it did what it says, 1 with one clear message when not."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        return _run(options)
    except (EtlError, WarehouseMissing) as error:
        print(error, file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    if options.command == "build":
        outcome = build(options.data)
        print(_as_json(outcome) if options.json else _as_table(outcome))
    elif options.command == "status":
        found = status()
        lines = (f"{key:<22}{value}" for key, value in found.items())
        print(json.dumps(found, ensure_ascii=False) if options.json else "\n".join(lines))
    elif options.command == "docs":
        stale = docs.write(check=options.check)
        for path in stale:
            print(f"{path} {'is out of date: run `make docs`' if options.check else 'written'}")
        return int(options.check and bool(stale))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser(
        "build",
        help="load every source, run models and checks, publish a new build",
        epilog="example: python -m etl build --json",
    )
    building.add_argument("--json", action="store_true", help="print one JSON object")
    building.add_argument("--data", type=Path, default=DATA, help="folder of raw and reference")
    state = commands.add_parser(
        "status", help="what is published", epilog="example: python -m etl status"
    )
    state.add_argument("--json", action="store_true", help="print one JSON object")
    pages = commands.add_parser(
        "docs",
        help="write the data dictionary, the metric pages and the README's KPI table",
        epilog="example: python -m etl docs --check",
    )
    pages.add_argument("--check", action="store_true", help="write nothing; fail where stale")
    return parser


def _as_json(outcome: Build) -> str:
    return json.dumps(
        {
            "build_id": outcome.build_id,
            "content_hash": outcome.content_hash,
            "seconds": outcome.seconds,
            "unchanged": outcome.unchanged,
            "sources": outcome.counts(),
            "checks": [asdict(check) for check in outcome.checks],
        },
        ensure_ascii=False,
    )


def _as_table(outcome: Build) -> str:
    lines = [f"{'source':<20}{'rows read':>12}{'accepted':>12}{'quarantined':>13}"]
    lines += [
        f"{row.source:<20}{row.rows_read:>12,}{row.accepted:>12,}{row.quarantined:>13,}"
        for row in outcome.sources
    ]
    verb = "unchanged" if outcome.unchanged else "published"
    return "\n".join([*lines, f"{verb} {outcome.build_id} in {outcome.seconds:.1f} s"])


if __name__ == "__main__":
    sys.exit(main())
