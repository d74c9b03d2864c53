"""What an operator does with what was sent: withdraw a file, release it, go back to a build.

Nothing is deleted or edited: each is a decision beside the files (`etl.intake.decisions`).
"""

import difflib
from dataclasses import dataclass
from pathlib import Path

from etl.build.doubts import sent_files
from etl.errors import EtlError
from etl.intake import decisions, inbox
from etl.intake.decisions import State
from etl.intake.refusals import phrase
from etl.publish import publish


@dataclass(frozen=True)
class Decided:
    """What became of one file: its name, what it was before, whether a decision was recorded."""

    name: str
    before: State | None
    is_new: bool


def withdraw(name: str, reason: str) -> Decided:
    """Lets a filed file count no more. Raises EtlError where there is no such file."""
    return _decide(name, "withdrawn", reason)


def release(name: str, reason: str) -> Decided:
    """Lets a file count: one that is held or withdrawn, and one that no load has looked at yet.

    Raises EtlError where there is no such file.
    """
    return _decide(name, "released", reason)


def _decide(name: str, state: State, reason: str) -> Decided:
    place = inbox.required()
    with inbox.lock(place):
        found = _find(place, name)
        made = decisions.in_force(place).get(found)
        before = made.state if made else None
        if before == state:
            return Decided(found, before, is_new=False)
        decisions.record(place, [found], state, [decisions.said(reason)] if reason else [])
    return Decided(found, before, is_new=True)


def _find(place: Path, name: str) -> str:
    """The whole name of a filed file; `name` may be that of its folder alone."""
    there = [inbox.name_of(folder) for folder in inbox.every_filed(place)]
    wanted = name.strip().strip("/").removeprefix("editions/")
    found = [one for one in there if wanted in (one, one.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    if found:
        raise EtlError("several_files", name=name, names=", ".join(found))
    near = difflib.get_close_matches(wanted, there, n=3, cutoff=0.5)
    if near:
        raise EtlError("no_file_near", name=name, names=", ".join(near))
    raise EtlError("no_file", name=name)


@dataclass(frozen=True)
class RolledBack:
    """The build that is published again; the files that are held since, and those that count."""

    build_id: str
    held: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()  # that the build has, and the next one will not have


def rollback(folder: Path, build_id: str | None = None) -> RolledBack:
    """Publishes a kept build again (default: the one before).

    The files that came in since then are held; those that a roll-back held before, and the build
    has, count again. Raises PublishError.
    """
    held, released, withdrawn = list[str](), list[str](), list[str]()

    def hold_files(left: Path, target: Path) -> bool:
        place = inbox.folder()
        if place is None:
            return False
        was, becomes = sent_files(left, place), sent_files(target, place)
        with inbox.lock(place):
            there = {inbox.name_of(found) for found in inbox.every_filed(place)}
            out = decisions.left_out(place)
            held.extend(sorted((was - becomes) & there - out.keys()))
            released.extend(sorted(n for n in becomes & out.keys() if out[n].state == "held"))
            withdrawn.extend(sorted(n for n in becomes & out.keys() if out[n].state != "held"))
            if held:
                why = [phrase("rolled_back", build=left.stem)]
                decisions.record(place, held, "held", why)
            if released:
                decisions.record(
                    place, released, "released", [phrase("back_to", build=target.stem)]
                )
        return bool((was - becomes) & there)

    published = publish.rollback(folder, build_id, hold_files)
    return RolledBack(published, tuple(held), tuple(released), tuple(withdrawn))
