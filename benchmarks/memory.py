"""How much memory this process has held at most."""

import gc
import os
import resource
import sys
from pathlib import Path

_KILOBYTE = 1024
_RESET_PEAK = "5"


def peak() -> int:
    """Most memory the process has held at once, in bytes."""
    status = Path("/proc/self/status")
    if status.is_file():
        held = status.read_text(encoding="ascii").split("VmHWM:")[1]
        return int(held.split()[0]) * _KILOBYTE
    unit = 1 if sys.platform == "darwin" else _KILOBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def reset_peak() -> int:
    """Forget what making the data took, where the system allows it, and give the new peak."""
    gc.collect()
    forget = Path("/proc/self/clear_refs")
    if os.access(forget, os.W_OK):
        forget.write_text(_RESET_PEAK, encoding="ascii")
    return peak()
