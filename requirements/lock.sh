#!/bin/sh
# Pins every dependency with the hashes of its files for every platform, and no index address:
# the same two files install from PyPI, from a company's mirror or from a folder of wheels.
set -eu
lock() {
    .venv/bin/uv pip compile pyproject.toml --quiet --python-version 3.11 \
        --generate-hashes --custom-compile-command "make lock" "$@"
}
lock --output-file requirements/run.txt
lock --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt
