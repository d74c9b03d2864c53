"""The content hash of a build: the same inputs and code give the same hash at any time."""

import hashlib

import duckdb

from sql import warehouse


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """SHA-256, in hex, over the rows of the tables, sorted and in one text form, and the macros."""
    tables = connection.execute(warehouse.text("queries/build/hashed.sql")).fetchall()
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
