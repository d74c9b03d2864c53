"""What runs without an operator: the scheduled load, and the alerts about how it ended."""
