"""Statistics and reports of bench_tasks.py: medians, tables, files."""

from __future__ import annotations

import csv
import math
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median

from bench_report import number

OURS = "unspool"
THEIRS = "torch"


@dataclass(frozen=True)
class Window:
    """The mean time of a run over a short while; clean if no other process took part in it."""

    task: str
    case: str
    form: str  # of PyTorch's side; ours has none
    side: str
    threads: int
    fork: int
    ms: float
    clean: bool


@dataclass(frozen=True)
class Row:
    """Times in ms by the number of threads."""

    task: str
    case: str
    form: str
    ours: dict[int, float]
    theirs: dict[int, float]

    @property
    def ratio_of_one_thread(self) -> float:
        return self.theirs[1] / self.ours[1] if 1 in self.ours and 1 in self.theirs else math.nan

    @property
    def ratio(self) -> float:
        return min(self.theirs.values()) / min(self.ours.values())


@dataclass(frozen=True)
class Growth:
    """The time of a task as its size grows; work is the amount of work that the time is compared with."""

    what: str
    value: int
    ms: float
    work: float
    flops: float = math.nan


@dataclass(frozen=True)
class Start:
    """A process from its start to the chart it wrote, and the loss it ended with."""

    program: str
    side: str
    seconds: float
    loss: float


def typical(windows: list[Window]) -> float:
    """The median over the forks of the median of each; disturbed windows count only where there is no other."""
    forks = {}
    for window in windows:
        forks.setdefault(window.fork, []).append(window)
    return median(median([w.ms for w in fork if w.clean] or [w.ms for w in fork]) for fork in forks.values())


def times(windows: list[Window]) -> dict[int, float]:
    counts = sorted({window.threads for window in windows})
    return {count: typical([w for w in windows if w.threads == count]) for count in counts}


def rows(windows: list[Window]) -> list[Row]:
    """One for each form of PyTorch's that a case is compared with."""
    made = []
    for task, case in dict.fromkeys((w.task, w.case) for w in windows):
        mine = [w for w in windows if (w.task, w.case) == (task, case)]
        ours = times([w for w in mine if w.side == OURS])
        for form in dict.fromkeys(w.form for w in mine if w.side == THEIRS):
            made.append(Row(task, case, form, ours, times([w for w in mine if w.form == form and w.side == THEIRS])))
    return made


def threads(count: int) -> str:
    return f"{count} thread{'s' * (count > 1)}"


def table(mine: list[Row], unit: str = "ms", runs: float = 1) -> str:
    """The times of a run by number of threads, in ms or µs."""
    scale = {"ms": 1, "µs": 1e3}[unit] / runs
    ours = sorted({count for row in mine for count in row.ours})
    theirs = sorted({count for row in mine for count in row.theirs})
    head = ["Unspool", *(f"{threads(count)}, {unit}" for count in ours), "PyTorch"]
    head += [*(f"{threads(count)}, {unit}" for count in theirs), "× one thread", "× the best"]
    lines = []
    for row in mine:
        line = [row.case, *(number(row.ours.get(count, math.nan) * scale) for count in ours), row.form]
        line += [number(row.theirs.get(count, math.nan) * scale) for count in theirs]
        lines.append([*line, number(row.ratio_of_one_thread), number(row.ratio)])
    return markdown(head, lines, words={0, 1 + len(ours)})


def growth_table(found: list[Growth]) -> str:
    """Each compared with the first of its kind."""
    head = ["what grows", "to", "ms", "time × the first", "work × the first", "time ÷ work", "GFLOP/s"]
    lines, first = [], {}
    for g in found:
        begin = first.setdefault(g.what, g)
        grown, work = g.ms / begin.ms, g.work / begin.work
        speed = g.flops / g.ms / 1e6
        lines.append([g.what, f"{g.value:,}", *map(number, (g.ms, grown, work, grown / work, speed))])
    return markdown(head, lines, words={0})


def start_rows(starts: list[Start]) -> list[tuple[str, str, float, float, float, float]]:
    """Program, side, median of the seconds, fastest, slowest, median of the losses."""
    made = []
    for key in dict.fromkeys((s.program, s.side) for s in starts):
        mine = [s for s in starts if (s.program, s.side) == key]
        seconds = [s.seconds for s in mine]
        made.append((*key, median(seconds), min(seconds), max(seconds), median(s.loss for s in mine)))
    return made


def start_table(starts: list[Start]) -> str:
    """Compares all sides with the first one of each program."""
    head = ["program", "", "seconds", "fastest", "slowest", "× Unspool", "loss at the end"]
    lines, first = [], {}
    for program, side, middle, fastest, slowest, loss in start_rows(starts):
        ours = first.setdefault(program, middle)
        lines.append([program, side, *map(number, (middle, fastest, slowest, middle / ours)), f"{loss:.4f}"])
    return markdown(head, lines, words={0, 1})


def markdown(head: list[str], lines: list[list[str]], words: set[int]) -> str:
    rule = ["---" if i in words else "---:" for i in range(len(head))]
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *lines])


def write(path: Path, kind: type, things: list) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(kind)])
        writer.writeheader()
        writer.writerows(map(asdict, things))


def write_rows(path: Path, every: list[Row]) -> None:
    ours = sorted({count for row in every for count in row.ours})
    theirs = sorted({count for row in every for count in row.theirs})
    names = [f"{OURS}_{count}_ms" for count in ours] + [f"{THEIRS}_{count}_ms" for count in theirs]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["task", "case", "form", *names, "ratio_of_one_thread", "ratio"])
        for row in every:
            numbers = [row.ours.get(count, math.nan) for count in ours]
            numbers += [row.theirs.get(count, math.nan) for count in theirs]
            numbers += [row.ratio_of_one_thread, row.ratio]
            writer.writerow([row.task, row.case, row.form, *(f"{x:.6g}" for x in numbers)])
