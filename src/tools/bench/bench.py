"""Measures updates of recurrent networks in Unspool and in other libraries, side by side: ./unspool bench.

docs/benchmarks.md says what is compared. Everything it makes is in .venv-bench and target.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import bench_build
import bench_report
import bench_results
from bench_build import OUT, ROOT
from bench_rounds import Contest

CELLS = ("tanh", "gru", "lstm")
SIZES = (4, 16, 64, 128, 256, 512)
BATCHES = (1, 32)
BASELINES = ("torch", "djl")
OWN = ("mgu", "peepholes", "resetBefore")
OWN_SIZES = (64, 256)


def options(arguments: list[str]) -> argparse.Namespace:
    about = "Compares the speed of training with PyTorch and libtorch on this machine."
    parser = argparse.ArgumentParser(prog="./unspool bench", description=about)
    parser.add_argument("--cells", type=words(str, CELLS + OWN), help="cells, such as gru,lstm [all]")
    parser.add_argument("--sizes", type=words(int), help="numbers of hidden units, such as 16,256")
    parser.add_argument("--batches", type=words(int), help="batch sizes, such as 1")
    parser.add_argument(
        "--own", action="store_true",
        help=f"cells of one's own ({', '.join(OWN)}): equations, and loops in PyTorch, plain and compiled",
    )
    parser.add_argument("--threads", type=words(int), help="numbers of threads, such as 1,4 [1 and all cores]")
    parser.add_argument(
        "--baselines", type=words(str, BASELINES),
        help="libraries to compare with: torch (PyTorch), djl (libtorch) [both]",
    )
    parser.add_argument("--no-compile", action="store_true", help="no attempt with torch.compile")
    parser.add_argument(
        "--compile-limit", type=float,
        help="time limit for torch.compile at each point, in seconds [300; quick: 0]",
    )
    parser.add_argument("--quick", action="store_true", help="fewer and shorter windows")
    parser.add_argument("--forks", type=int, help="number of starts of each process [5; quick: 2]")
    parser.add_argument("--rounds", type=int, help="number of windows of each process in a fork [3; quick: 2]")
    parser.add_argument("--window", type=float, help="length of a window in seconds [0.3; quick: 0.15]")
    parser.add_argument(
        "--warm-up", type=float,
        help="minimum warm-up of a JVM at each point in seconds [1.5; quick: 1]",
    )
    parser.add_argument("--jdk", type=Path, help="home of another JDK to run with")
    parser.add_argument("--tasks", nargs=argparse.REMAINDER, help="benchmarks of whole tasks; see --tasks --help")
    parser.add_argument("--jmh", nargs=argparse.REMAINDER, help="JMH benchmarks instead, with the options that follow")
    chosen = parser.parse_args(arguments)
    defaults = {"forks": (5, 2), "rounds": (3, 2), "window": (0.3, 0.15), "warm_up": (1.5, 1.0)}
    defaults["compile_limit"] = (300.0, 0.0)
    for name, (usual, quick) in defaults.items():
        if getattr(chosen, name) is None:
            setattr(chosen, name, quick if chosen.quick else usual)
    chosen.threads = chosen.threads or sorted({1, bench_report.cores()})
    chosen.cells = chosen.cells or (OWN if chosen.own else CELLS)
    if not set(chosen.cells) <= set(OWN if chosen.own else CELLS):
        parser.error(f"--cells {','.join(chosen.cells)}: of {','.join(OWN)} with --own, else of {','.join(CELLS)}")
    chosen.sizes = chosen.sizes or (OWN_SIZES if chosen.own else SIZES)
    chosen.batches = chosen.batches or ((32,) if chosen.own else BATCHES)
    if chosen.own:
        chosen.baselines = ("torch", "compiled")
    chosen.baselines = chosen.baselines or tuple(r for r in BASELINES if r != "djl" or bench_build.djl_platform())
    if chosen.no_compile or not bench_build.compiler():
        chosen.compile_limit = 0
    return chosen


def words(kind, allowed=None):
    def parse(text: str) -> tuple:
        found = tuple(map(kind, text.split(",")))
        if allowed and not set(found) <= set(allowed):
            raise argparse.ArgumentTypeError(f"{text}: choose from {','.join(allowed)}")
        return found

    return parse


def header(contest: Contest) -> str:
    chosen, windows = contest.chosen, contest.windows
    limit = chosen.compile_limit
    disturbed = sum(not window.clean for window in windows)
    return "\n".join(
        [
            f"- {bench_report.processor()}; peak next to the windows: {bench_report.peaks(windows)}",
            f"- {'; '.join(contest.versions.values())}",
            f"- torch.compile: {f'tried for up to {limit:g} s at each point' if limit else 'not tried'}",
            f"- forks: {chosen.forks}, windows of {chosen.window:g} s in each: {chosen.rounds}; "
            f"{disturbed} of {len(windows)} windows disturbed by other processes",
        ]
    )


def report(contest: Contest) -> None:
    rows = bench_results.rows(contest.windows)
    if contest.chosen.own:
        text = f"{header(contest)}\n\n{bench_report.table_of_own(rows)}"
        print(text)
        (OUT / "own-tables.md").write_text(text + "\n", encoding="utf-8")
        return
    parts = [header(contest)]
    for cell in contest.chosen.cells:
        parts.append(f"### {cell}\n\n{bench_report.table(cell, rows)}")
    text = "\n\n".join([*parts, bench_report.summary(rows)])
    print(text)
    (OUT / "tables.md").write_text(text + "\n", encoding="utf-8")
    bench_report.write_windows(OUT / "windows.csv", contest.windows)
    bench_report.write_points(OUT / "points.csv", rows)
    home = ["-Djava.awt.headless=true", f"-Duser.home={(ROOT / 'target').resolve()}"]
    chart = "io.github.unspool.bench.RatioChart"
    subprocess.run([*contest.java, *home, chart, OUT / "points.csv", OUT / "ratio.png"], check=True)


def main(arguments: list[str]) -> int:
    chosen = options(arguments)
    os.chdir(ROOT)
    if chosen.tasks is not None:
        return subprocess.run([sys.executable, "src/tools/bench/bench_tasks.py", *chosen.tasks]).returncode
    bench_build.build()
    java = bench_build.java(chosen.jdk)
    if chosen.jmh is not None:
        return subprocess.run([*java, "org.openjdk.jmh.Main", *chosen.jmh]).returncode
    if "torch" in chosen.baselines or chosen.own:
        bench_build.make_environment()
    contest = Contest(java, chosen)
    contest.run()
    report(contest)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as failure:
        sys.exit(f"unspool: {Path(failure.cmd[0]).name} failed; see its output above")
