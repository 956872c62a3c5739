"""PyTorch's side of bench.py: the same updates from the same weights, with torch.nn as its users call it.

Usage: bench_torch.py THREADS

It answers each line of its input with a line:

who                                 the version of PyTorch
point CELL HIDDEN SEQUENCES FOLDER  the form of Adam that is faster here; reads the files of the point
check UPDATES                       the loss before each update
time SECONDS                        ms for an update, seconds that were measured, seconds of CPU that this process used
"""

import pathlib
import sys
import time

import numpy
import torch
from torch import nn

CELLS = {"tanh": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
RATE = 1e-4
LARGEST_NORM = 1.0
ADAMS = {"fused": {"fused": True}, "foreach": {"foreach": True}, "single": {"foreach": False}}
PROBE = 0.08  # seconds


class Network(nn.Module):
    def __init__(self, cell, inputs, hidden, classes):
        super().__init__()
        self.rnn = CELLS[cell](inputs, hidden)
        self.output = nn.Linear(hidden, classes)

    def forward(self, x):
        return self.output(self.rnn(x)[0])

    def set(self, weights):
        """Takes over what Weights.writeNumpy wrote; docs/weights.md describes it."""
        names = {f"rnn.{name}": f"rnn.0.{name}" for name in self.rnn.state_dict()}
        state = {name: weights[names.get(name, name)] for name in self.state_dict()}
        self.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})


class Point:
    def __init__(self, cell, hidden, sequences, folder):
        folder = pathlib.Path(folder)
        self.cell, self.hidden = cell, int(hidden)
        self.weights = dict(numpy.load(folder / "weights.npz"))
        inputs = self.weights["rnn.0.weight_ih_l0"].shape[1]
        self.classes = len(self.weights["output.bias"])
        x = numpy.fromfile(folder / "x.f32", "<f4").reshape(-1, int(sequences), inputs)
        self.x = torch.from_numpy(x)
        self.y = torch.from_numpy(numpy.fromfile(folder / "y.i32", "<i4").astype(numpy.int64))
        self.network = Network(cell, inputs, self.hidden, self.classes)
        self.loss = nn.CrossEntropyLoss()
        self.adam = min(ADAMS, key=self.probe)

    def probe(self, adam):
        self.adam = adam
        return min(self.time(PROBE)[0] for _ in range(2))

    def restart(self):
        self.network.set(self.weights)
        self.optimiser = torch.optim.Adam(self.network.parameters(), lr=RATE, **ADAMS[self.adam])

    def update(self):
        self.optimiser.zero_grad()
        loss = self.loss(self.network(self.x).view(-1, self.classes), self.y)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_NORM)
        self.optimiser.step()
        return loss.item()

    def check(self, updates):
        """But for the GRU, PyTorch has a second bias, with which Adam would go twice as far; here it stays 0."""
        self.restart()
        second = [self.network.rnn.bias_hh_l0] if self.cell != "gru" else []
        for bias in second:
            bias.requires_grad_(False)
        losses = [self.update() for _ in range(updates)]
        for bias in second:
            bias.requires_grad_(True)
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


def main():
    torch.set_num_threads(int(sys.argv[1]))
    point = None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "who":
            print(torch.__version__, flush=True)
        elif command == "point":
            point = Point(*arguments)
            print(point.adam, flush=True)
        elif command == "check":
            print(*point.check(int(arguments[0])), flush=True)
        elif command == "time":
            print(*point.time(float(arguments[0])), flush=True)


if __name__ == "__main__":
    main()
