"""`python -m etl <command>`: what an operator types; `--help` shows an example. No logic here."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from etl.build import docs, export, recall, told
from etl.build.build import Build, build, check, compare
from etl.errors import EtlError
from etl.intake import decisions, inbox, ingest, quarantine, standing, templates
from etl.project import SHIPPED, Project
from etl.publish import publish
from etl.service import schedule
from sql import files, refusal, warehouse, words
from sql.clock import today
from sql.words import say

LANG = "SMARTCITY_LANG"
LANGUAGES = ("th", "en")
PARSER = (  # what the parser of commands says of itself
    *("usage", "positional", "options", "help", "error", "argument", "required", "unrecognized"),
    *("one_value", "some_values", "no_value", "choice", "value", "not_with", "ambiguous"),
)
WRONG = 2  # exit code of the parser: no such command or option
PROBLEM = 3  # exit code: published, but a source is broken and its last good edition stays


def main(
    arguments: list[str] | None = None, *, project: Project = SHIPPED, program: str = "etl"
) -> int:
    """Runs one command; returns the exit code: 0 for success, 1 after an error message, PROBLEM.

    `program` is the module that was started: the schedule starts it again for each load.
    """
    try:
        lang = _language(arguments)
    except EtlError as error:
        print("\n".join(map(error.text, LANGUAGES)), file=sys.stderr)
        return 1
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it warns of each list index
    _word_parser(lang)
    try:
        options = _parser(project.data, lang).parse_args(arguments)
        options.program, options.project, options.lang = program, project, lang
        is_verbose = "verbose" in options or vars(options).get("trigger", "command") != "command"
        logging.getLogger("etl").setLevel(logging.DEBUG if is_verbose else logging.INFO)
        if "data" in options:
            options.project = replace(project, data=options.data)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except EtlError as error:
        print(error.text(lang), file=sys.stderr)
        return 1
    except warehouse.WarehouseMissing as error:
        print(EtlError("nothing_published", folder=error.folder).text(lang), file=sys.stderr)
        return 1
    except SystemExit as left:
        if left.code == WRONG:
            print(say("command.wrong", lang), file=sys.stderr)
        raise


def _language(arguments: list[str] | None) -> str:
    """The language of what is printed: `--lang`, else SMARTCITY_LANG, else English.

    It is known before the rest is read, since help and faults are worded in it too.
    """
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    early.add_argument("--lang", nargs="?")
    given = early.parse_known_args(arguments)[0].lang
    lang = given or os.environ.get(LANG) or "en"
    if lang not in LANGUAGES and not given:  # a wrong option is told by the command's own parser
        raise EtlError("no_language", name=LANG, lang=lang)
    return lang if lang in LANGUAGES else "en"


def _word_parser(lang: str) -> None:
    """Lets the parser speak the language: it asks gettext, by this name, for each of its texts."""
    own = {say(f"parser.{name}", "en"): say(f"parser.{name}", lang) for name in PARSER}
    argparse._ = lambda text: own.get(text, text)  # type: ignore[attr-defined]


def _build(options: argparse.Namespace) -> int:
    outcome = build(options.project, review=options.review, trigger=options.trigger)
    print(_as_json(outcome) if options.json else _as_table(outcome, options.lang))
    for problem in outcome.problems:
        print(problem.text(options.lang), file=sys.stderr)
    for name in outcome.held:
        print(say("build.file_held", options.lang, name=name), file=sys.stderr)
    return PROBLEM if outcome.problems else 0


def _check(options: argparse.Namespace) -> int:
    results = check(options.project)
    if options.json:
        print(json.dumps([asdict(result) for result in results], ensure_ascii=False))
    else:
        for result in results:
            verdict = "ok" if not result.offending else "stops" if result.blocking else "warns"
            told = say(f"check.{verdict}", options.lang)
            print(f"{told:<7}{result.check_name:<32}{result.offending:>8,}")
            if result.offending:
                print(f"       {result.message_th if options.lang == 'th' else result.message_en}")
            for row in result.rows:
                print(f"       {row}")
    return int(any(result.blocking and result.offending for result in results))


def _status(options: argparse.Namespace) -> int:
    found = publish.status()
    held = {
        name for name, made in decisions.left_out(inbox.folder()).items() if made.state == "held"
    }
    found["held"] = sorted(held)
    lines = (
        f"{say(f'status.{key}', options.lang):<22}{_listed(value, options.lang)}"
        for key, value in found.items()
    )
    print(json.dumps(found, ensure_ascii=False) if options.json else "\n".join(lines))
    return 0


def _listed(value: object, lang: str) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or say("status.none", lang)
    return say("status.none", lang) if value is None else str(value)


def _diff(options: argparse.Namespace) -> int:
    found = compare(options.new, options.old, options.project, edition=options.edition)
    if options.json:
        print(json.dumps([asdict(change) for change in found.changes], ensure_ascii=False))
    else:
        since = {source.name: source.since for source in options.project.sources}
        print(told.tell(found, options.lang, since))
        if not (found.changes or options.new or options.old or options.edition):
            _tell_of_builds(options.lang)
    return 0


def _tell_of_builds(lang: str) -> None:
    """How to see what the published build changed, where it changed something."""
    published = warehouse.current()
    if before := publish.build_before(warehouse.folder(), published):
        print(say("told.since_before", lang, new=published.stem, old=before.stem))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise EtlError("no_day", written=written) from None


def _publish(options: argparse.Namespace) -> int:
    done = publish.publish_candidate(warehouse.folder(), options.build_id)
    print(say("publish.done", options.lang, id=done))
    return 0


def _rollback(options: argparse.Namespace) -> int:
    done = recall.rollback(warehouse.folder(), options.build_id)
    print(say("publish.done", options.lang, id=done.build_id))
    for what in ("held", "released", "withdrawn"):
        for name in getattr(done, what):
            print(say(f"rollback.{what}", options.lang, name=name))
    return 0


def _inbox(options: argparse.Namespace) -> int:
    sources = options.project.sources
    filed = standing.listing(sources, options.project.data, inbox.folder())
    if options.source:
        filed = [one for one in filed if one.source == options.source]
    if options.json:
        print(json.dumps([_filed_as_json(one) for one in filed], ensure_ascii=False))
        return 0
    titles = {source.name: (source.title_th, source.title_en) for source in sources}
    print("\n".join(_filed_lines(filed, titles, options.lang)) or say("inbox.empty", options.lang))
    return 0


def _filed_as_json(filed: standing.Filed) -> dict[str, object]:
    stands = {lang: refusal.render(filed.told(), lang) for lang in LANGUAGES}
    return asdict(filed) | {"stands": stands}


def _filed_lines(
    filed: list[standing.Filed], titles: Mapping[str, tuple[str, str]], lang: str
) -> Iterator[str]:
    for source, ours in groupby(filed, key=lambda one: one.source):
        repairs = tuple(say("inbox.repairs", each) for each in LANGUAGES)
        named = titles.get(source, repairs if source == inbox.REPAIRS else (source, source))
        yield f"{named[LANGUAGES.index(lang)]} ({source})"
        for one in ours:
            is_out = one.state in ("held", "withdrawn")  # its rows were counted, not judged
            sent = say(
                "inbox.sent_unused" if is_out else "inbox.sent",
                lang,
                name=one.name,
                day=words.day(one.received, lang),
                sender=say("inbox.not_stated", lang)
                if one.sender == ingest.NOT_STATED
                else one.sender,
                file=one.file,
                via=say(f"via.{one.via or 'unknown'}", lang),
                account=one.filed_by,
                rows=f"{one.rows:,}",
            )
            yield f"  {sent}"
            yield f"      {refusal.render(one.told(), lang)}"


def _withdraw(options: argparse.Namespace) -> int:
    done = recall.withdraw(options.file, options.reason)
    return _told_of(done, "withdrawn" if done.is_new else "withdrawn_before", options)


def _release(options: argparse.Namespace) -> int:
    done = recall.release(options.file, options.reason)
    return _told_of(done, "released" if done.is_new else "released_before", options)


def _told_of(done: recall.Decided, what: str, options: argparse.Namespace) -> int:
    """Says what was decided, and where the files of the same source stand now."""
    print(say(f"decided.{what}", options.lang, name=done.name))
    shelf = done.name.partition("/")[0]
    project = options.project
    for one in standing.listing(project.sources, project.data, inbox.folder(), shelf):
        print(f"  {one.name}: {refusal.render(one.told(), options.lang)}")
    return 0


def _template(options: argparse.Namespace) -> int:
    if options.list:
        print("\n".join(templates.listing(options.lang)))
        return 0
    for path in templates.write(options.source, options.output):
        print(say("export.written", options.lang, path=path))
    return 0


def _ingest(options: argparse.Namespace) -> int:
    outcomes = [
        ingest.ingest(path, name=options.source, dry_run=options.dry_run, via=options.via)
        for path in options.file
    ]
    if options.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False))
    else:
        print("\n\n".join(outcome.text(options.lang) for outcome in outcomes))
    if options.export:
        rejected = [row for outcome in outcomes for row in outcome.rejected]
        written = quarantine.write(options.export, rejected)
        told = say("quarantine.written", options.lang, path=options.export, rows=written)
        print(told, file=sys.stderr if options.json else sys.stdout)
    return int(any(outcome.status in ("refused", "known") for outcome in outcomes))


def _quarantine(options: argparse.Namespace) -> int:
    if options.export:
        written = quarantine.export(options.export)
        print(say("quarantine.written", options.lang, path=options.export, rows=written))
        return 0
    found = quarantine.summary()
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        lines = (f"{row['rows']:>8,}  {row['source']}  {row['reason']}" for row in found)
        print("\n".join(lines) or say("quarantine.nothing", options.lang))
    return 0


def _export(options: argparse.Namespace) -> int:
    path = export.export(options.what, options.format, options.to, lang=options.lang, today=today())
    print(say("export.written", options.lang, path=path))
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


def _shared(data: Path, told: Callable[[str], str]) -> Iterator[argparse.ArgumentParser]:
    """The options that commands share: how it is told, to people or programs; of which data."""
    in_language, as_json, of_data = (argparse.ArgumentParser(add_help=False) for _ in range(3))
    in_language.add_argument("--lang", choices=LANGUAGES, help=told("option.lang"))
    in_language.add_argument(  # without a default: a command's own would undo that of `etl`
        "--verbose", action="store_true", default=argparse.SUPPRESS, help=told("option.verbose")
    )
    as_json.add_argument("--json", action="store_true", help=told("option.json"))
    of_data.add_argument("--data", type=Path, default=data, help=told("option.data"))
    yield from (in_language, as_json, of_data)


def _parser(data: Path = SHIPPED.data, lang: str = "en") -> argparse.ArgumentParser:
    """The commands and their options, worded in `lang` by `sql/words.toml`."""
    told = partial(say, lang=lang)
    in_language, as_json, of_data = _shared(data, told)
    parser = argparse.ArgumentParser(
        prog="python -m etl", description=told("command.etl"), parents=[in_language]
    )
    commands = parser.add_subparsers(dest="command", required=True)

    def command(
        name: str,
        run: Callable[[argparse.Namespace], int],
        example: str,
        *shared: argparse.ArgumentParser,
    ) -> argparse.ArgumentParser:
        what = told(f"command.{name}")
        made = commands.add_parser(
            name,
            help=what,
            description=what,
            epilog=told("command.example", command=f"python -m etl {example}"),
            parents=[*shared, in_language],
        )
        made.set_defaults(run=run)
        return made

    building = command("build", _build, "build --review", as_json, of_data)
    building.add_argument("--review", action="store_true", help=told("option.review"))
    building.add_argument("--trigger", default="command", help=argparse.SUPPRESS)

    command("check", _check, "check", as_json, of_data)
    command("status", _status, "status", as_json)

    comparing = command("diff", _diff, "diff 20261121T060000Z-1a2b3c4d", as_json)
    comparing.add_argument("new", nargs="?", help=told("option.new"))
    against = comparing.add_mutually_exclusive_group()
    against.add_argument("--old", help=told("option.old"))
    against.add_argument("--edition", type=_day, help=told("option.edition"))

    publishing = command("publish", _publish, "publish 20261121T060000Z-1a2b3c4d")
    publishing.add_argument("build_id", help=told("option.candidate"))

    command("rollback", _rollback, "rollback").add_argument(
        "build_id", nargs="?", help=told("option.kept")
    )

    command("inbox", _inbox, "inbox --source agency_plan_events", as_json).add_argument(
        "--source", help=told("option.of_source")
    )

    file = "agency_plan_events/2026-11-21T060000Z-1a2b3c4d"
    for name, run, why in (
        ("withdraw", _withdraw, "option.withdraw_reason"),
        ("release", _release, "option.release_reason"),
    ):
        deciding = command(name, run, f'{name} {file} --reason "{told(why)}"')
        deciding.add_argument("file", help=told("option.filed"))
        deciding.add_argument(
            "--reason", required=name == "withdraw", default="", help=told("option.reason")
        )

    form = command("template", _template, "template agency_plan_events --output forms")
    form.add_argument("source", nargs="?", help=told("option.form"))
    form.add_argument("--output", type=Path, default=Path(), help=told("option.output"))
    form.add_argument("--list", action="store_true", help=told("option.list"))

    taking = command("ingest", _ingest, "ingest plan_events.xlsx --dry-run", as_json)
    taking.add_argument("file", nargs="+", type=Path, help=told("option.file"))
    taking.add_argument("--source", help=told("option.source"))
    taking.add_argument(
        "--via", choices=["command", "page"], default="command", help=argparse.SUPPRESS
    )
    taking.add_argument("--dry-run", action="store_true", help=told("option.dry_run"))
    taking.add_argument("--export", type=Path, help=told("option.export_rejected"))

    bad = command("quarantine", _quarantine, "quarantine --export fix.xlsx", as_json)
    bad.add_argument("--export", type=Path, help=told("option.export"))

    taken = command("export", _export, "export CERT-01 --format csv --to files")
    taken.add_argument("what", help=told("option.what"))
    taken.add_argument(
        "--format", choices=[*files.MEDIA], default="xlsx", help=told("option.format")
    )
    taken.add_argument("--to", type=Path, default=Path(), help=told("option.to"))

    running = command("schedule", _schedule, 'schedule --cron "0 6 * * *" --watch 10', of_data)
    running.add_argument("--cron", default="0 6 * * *", help=told("option.cron"))
    running.add_argument("--watch", type=float, default=10, help=told("option.watch"))

    command("docs", _docs, "docs --check").add_argument(
        "--check", action="store_true", help=told("option.check")
    )
    return parser


def _as_json(outcome: Build) -> str:
    return json.dumps(
        {
            "build_id": outcome.build_id,
            "content_hash": outcome.content_hash,
            "seconds": outcome.seconds,
            "outcome": outcome.outcome,
            "unchanged": outcome.outcome == "unchanged",
            "held": list(outcome.held),
            "problems": [
                {"source": problem.source, "message": problem.message}
                for problem in outcome.problems
            ],
            "sources": outcome.counts(),
            "checks": [asdict(result) for result in outcome.checks],
        },
        ensure_ascii=False,
    )


def _as_table(outcome: Build, lang: str) -> str:
    heads = [say(f"build.{name}", lang) for name in ("source", "read", "accepted", "quarantined")]
    lines = ["{:<24}{:>12}{:>12}{:>13}".format(*heads)]
    lines += [
        f"{row.source:<24}{row.rows_read:>12,}{row.accepted:>12,}{row.quarantined:>13,}"
        for row in outcome.sources
    ]
    told = {"id": outcome.build_id, "seconds": f"{outcome.seconds:.1f}"}
    return "\n".join([*lines, say(f"build.{outcome.outcome}", lang, **told)])


if __name__ == "__main__":
    sys.exit(main())
