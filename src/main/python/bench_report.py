"""What bench.py makes of the windows that it measured: medians, tables, files."""

from __future__ import annotations

import csv
import math
import os
import platform
import re
import subprocess
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import geometric_mean, median

OURS = "unspool"


@dataclass(frozen=True)
class Point:
    cell: str
    batch: int
    hidden: int

    @property
    def flops(self) -> float:
        """What an update computes at least: products forward and backward, over 50 steps, 64 inputs, 64 classes."""
        width = self.hidden * {"tanh": 1, "gru": 3, "lstm": 4}[self.cell]
        rows = 50 * self.batch
        return 2 * rows * (2 * 64 * width + 3 * self.hidden * width + 3 * self.hidden * 64)


@dataclass(frozen=True)
class Window:
    """The mean time of an update over a short while; clean if no other process took part in it."""

    cell: str
    batch: int
    hidden: int
    contestant: str
    fork: int
    ms: float
    clean: bool


@dataclass(frozen=True)
class Row:
    """Times in ms; those of PyTorch by its number of threads."""

    point: Point
    ours: float
    torch: dict[int, float]

    @property
    def ratio_of_one_thread(self) -> float:
        return self.torch[1] / self.ours if 1 in self.torch else math.nan

    @property
    def ratio(self) -> float:
        return min(self.torch.values()) / self.ours

    @property
    def gflops(self) -> float:
        return self.point.flops / self.ours / 1e6


def typical(windows: list[Window]) -> float:
    """The median over the forks of the median of each; disturbed windows count only where there is no other."""
    forks = {}
    for window in windows:
        forks.setdefault(window.fork, []).append(window)
    return median(of_fork(fork) for fork in forks.values())


def of_fork(windows: list[Window]) -> float:
    clean = [window.ms for window in windows if window.clean]
    return median(clean or [window.ms for window in windows])


def rows(windows: list[Window]) -> list[Row]:
    points = {}
    for w in windows:
        contestants = points.setdefault(Point(w.cell, w.batch, w.hidden), {})
        contestants.setdefault(w.contestant, []).append(w)
    made = []
    for point, contestants in points.items():
        times = {name: typical(found) for name, found in contestants.items()}
        ours = times.pop(OURS)
        made.append(Row(point, ours, {threads_of(name): ms for name, ms in times.items()}))
    return made


def threads_of(contestant: str) -> int:
    return int(contestant.rpartition("-")[2])


def number(x: float) -> str:
    """Three digits, no exponent."""
    if not math.isfinite(x):
        return ""
    decimals = max(0, 2 - math.floor(math.log10(x))) if x > 0 else 0
    return f"{x:,.{decimals}f}"


def table(cell: str, every: list[Row], peak: float) -> str:
    mine = [row for row in every if row.point.cell == cell]
    threads = sorted({count for row in mine for count in row.torch})
    names = [f"PyTorch, {count} thread{'s' * (count > 1)}, ms" for count in threads]
    head = ["batch", "H", "Unspool, 1 thread, ms", *names, "× one thread", "× the best", "GFLOP/s", "% of peak"]
    lines = [head, ["---:"] * len(head)]
    for row in mine:
        numbers = [row.ours, *(row.torch.get(count, math.nan) for count in threads)]
        numbers += [row.ratio_of_one_thread, row.ratio, row.gflops, 100 * row.gflops / peak]
        lines.append([str(row.point.batch), str(row.point.hidden), *map(number, numbers)])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def summary(every: list[Row]) -> str:
    one = [row.ratio_of_one_thread for row in every if 1 in row.torch]
    best = [row.ratio for row in every]
    text = f"Geometric mean of the ratios: {number(geometric_mean(best))} to PyTorch at its best number of threads"
    if one:
        text += f", {number(geometric_mean(one))} to one thread"
    lost = sum(ratio < 1 for ratio in best)
    return f"{text}. PyTorch is faster in {lost} of {len(best)} points."


def write_windows(path: Path, windows: list[Window]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Window)])
        writer.writeheader()
        writer.writerows(map(asdict, windows))


def write_points(path: Path, every: list[Row], peak: float) -> None:
    threads = sorted({count for row in every for count in row.torch})
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["cell", "batch", "hidden", "unspool_ms"]
            + [f"torch_{count}_ms" for count in threads]
            + ["ratio", "gflops", "percent_of_peak"]
        )
        for row in every:
            times = [row.ours, *(row.torch.get(count, math.nan) for count in threads)]
            speeds = [row.ratio, row.gflops, 100 * row.gflops / peak]
            writer.writerow(
                [row.point.cell, row.point.batch, row.point.hidden] + [f"{x:.6g}" for x in times + speeds]
            )


def processor() -> str:
    """Its name and how many cores this process may use."""
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        flags = Path("/proc/cpuinfo").read_text()
        widest = next((w for w in ("avx512f", "avx2", "avx") if f" {w} " in flags), "")
        name = f"{found.group(1) if found else name}{' with ' + widest if widest else ''}"
    elif platform.system() == "Darwin":
        name = subprocess.check_output(["sysctl", "-n", "machdep.cpu.brand_string"], text=True).strip()
    return f"{name}, {cores()} cores"


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
