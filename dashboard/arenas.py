"""Arenas, which threads take memory from: two for all of them, from this module's import on.

One for each thread keeps what its thread let go of. The C library counts them once, as soon as
there are more than a few, and hears of no other number after that: so this comes before whatever
starts threads.
"""

import ctypes
import platform

AT_MOST = 2
M_ARENA_MAX = -8  # malloc.h


def libc() -> ctypes.CDLL | None:
    """The C library, where it is the one that has arenas."""
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None


if found := libc():
    found.mallopt(M_ARENA_MAX, AT_MOST)
