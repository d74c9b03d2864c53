"""The map: a KPI by province, as a map, as tiles of one size, or as a table."""
