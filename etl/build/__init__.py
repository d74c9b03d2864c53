"""Making a build: load the sources, run models and checks, describe and compare the result."""
