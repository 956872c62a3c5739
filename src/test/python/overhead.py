"""What drawing the curve costs: the same training with the live display and without, by turns in one kernel.

    .venv/bin/python src/test/python/overhead.py [PAIRS]

prints the median time of each (of 9 pairs if not said), the median of the pairs' ratios, and, which a busy machine disturbs
less, how much processor time the thread that draws took of the time that training took.
"""

from __future__ import annotations

import statistics
import sys

from conftest import result, started
from jupyter_client import BlockingKernelClient, KernelManager

SETUP = """
var text = Sequences.characters(Datasets.mobyDick().substring(0, 300_000), 64);
var rnn = Rnn.builder().hidden(64).tanh().epochs(20).batch(64).truncate(50).adam(0.003).clip(5);
double seconds(Rnn what) {
    long begun = System.nanoTime();
    what.train(text);
    return (System.nanoTime() - begun) / 1e9;
}
double screenSeconds() {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().equals("unspool-screen"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum() / 1e9;
}
double took;
"""


def seconds(client: BlockingKernelClient, what: str) -> float:
    client.execute_interactive(f"took = seconds({what});", timeout=600, output_hook=lambda message: None)
    return float(result(client, "took"))


def main(pairs: int) -> None:
    with started(KernelManager(kernel_name="unspool")) as client:
        client.execute_interactive(SETUP, timeout=300)
        for what in ("rnn", "rnn.quiet()"):
            seconds(client, what)
        live, quiet = [], []
        drawn = -float(result(client, "screenSeconds()"))
        for i in range(pairs):
            order = [("rnn", live), ("rnn.quiet()", quiet)]
            for what, times in order if i % 2 == 0 else order[::-1]:
                times.append(seconds(client, what))
        drawn += float(result(client, "screenSeconds()"))
        ratios = [a / b for a, b in zip(live, quiet)]
        print(f"with the curve    {statistics.median(live):.3f} s")
        print(f"without           {statistics.median(quiet):.3f} s")
        print(f"ratio of a pair   {statistics.median(ratios):.4f}, from {min(ratios):.4f} to {max(ratios):.4f}")
        print(f"drawing           {100 * drawn / sum(live):.2f} % of the time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
