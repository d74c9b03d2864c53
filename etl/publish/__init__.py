"""Which build is published, and what the runs came to."""
