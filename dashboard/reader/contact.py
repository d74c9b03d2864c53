"""Whom a reader may write to: an address that the operator sets."""

import os
import re

_ADDRESS = re.compile(r"(?:mailto:|https://|tel:)[!#-'*-;=?-~]+")  # no quotes, brackets, blanks


def contact(name: str = "SMARTCITY_CONTACT") -> str:
    """The `mailto:`, `https://` or `tel:` address of this setting; nothing where none is set."""
    stated = os.environ.get(name, "").strip()
    return stated if _ADDRESS.fullmatch(stated) else ""
