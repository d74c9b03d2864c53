"""What a spreadsheet's cell can hold, and how text in it is never run as a formula."""

import re
from typing import Final

_BLANKS: Final = (  # of any width or of none; what isn't printed
    r"[\s\x00-\x1f\x7f-\xa0\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufeff]*"
)
_LEADING = re.compile(rf"^{_BLANKS}")
_OPENS = re.compile(rf"[^\S\t\n\r]*[\t\n\r]|{_BLANKS}[=+\-@＝＋－＠]")
_NUMBER = re.compile(
    r"[+\-＋－]\s*(\d[\d,]*)?\.?\d+([eE][+-]?\d+)?\s*[%％]?"
)  # \d: Thai digits too
_SIGN = re.compile(r"[=+\-@＝＋－＠]?")
_NOT_IN_CELLS = re.compile(  # not allowed in XML, or read by spreadsheets as a character's code
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_"
)
FONT: Final = "TH SarabunPSK"  # of official papers; a reader without it gets its own


def cell_text(text: str | None) -> str:
    """The text as a cell can hold it: no control characters, plain line breaks."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_CELLS.sub("", lines)


def is_run_as_formula(text: str) -> bool:
    """Whether a spreadsheet may run the text as a formula.

    It does not run a number ("-1,234.5") or a sign that stands alone ("=", for an exact figure).
    """
    if not _OPENS.match(text):  # as most texts: files have millions of them
        return False
    inner = _LEADING.sub("", text).rstrip()
    return not (_SIGN.fullmatch(inner) or _NUMBER.fullmatch(inner))


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if is_run_as_formula(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` put before it, if it did."""
    return text[1:] if text.startswith("'") and is_run_as_formula(text[1:]) else text
