"""Statistics of bench.py: medians, fractions of the peak, ratios."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median, mode

OURS = "ours"
GATES = {"tanh": 1, "gru": 3, "lstm": 4, "mgu": 2, "peepholes": 4, "resetBefore": 3}


@dataclass(frozen=True)
class Point:
    cell: str
    batch: int
    hidden: int

    @property
    def flops(self) -> float:
        """Floating-point operations of the products of an update, over 50 steps, with 64 inputs and 64 classes."""
        width = self.hidden * GATES[self.cell]
        rows = 50 * self.batch
        return 2 * rows * (2 * 64 * width + 3 * self.hidden * width + 3 * self.hidden * 64)


@dataclass(frozen=True)
class Window:
    """The mean time of an update over a short while; clean if no other process took part in it.

    Only PyTorch has forms. The peak is what Unspool's processors could do around it, in GFLOP/s; others have none.
    """

    cell: str
    batch: int
    hidden: int
    contestant: str
    form: str
    fork: int
    ms: float
    peak: float
    clean: bool

    @property
    def point(self) -> Point:
        return Point(self.cell, self.batch, self.hidden)

    @property
    def percent_of_peak(self) -> float:
        return 100 * self.point.flops / self.ms / 1e6 / self.peak


@dataclass(frozen=True)
class Result:
    """The result of a contestant at a point. The form is the most frequent one of its windows."""

    name: str
    ms: float
    form: str
    percent_of_peak: float

    @property
    def threads(self) -> int:
        return int(self.name.rpartition("-")[2])


@dataclass(frozen=True)
class Row:
    """The results at a point by number of threads; those of the other libraries in one list."""

    point: Point
    ours: dict[int, Result]
    others: list[Result]

    @property
    def best(self) -> Result:
        return min(self.ours.values(), key=lambda result: result.ms)

    def fastest_other(self, threads: int | None = None) -> Result | None:
        fitting = [result for result in self.others if threads in (None, result.threads)]
        return min(fitting, key=lambda result: result.ms, default=None)

    @property
    def ratio_of_one_thread(self) -> float:
        both = 1 in self.ours and self.fastest_other(1)
        return self.fastest_other(1).ms / self.ours[1].ms if both else math.nan

    def fastest_of(self, kind: str) -> Result | None:
        found = [result for result in self.others if result.name.rpartition("-")[0] == kind]
        return min(found, key=lambda result: result.ms, default=None)

    @property
    def ratio(self) -> float:
        return self.fastest_other().ms / self.best.ms

    @property
    def gflops(self) -> float:
        return self.point.flops / self.best.ms / 1e6


def typical(windows: list[Window]) -> float:
    """The median over the forks of the median of each; disturbed windows count only where there is no other."""
    forks = {}
    for window in windows:
        forks.setdefault(window.fork, []).append(window)
    return median(median(window.ms for window in counted(fork)) for fork in forks.values())


def counted(windows: list[Window]) -> list[Window]:
    return [window for window in windows if window.clean] or windows


def result(name: str, windows: list[Window]) -> Result:
    percent = median(window.percent_of_peak for window in counted(windows))
    return Result(name, typical(windows), mode(window.form for window in windows), percent)


def rows(windows: list[Window]) -> list[Row]:
    points = {}
    for window in windows:
        points.setdefault(window.point, {}).setdefault(window.contestant, []).append(window)
    made = []
    for point, contestants in points.items():
        results = [result(name, found) for name, found in contestants.items()]
        ours = {r.threads: r for r in results if r.name.startswith(OURS)}
        made.append(Row(point, ours, [r for r in results if not r.name.startswith(OURS)]))
    return made
