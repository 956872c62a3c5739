"""Measures updates of recurrent networks in Unspool and in PyTorch, side by side: ./unspool bench.

docs/benchmarks.md says what is compared. Everything it makes is in .venv-bench and target.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import shutil
import subprocess
import sys
import venv
from contextlib import ExitStack
from pathlib import Path

import bench_report
from bench_contest import Contestant
from bench_report import OURS, Point, Window

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = Path(".venv-bench")
PYTHON = ENVIRONMENT / "bin/python"
REQUIREMENTS = Path("src/main/python/bench-requirements.txt")
OUT = Path("target/bench")
CLASS_PATH = OUT / "class-path.txt"
LOG = OUT / "unspool.log"
CELLS = ("tanh", "gru", "lstm")
SIZES = (4, 16, 64, 128, 256, 512)
BATCHES = (1, 32)
UPDATES_CHECKED = 5
LARGEST_DIFFERENCE = 2e-6
STEADY = 0.95
MOST_WARM_UPS = 10
# Set for other programs on some machines; it would slow down a contestant.
UNWANTED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "JAVA_TOOL_OPTIONS")


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./unspool bench", description="Training beside PyTorch's, on this machine.")
    parser.add_argument("--cells", type=words(str, CELLS), default=CELLS, help="such as gru,lstm (default: all)")
    parser.add_argument("--sizes", type=words(int), default=SIZES, help="hidden units, such as 16,256")
    parser.add_argument("--batches", type=words(int), default=BATCHES, help="sequences side by side, such as 1")
    parser.add_argument("--threads", type=words(int), help="of PyTorch; default: 1 and all cores")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter windows")
    parser.add_argument("--forks", type=int, help="how often each process is started anew (5; quick: 2)")
    parser.add_argument("--rounds", type=int, help="windows of each in a fork (3; quick: 2)")
    parser.add_argument("--window", type=float, help="seconds (0.3; quick: 0.15)")
    parser.add_argument("--warm-up", type=float, help="least seconds of a JVM at each point (1.5; quick: 1)")
    parser.add_argument("--jdk", type=Path, help="the home of another JDK to run with")
    parser.add_argument("--tasks", nargs=argparse.REMAINDER, help="measure whole tasks; --tasks --help says more")
    parser.add_argument("--jmh", nargs=argparse.REMAINDER, help="run JMH instead, with the options that follow")
    chosen = parser.parse_args(arguments)
    cores = bench_report.cores()
    defaults = {"forks": (5, 2), "rounds": (3, 2), "window": (0.3, 0.15), "warm_up": (1.5, 1.0)}
    for name, (usual, quick) in defaults.items():
        if getattr(chosen, name) is None:
            setattr(chosen, name, quick if chosen.quick else usual)
    chosen.threads = chosen.threads or sorted({1, cores})
    return chosen


def words(kind, allowed=None):
    def parse(text: str) -> tuple:
        found = tuple(map(kind, text.split(",")))
        if allowed and not set(found) <= set(allowed):
            raise argparse.ArgumentTypeError(f"{text}: some of {','.join(allowed)} are needed")
        return found

    return parse


# --- what has to be there -----------------------------------------------------------------------------------------


def make_environment() -> None:
    done = ENVIRONMENT / "packages.done"
    key = f"{ROOT} {sys.version} {REQUIREMENTS.read_text()}"
    if done.exists() and done.read_text() == key:
        return
    print(f"unspool: installing PyTorch into {ENVIRONMENT}, some minutes and gigabytes", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
    done.write_text(key)


def build() -> None:
    print("unspool: building the benchmarks", flush=True)
    OUT.mkdir(parents=True, exist_ok=True)
    maven = ["mvn", "--batch-mode", "--quiet", "--no-transfer-progress", "-Pbench", "-Dspotless.check.skip=true"]
    list_libraries = ["dependency:build-classpath", "-DincludeScope=compile", f"-Dmdep.outputFile={CLASS_PATH}"]
    subprocess.run([*maven, "process-classes", *list_libraries], check=True)


def java(jdk: Path | None) -> list[str]:
    home = jdk or os.environ.get("JAVA_HOME")
    classes = os.pathsep.join(["target/jmh-classes", "target/classes", CLASS_PATH.read_text().strip()])
    program = str(Path(home).resolve() / "bin/java") if home else "java"
    return [program, "-cp", classes]


# --- the contest --------------------------------------------------------------------------------------------------


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in UNWANTED}


def start_ours(command: list[str]) -> Contestant:
    program, *rest = command
    main = [program, "--add-modules", "jdk.incubator.vector", *rest, "io.github.unspool.bench.Contestant"]
    # The JVM warns about the incubating module at each start.
    with LOG.open("w") as log:
        return Contestant(OURS, main, env=clean_environment(), stderr=log)


def start_torch(threads: int) -> Contestant:
    command = [str(PYTHON), "src/main/python/bench_torch.py", str(threads)]
    return Contestant(f"torch-{threads}", command, threads, env=clean_environment())


def check(contestants: list[Contestant], point: Point) -> None:
    """Equal weights must give equal losses, update by update."""
    ours, *others = [c.numbers(f"check {UPDATES_CHECKED}") for c in contestants]
    for losses in others:
        worst = max(abs(a - b) / abs(b) for a, b in zip(ours, losses))
        if not worst <= LARGEST_DIFFERENCE:
            sys.exit(f"unspool: the losses of {point} differ: {ours} and {losses}")


def measure(point: Point, fork: int, command: list[str], torches: list[Contestant], chosen) -> list[Window]:
    folder = OUT / "points" / f"{point.cell}-{point.hidden}-{point.batch}"
    with start_ours(command) as ours:
        contestants = [ours, *torches]
        for contestant in contestants:
            contestant.ask(f"point {point.cell} {point.hidden} {point.batch} {folder}")
        if fork == 0:
            check(contestants, point)
        warm_up(ours, chosen.warm_up)
        windows = []
        for turn in range(chosen.rounds):
            # Each begins once, so that none always follows the same other.
            first = turn % len(contestants)
            for contestant in contestants[first:] + contestants[:first]:
                ms, clean = contestant.window(chosen.window)
                windows.append(Window(point.cell, point.batch, point.hidden, contestant.name, fork, ms, clean))
        return windows


def warm_up(ours: Contestant, seconds: float) -> None:
    """Until the JVM has compiled what it runs: updates no longer get faster."""
    before, now = math.inf, ours.numbers(f"time {seconds}")[0]
    for _ in range(MOST_WARM_UPS):
        if now > STEADY * before:
            return
        before, now = now, ours.numbers(f"time {seconds / 3}")[0]


def peak(command: list[str]) -> float:
    with start_ours(command) as ours:
        ours.ask("peak 1")
        return ours.numbers("peak 0.5")[0]


def contest(command: list[str], chosen) -> tuple[list[Window], float]:
    points = [Point(*p) for p in itertools.product(chosen.cells, chosen.batches, chosen.sizes)]
    windows, peaks = [], []
    for fork in range(chosen.forks):
        peaks.append(peak(command))
        with ExitStack() as stack:
            torches = [stack.enter_context(start_torch(threads)) for threads in chosen.threads]
            for i, point in enumerate(points):
                show(f"fork {fork + 1} of {chosen.forks}, point {i + 1} of {len(points)}")
                windows += measure(point, fork, command, torches, chosen)
    show("")
    return windows, max(peaks)


def show(progress: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{progress:60}\r", end="", file=sys.stderr, flush=True)


def header(command: list[str], windows: list[Window], top: float, chosen) -> str:
    with start_ours(command) as ours, start_torch(1) as torch:
        versions = ours.ask("who"), torch.ask("who")
    disturbed = sum(not window.clean for window in windows)
    return "\n".join(
        [
            f"- {bench_report.processor()}; peak of one core: {top:.0f} GFLOP/s",
            f"- {versions[0]}; PyTorch {versions[1]}",
            f"- forks: {chosen.forks}, windows of {chosen.window:g} s in each: {chosen.rounds}; "
            f"{disturbed} of {len(windows)} windows disturbed by other processes",
        ]
    )


def report(command: list[str], windows: list[Window], top: float, chosen) -> None:
    rows = bench_report.rows(windows)
    parts = [header(command, windows, top, chosen)]
    for cell in chosen.cells:
        parts.append(f"### {cell}\n\n{bench_report.table(cell, rows, top)}")
    text = "\n\n".join([*parts, bench_report.summary(rows)])
    print(text)
    (OUT / "tables.md").write_text(text + "\n", encoding="utf-8")
    bench_report.write_windows(OUT / "windows.csv", windows)
    bench_report.write_points(OUT / "points.csv", rows, top)
    home = ["-Djava.awt.headless=true", f"-Duser.home={(ROOT / 'target').resolve()}"]
    chart = "io.github.unspool.bench.RatioChart"
    subprocess.run([*command, *home, chart, OUT / "points.csv", OUT / "ratio.png"], check=True)


def main(arguments: list[str]) -> int:
    chosen = options(arguments)
    os.chdir(ROOT)
    if chosen.tasks is not None:
        return subprocess.run([sys.executable, "src/main/python/bench_tasks.py", *chosen.tasks]).returncode
    build()
    command = java(chosen.jdk)
    if chosen.jmh is not None:
        return subprocess.run([*command, "org.openjdk.jmh.Main", *chosen.jmh]).returncode
    make_environment()
    windows, top = contest(command, chosen)
    report(command, windows, top, chosen)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as failure:
        sys.exit(f"unspool: {Path(failure.cmd[0]).name} failed; above it says why")
