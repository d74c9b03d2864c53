"""The start page: on track or not, where, what money, and what changed."""
