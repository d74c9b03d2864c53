"""SQL lives in files under `sql/`; Python holds no more than what it puts together of names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = 3  # that an SQL text may have in Python
OPENING = re.compile(r"\s*(attach|create|delete|from|insert|select|update|with)\s")


def long_texts(code: str) -> Iterator[str]:
    """Every SQL text that is longer, as `line: how it begins`."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        first = node.values[0] if isinstance(node, ast.JoinedStr) else node
        said = first.value if isinstance(first, ast.Constant) else None
        if not isinstance(said, str) or not OPENING.match(said):
            continue
        written = (ast.get_source_segment(code, node) or "").splitlines()
        lines = [line for line in written if line.strip(" f'\"")]
        if len(lines) > LINES:
            yield f"{node.lineno}: {' '.join(said.split())[:40]}"


@pytest.mark.parametrize(
    "code",
    [
        'QUERY = """\nselect\n    a,\n    b,\nfrom core.c\n"""',
        'run(\n    "select a, "\n    "b, "\n    "c "\n    "from core.d"\n)',
        'run(f"""select a\nfrom core.b\nwhere c = {d}\nand e = f""")',
    ],
)
def test_a_long_sql_text_is_found(code: str) -> None:
    assert list(long_texts(code))


def test_short_ones_and_prose_are_not() -> None:
    code = '"""Rows\nthat\nnobody\nreads."""\nrun(f"select a "\n"from core.b "\n"where c = 1")'
    assert list(long_texts(code)) == []


def test_the_code_holds_no_long_sql_text() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): list(long_texts(path.read_text(encoding="utf-8")))
        for package in ("dashboard", "etl", "sql")
        for path in sorted((ROOT / package).rglob("*.py"))
    }
    assert {name: texts for name, texts in found.items() if texts} == {}
