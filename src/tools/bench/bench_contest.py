"""The processes that bench.py compares. Only one of them runs at a time; the others are stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

STAT = Path("/proc/stat")
# The maximum number of repetitions of a window that another process disturbed.
TRIES = 3
LEAST_SHARE = 0.93
LARGEST_INTRUSION = 0.2
PEAK = 0.05  # seconds


class Contestant:
    """A process that answers each line with a line."""

    def __init__(self, kind: str, threads: int, command: list[str], log: Path, environment: dict[str, str]) -> None:
        self.kind, self.threads, self.name, self.log = kind, threads, f"{kind}-{threads}", log
        with log.open("a") as file:
            self.process = subprocess.Popen(
                [*command, str(threads)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
                bufsize=1,
                env=environment,
            )

    def ask(self, line: str) -> str:
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write(line + "\n")
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"{self.name} ended at: {line}; {self.log} may say why")
        self.process.send_signal(signal.SIGSTOP)
        return answer

    def numbers(self, line: str) -> list[float]:
        return [float(word) for word in self.ask(line).split()]

    def window(self, seconds: float) -> tuple[float, bool]:
        """The time of an update in ms, and whether no other process used its processors."""
        for _ in range(TRIES):
            ms, clean = self.attempt(seconds)
            if clean:
                break
        return ms, clean

    def window_between_peaks(self, seconds: float) -> tuple[float, bool, float]:
        """The same, and the mean of the peaks right before and right after."""
        for _ in range(TRIES):
            before = self.peak()
            ms, clean = self.attempt(seconds)
            peak = (before + self.peak()) / 2
            if clean:
                break
        return ms, clean, peak

    def attempt(self, seconds: float) -> tuple[float, bool]:
        busy, began = busy_seconds(), time.perf_counter()
        ms, measured, cpu = self.numbers(f"time {seconds}")
        # What the contestant does before the window is its own too.
        elapsed = time.perf_counter() - began
        others = (busy_seconds() - busy - cpu - (elapsed - measured)) / elapsed if STAT.exists() else 0
        free = (os.cpu_count() or 1) - self.threads
        return ms, cpu >= LEAST_SHARE * measured and others <= free + LARGEST_INTRUSION

    def peak(self) -> float:
        return self.numbers(f"peak {PEAK}")[0]

    def __enter__(self) -> Contestant:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def busy_seconds() -> float:
    """The total CPU time of all cores."""
    if not STAT.exists():
        return 0
    user, nice, system, _, _, *interrupts = map(int, STAT.read_text().splitlines()[0].split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")
