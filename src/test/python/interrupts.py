"""How long the stop button takes: from a real interrupt_request to the end of the cell.

    .venv/bin/python src/test/python/interrupts.py [ROUNDS [CALL…]]

prints the median and the worst of so many rounds (50 if not said) for each kind of long call, or for those that are named.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from typing import Any

from conftest import result, started
from jupyter_client import BlockingKernelClient, KernelManager

SETUP = """
var text = Datasets.mobyDick();
var book = Sequences.characters(text, 64);
var page = Sequences.characters(text.substring(0, 20_000), 8);
var small = Rnn.builder().hidden(64).tanh().epochs(100_000).batch(64).truncate(50);
var wide = Rnn.builder().hidden(256).lstm().epochs(100_000).batch(8).threads(1);
var model = small.epochs(1).quiet().train(book);
var answer = -1.0;
"""

# What leaves a value when it is stopped, the cell that is stopped, and what is then to be seen.
CALLS = {
    "train": ("var stopped = small.train(book);", "stopped.history().ending()", "STOPPED"),
    "train, updates of seconds": ("var stopped = wide.train(page);", "stopped.history().ending()", "STOPPED"),
    "train, one after the other": (
        "var stopped = model; for (int i = 0; i < 1000; i++) stopped = small.seed(i).train(book);",
        "stopped.history().ending()",
        "STOPPED",
    ),
    "findRate": ("var search = wide.findRate(page);", "search.ending()", "STOPPED"),
    "compare": (
        'var compared = Compare.of(wide).over("rate", List.of(0.1, 0.01, 0.001), Rnn::adam).run(page, page);',
        "compared.message()",
        "Stopped; these are the results until then.",
    ),
    "loss": ("for (answer = -1; ; ) answer = model.loss(book);", "answer < 100", "true"),
    "predict": (
        "answer = -1; while (true) model.predict(book.getExample(0));",
        "answer",
        "-1.0",
    ),
    "evaluate": (
        "answer = -1; while (true) new LabelSequenceEvaluator().evaluate(model, book);",
        "answer",
        "-1.0",
    ),
    "surprise": ("while (true) model.surprise(text.substring(0, 10_000).split(\"\"));", "1 + 1", "2"),
    "write": (
        'var written = model.text().sampler().write("Call me ", 100_000_000);',
        'written.startsWith("Call me ")',
        "true",
    ),
}


def stop(manager: KernelManager, client: BlockingKernelClient, code: str, after: float) -> tuple[float, list[Any]]:
    """Runs a cell, stops it some seconds after it has begun, and returns how long that took and what the cell showed."""
    pressed: list[float] = []
    shown: list[Any] = []

    def press() -> None:
        pressed.append(time.monotonic())
        manager.interrupt_kernel()

    def watch(message: dict[str, Any]) -> None:
        shown.append(message)
        # Its first line runs, and the second is compiled now.
        if message["msg_type"] == "stream" and not pressed:
            threading.Timer(after, press).start()

    client.execute_interactive(f'System.out.println("on");\n{code}', timeout=60, output_hook=watch)
    assert pressed, f"the cell ended by itself: {shown[-1]['content']}"
    return time.monotonic() - pressed[0], shown


def cpu_seconds(client: BlockingKernelClient) -> float:
    """The processor time that the kernel has taken so far."""
    return float(result(client, "ProcessHandle.current().info().totalCpuDuration().get().toNanos() / 1e9"))


def main(rounds: int, names: list[str]) -> None:
    manager = KernelManager(kernel_name="unspool")
    with started(manager) as client:
        client.execute_interactive(SETUP, timeout=300)
        for name in names or CALLS:
            code, question, expected = CALLS[name]
            seconds = []
            for i in range(rounds):
                # Not always at the same place of an update.
                took, _ = stop(manager, client, code, 0.7 + 0.013 * i)
                seconds.append(took)
                answer = result(client, question)
                assert answer == expected, f"{name}: {question} is {answer}"
            print(
                f"{name:28} median {1000 * statistics.median(seconds):4.0f} ms"
                f"  worst {1000 * max(seconds):4.0f} ms  of {rounds}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50, sys.argv[2:])
