"""A long session: memory and latency of one kernel over many cells and trainings, a line each hundred.

`.venv/bin/python src/test/python/long_session.py [CELLS] [TRAININGS] [PNG]` also draws the heap, if it has the name of a picture.
Heap is what is left after a collection; latency is the median of ten, and means something on an idle machine only.
"""

from __future__ import annotations

import base64
import statistics
import sys
import time
from pathlib import Path

from conftest import outputs, result, started
from jupyter_client import BlockingKernelClient, KernelManager

SETUP = """
var words = Sequences.words("I love recurrent neural networks");
var rnn = Rnn.builder().hidden(4).tanh().epochs(20).adam(0.01).seed(42);
"""
HEAP = "System.gc(); (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20"
TRAIN = "var model = rnn.train(words);"
DRAW = "model.history()"


Row = tuple[int, float, float, float]


def main(cells: int, trainings: int, picture: str | None = None) -> None:
    with started(KernelManager(kernel_name="unspool")) as kernel:
        outputs(kernel, SETUP + TRAIN)
        print("| cells | trainings | heap MB | 1 + 1, ms | picture, ms |\n|---:|---:|---:|---:|---:|")
        rows = [show(kernel, 0, 0)]
        for i in range(1, cells + 1):
            outputs(kernel, small(i))
            if i in (50, cells) or i % 500 == 0:
                rows.append(show(kernel, i, 0))
        for i in range(1, trainings + 1):
            outputs(kernel, TRAIN)
            outputs(kernel, DRAW)
            if i in (50, trainings) or i % 250 == 0:
                rows.append(show(kernel, cells, i))
        if picture:
            Path(picture).write_bytes(drawn(kernel, rows))


def small(i: int) -> str:
    """A cell as people write them in turn: a value, a variable, a method, a list."""
    return [
        f"{i} + 1",
        f"var number = {i};",
        f"int twice(int x) {{ return 2 * x + {i}; }}\ntwice({i})",
        f'List.of({i}, "text".repeat({i % 50}))',
    ][i % 4]


def show(kernel: BlockingKernelClient, cells: int, trainings: int) -> Row:
    row = (cells + trainings, float(result(kernel, HEAP)), latency(kernel, "1 + 1"), latency(kernel, DRAW))
    print(f"| {cells} | {trainings} | {row[1]:.0f} | {row[2]:.0f} | {row[3]:.0f} |", flush=True)
    return row


def drawn(kernel: BlockingKernelClient, rows: list[Row]) -> bytes:
    """The heap as a chart, which the kernel draws."""
    x, heap, *_ = ("{" + ", ".join(map(str, column)) + "}" for column in zip(*rows))
    code = [
        'var chart = new XYChartBuilder().width(720).height(360).xAxisTitle("cells and trainings").build();',
        "chart.getStyler().setYAxisMin(0.0);",
        f'chart.addSeries("heap, MB", new double[] {x}, new double[] {heap});',
        "chart",
    ]
    (shown,) = outputs(kernel, "\n".join(code))
    return base64.b64decode(shown["data"]["image/png"])


def latency(kernel: BlockingKernelClient, code: str) -> float:
    times = []
    for _ in range(10):
        begun = time.perf_counter()
        outputs(kernel, code)
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:3]] + [2000, 1000][len(sys.argv) - 1 :]
    main(*given, *sys.argv[3:])
