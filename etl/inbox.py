"""The inbox: files that agencies send, outside the repository, each filed once and unchanged.

    <inbox>/*                                    dropped, waiting to be taken in
    <inbox>/editions/<source>/<edition>/         one file as received + provenance.toml
    <inbox>/mends/<time>-<hash>/                 a mended quarantine workbook + provenance.toml
    <inbox>/refused/                             what could not be taken in, each with its reason

`SMARTCITY_INBOX` names the folder. Nothing in it is ever edited.
"""

import os
from pathlib import Path


def folder() -> Path | None:
    """The inbox, or nothing where `SMARTCITY_INBOX` is not set."""
    name = os.environ.get("SMARTCITY_INBOX")
    return Path(name) if name else None


def editions(inbox: Path | None, source: str) -> list[Path]:
    """The folders of one source's filed editions, oldest first."""
    if inbox is None:
        return []
    return sorted(path for path in (inbox / "editions" / source).glob("*") if path.is_dir())


def mends(inbox: Path | None) -> list[Path]:
    """The filed workbooks of mended rows, oldest first."""
    if inbox is None:
        return []
    return sorted((inbox / "mends").glob("*/*.xlsx"))
