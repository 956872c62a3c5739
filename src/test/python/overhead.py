"""What drawing the curve costs: one training in a kernel, whose curve is drawn in every other window of a few seconds.

    .venv/bin/python src/test/python/overhead.py [PAIRS]

compares the time of an update in windows with and without drawing, by pairs of windows side by side (100 pairs if not said,
some seven minutes), and prints the median of the pairs' ratios with its interval of 95 %. A machine that is busy for a while
disturbs both windows of a pair, and a median forgets the pairs of which it disturbed one. Beside that stands how much
processor time the thread that draws took.
"""

from __future__ import annotations

import math
import statistics
import sys

from conftest import result, started
from jupyter_client import BlockingKernelClient, KernelManager

SETUP = """
var text = Sequences.characters(Datasets.mobyDick().substring(0, 300_000), 64);
var rnn = Rnn.builder().hidden(64).tanh().epochs(1_000_000).batch(64).truncate(50).adam(0.003).clip(5);
double screenSeconds() {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().equals("unspool-screen"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum() / 1e9;
}
class Windows implements TrainingListener {
    static final double SECONDS = 2;
    final TrainingListener cell;
    final int pairs;
    final List<Double> perUpdate = new ArrayList<>();
    double warmUp = 10;
    long begun = System.nanoTime();
    int updates;
    double drawing;
    Windows(TrainingListener cell, int pairs) {
        this.cell = cell;
        this.pairs = pairs;
    }
    /** With, without, without, with, so that a drift counts for neither. */
    boolean isShown() {
        return warmUp > 0 || perUpdate.size() % 4 == 0 || perUpdate.size() % 4 == 3;
    }
    public void began(Loss measure) {
        cell.began(measure);
    }
    public void epoch(List<Epoch> epochs) {
        cell.epoch(epochs);
    }
    public void progress(Progress progress) {
        updates++;
        if (isShown()) {
            cell.progress(progress);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (seconds > Math.max(warmUp, SECONDS)) {
            if (warmUp > 0) {
                warmUp = 0;
                drawing = -screenSeconds();
            } else {
                perUpdate.add(seconds / updates);
            }
            updates = 0;
            begun = System.nanoTime();
        }
    }
    public boolean isEnough() {
        return perUpdate.size() == 2 * pairs;
    }
    public void ended(History history) {
        drawing += screenSeconds();
        cell.ended(history);
    }
}
"""
TRAIN = """
var windows = new Windows(TrainingListeners.begin(), {pairs});
io.github.unspool.runtime.Host.current().withListener(TrainingListener.class, () -> windows).install();
rnn.train(text);
"""


def ratios(client: BlockingKernelClient, pairs: int) -> list[float]:
    """Time of an update with the drawing by that without, of each pair of windows."""
    client.execute_interactive(TRAIN.format(pairs=pairs), timeout=60 + 20 * pairs, output_hook=lambda message: None)
    times = [float(t) for t in result(client, "windows.perUpdate").strip("[]").split(", ")]
    sides = zip(times[::2], times[1::2])
    return [first / second if i % 2 == 0 else second / first for i, (first, second) in enumerate(sides)]


def interval(values: list[float]) -> tuple[float, float]:
    """Of 95 % for the median, from the ranks of the values alone."""
    half = 0.98 * math.sqrt(len(values))
    low = max(0, math.floor(len(values) / 2 - half))
    values = sorted(values)
    return values[low], values[-1 - low]


def main(pairs: int) -> None:
    with started(KernelManager(kernel_name="unspool")) as client:
        client.execute_interactive(SETUP, timeout=300, output_hook=lambda message: None)
        found = ratios(client, pairs)
        drawing = float(result(client, "windows.drawing / (windows.SECONDS * windows.pairs)"))
        low, high = interval(found)
        median, low, high = (100 * (ratio - 1) for ratio in (statistics.median(found), low, high))
        print(f"wall time       {median:+.2f} %, in an interval of 95 % from {low:+.2f} to {high:+.2f} %")
        print(f"processor time  {100 * drawing:.2f} % of the windows in which the curve is drawn")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
