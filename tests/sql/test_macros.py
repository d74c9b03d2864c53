"""What macros say of a group of rows."""

import duckdb
import pytest

from sql import warehouse


@pytest.mark.parametrize(
    ("signs", "added"),
    [
        ([], "="),
        ([None, None], "="),
        (["=", "="], "="),
        (["=", ">="], ">="),
        ([">", ">="], ">"),
        (["<=", None], "<="),
        (["<", "<="], "<"),
        ([">", "<"], "~"),
        (["=", "~"], "~"),
        (["=", ">", "~"], "~"),
        ([">=", "~"], "~"),
        (["<", "~"], "~"),
    ],
)
def test_a_sum_has_the_sign_of_its_parts(signs: list[str | None], added: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(warehouse.text("macros.sql"))
        found = connection.execute(
            "select added_qualifier(sign) from (select unnest($signs::varchar[]) as sign)",
            {"signs": signs},
        ).fetchall()
    assert found == [(added,)]
