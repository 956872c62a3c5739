"""Records what the cells of cell/Recurrences compute as loops in PyTorch, forward and backward, for RecurrencesTest.

Usage: python src/test/pytorch/record_cells.py src/test/resources/io/github/unspool/cells

Each cell is written here from its paper, in float64, over one sequence, with random weights and a linear layer on top; the
loss is the mean squared error. The file has lines `name rows columns` and the rows, with the names and the layout of the
network's parameters: vectors are rows, weights are inputs x units, gates side by side. A gradient begins with d.
"""

import pathlib
import sys

import torch
from torch.nn import functional

SEED, STEPS, INPUTS, UNITS, OUTPUTS = 20, 6, 3, 4, 2
sigmoid, tanh, softplus = torch.sigmoid, torch.tanh, functional.softplus


class Cell:
    """What a cell's parameters are: gates that read the state, gates that do not, and the rest by name and shape."""

    def __init__(self, name, step, recurrent=(), plain=(), states=("h",), apart=False, products=0, vectors=()):
        self.name, self.step, self.recurrent, self.plain = name, step, recurrent, plain
        self.states, self.apart, self.products, self.vectors = states, apart, products, vectors

    def parameters(self):
        gates = len(self.recurrent) + len(self.plain)
        yield "Wx", (INPUTS, gates * UNITS)
        if self.recurrent:
            yield "Wh", (UNITS, len(self.recurrent) * UNITS)
        yield "b", (1, gates * UNITS)
        if self.products:
            yield "Wq", (UNITS, self.products * UNITS)
        if self.apart:
            yield "bh", (1, len(self.recurrent) * UNITS)
        for vector in self.vectors:
            yield vector, (1, UNITS)


class Step:
    """The halves of the gates at one step, the vectors and the states before by their names."""

    def __init__(self, cell, p, x, states):
        names = [*cell.recurrent, *cell.plain]
        self.input = dict(zip(names, (x @ p["Wx"] + p["b"]).split(UNITS, dim=1)))
        self.recurrent = {}
        if cell.recurrent:
            zh = states["h"] @ p["Wh"] + (p["bh"] if cell.apart else 0)
            self.recurrent = dict(zip(cell.recurrent, zh.split(UNITS, dim=1)))
        self.p, self.s = p, states

    def gate(self, name):
        return self.input[name] + self.recurrent[name]


def mgu(c):
    f = sigmoid(c.gate("f"))
    n = tanh(c.input["n"] + f * c.recurrent["n"])
    return {"h": (1 - f) * c.s["h"] + f * n}


def cifg(c):
    f = sigmoid(c.gate("f"))
    memory = f * c.s["c"] + (1 - f) * tanh(c.gate("g"))
    return {"h": sigmoid(c.gate("o")) * tanh(memory), "c": memory}


def ugrnn(c):
    g = sigmoid(c.gate("g"))
    return {"h": g * c.s["h"] + (1 - g) * tanh(c.gate("n"))}


def peepholes(c):
    i = sigmoid(c.gate("i") + c.p["pi"] * c.s["c"])
    f = sigmoid(c.gate("f") + c.p["pf"] * c.s["c"])
    memory = f * c.s["c"] + i * tanh(c.gate("g"))
    return {"h": sigmoid(c.gate("o") + c.p["po"] * memory) * tanh(memory), "c": memory}


def reset_before(c):
    r, z = sigmoid(c.gate("r")), sigmoid(c.gate("z"))
    n = tanh(c.input["n"] + (r * c.s["h"]) @ c.p["Wq"])
    return {"h": (1 - z) * n + z * c.s["h"]}


def mgu_of_its_paper(c):
    f = sigmoid(c.gate("f"))
    n = tanh(c.input["n"] + (f * c.s["h"]) @ c.p["Wq"])
    return {"h": (1 - f) * c.s["h"] + f * n}


def independent(c):
    return {"h": torch.relu(c.input["n"] + c.p["u"] * c.s["h"])}


def continuous_time(c):
    rate = sigmoid(c.p["a"])
    return {"h": (1 - rate) * c.s["h"] + rate * tanh(c.gate("n"))}


def liquid(c):
    f = sigmoid(c.gate("f"))
    return {"h": (c.s["h"] + f * c.p["a"]) / (1 + softplus(c.p["s"]) + f)}


def min_gru(c):
    z = sigmoid(c.input["z"])
    return {"h": (1 - z) * c.s["h"] + z * c.input["n"]}


def min_lstm(c):
    f, i = sigmoid(c.input["f"]), sigmoid(c.input["i"])
    return {"h": f / (f + i) * c.s["h"] + i / (f + i) * c.input["n"]}


def exponential_gates(c):
    kept = functional.logsigmoid(c.gate("f")) + c.s["m"]
    most = torch.maximum(kept, c.gate("i"))
    f, i = torch.exp(kept - most), torch.exp(c.gate("i") - most)
    memory, total = f * c.s["c"] + i * tanh(c.gate("z")), f * c.s["n"] + i
    return {"h": sigmoid(c.gate("o")) * memory / total, "c": memory, "n": total, "m": most}


CELLS = [
    Cell("mgu", mgu, "fn", apart=True),
    Cell("cifg", cifg, "fgo", states="hc"),
    Cell("ugrnn", ugrnn, "gn"),
    Cell("peepholes", peepholes, "ifgo", states="hc", vectors=("pi", "pf", "po")),
    Cell("resetBefore", reset_before, "rz", "n", products=1),
    Cell("mguOfItsPaper", mgu_of_its_paper, "f", "n", products=1),
    Cell("independent", independent, plain="n", vectors="u"),
    Cell("continuousTime", continuous_time, "n", vectors="a"),
    Cell("liquid", liquid, "f", vectors="as"),
    Cell("minGru", min_gru, plain="zn"),
    Cell("minLstm", min_lstm, plain="fin"),
    Cell("exponentialGates", exponential_gates, "zofi", states="hcnm"),
]


def record(cell):
    torch.manual_seed(SEED)
    p = {name: (0.7 * torch.randn(shape)).requires_grad_() for name, shape in cell.parameters()}
    top = {"Wy": torch.randn(UNITS, OUTPUTS).requires_grad_(), "by": torch.randn(1, OUTPUTS).requires_grad_()}
    x, y = torch.randn(STEPS, INPUTS), torch.randn(STEPS, OUTPUTS)
    states = {name: torch.zeros(1, UNITS) for name in cell.states}
    hidden = []
    for t in range(STEPS):
        states = cell.step(Step(cell, p, x[t : t + 1], states))
        hidden.append(states["h"])
    outputs = torch.cat(hidden) @ top["Wy"] + top["by"]
    loss = functional.mse_loss(outputs, y)
    loss.backward()
    yield "x", x
    yield "y", y
    yield "outputs", outputs
    yield "loss", loss
    for name, tensor in {**p, **top}.items():
        yield name, tensor
        yield "d" + name, tensor.grad


def write(folder, cell):
    lines = [
        f"# Recorded by src/test/pytorch/record_cells.py with torch {torch.__version__.split('+')[0]} in float64:",
        f"# the cell {cell.name} as a loop; seed {SEED}. To record it again, see src/test/pytorch/README.md.",
    ]
    for name, tensor in record(cell):
        rows = torch.atleast_2d(tensor.detach()).tolist()
        lines.append(f"{name} {len(rows)} {len(rows[0])}")
        lines += [" ".join(map(repr, row)) for row in rows]
    pathlib.Path(folder, f"{cell.name}.txt").write_text("\n".join(lines) + "\n")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: record_cells.py FOLDER")
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    pathlib.Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    for cell in CELLS:
        write(sys.argv[1], cell)


if __name__ == "__main__":
    main()
