"""PyTorch's side of bench.py: the same updates from the same weights, with torch.nn as its users call it.

Usage: bench_torch.py THREADS

It answers each line of its input with a line:

who                                 the version of PyTorch
point CELL HIDDEN SEQUENCES FOLDER LIMIT
                                    the fastest form here; reads the files of the point, and if LIMIT is not 0,
                                    tries torch.compile for so many seconds
check UPDATES                       the loss before each update
time SECONDS                        ms for an update, seconds that were measured, seconds of CPU that this process used
"""

import pathlib
import signal
import sys
import time

import bench_cells
import numpy
import torch
from torch import nn

CELLS = {"tanh": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM} | bench_cells.CELLS
SECOND_BIAS = ("tanh", "lstm")
RATE = 1e-4
LARGEST_NORM = 1.0
ADAMS = {"fused": {"fused": True}, "foreach": {"foreach": True}, "single": {"foreach": False}}
PROBE = 0.08  # seconds
UPDATES_CHECKED = 5
LARGEST_DIFFERENCE = 1e-6


class TooLong(BaseException):
    """Not an Exception, because the compiler would catch that."""


class Network(nn.Module):
    def __init__(self, cell, inputs, hidden, classes):
        super().__init__()
        self.rnn = CELLS[cell](inputs, hidden)
        self.output = nn.Linear(hidden, classes)
        self.loss = nn.CrossEntropyLoss()

    def forward(self, x, y):
        return self.loss(self.output(self.rnn(x)[0]).flatten(0, 1), y)

    def set(self, weights):
        """Loads a file of Weights.writeNumpy; see docs/weights.md."""
        names = {f"rnn.{name}": f"rnn.0.{name}" for name in self.rnn.state_dict()}
        state = {name: weights[names.get(name, name)] for name in self.state_dict()}
        self.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})


class Point:
    def __init__(self, cell, hidden, sequences, folder, limit):
        folder = pathlib.Path(folder)
        self.weights = dict(numpy.load(folder / "weights.npz"))
        inputs = self.weights["rnn.0.weight_ih_l0"].shape[1]
        x = numpy.fromfile(folder / "x.f32", "<f4").reshape(-1, int(sequences), inputs)
        self.x = torch.from_numpy(x)
        self.y = torch.from_numpy(numpy.fromfile(folder / "classes.i32", "<i4").astype(numpy.int64))
        self.network = Network(cell, inputs, int(hidden), len(self.weights["output.bias"]))
        # Here PyTorch has a second bias that Unspool has not.
        self.second_bias = [self.network.rnn.bias_hh_l0] if cell in SECOND_BIAS else []
        self.still = []
        self.mean_loss = self.network
        self.adam = min(ADAMS, key=self.probe_adam)
        self.form = self.adam
        if float(limit):
            self.compile(float(limit))

    def probe_adam(self, adam):
        self.adam = adam
        return self.probe()

    def probe(self):
        return min(self.time(PROBE)[0] for _ in range(2))

    def compile(self, limit):
        """Uses the result of torch.compile if it is ready in time, correct and faster."""
        losses, before = self.check(UPDATES_CHECKED), self.probe()
        attempts = [compiled, compiled_step] if isinstance(self.network.rnn, bench_cells.Loop) else [compiled]
        for attempt in attempts:
            self.mean_loss = attempt(self.network)
            if in_time(lambda: self.check(1), limit) and self.finds(losses) and self.probe() < before:
                self.form = f"{self.adam} compiled"
                return
        self.network.rnn.__dict__.pop("step", None)
        self.mean_loss = self.network

    def finds(self, losses):
        return numpy.allclose(self.check(UPDATES_CHECKED), losses, rtol=LARGEST_DIFFERENCE, atol=0)

    def restart(self):
        self.network.set(self.weights)
        self.optimiser = torch.optim.Adam(self.network.parameters(), lr=RATE, **ADAMS[self.adam])

    def update(self):
        self.optimiser.zero_grad()
        loss = self.mean_loss(self.x, self.y)
        loss.backward()
        for bias in self.still:
            bias.grad.zero_()
        nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_NORM)
        self.optimiser.step()
        return loss.item()

    def check(self, updates):
        """A second bias would double the steps of Adam; here it stays 0."""
        self.restart()
        self.still = self.second_bias
        losses = [self.update() for _ in range(updates)]
        self.still = []
        return losses

    def time(self, seconds):
        self.restart()
        self.update()
        cpu = time.process_time()
        start = now = time.perf_counter()
        updates = 0
        while now < start + seconds:
            self.update()
            updates += 1
            now = time.perf_counter()
        return (now - start) * 1e3 / updates, now - start, time.process_time() - cpu


def compiled(network):
    torch.compiler.reset()
    # Without it, the loop over time would stay as it is, and only the rest be compiled.
    torch._dynamo.config.allow_rnn = True
    return torch.compile(network)


def compiled_step(network):
    """Of a loop in Python only what is in it, which takes far less time to compile."""
    torch.compiler.reset()
    network.rnn.step = torch.compile(network.rnn.step)
    return network


def in_time(task, seconds):
    """Whether it completed."""
    signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        task()
        return True
    except (Exception, TooLong) as reason:
        print(f"not compiled: {type(reason).__name__}: {reason}", file=sys.stderr, flush=True)
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def too_long(*_):
    raise TooLong


def main():
    torch.set_num_threads(int(sys.argv[1]))
    point = None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "who":
            print("PyTorch", torch.__version__, flush=True)
        elif command == "point":
            point = Point(*arguments)
            print(point.form, flush=True)
        elif command == "check":
            print(*point.check(int(arguments[0])), flush=True)
        elif command == "time":
            print(*point.time(float(arguments[0])), flush=True)


if __name__ == "__main__":
    main()
