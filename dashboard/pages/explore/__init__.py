"""Everything that documents state, to search."""
