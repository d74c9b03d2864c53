"""How far the figures can be trusted: age, runs, checks, conflicts, files sent in."""
