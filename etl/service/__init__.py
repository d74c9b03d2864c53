"""What runs by itself: the load by the clock, and who is told how it ended."""
