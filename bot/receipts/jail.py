"""This process -> one that can read what it was handed and little else; called before any library is imported."""

from __future__ import annotations

import ctypes
import os
import resource

MEMORY = 2 * 1024**3  # bytes of address space; a picture of 40 Mpx takes the reader to 1.2
LARGEST_WRITE = 64_000_000  # bytes
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38


def enter(memory: int = MEMORY) -> None:
    """Give up memory beyond `memory` bytes, big files, more rights, and (where the kernel lets us) the network."""
    os.nice(5)
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, LARGEST_WRITE),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.unshare(_NEW_USER | _NEW_NET) != 0:  # some kernels allow only root a network of its own
        libc.unshare(_NEW_NET)


def allow_processor(seconds: int) -> None:
    """Let the kernel end this process after so many more seconds of processor time, should the parent not."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))
