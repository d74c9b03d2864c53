"""What pages share: frame, tiles, tables, charts, maps. Each draws what it is given."""
