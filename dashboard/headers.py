"""The headers of every response; above all, what a page may load, run and be framed by."""

import os
import re
from base64 import b64encode
from hashlib import sha256

from dashboard import shell
from sql import words

SOURCE = re.compile(r"self|https?://(?:\*\.)?[A-Za-z0-9.-]+(?::[0-9]+)?")


def frame_ancestors() -> str:
    """Who may show the dashboard in a frame: `SMARTCITY_FRAME_ANCESTORS`, else nobody.

    Raises ValueError for what is no list of sources of a policy.
    """
    stated = os.environ.get("SMARTCITY_FRAME_ANCESTORS", "").split() or ["none"]
    if stated == ["none"]:
        return "'none'"
    if not all(SOURCE.fullmatch(source) for source in stated):
        raise ValueError(words.both("log.frame_ancestors", stated=repr(" ".join(stated))))
    return " ".join("'self'" if source == "self" else source for source in stated)


def policy(base: str, ancestors: str) -> str:
    """The Content-Security-Policy: everything is forbidden but what the pages were seen to need."""
    scripts = (shell.script(base, missing=missing) for missing in (False, True))
    hashes = " ".join(
        f"'sha256-{b64encode(sha256(words.encode()).digest()).decode()}'" for words in scripts
    )
    return "; ".join(
        f"{name} {sources}"
        for name, sources in {
            "default-src": "'none'",
            # hashes: the line of ours in the shell. wasm-unsafe-eval: WebAssembly of the library
            "script-src": f"'self' 'wasm-unsafe-eval' {hashes}",
            # the library writes its styles into the page as it draws, and so do our figures
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data:",  # small pictures are drawn in the page's own text
            "font-src": "'self' data:",  # the library's stylesheet holds the font of its symbols
            "connect-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": ancestors,
        }.items()
    )


def headers(base: str) -> dict[str, str]:
    """The headers of every response of a server below `base`. Raises ValueError."""
    ancestors = frame_ancestors()
    framing = {"'none'": {"x-frame-options": "DENY"}, "'self'": {"x-frame-options": "SAMEORIGIN"}}
    return {
        "content-security-policy": policy(base, ancestors),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",  # a document's publisher need not know what was read here
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "cross-origin-resource-policy": "same-origin",
        **framing.get(ancestors, {}),
    }
