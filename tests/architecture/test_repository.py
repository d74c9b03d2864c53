"""The repository as a newcomer meets it: rooms, commands, pins, nothing from one machine."""

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
ROOMS = {
    ".ci",
    ".streamlit",
    "benchmarks",
    "dashboard",
    "data",
    "deploy",
    "docs",
    "etl",
    "requirements",
    "sql",
    "tests",
}
MACHINE_PATH = re.compile(r"(?<![\w./:%~*-])/(?:work|tmp|root|home|Users|mnt|srv)/\w")
REGISTRY = re.compile(
    r"pypi\.org|python[h]osted|registry\.npmjs|deb\.debian|--(?:extra-)?index-url|find-links"
)
BREACHES = ["open('/home/user/x.csv')", "see https://files.python" + "hosted.org/x"]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git would hand to somebody else."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file())


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def strangers(text: str) -> list[str]:
    return [found[0] for found in (*MACHINE_PATH.finditer(text), *REGISTRY.finditer(text))]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))


def test_nothing_names_a_machine_or_a_registry() -> None:
    here = Path(__file__)
    found = {str(path.relative_to(ROOT)): strangers(text_of(path)) for path in tracked()}
    del found[str(here.relative_to(ROOT))]
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_machine_and_a_registry_would_be_found(breach: str) -> None:
    assert strangers(breach)


def test_rooms_are_those_of_the_plan() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked() if path.parent != ROOT} == ROOMS


def test_one_command_line_for_each_job() -> None:
    assert {"help", "up", "test", "check", "build", "app", "docs", "env"} <= targets()
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(re.findall(r"^make (\w+)", shown.stdout, re.MULTILINE)) == targets()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_documented_commands_exist(page: str) -> None:
    text = text_of(ROOT / page)
    made = set(re.findall(r"\bmake ([a-z]+)\b", " ".join(re.findall(r"`[^`]+`", text))))
    made |= set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    assert made
    assert made <= targets()
    usage = subprocess.run(
        [sys.executable, "-m", "etl", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for command in set(re.findall(r"python -m etl ([a-z-]+)", text)):
        assert command in usage


def test_links_between_files_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    links = {
        (str(page.relative_to(ROOT)), link): page.parent / link
        for page in pages
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text_of(page))
    }
    assert links
    assert [broken for broken, target in links.items() if not target.exists()] == []


@pytest.mark.trial
def test_the_generated_docs_are_up_to_date(warehouse: Path) -> None:
    assert warehouse.exists()
    run = subprocess.run(
        [sys.executable, "-m", "etl", "docs", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Package -> pinned version and number of hashes."""
    blocks = re.split(r"^(?=[a-z])", text_of(ROOT / "requirements" / name), flags=re.MULTILINE)
    found = (re.match(r"([a-z0-9._-]+)==([^\s;]+)", block) for block in blocks)
    return {match[1]: (match[2], match.string.count("--hash=sha256:")) for match in found if match}


def test_every_pin_has_its_hashes_and_keeps_the_ranges() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    run, dev = pins("run.txt"), pins("dev.txt")
    assert all(hashes for _, hashes in (run | dev).values())
    assert run.items() <= dev.items()
    for wanted, pinned in (
        (project["dependencies"], run),
        (project["optional-dependencies"]["dev"], dev),
    ):
        for line in wanted:
            requirement = Requirement(line)
            assert requirement.specifier.contains(pinned[requirement.name][0]), line
