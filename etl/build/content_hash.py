"""The content hash of a build: the same inputs and code give the same hash at any time."""

import hashlib

import duckdb

from sql import warehouse

HASHED_SCHEMAS = ("raw", "quarantine", "staging", "core", "marts", "metrics")
HASHED_META = ("metric", "column", "document", "source", "source_problem")
# which file a row came from, and where it stood there, is not its content
UNHASHED_COLUMNS = ("_edition", "_file_sha256", "_row", "file", "sheet", "row", "cells")


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """SHA-256, in hex, over the rows of the tables, sorted and in one text form, and the macros."""
    tables = connection.execute(
        "select schema_name, table_name, list(column_name order by column_name) "
        "filter (not list_contains(?, column_name) "
        "and not (table_name = 'source_problem' and column_name = 'message')) "
        "from duckdb_columns() semi join duckdb_tables() using (database_name, table_oid) "
        "where list_contains(?, schema_name) or "
        "(schema_name = 'meta' and list_contains(?, table_name)) "
        "group by all order by all",
        [list(UNHASHED_COLUMNS), list(HASHED_SCHEMAS), list(HASHED_META)],
    ).fetchall()
    digest = hashlib.sha256()
    for name in ("macros.sql", "figure.sql"):  # queries call them, so they are content too
        digest.update(warehouse.text(name).encode())
    for schema, table, columns in tables:
        pack = ", ".join(f'"{column}" := "{column}"' for column in columns)
        (row,) = connection.execute(
            f"select sha256(coalesce(string_agg(line, chr(10) order by line), '')) from "
            f'(select to_json(struct_pack({pack}))::varchar as line from {schema}."{table}")'
        ).fetchall()
        digest.update(f"{schema}.{table}:{row[0]}\n".encode())
    return digest.hexdigest()
