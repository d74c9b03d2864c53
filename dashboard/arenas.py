"""Arenas, which threads take memory from: two for all of them, and nothing large is in them.

One for each thread keeps what its thread let go of. The C library counts them once, as soon as
there are more than a few, and hears of no other number after that: so this is set by importing this
module, before whatever starts threads.

What is large goes back to the system at once, wherever it was taken. The C library would take
larger and larger pieces from arenas, where small ones that last then lie between them.

Arrow takes its memory from there too. Its own allocator takes 2 MB at a time, and keeps them as
long as a row is left.
"""

import ctypes
import os
import platform

AT_MOST = 2
LARGE = 128 * 1024  # bytes; what the C library begins with
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # malloc.h


def libc() -> ctypes.CDLL | None:
    """The C library, where it is the one that has arenas."""
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None


if found := libc():
    found.mallopt(M_ARENA_MAX, AT_MOST)
    found.mallopt(M_MMAP_THRESHOLD, LARGE)
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # it is asked for once
