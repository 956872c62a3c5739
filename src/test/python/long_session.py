"""A long session: memory and latency of one kernel over many cells and trainings, a line each hundred.

`.venv/bin/python src/test/python/long_session.py [CELLS] [TRAININGS]`; what it prints goes on being true for as long as you let
it run. Heap is what is left after a collection; latency is the median of ten.
"""

from __future__ import annotations

import statistics
import sys
import time

from conftest import outputs, result, started
from jupyter_client import BlockingKernelClient, KernelManager

SETUP = """
var words = Sequences.words("I love recurrent neural networks");
var rnn = Rnn.builder().hidden(4).tanh().epochs(20).adam(0.01).seed(42);
"""
HEAP = "System.gc(); (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20"
TRAIN = "var model = rnn.train(words);"
DRAW = "model.history()"


def main(cells: int, trainings: int) -> None:
    with started(KernelManager(kernel_name="unspool")) as kernel:
        outputs(kernel, SETUP + TRAIN)
        print("| cells | trainings | heap MB | 1 + 1, ms | picture, ms |\n|---:|---:|---:|---:|---:|")
        show(kernel, 0, 0)
        for i in range(1, cells + 1):
            outputs(kernel, small(i))
            if i in (50, cells) or i % 500 == 0:
                show(kernel, i, 0)
        for i in range(1, trainings + 1):
            outputs(kernel, TRAIN)
            outputs(kernel, DRAW)
            if i in (50, trainings) or i % 250 == 0:
                show(kernel, cells, i)


def small(i: int) -> str:
    """A cell as people write them in turn: a value, a variable, a method, a list."""
    return [
        f"{i} + 1",
        f"var number = {i};",
        f"int twice(int x) {{ return 2 * x + {i}; }}\ntwice({i})",
        f'List.of({i}, "text".repeat({i % 50}))',
    ][i % 4]


def show(kernel: BlockingKernelClient, cells: int, trainings: int) -> None:
    heap = result(kernel, HEAP)
    print(f"| {cells} | {trainings} | {heap} | {latency(kernel, '1 + 1'):.0f} | {latency(kernel, DRAW):.0f} |", flush=True)


def latency(kernel: BlockingKernelClient, code: str) -> float:
    times = []
    for _ in range(10):
        begun = time.perf_counter()
        outputs(kernel, code)
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]] + [2000, 1000][len(sys.argv) - 1 :]
    main(*given)
