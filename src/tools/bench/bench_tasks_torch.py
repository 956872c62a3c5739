"""PyTorch's side of bench_tasks.py: the same work from the same weights, with torch.nn as its users call it.

Usage: bench_tasks_torch.py THREADS

It answers each line of its input with a line; the first group makes a job and gives it a name, from the files that
Unspool wrote into the folder:

text NAME FORM FOLDER         FORM: embedding, rows or one-hot
ragged NAME FORM CELL FOLDER  FORM: packed or padded
step NAME FORM FOLDER         FORM: LSTM or LSTMCell
sample NAME FORM FOLDER       FORM: LSTM or LSTMCell

who                           the version of PyTorch
use NAME                      a word; the job that the following lines are about
check COUNT                   what must be equal: the loss before each update, or -log p of each step
time SECONDS                  ms for a run, seconds that were measured, seconds of CPU that this process used
"""

import sys
import time
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

RATE = 1e-4
LARGEST_NORM = 1.0
ADAMS = {"fused": {"fused": True}, "foreach": {"foreach": True}, "single": {"foreach": False}}
PROBE = 0.08  # seconds
CELLS = {"gru": nn.GRU, "lstm": nn.LSTM}
NO_CLASS = -100
SEQUENCES = 32
STEPS = 100  # of a run
WRITTEN = 10_000  # characters
BEGINNING = "Call me "


class Job:
    def restart(self):
        """Resets the weights to those at the beginning of the job."""

    def run(self):
        raise NotImplementedError

    def time(self, seconds):
        self.restart()
        self.run()
        cpu = time.process_time()
        start = now = time.perf_counter()
        runs = 0
        while now < start + seconds:
            self.run()
            runs += 1
            now = time.perf_counter()
        return (now - start) * 1e3 / runs, now - start, time.process_time() - cpu


# --- updates --------------------------------------------------------------------------------------------------------


class Updates(Job):
    """Forward, backward, clipping, Adam, on some batches in turn."""

    def __init__(self, network, weights, batches):
        self.network, self.batches = network, batches
        self.first = {name: torch.from_numpy(values) for name, values in weights.items()}
        self.loss = nn.CrossEntropyLoss(ignore_index=NO_CLASS)
        self.adam = min(ADAMS, key=self.probe)

    def probe(self, adam):
        self.adam = adam
        return min(self.time(PROBE)[0] for _ in range(2))

    def restart(self):
        self.network.load_state_dict(self.first)
        trained = [p for p in self.network.parameters() if p.requires_grad]
        self.optimiser = torch.optim.Adam(trained, lr=RATE, **ADAMS[self.adam])
        self.next = 0

    def run(self):
        x, y = self.batches[self.next]
        self.next = (self.next + 1) % len(self.batches)
        self.optimiser.zero_grad()
        loss = self.loss(self.network(x), y)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_NORM)
        self.optimiser.step()
        return loss.item()

    def check(self, count):
        """PyTorch's LSTM has a second bias, which would double the steps of Adam; here it stays 0."""
        second = [self.network.rnn.bias_hh_l0] if isinstance(self.network.rnn, nn.LSTM) else []
        for bias in second:
            bias.requires_grad_(False)
        self.restart()
        losses = [self.run() for _ in range(count)]
        for bias in second:
            bias.requires_grad_(True)
        return losses


class Text(nn.Module):
    """The next word. Reads words through a table of embeddings, or as rows of zeros with a single one."""

    def __init__(self, words, width, hidden, one_hot=False):
        super().__init__()
        self.words = words
        self.embedding = None if one_hot else nn.Embedding(words, width)
        self.rnn = nn.LSTM(words if one_hot else width, hidden)
        self.output = nn.Linear(hidden, words)

    def forward(self, x):
        x = self.embedding(x) if self.embedding else nn.functional.one_hot(x, self.words).float()
        return self.output(self.rnn(x)[0]).flatten(0, 1)


class Even(nn.Module):
    """Classes of padded or packed steps, one row each."""

    def __init__(self, cell, inputs, hidden, classes):
        super().__init__()
        self.rnn = CELLS[cell](inputs, hidden)
        self.output = nn.Linear(hidden, classes)

    def forward(self, x):
        h = self.rnn(x)[0]
        return self.output(h.data if isinstance(h, PackedSequence) else h.flatten(0, 1))


def weights_of(folder):
    """Reads a file of Weights.writeNumpy, with the names of the modules above."""
    return {name.replace("rnn.0.", "rnn."): values for name, values in numpy.load(folder / "weights.npz").items()}


def integers(file):
    return numpy.fromfile(file, "<i4").astype(numpy.int64)


def live(lengths):
    """The number of sequences at each step; sequences are sorted by length, the longest first."""
    return [int((lengths > step).sum()) for step in range(lengths[0])]


def text(form, folder):
    weights = weights_of(folder)
    classes, hidden = weights["output.weight"].shape
    width = 4 * hidden
    if form == "embedding":
        width = weights["embedding.weight"].shape[1]
    network = Text(classes, width, hidden, form == "one-hot")
    if form == "rows":
        # The rows of the table are those of the input weights, so that these have nothing left to do.
        weights["embedding.weight"] = weights["rnn.weight_ih_l0"].T.copy()
        weights["rnn.weight_ih_l0"] = numpy.eye(width, dtype=numpy.float32)
        network.rnn.weight_ih_l0.requires_grad_(False)
    lengths = integers(folder / "lengths.i32")
    steps = lengths[0]
    words, targets = integers(folder / "words.i32"), integers(folder / "classes.i32")
    x = torch.from_numpy(words.reshape(-1, steps, SEQUENCES))
    y = torch.from_numpy(targets.reshape(-1, steps * SEQUENCES))
    return Updates(network, weights, list(zip(x, y)))


def ragged(form, cell, folder):
    weights = weights_of(folder)
    classes, hidden = weights["output.weight"].shape
    inputs = weights["rnn.weight_ih_l0"].shape[1]
    x = torch.from_numpy(numpy.fromfile(folder / "x.f32", "<f4").reshape(-1, inputs))
    y = torch.from_numpy(integers(folder / "classes.i32"))
    batches, at = [], 0
    for lengths in integers(folder / "lengths.i32").reshape(-1, SEQUENCES):
        sizes = torch.tensor(live(lengths))
        rows = slice(at, at + int(lengths.sum()))
        packed = PackedSequence(x[rows], sizes), y[rows]
        batches.append(packed if form == "packed" else padded(*packed))
        at = rows.stop
    return Updates(Even(cell, inputs, hidden, classes), weights, batches)


def padded(x, y):
    steps = pad_packed_sequence(PackedSequence(y, x.batch_sizes), padding_value=NO_CLASS)[0]
    return pad_packed_sequence(x)[0], steps.flatten()


# --- steps ----------------------------------------------------------------------------------------------------------


class Characters(nn.Module):
    """An LSTM that reads one character at a time."""

    def __init__(self, form, inputs, hidden, outputs):
        super().__init__()
        self.is_cell = form == "LSTMCell"
        self.rnn = nn.LSTMCell(inputs, hidden) if self.is_cell else nn.LSTM(inputs, hidden)
        self.output = nn.Linear(hidden, outputs)

    def forward(self, x, state):
        """From one row and a state to the probabilities of what comes next, and the next state."""
        if self.is_cell:
            state = self.rnn(x, state)
            h = state[0]
        else:
            h, state = self.rnn(x, state)
        return self.output(h).softmax(-1), state


class Steps(Job):
    """Predicts each step of a text."""

    def __init__(self, form, folder):
        weights = weights_of(folder)
        self.inputs, self.outputs = [
            {c: i for i, c in enumerate((folder / name).read_text("utf-8"))} for name in ("inputs.txt", "outputs.txt")
        ]
        self.text = (folder / "text.txt").read_text("utf-8")
        self.network = Characters(form, len(self.inputs), weights["output.weight"].shape[1], len(self.outputs))
        if form == "LSTMCell":
            weights = {name.replace("_l0", ""): values for name, values in weights.items()}
        self.network.load_state_dict({name: torch.from_numpy(values) for name, values in weights.items()})
        self.rows = list(torch.eye(len(self.inputs)).unsqueeze(1))
        self.read = [self.rows[self.inputs[c]] for c in self.text]
        self.restart()

    def restart(self):
        self.state, self.at = None, 0

    def step(self):
        p, self.state = self.network(self.read[self.at], self.state)
        self.at = (self.at + 1) % len(self.read)
        return p

    @torch.inference_mode()
    def run(self):
        for _ in range(STEPS):
            self.step()

    @torch.inference_mode()
    def check(self, count):
        self.restart()
        return [-self.step()[0, self.outputs[self.text[i + 1]]].log().item() for i in range(count)]


class Samples(Steps):
    """Samples characters, each from the prediction after the previous ones."""

    def __init__(self, form, folder):
        super().__init__(form, folder)
        # What each drawn character is read as.
        self.input_of = torch.cat([self.rows[self.inputs[c]] for c in self.outputs])
        self.characters = list(self.outputs)

    @torch.inference_mode()
    def run(self):
        state, drawn = None, []
        for character in BEGINNING:
            p, state = self.network(self.rows[self.inputs[character]], state)
        for _ in range(WRITTEN):
            drawn.append(p.multinomial(1))
            p, state = self.network(self.input_of[drawn[-1][0]], state)
        return BEGINNING + "".join(self.characters[i] for i in torch.cat(drawn).flatten().tolist())


# --------------------------------------------------------------------------------------------------------------------

KINDS = {"text": text, "ragged": ragged, "step": Steps, "sample": Samples}


def main():
    torch.set_num_threads(int(sys.argv[1]))
    jobs, job = {}, None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "who":
            answer = torch.__version__
        elif command == "use":
            job = jobs[arguments[0]]
            answer = "ready"
        elif command == "check":
            answer = " ".join(map(str, job.check(int(arguments[0]))))
        elif command == "time":
            answer = " ".join(map(str, job.time(float(arguments[0]))))
        else:
            name, *others, folder = arguments
            jobs[name] = KINDS[command](*others, Path(folder))
            answer = getattr(jobs[name], "adam", "ready")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
