"""A build: sources in, models run, checks passed, described, compared, one new file."""
