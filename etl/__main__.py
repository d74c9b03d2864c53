"""`python -m etl`."""

import io
import sys

from etl.cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without Thai letters gets their codes
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())
