"""Models, queries and checks as SQL files, how they are run, and where the published file is."""
