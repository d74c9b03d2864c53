"""The sources, one module each, found by scanning: adding a file adds a source."""
