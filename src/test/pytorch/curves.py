"""Records how torch.nn.RNN, GRU and LSTM learn in float32, for LearningCurvesTest and docs/learning-curves.md.

Usage: python src/test/pytorch/curves.py src/test/resources/io/github/unspool/curves [TASK…]

Nothing is read but the tables of datasets/. The initial weights and the data are drawn here by the generator that the
Java side has, io.github.unspool.math.Randoms; the checksums in the recordings say that both drew the same bits.

The format: lines that begin with # are comments; each other is a cell (or `data`), a seed, a word, and numbers. After
`checksum` stands the CRC-32 of the initial weights, or of the first batches, as float32; after `first` the losses of
the first updates; after `means` the mean loss of each WINDOW updates, one window after the other. The loss of an
update is that of its batch before the weights change.
"""

import functools
import pathlib
import struct
import sys
import zlib
from math import floor, log, sqrt

import torch
from torch.nn.utils.rnn import PackedSequence

CELLS = ["tanh", "relu", "gru", "lstm"]
SEEDS = range(1, 9)
FIRST = 20
CHECKED = 100  # batches; more than an epoch of the letters
WINDOW = 50
DATA = 100  # the place of the data among the paths of Randoms; the weights have 0 and 1
ROOT = pathlib.Path(__file__).resolve().parents[3]


class Randoms:
    """io.github.unspool.math.Randoms: SplitMix64, as in Java's SplittableRandom."""

    MASK = (1 << 64) - 1
    GOLDEN = 0x9E3779B97F4A7C15

    def __init__(self, seed, *path):
        self.state = seed
        for part in path:
            part = part * self.GOLDEN & self.MASK
            self.state ^= (part << 17 | part >> 47) & self.MASK
            self.state = self.next_long()

    def next_long(self):
        self.state = z = self.state + self.GOLDEN & self.MASK
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & self.MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & self.MASK
        return z ^ z >> 31

    def uniform(self):
        return (self.next_long() >> 11) * 2.0**-53

    def below(self, n):
        return floor(self.uniform() * n)

    def normal(self):
        while True:
            u = 2 * self.uniform() - 1
            v = 2 * self.uniform() - 1
            s = u * u + v * v
            if 0 < s < 1:
                return u * sqrt(-2 * log(s) / s)

    def permutation(self, n):
        order = [0] * n
        for i in range(n):
            j = self.below(i + 1)
            order[i] = order[j]
            order[j] = i
        return order


# --- initial weights: io.github.unspool.network.Initialisation, inputs x units ---------------------------------------


def glorot_uniform(rows, columns, outputs, random):
    limit = sqrt(6.0 / (rows + outputs))
    return [[limit * (2 * random.uniform() - 1) for _ in range(columns)] for _ in range(rows)]


def dot(a, b):
    total = 0.0
    for x, y in zip(a, b):  # one after the other; sum() of Python 3.12 would compensate
        total += x * y
    return total


def orthonormal(n, random):
    rows = []
    for _ in range(n):
        row = [random.normal() for _ in range(n)]
        for other in rows:
            factor = -dot(row, other)
            row = [x + factor * y for x, y in zip(row, other)]
        length = sqrt(dot(row, row))
        rows.append([x / length for x in row])
    return rows


def initial_weights(task, cell, seed):
    """Wx, Wh, b, for a GRU bh, Wy, by: the order of the Java side."""
    units, gates = task.units, {"gru": 3, "lstm": 4}.get(cell, 1)
    random = Randoms(seed, 0, 1)
    recurrent = [orthonormal(units, random) for _ in range(gates)]
    weights = [
        glorot_uniform(task.inputs, gates * units, units, Randoms(seed, 0, 0)),
        [[x for gate in recurrent for x in gate[i]] for i in range(units)],
        [[float(cell == "lstm" and j // units == 1) for j in range(gates * units)]],
    ]
    if cell == "gru":
        weights.append([[0.0] * (gates * units)])
    weights.append(glorot_uniform(units, task.outputs, task.outputs, Randoms(seed, 1, 0)))
    weights.append([[0.0] * task.outputs])
    return [torch.tensor(w, dtype=torch.float64).to(torch.float32) for w in weights]


# --- tasks: a batch is the rows of its inputs and targets, the weight of each row, and how many rows each step has ---


class Adding:
    """The sum of the two marked numbers, predicted after the last step."""

    name, inputs, units, outputs = "adding", 2, 32, 1
    steps, batch_size, rate, updates = 30, 32, 0.005, 2000

    def batch(self, seed, update):
        random = Randoms(seed, DATA, update)
        x = torch.zeros(self.steps, self.batch_size, 2, dtype=torch.float64)
        y = torch.zeros(self.steps, self.batch_size, 1, dtype=torch.float64)
        weight = torch.zeros(self.steps, self.batch_size)
        weight[-1] = 1
        for b in range(self.batch_size):
            values = [random.uniform() for _ in range(self.steps)]
            half = self.steps // 2
            one, other = random.below(half), half + random.below(half)
            x[:, b, 0] = torch.tensor(values, dtype=torch.float64)
            x[one, b, 1] = x[other, b, 1] = 1
            y[-1, b, 0] = values[one] + values[other]
        live = [self.batch_size] * self.steps
        return x.float().flatten(0, 1), y.float().flatten(0, 1), weight.flatten(), live

    def loss(self, outputs, y):
        return torch.nn.functional.mse_loss(outputs, y, reduction="none").mean(1)


class Classes:
    """A class at every step."""

    def loss(self, outputs, y):
        return torch.nn.functional.cross_entropy(outputs, y.argmax(1), reduction="none")

    def packed(self, pairs):
        """The rows of sequences of input ids and target ids, which stand longest first."""
        live = [sum(len(x) > t for x, _ in pairs) for t in range(len(pairs[0][0]))]
        rows = [(x[t], y[t]) for t, count in enumerate(live) for x, y in pairs[:count]]
        x, y = (torch.tensor(ids) for ids in zip(*rows))
        one_hot = torch.nn.functional.one_hot
        return one_hot(x, self.inputs).float(), one_hot(y, self.outputs).float(), torch.ones(len(rows)), live


class Copy(Classes):
    """Some symbols, a pause, a sign, and then the symbols again."""

    name, units, symbols, length, pause = "copy", 48, 8, 3, 10
    inputs, outputs = symbols + 2, symbols + 1  # the symbols, nothing, and for the inputs the sign
    batch_size, rate, updates = 32, 0.005, 3000

    def batch(self, seed, update):
        random = Randoms(seed, DATA, update)
        nothing, sign = self.symbols, self.symbols + 1
        pairs = []
        for _ in range(self.batch_size):
            word = [random.below(self.symbols) for _ in range(self.length)]
            x = word + [nothing] * (self.pause - 1) + [sign] + [nothing] * self.length
            pairs.append((x, [nothing] * (self.length + self.pause) + word))
        return self.packed(pairs)


class Letters(Classes):
    """The sound of each letter of a word, datasets/letter-sounds.csv, in a new order each epoch."""

    name, inputs, units, outputs = "letters", 26, 32, 33
    batch_size, rate, updates = 32, 0.005, 1500

    @functools.cached_property
    def words(self):
        lines = (ROOT / "datasets/letter-sounds.csv").read_text(encoding="utf-8").splitlines()[1:]
        words = [(word, sounds.split(" ")) for word, sounds in (line.split(",") for line in lines)]
        names = sorted({sound for _, sounds in words for sound in sounds})
        return [([ord(c) - ord("a") for c in word], [names.index(s) for s in sounds]) for word, sounds in words]

    @functools.lru_cache
    def order(self, seed, epoch):
        return Randoms(seed, DATA, epoch).permutation(len(self.words))

    def batch(self, seed, update):
        epoch, number = divmod(update, len(self.words) // self.batch_size)
        order = self.order(seed, epoch)
        pairs = [self.words[i] for i in order[number * self.batch_size : (number + 1) * self.batch_size]]
        return self.packed(sorted(pairs, key=lambda pair: -len(pair[0])))


TASKS = [Adding(), Copy(), Letters()]


# --- a run -----------------------------------------------------------------------------------------------------------


def network(task, cell, weights):
    if cell in ("tanh", "relu"):
        rnn = torch.nn.RNN(task.inputs, task.units, nonlinearity=cell)
    else:
        rnn = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[cell](task.inputs, task.units)
    head = torch.nn.Linear(task.units, task.outputs)
    # A layer of ours has one bias, but the GRU's: the other stays 0, or Adam would go twice as far.
    rnn.bias_hh_l0.requires_grad_(cell == "gru")
    torch.nn.init.zeros_(rnn.bias_hh_l0)
    theirs = [rnn.weight_ih_l0, rnn.weight_hh_l0, rnn.bias_ih_l0]
    theirs += [rnn.bias_hh_l0] * (cell == "gru") + [head.weight, head.bias]
    with torch.no_grad():
        for parameter, weight in zip(theirs, weights):
            parameter.copy_(weight.t().reshape(parameter.shape))
    return rnn, head, theirs


def run(task, cell, weights, batches):
    """The loss before each update."""
    rnn, head, parameters = network(task, cell, weights)
    adam = torch.optim.Adam(parameters, lr=task.rate, betas=(0.9, 0.999), eps=1e-8)
    losses = []
    for x, y, weight, live in batches:
        hidden, _ = rnn(PackedSequence(x, torch.tensor(live)))
        loss = (weight * task.loss(head(hidden.data), y)).sum() / weight.sum()
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.item())
    return losses


# --- the recording ---------------------------------------------------------------------------------------------------


def checksum(tensors):
    crc = 0
    for tensor in tensors:
        values = tensor.flatten().tolist()
        crc = zlib.crc32(struct.pack(f"<{len(values)}f", *values), crc)
    return crc


def record(task):
    """The lines of the recording."""
    data, runs = [], {cell: [] for cell in CELLS}
    for seed in SEEDS:
        batches = [task.batch(seed, update) for update in range(task.updates)]
        data.append(f"data {seed} checksum {checksum(t for x, y, *_ in batches[:CHECKED] for t in (x, y))}")
        for cell in CELLS:
            weights = initial_weights(task, cell, seed)
            losses = run(task, cell, weights, batches)
            means = [sum(losses[i : i + WINDOW]) / WINDOW for i in range(0, task.updates, WINDOW)]
            runs[cell] += [
                f"{cell} {seed} checksum {checksum(weights)}",
                " ".join([f"{cell} {seed} first"] + ["%.9g" % loss for loss in losses[:FIRST]]),
                " ".join([f"{cell} {seed} means"] + ["%.6g" % mean for mean in means]),
            ]
    return data + [line for cell in CELLS for line in runs[cell]]


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: curves.py FOLDER [TASK…]")
    torch.set_num_threads(1)
    for task in TASKS:
        if task.name in (sys.argv[2:] or task.name):
            lines = [
                f"# Recorded by src/test/pytorch/curves.py with torch {torch.__version__.split('+')[0]} in float32.",
                "# To record it again, see src/test/pytorch/README.md.",
            ]
            lines += record(task)
            pathlib.Path(sys.argv[1], f"{task.name}-pytorch.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
