"""What a spreadsheet would run: text that opens like a formula is guarded by an apostrophe."""

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


def runs(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula.

    A number, as "-1,234.5", and a lone sign, as of an exact figure, are none.
    """
    inner = _LEADING.sub("", text).rstrip()
    harmless = _SIGN.fullmatch(inner) or _NUMBER.fullmatch(inner)
    return bool(_OPENS.match(text)) and not harmless


def guarded(text: str) -> str:
    """The text of a cell that no spreadsheet runs."""
    return f"'{text}" if runs(text) else text


def unguarded(text: str) -> str:
    """The text without the guard's apostrophe, where it has one."""
    return text[1:] if text.startswith("'") and runs(text[1:]) else text
