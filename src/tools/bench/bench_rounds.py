"""The schedule of bench.py: fork by fork, point by point, window by window."""

from __future__ import annotations

import argparse
import itertools
import math
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from bench_build import OUT, PYTHON, ROOT
from bench_contest import Contestant
from bench_results import OURS, Point, Window

UPDATES_CHECKED = 5
# Relative. DJL's Adam is made of more operations, each of them rounded.
LARGEST_DIFFERENCE = {OURS: 0.0, "torch": 2e-6, "compiled": 2e-6, "djl": 1e-4}
# PyTorch as it is called, or with an attempt to compile it.
PYTORCH = ("torch", "compiled")
STEADY = 0.95
MOST_WARM_UPS = 10
COMPILED = "compiled"
# Set for other programs on some machines; it would slow down a contestant.
UNWANTED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "JAVA_TOOL_OPTIONS")
# A pool of compiling processes would continue during the turns of others.
TORCH = {"TORCHINDUCTOR_CACHE_DIR": str(ROOT / OUT / "compiled"), "TORCHINDUCTOR_COMPILE_THREADS": "1"}
# The kernels at once, so that no window falls into the time in which they are compiled aside.
VECTORS = ["--add-modules", "jdk.incubator.vector", "-Dunspool.vector=always"]
# DJL unpacks its libraries, and would report its start to its makers.
DJL = [f"-DDJL_CACHE_DIR={OUT / 'djl'}", "-DOPT_OUT_TRACKING=true", "-Dai.djl.offline=true"]


def start(kind: str, threads: int, java: list[str]) -> Contestant:
    program, *classes = java
    main = "io.github.unspool.bench."
    commands = {
        OURS: [program, *VECTORS, *classes, main + "UnspoolContestant"],
        "torch": [str(PYTHON), "src/tools/bench/bench_torch.py"],
        "compiled": [str(PYTHON), "src/tools/bench/bench_torch.py"],
        "djl": [program, *DJL, *classes, main + "DjlContestant"],
    }
    return Contestant(kind, threads, commands[kind], OUT / f"{kind}-{threads}.log", environment() | TORCH)


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in UNWANTED}


class Contest:
    """Other libraries live as long as a fork; Unspool's JVMs are new at each point, as a training run has its own."""

    def __init__(self, java: list[str], chosen: argparse.Namespace) -> None:
        self.java, self.chosen = java, chosen
        self.windows: list[Window] = []
        self.forms: dict[tuple[Point, str], str] = {}
        self.versions = dict.fromkeys([OURS, *chosen.baselines], "")

    def run(self) -> None:
        for log in OUT.glob("*.log"):
            log.unlink()
        points = [Point(*p) for p in itertools.product(self.chosen.cells, self.chosen.batches, self.chosen.sizes)]
        for fork in range(self.chosen.forks):
            with ExitStack() as stack:
                others = self.start_all(stack, self.chosen.baselines)
                for i, point in enumerate(points):
                    show(f"fork {fork + 1} of {self.chosen.forks}, point {i + 1} of {len(points)}")
                    with ExitStack() as jvms:
                        self.measure(point, fork, self.start_all(jvms, [OURS]) + others)
        show("")

    def start_all(self, stack: ExitStack, kinds: list[str]) -> list[Contestant]:
        each = itertools.product(kinds, self.chosen.threads)
        started = [stack.enter_context(start(kind, threads, self.java)) for kind, threads in each]
        for contestant in started:
            self.versions[contestant.kind] = contestant.ask("who")
        return started

    def measure(self, point: Point, fork: int, contestants: list[Contestant]) -> None:
        for contestant in contestants:
            self.prepare(point, contestant)
        if fork == 0:
            check(contestants, point)
        for contestant in contestants:
            if contestant.kind not in PYTORCH:
                warm_up(contestant, self.chosen.warm_up)
        for turn in range(self.chosen.rounds):
            # Each begins once, so that none always follows the same other.
            first = turn % len(contestants)
            for contestant in contestants[first:] + contestants[:first]:
                self.windows.append(self.window(point, fork, contestant))

    def prepare(self, point: Point, contestant: Contestant) -> None:
        line = f"point {point.cell} {point.hidden} {point.batch} {folder(point)}"
        if contestant.kind in PYTORCH:
            line += f" {self.seconds_to_compile(point, contestant)}"
            self.forms[point, contestant.name] = contestant.ask(line)
        else:
            contestant.ask(line)

    def seconds_to_compile(self, point: Point, contestant: Contestant) -> float:
        """None after the first fork, unless the compiled form was faster there."""
        if self.chosen.own and contestant.kind == "torch":
            return 0
        form = self.forms.get((point, contestant.name), COMPILED)
        return self.chosen.compile_limit if form.endswith(COMPILED) else 0

    def window(self, point: Point, fork: int, contestant: Contestant) -> Window:
        if contestant.kind == OURS:
            ms, clean, peak = contestant.window_between_peaks(self.chosen.window)
        else:
            (ms, clean), peak = contestant.window(self.chosen.window), math.nan
        form = self.forms.get((point, contestant.name), "")
        return Window(point.cell, point.batch, point.hidden, contestant.name, form, fork, ms, peak, clean)


def folder(point: Point) -> Path:
    return OUT / "points" / f"{point.cell}-{point.hidden}-{point.batch}"


def check(contestants: list[Contestant], point: Point) -> None:
    """Equal weights must give equal losses, update by update."""
    ours, *others = [c.numbers(f"check {UPDATES_CHECKED}") for c in contestants]
    for contestant, losses in zip(contestants[1:], others):
        worst = max(abs(a - b) / abs(b) for a, b in zip(ours, losses))
        if not worst <= LARGEST_DIFFERENCE[contestant.kind]:
            sys.exit(f"unspool: the losses of {point} differ: {ours} and, of {contestant.name}, {losses}")


def warm_up(contestant: Contestant, seconds: float) -> None:
    """Runs until the JVM has compiled the code: updates no longer get faster."""
    if contestant.kind == OURS:
        contestant.peak()
    before, now = math.inf, contestant.numbers(f"time {seconds}")[0]
    for _ in range(MOST_WARM_UPS):
        if now > STEADY * before:
            return
        before, now = now, contestant.numbers(f"time {seconds / 3}")[0]


def show(progress: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{progress:60}\r", end="", file=sys.stderr, flush=True)
