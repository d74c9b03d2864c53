"""The place of a figure among those of the same kind, in words; equal figures share one."""

from dashboard.parts.tables import Row
from dashboard.reader.reader import Reader


def told(row: Row, unit: str, reader: Reader) -> str:
    """Which place a figure has, shared by how many, of how many (column `provinces` or `places`).

    `unit` is what is ranked. Nothing where it has no place; alone it has none.
    """
    of = row["provinces" if "provinces" in row else "places"]
    if row["place"] is None or of == 1:
        return ""
    sharing = int(str(row["sharing"]))
    return reader.t(
        f"ranked.shared_{unit}" if sharing > 1 else "ranked.alone",
        place=row["place"],
        sharing=sharing,
        of=of,
    )
