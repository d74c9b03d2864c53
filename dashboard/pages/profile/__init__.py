"""The page of one province: what it has, where it stands, what it lacks."""
