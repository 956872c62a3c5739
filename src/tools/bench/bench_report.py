"""Reports of bench.py: tables, files, and a description of the machine."""

from __future__ import annotations

import csv
import math
import os
import platform
import re
import subprocess
from dataclasses import asdict, fields
from pathlib import Path
from statistics import geometric_mean

from bench_results import OURS, Result, Row, Window


def number(x: float) -> str:
    """Three digits, no exponent."""
    if not math.isfinite(x):
        return ""
    decimals = max(0, 2 - math.floor(math.log10(x))) if x > 0 else 0
    return f"{x:,.{decimals}f}"


def count(threads: int) -> str:
    return f"{threads} thread{'s' * (threads > 1)}"


def peaks(windows: list[Window]) -> str:
    """The lowest and the highest peak, by the number of threads that it was measured on."""
    found = {}
    for window in windows:
        if window.contestant.startswith(OURS):
            found.setdefault(window.contestant.rpartition("-")[2], []).append(window.peak)
    texts = [f"{count(int(threads))} {min(of):.0f} to {max(of):.0f} GFLOP/s" for threads, of in found.items()]
    return "; ".join(texts)


def label(result: Result) -> str:
    compiled = " compiled" if result.form.endswith("compiled") else ""
    return f"{number(result.ms)} {result.name}{compiled}"


def table(cell: str, every: list[Row]) -> str:
    mine = [row for row in every if row.point.cell == cell]
    threads = list(mine[0].ours)
    head = ["batch", "H", *(f"Unspool, {count(n)}, ms" for n in threads)]
    head += ["fastest other, 1 thread, ms", "fastest other, ms", "× one thread", "× the best", "GFLOP/s"]
    head += [f"% of peak, {count(n)}" for n in threads]
    lines = [head, ["---:"] * len(head), *(line(row) for row in mine)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def line(row: Row) -> list[str]:
    alone = row.fastest_other(1)
    times = [number(result.ms) for result in row.ours.values()]
    others = [label(alone) if alone else "", label(row.fastest_other())]
    speeds = map(number, [row.ratio_of_one_thread, row.ratio, row.gflops])
    shares = [number(result.percent_of_peak) for result in row.ours.values()]
    return [str(row.point.batch), str(row.point.hidden), *times, *others, *speeds, *shares]


def table_of_own(every: list[Row]) -> str:
    """Of cells of one's own: the best of each side, on any number of threads; a form that was not tried or not kept is none."""
    head = ["cell", "batch", "H", "equations, ms", "loop in PyTorch, ms", "×", "torch.compile, ms", "×"]
    lines = [head, ["---", *["---:"] * 7], *map(line_of_own, every)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def line_of_own(row: Row) -> list[str]:
    cells = [row.point.cell, str(row.point.batch), str(row.point.hidden), f"{number(row.best.ms)} {row.best.name}"]
    for kind in ("torch", "compiled"):
        other = row.fastest_of(kind)
        is_there = other and (kind == "torch" or other.form.endswith("compiled"))
        cells += [f"{number(other.ms)} {other.name}", number(other.ms / row.best.ms)] if is_there else ["none", ""]
    return cells


def summary(every: list[Row]) -> str:
    best = [row.ratio for row in every]
    text = f"Geometric mean of the ratios: {number(geometric_mean(best))}, each at its best number of threads"
    alone = [row.ratio_of_one_thread for row in every if math.isfinite(row.ratio_of_one_thread)]
    if alone:
        text += f"; {number(geometric_mean(alone))}, each on one thread"
    text += f". Another library is faster in {sum(ratio < 1 for ratio in best)} of {len(best)} points"
    if alone:
        text += f"; on one thread in {sum(ratio < 1 for ratio in alone)} of {len(alone)}"
    return text + "."


def write_windows(path: Path, windows: list[Window]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Window)])
        writer.writeheader()
        writer.writerows(map(asdict, windows))


def write_points(path: Path, every: list[Row]) -> None:
    with path.open("w", newline="") as file:
        records = [record(row) for row in every]
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)


def record(row: Row) -> dict[str, object]:
    """A line of points.csv."""
    cells = {"cell": row.point.cell, "batch": row.point.batch, "hidden": row.point.hidden}
    for result in [*row.ours.values(), *row.others]:
        cells[f"{result.name}_ms"] = f"{result.ms:.6g}"
    for result in row.others:
        if result.form:
            cells[f"{result.name}_form"] = result.form
    cells["fastest_other"] = row.fastest_other().name
    cells["ratio_one_thread"] = f"{row.ratio_of_one_thread:.6g}"
    cells["ratio"] = f"{row.ratio:.6g}"
    cells["gflops"] = f"{row.gflops:.6g}"
    for result in row.ours.values():
        cells[f"{result.name}_percent_of_peak"] = f"{result.percent_of_peak:.6g}"
    return cells


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
