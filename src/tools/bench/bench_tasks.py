"""Compares whole tasks with PyTorch: text, ragged batches, steps, start to chart; and measures how cost grows.

./unspool bench --tasks; docs/benchmarks.md says what is compared. bench.py has what both share.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import bench
import bench_build
import bench_report
import bench_rounds
import bench_tasks_report as reports
from bench_contest import Contestant
from bench_tasks_report import OURS, THEIRS, Growth, Start, Window

TASKS = ("text", "ragged", "step", "start", "growth")
LOG = bench_build.OUT / "tasks.log"
COUNT_CHECKED = 5
LARGEST_DIFFERENCE = 1e-5
STEPS = 100  # of a run of the task "step"
RUNS_ALLOCATING = 20
# Numbers of threads of Unspool; each is a separate contestant.
OUR_THREADS = (1,)
KERAS_BACKEND = "jax"
CLASSES = "io.github.unspool.bench"


@dataclass(frozen=True)
class Form:
    """A form of the same task in PyTorch."""

    name: str
    job: str  # its kind and its name, then what the kind needs
    folder: str
    is_equal: bool = True  # whether it computes the same, so that losses can be compared


@dataclass(frozen=True)
class Case:
    task: str
    name: str
    job: str
    folder: str
    forms: tuple[Form, ...]
    is_checked: bool = True


TABLE = Form("nn.Embedding(10000, 128), nn.LSTM", "text table embedding {folder}", "embedding")


def ragged(cell: str) -> Case:
    forms = tuple(Form(name, f"ragged {name}-{cell} {name} {cell} {{folder}}", cell) for name in ("packed", "padded"))
    return Case("ragged", cell, f"ragged {cell} {{folder}}", cell, forms)


def steps(task: str, name: str, is_checked: bool) -> Case:
    kinds = ("LSTM", "LSTMCell")
    forms = tuple(Form(f"nn.{kind}", f"{task} {task}-{kind} {kind} {{folder}}", "model") for kind in kinds)
    return Case(task, name, f"{task} {{folder}}", "model", forms, is_checked)


CASES = (
    Case("text", "embedding(128), LSTM", "text 128 {folder}", "embedding", (TABLE,)),
    Case(
        "text",
        "one-hot, LSTM",
        "text 0 {folder}",
        "one-hot",
        (
            Form("nn.Embedding(10000, 512), nn.LSTM of the identity", "text rows rows {folder}", "one-hot"),
            Form("one_hot, nn.LSTM", "text one-hot one-hot {folder}", "one-hot"),
            replace(TABLE, is_equal=False),
        ),
    ),
    ragged("gru"),
    ragged("lstm"),
    steps("step", "a step", True),
    steps("sample", "10,000 characters", False),
)


def options(arguments: list[str]) -> argparse.Namespace:
    about = "Compares the speed of whole tasks with PyTorch."
    parser = argparse.ArgumentParser(prog="./unspool bench --tasks", description=about)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"tasks: {', '.join(TASKS)} [all]")
    parser.add_argument("--threads", type=bench.words(int), help="numbers of threads of PyTorch [1 and all cores]")
    parser.add_argument(
        "--our-threads", type=bench.words(int), default=OUR_THREADS,
        help="numbers of threads of Unspool [1]",
    )
    parser.add_argument("--quick", action="store_true", help="fewer and shorter windows")
    parser.add_argument("--forks", type=int, help="number of starts of each process [5; quick: 1]")
    parser.add_argument("--rounds", type=int, help="number of windows of each process in a fork [3; quick: 2]")
    parser.add_argument("--window", type=float, help="length of a window in seconds [0.5; quick: 0.2]")
    parser.add_argument("--warm-up", type=float, help="minimum warm-up of a JVM for each job in seconds [2; quick: 1]")
    parser.add_argument("--starts", type=int, help="number of runs of each program from start to chart [5; quick: 1]")
    parser.add_argument("--jdk", type=Path, help="home of another JDK to run with")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.tasks) - set(TASKS)
    if unknown:
        parser.error(f"{' '.join(sorted(unknown))}: some of {' '.join(TASKS)} are needed")
    chosen.tasks = tuple(chosen.tasks) or TASKS
    defaults = {"forks": (5, 1), "rounds": (3, 2), "window": (0.5, 0.2), "warm_up": (2.0, 1.0), "starts": (5, 1)}
    for name, (usual, quick) in defaults.items():
        if getattr(chosen, name) is None:
            setattr(chosen, name, quick if chosen.quick else usual)
    chosen.threads = chosen.threads or sorted({1, bench_report.cores()})
    return chosen


def folder(name: str) -> Path:
    return bench_build.OUT / "tasks" / name


# --- compared with PyTorch ----------------------------------------------------------------------------------------


def java(command: list[str]) -> list[str]:
    program, *rest = command
    return [program, "--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true", *rest]


def start_ours(command: list[str], threads: int = 1) -> Contestant:
    main = [*java(command), "-Dunspool.vector=always", f"{CLASSES}.TaskContestant"]
    return Contestant(OURS, threads, main, LOG, bench_rounds.environment())


def start_torch(threads: int) -> Contestant:
    main = [str(bench_build.PYTHON), "src/tools/bench/bench_tasks_torch.py"]
    return Contestant(THEIRS, threads, main, LOG, bench_rounds.environment())


def cases(chosen: argparse.Namespace) -> list[Case]:
    wanted = {*chosen.tasks, *(["sample"] if "step" in chosen.tasks else [])}
    return [case for case in CASES if case.task in wanted]


def contest(command: list[str], chosen: argparse.Namespace) -> list[Window]:
    windows = []
    mine = cases(chosen)
    if "step" in chosen.tasks:
        with start_ours(command) as ours:
            bench_rounds.show("training a model of characters")
            ours.ask(f"model {folder('model')}")
    for fork in range(chosen.forks):
        with ExitStack() as stack:
            torches = [stack.enter_context(start_torch(threads)) for threads in chosen.threads]
            made = set()
            for i, case in enumerate(mine):
                bench_rounds.show(f"fork {fork + 1} of {chosen.forks}, case {i + 1} of {len(mine)}")
                windows += measure(case, fork, command, torches, made, chosen)
    bench_rounds.show("")
    return windows


def measure(
    case: Case, fork: int, command: list[str], torches: list[Contestant], made: set[str], chosen: argparse.Namespace
) -> list[Window]:
    with ExitStack() as stack:
        ours = [stack.enter_context(start_ours(command, threads)) for threads in chosen.our_threads]
        for contestant in ours:
            contestant.ask(case.job.format(folder=folder(case.folder)))
        for form in case.forms:
            # A job of another case may be compared with here too.
            if form.job not in made:
                made.add(form.job)
                for torch in torches:
                    torch.ask(form.job.format(folder=folder(form.folder)))
        if fork == 0 and case.is_checked:
            check(case, ours, torches)
        for contestant in ours:
            bench_rounds.warm_up(contestant, chosen.warm_up)
        return in_turns(case, fork, ours, torches, chosen)


def in_turns(
    case: Case, fork: int, ours: list[Contestant], torches: list[Contestant], chosen: argparse.Namespace
) -> list[Window]:
    turns = [("", contestant) for contestant in ours]
    turns += [(form, contestant) for form in case.forms for contestant in torches]
    windows = []
    for turn in range(chosen.rounds):
        # Each begins once, so that none always follows the same other.
        first = turn % len(turns)
        for form, contestant in turns[first:] + turns[:first]:
            if form:
                contestant.ask(f"use {name_of(form)}")
            ms, clean = contestant.window(chosen.window)
            name = form.name if form else ""
            windows.append(Window(case.task, case.name, name, contestant.kind, contestant.threads, fork, ms, clean))
    return windows


def name_of(form: Form) -> str:
    return form.job.split()[1]


def check(case: Case, ours: list[Contestant], torches: list[Contestant]) -> None:
    """Equal weights must give equal losses, update by update; a step equal probabilities."""
    expected = ours[0].numbers(f"check {COUNT_CHECKED}")
    others = [(f"{OURS}, {c.threads} threads", c.numbers(f"check {COUNT_CHECKED}")) for c in ours[1:]]
    for form in case.forms:
        for torch in torches:
            if form.is_equal:
                torch.ask(f"use {name_of(form)}")
                others.append((form.name, torch.numbers(f"check {COUNT_CHECKED}")))
    for who, numbers in others:
        worst = max(abs(a - b) / abs(b) for a, b in zip(expected, numbers))
        if not worst <= LARGEST_DIFFERENCE:
            sys.exit(f"unspool: {case.name} and {who} differ: {expected} and {numbers}")


def allocated_by_step(command: list[str], chosen: argparse.Namespace) -> float:
    """Bytes on our side, once it is warm."""
    with start_ours(command) as ours:
        ours.ask(f"step {folder('model')}")
        bench_rounds.warm_up(ours, chosen.warm_up)
        return ours.numbers(f"bytes {RUNS_ALLOCATING}")[0] / STEPS


# --- growth -------------------------------------------------------------------------------------------------------

GROWING_UNITS, GROWING_STEPS, GROWING_BATCH = 64, 50, 32


@dataclass(frozen=True)
class Growing:
    what: str
    job: str
    values: tuple[int, ...]

    def work(self, value: int) -> float:
        """The amount of work: floating-point operations if the number of units grows, otherwise the value itself."""
        return lstm_flops(value, GROWING_STEPS, GROWING_BATCH) if self.is_in_units else value

    def flops(self, value: int) -> float:
        units, sequences, steps = map(int, self.job.format(value).split()[2:])
        return lstm_flops(units, steps, sequences)

    @property
    def is_in_units(self) -> bool:
        return self.job.split()[2] == "{}"


def lstm_flops(units: int, steps: int, sequences: int) -> float:
    """Products forward and backward, with 64 inputs and 64 classes."""
    return 2 * steps * sequences * (2 * 64 * 4 * units + 3 * units * 4 * units + 3 * units * 64)


GROWTHS = (
    Growing("steps, T", f"even lstm {GROWING_UNITS} {GROWING_BATCH} {{}}", (25, 50, 100, 200)),
    Growing("batch, B", f"even lstm {GROWING_UNITS} {{}} {GROWING_STEPS}", (8, 16, 32, 64)),
    Growing("sequences of an epoch", f"epoch lstm {GROWING_UNITS} {{}} {GROWING_STEPS}", (64, 128, 256, 512)),
    Growing("units, H", f"even lstm {{}} {GROWING_BATCH} {GROWING_STEPS}", (32, 64, 128, 256, 512)),
    # Odd sizes between such as fill vectors.
    *(
        Growing(f"units near {odd}", f"even lstm {{}} {GROWING_BATCH} {GROWING_STEPS}", (below, odd, above))
        for below, odd, above in ((4, 5, 8), (16, 17, 32), (96, 100, 112), (288, 300, 304))
    ),
)


def growth(command: list[str], chosen: argparse.Namespace) -> tuple[list[Growth], list[Window]]:
    """All sizes take turns, fork by fork; each is a JVM of its own."""
    windows = []
    for fork in range(chosen.forks):
        for growing in GROWTHS:
            bench_rounds.show(f"fork {fork + 1} of {chosen.forks}, growth in {growing.what}")
            for value in growing.values:
                with start_ours(command, chosen.our_threads[0]) as ours:
                    ours.ask(growing.job.format(value))
                    bench_rounds.warm_up(ours, chosen.warm_up)
                    for _ in range(chosen.rounds):
                        ms, clean = ours.window(chosen.window)
                        threads = ours.threads
                        windows.append(Window("growth", growing.what, str(value), OURS, threads, fork, ms, clean))
    bench_rounds.show("")
    return [grown(growing, value, windows) for growing in GROWTHS for value in growing.values], windows


def grown(growing: Growing, value: int, windows: list[Window]) -> Growth:
    mine = [w for w in windows if (w.case, w.form) == (growing.what, str(value))]
    return Growth(growing.what, value, reports.typical(mine), growing.work(value), growing.flops(value))


# --- from start to chart ------------------------------------------------------------------------------------------


def programs(command: list[str], chosen: argparse.Namespace) -> list[tuple[str, str, list[str]]]:
    """Program, side, command; each writes the chart to the file in its last argument before the number of threads."""
    charts = folder("start")
    made = []
    home = f"-Duser.home={folder('home').resolve()}"
    for program, main in (("loop", "LoopToChart"), ("book", "BookToChart")):
        python = [str(bench_build.PYTHON)]
        chart = str(charts / f"{program}-unspool.png")
        made.append((program, "Unspool", [*java(command), home, f"{CLASSES}.{main}", chart]))
        for threads in chosen.threads:
            script = f"src/tools/bench/start/{program}_torch.py"
            side = f"PyTorch, {reports.threads(threads)}"
            made.append((program, side, [*python, script, str(charts / f"{program}-torch.png"), str(threads)]))
        script = f"src/tools/bench/start/{program}_keras.py"
        made.append((program, f"Keras on {KERAS_BACKEND}", [*python, script, str(charts / f"{program}-keras.png")]))
    return made


def start_to_chart(command: list[str], chosen: argparse.Namespace) -> list[Start]:
    """All take turns; a first turn, which finds files not yet in memory, does not count."""
    for name in ("start", "home"):
        folder(name).mkdir(parents=True, exist_ok=True)
    starts = []
    for turn in range(chosen.starts + 1):
        for program, side, main in programs(command, chosen):
            bench_rounds.show(f"turn {turn} of {chosen.starts}, {program} in {side}")
            start = run_to_chart(program, side, main)
            if turn > 0:
                starts.append(start)
    bench_rounds.show("")
    return starts


def private_environment() -> dict[str, str]:
    """Settings and caches of fonts stay out of the user's home."""
    home = str(folder("home").resolve())
    private = {"MPLCONFIGDIR": home, "KERAS_HOME": home, "XDG_CACHE_HOME": home, "KERAS_BACKEND": KERAS_BACKEND}
    return {**bench_rounds.environment(), **private}


def run_to_chart(program: str, side: str, main: list[str]) -> Start:
    chart = Path(next(word for word in main if word.endswith(".png")))
    chart.unlink(missing_ok=True)
    environment = private_environment()
    with LOG.open("a") as log:
        began = time.perf_counter()
        run = subprocess.run(main, env=environment, stdout=subprocess.PIPE, stderr=log, text=True, check=True)
        seconds = time.perf_counter() - began
    if not chart.exists():
        sys.exit(f"unspool: {side} wrote no {chart}")
    return Start(program, side, seconds, float(run.stdout.split()[-1]))


# --- results --------------------------------------------------------------------------------------------------------


def header(command: list[str], windows: list[Window], chosen: argparse.Namespace) -> str:
    with start_ours(command) as ours, start_torch(1) as torch:
        versions = ours.ask("who"), torch.ask("who")
    disturbed = sum(not window.clean for window in windows)
    return "\n".join(
        [
            f"- {bench_report.processor()}",
            f"- {versions[0]}; PyTorch {versions[1]}",
            f"- forks: {chosen.forks}, windows of {chosen.window:g} s in each: {chosen.rounds}; "
            f"{disturbed} of {len(windows)} windows disturbed by other processes; starts: {chosen.starts}",
        ]
    )


def report(command, windows, allocated, grown, starts, chosen) -> None:
    others = [w for w in windows if w.task != "growth"]
    rows = reports.rows(others)
    parts = {}
    for task, title in (("text", "Text"), ("ragged", "Ragged batches")):
        parts[title] = reports.table([row for row in rows if row.task == task])
    stepped = reports.table([row for row in rows if row.task == "step"], "µs", STEPS)
    parts["A step"] = f"{stepped}\n\nA step of Unspool's allocates {allocated:,.0f} bytes."
    parts["Writing 10,000 characters"] = reports.table([row for row in rows if row.task == "sample"])
    parts["From start to chart"] = reports.start_table(starts)
    parts["How cost grows"] = reports.growth_table(grown)
    titles = {"text": "Text", "ragged": "Ragged batches", "start": "From start to chart", "growth": "How cost grows"}
    wanted = {titles[task] for task in chosen.tasks if task in titles}
    wanted |= {"A step", "Writing 10,000 characters"} if "step" in chosen.tasks else set()
    texts = [f"### {title}\n\n{text}" for title, text in parts.items() if title in wanted]
    text = "\n\n".join([header(command, windows, chosen), *texts])
    print(text)
    (bench_build.OUT / "tasks.md").write_text(text + "\n", encoding="utf-8")
    if others:
        reports.write_rows(bench_build.OUT / "tasks.csv", rows)
    if windows:
        reports.write(bench_build.OUT / "tasks-windows.csv", Window, windows)
    if grown:
        reports.write(bench_build.OUT / "growth.csv", Growth, grown)
    if starts:
        reports.write(bench_build.OUT / "start.csv", Start, starts)


def main(arguments: list[str]) -> int:
    chosen = options(arguments)
    os.chdir(bench_build.ROOT)
    bench_build.build()
    bench_build.make_environment()
    command = bench_build.java(chosen.jdk)
    LOG.write_text("")
    windows = contest(command, chosen) if set(chosen.tasks) & {"text", "ragged", "step"} else []
    allocated = allocated_by_step(command, chosen) if "step" in chosen.tasks else math.nan
    grown, more = growth(command, chosen) if "growth" in chosen.tasks else ([], [])
    starts = start_to_chart(command, chosen) if "start" in chosen.tasks else []
    report(command, windows + more, allocated, grown, starts, chosen)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as failure:
        sys.exit(f"unspool: {Path(failure.cmd[0]).name} failed; see {LOG}")
