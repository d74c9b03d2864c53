"""What the tests over SQL files need: the files, their parts, and one parse of each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp

SQL = Path(__file__).parents[2] / "sql"
MODELS = ("staging", "core", "marts", "metrics", "checks")


@dataclass(frozen=True)
class SqlFile:
    """One file under `sql/`: its text, the TOML of its opening comment, its statements."""

    name: str
    text: str

    @property
    def layer(self) -> str:
        """The folder it is in; empty for the shared files at the top."""
        return self.name.partition("/")[0] if "/" in self.name else ""

    @property
    def head(self) -> str:
        """The opening comment with its marks; empty where there is none."""
        return f"{self.text.partition('*/')[0]}*/" if self.text.startswith("/*") else ""

    @property
    def header(self) -> dict[str, object]:
        """The TOML in the opening comment."""
        return tomllib.loads(self.head.removeprefix("/*").removesuffix("*/"))

    @property
    def body(self) -> str:
        """The SQL below the header."""
        return self.text.removeprefix(self.head)

    def statements(self) -> list[exp.Expr]:
        """The statements of the body, parsed as DuckDB reads them."""
        return parsed(self.body)


@cache
def parsed(sql: str) -> list[exp.Expr]:
    """The statements of `sql`; parsed once, for reading only."""
    return [found for found in sqlglot.parse(sql, dialect="duckdb") if found]


@cache
def sql_files() -> tuple[SqlFile, ...]:
    """Every SQL file of the project, by name."""
    return tuple(
        SqlFile(path.relative_to(SQL).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(SQL.rglob("*.sql"))
    )
