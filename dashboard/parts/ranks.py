"""The place of a figure among those of the same kind, in words; equal figures share one."""

from dashboard.parts.tables import Row
from dashboard.reader.reader import Reader


def told(row: Row, unit: str, reader: Reader) -> str:
    """Which place a figure has, shared by how many, of how many (column `provinces` or `places`).

    `unit` is what is ranked. Nothing where it has no place; alone it has none. Those with none of
    it share no place: of them is told how many others have none either.
    """
    of = row["provinces" if "provinces" in row else "places"]
    if row["place"] is None or of == 1:
        return ""
    sharing = int(str(row["sharing"]))
    if row["value"] == 0 and sharing > 1:
        return reader.t(f"ranked.none_{unit}", count=sharing - 1)
    return reader.t(
        f"ranked.shared_{unit}" if sharing > 1 else "ranked.alone",
        place=row["place"],
        sharing=sharing,
        of=of,
    )
