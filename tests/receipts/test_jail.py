"""What a child that has entered its jail can no longer do."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import resource
from bot.receipts import jail
jail.enter()
jail.allow_processor(1)
try:
    bytearray(jail.MEMORY)
except MemoryError:
    print("memory")
try:
    open("/tmp/comprobot-jail-probe", "wb").truncate(jail.LARGEST_WRITE + 1)
except OSError:
    print("file")
print([line for line in open("/proc/self/status") if line.startswith("NoNewPrivs")][0].split()[1])
print(resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True)
while True:
    pass
"""


def test_memory_files_rights_and_processor_are_limited() -> None:
    """B82."""
    ended = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=30, check=False)

    assert ended.stdout.split() == ["memory", "file", "1", "0"]
    assert ended.returncode < 0  # ended by the kernel
