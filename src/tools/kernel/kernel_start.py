"""Measures how long a person waits for a kernel: ours, ours without its archive, plain JJava, ipykernel.

Usage: kernel_start.py [--starts N] [--python PYTHON]

PYTHON is one that has ipykernel and matplotlib; without it ipykernel is left out. Kernels take
turns, each start in a new process, and the medians are printed as a table.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from settle_kernel import AHEAD_OF_TIME, CLASSES

JAVA_CHART = """
var chart = new XYChart(600, 400);
chart.addSeries("y", new double[] {1, 2, 3}, new double[] {3, 1, 2});
chart
"""
# The code for the same chart in plain JJava.
PLAIN_JAVA_CHART = """
%classpath {libraries}/xchart-*.jar
import org.knowm.xchart.*;
var chart = new XYChart(600, 400);
chart.addSeries("y", new double[] {{1, 2, 3}}, new double[] {{3, 1, 2}});
BitmapEncoder.getBufferedImage(chart)
"""
PYTHON_CHART = """
%matplotlib inline
import matplotlib.pyplot as plt
plt.plot([1, 2, 3], [3, 1, 2]);
"""
WARM = 50
# A pause in seconds, as for reading, in which compilers finish.
PAUSE = 10


class Contestant(NamedTuple):
    name: str
    spec: KernelSpec
    chart: str


class Times(NamedTuple):
    ready: float
    result: float
    chart: float
    warm: float


def contestants(python: str | None) -> list[Contestant]:
    specs = KernelSpecManager()
    ours, plain = specs.get_kernel_spec("unspool"), specs.get_kernel_spec("java")
    bare = KernelSpec(resource_dir=ours.resource_dir, **ours.to_dict())
    bare.argv = [word for word in ours.argv if not word.endswith((CLASSES.name, AHEAD_OF_TIME.name))]
    # The same Java for all.
    plain.argv[0] = ours.argv[0]
    java = str(Path(ours.argv[0]).parent)
    plain.env = {"PATH": f"{java}:/usr/bin:/bin", "XDG_CACHE_HOME": ours.env.get("XDG_CACHE_HOME", "")}
    chart = PLAIN_JAVA_CHART.format(libraries=f"{ours.resource_dir}/lib")
    all_of_them = [
        Contestant("Unspool", ours, JAVA_CHART),
        Contestant("Unspool without its archive", bare, JAVA_CHART),
        Contestant("JJava", plain, chart),
    ]
    if python:
        spec = KernelSpec(argv=[python, "-m", "ipykernel_launcher", "-f", "{connection_file}"], language="python")
        all_of_them.append(Contestant("ipykernel", spec, PYTHON_CHART))
    return all_of_them


def run(client: BlockingKernelClient, code: str) -> list[str]:
    """The mime types that a cell shows."""
    shown: list[str] = []

    def collect(message: dict) -> None:
        if message["msg_type"] == "error":
            raise RuntimeError(message["content"]["evalue"])
        shown.extend(message["content"].get("data", {}))

    client.execute_interactive(code, timeout=120, output_hook=collect)
    return shown


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measure(contestant: Contestant) -> Times:
    manager = KernelManager()
    manager._kernel_spec = contestant.spec
    start = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        manager.start_kernel(stdout=log, stderr=log)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=120)
            ready = time.perf_counter() - start
            run(client, "1 + 1")
            result = time.perf_counter() - start
            if "image/png" not in run(client, contestant.chart):
                raise RuntimeError(f"{contestant.name} drew nothing")
            chart = time.perf_counter() - start
            time.sleep(PAUSE)
            warm = statistics.median(timed(lambda: run(client, "1 + 1")) for _ in range(WARM))
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    return Times(ready, result, chart, warm)


def table(times: dict[str, list[Times]]) -> str:
    lines = [
        "| kernel | starts | ready, s | first result, s | first chart, s | warm 1 + 1, ms |",
        "|---|---|---|---|---|---|",
    ]
    for name, all_of_them in times.items():
        ready, result, chart, warm = (statistics.median(column) for column in zip(*all_of_them))
        lines.append(
            f"| {name} | {len(all_of_them)} | {ready:.2f} | {result:.2f} | {chart:.2f} | {warm * 1000:.1f} |"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=7, help="number of starts of each kernel [7]")
    parser.add_argument("--python", help="a Python with ipykernel and matplotlib")
    options = parser.parse_args(arguments)
    entrants = contestants(options.python)
    times: dict[str, list[Times]] = {entrant.name: [] for entrant in entrants}
    for _ in range(options.starts):
        for entrant in entrants:
            times[entrant.name].append(measure(entrant))
            print(json.dumps({"kernel": entrant.name, **times[entrant.name][-1]._asdict()}), file=sys.stderr)
    print(table(times))


if __name__ == "__main__":
    main(sys.argv[1:])
