"""The processes that bench.py compares. Only the one whose turn it is runs; the others are stopped meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

STAT = Path("/proc/stat")
# A window that another process had a part in is measured again, so many times.
TRIES = 3
LEAST_SHARE = 0.93
LARGEST_INTRUSION = 0.2


class Contestant:
    """A process that answers each line with a line."""

    def __init__(self, name: str, command: list[str], threads: int = 1, **options) -> None:
        self.name, self.threads = name, threads
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, **options
        )

    def ask(self, line: str) -> str:
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write(line + "\n")
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"{self.name} ended at: {line}")
        self.process.send_signal(signal.SIGSTOP)
        return answer

    def numbers(self, line: str) -> list[float]:
        return [float(word) for word in self.ask(line).split()]

    def window(self, seconds: float) -> tuple[float, bool]:
        """The time of an update in ms, and whether the contestant had the processor to itself."""
        for _ in range(TRIES):
            busy, began = busy_seconds(), time.perf_counter()
            ms, measured, cpu = self.numbers(f"time {seconds}")
            # What the contestant does before the window is its own too.
            elapsed = time.perf_counter() - began
            others = (busy_seconds() - busy - cpu - (elapsed - measured)) / elapsed if STAT.exists() else 0
            free = (os.cpu_count() or 1) - self.threads
            if cpu >= LEAST_SHARE * measured and others <= free + LARGEST_INTRUSION:
                return ms, True
        return ms, False

    def __enter__(self) -> Contestant:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def busy_seconds() -> float:
    """How long all cores together have worked."""
    if not STAT.exists():
        return 0
    user, nice, system, _, _, *interrupts = map(int, STAT.read_text().splitlines()[0].split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")
