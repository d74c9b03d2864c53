"""A record of the warehouse in words: what it states, its figure, its place."""

from dashboard.parts import tables
from dashboard.reader.reader import Reader


def what(row: tables.Row, reader: Reader) -> str:
    """What a row states: its name, its group and the words of its codes, each once."""
    coded = [str(label).partition(".") for label in tables.records(row, "labels")]
    labels = [reader.label(codes, code) for codes, _, code in coded if code != "unknown"]
    parts = [
        tables.string(row, f"name_{reader.lang}"),
        tables.string(row, f"group_{reader.lang}"),
        *labels,
    ]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def value(row: tables.Row, column: tables.Columns) -> str:
    """What a row says in figures; nothing where it says none."""
    if row["value"] is None and row["lower"] is None and row["upper"] is None:
        return ""
    return str(column.value("table.value").cell(row))


def place(row: tables.Row, reader: Reader) -> str:
    """The provinces of a row, the whole country, or that none is stated."""
    if row["is_national"]:
        return reader.t("filter.all_provinces")
    return tables.string(row, f"place_{reader.lang}") or reader.t("state.not_stated")


def cited(row: tables.Row, reader: Reader) -> str:
    """How many documents state it; of one, who published it."""
    documents = tables.records(row, "documents")
    if len(documents) == 1:
        return tables.named(documents[0], reader)
    return reader.t("rows.documents", count=len(documents)) if documents else ""
