"""What whoever runs the service is told is in the files of texts, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOLD = {"warning", "error", "exception", "critical"}  # what is logged for a person


def logged(path: Path) -> Iterator[ast.Call]:
    """Calls of the log by which a person is warned."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("log"), attr=attr)) if attr in TOLD:
                yield node


def is_written_out(call: ast.Call) -> bool:
    """Whether the message has words of its own in the code, in one language then."""
    first = call.args[0]
    told = first.value if isinstance(first, ast.Constant) else ""
    return isinstance(first, ast.JoinedStr) or len(str(told).replace("%s", "").split()) > 1


def test_no_warning_is_written_out_in_the_code() -> None:
    calls = [
        (path, call)
        for part in ("dashboard", "etl", "sql")
        for path in sorted((ROOT / part).rglob("*.py"))
        for call in logged(path)
    ]
    assert len(calls) > 30
    assert [
        f"{path.relative_to(ROOT)}:{call.lineno}" for path, call in calls if is_written_out(call)
    ] == []
