"""The warehouse's models and queries, as text, and where the published file is."""
