"""The look of SQL: lower case, commas at line ends, four spaces, 100 columns, joins written out.

Half a second over the whole tree; a general SQL linter takes a minute and trips on DuckDB's syntax.
"""

import re
from collections.abc import Iterator

import pytest
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.tokenizer_core import Token, TokenType

from tests.architecture.sql_files import sql_files

QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
JOIN = re.compile(r"(?:\b(inner|left|right|full|cross|semi|anti|asof) )?\bjoin\b")
NAMES = {TokenType.IDENTIFIER, TokenType.STRING, TokenType.NUMBER}


def tokens(sql: str) -> list[Token]:
    return DuckDB().tokenize(sql)


def findings(text: str) -> Iterator[str]:
    """Every departure from the style, as `line: what`."""
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "a file ends with one line end"
    above = text.partition("*/")[0].count("\n") + 1 if text.startswith("/*") else 0
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > 100 and number > above:  # the header's texts are one line each
            yield f"{number}: {len(line)} columns, 100 at most"
        if line != line.rstrip() or "\t" in line:
            yield f"{number}: trailing space or tab"
    bare = QUOTED.sub(lambda found: re.sub(r"[^\n]", "x", found[0]), text)
    for number, line in enumerate(bare.splitlines(), 1):
        code = line.lstrip()
        if code.startswith(","):
            yield f"{number}: a comma opens the line"
        if code and not code.startswith("x") and (len(line) - len(code)) % 4:
            yield f"{number}: indented by {len(line) - len(code)}, not by fours"
        if any(not join[1] for join in JOIN.finditer(line)):
            yield f"{number}: write the join out (inner, left, cross, ...)"
    for token in tokens(text):
        word = text[token.start : token.end + 1]
        if token.token_type not in NAMES and word != word.lower():
            yield f"{token.line}: {word} is not lower case"


@pytest.mark.parametrize(
    "breach",
    [
        "SELECT a from core.a\n",
        "select Count(a) from core.a\n",
        "select\n    a\n    , b\nfrom core.a\n",
        "select\n  a\nfrom core.a\n",
        "select\n\ta\nfrom core.a\n",
        "select a \nfrom core.a\n",
        "select a from core.a",
        f"select {'a' * 100} from core.a\n",
        "select a from core.a join core.b using (a)\n",
    ],
)
def test_the_style_finds_its_breach(breach: str) -> None:
    assert list(findings(breach))


def test_the_style_lets_names_and_texts_be() -> None:
    kept = (
        '/*\nlabel.th = "ก"\n  odd = "  , JOIN"\n*/\n'
        "select\n    'TH, Join' as a,  -- A comment, JOIN\n    \"Name\" as b,\nfrom core.a\n"
        "left join core.b\n    using (a)\n"
    )
    assert list(findings(kept)) == []


def test_the_files_keep_the_style() -> None:
    found = {file.name: list(findings(file.text)) for file in sql_files()}
    assert {name: departures for name, departures in found.items() if departures} == {}
