"""Records what torch.nn.RNN, GRU, LSTM and Linear compute, forward and backward, for PyTorchRecordingTest.

Usage: python src/test/pytorch/record.py src/test/resources/io/github/unspool/twin

The format: lines that begin with # are comments; `cell NAME`; then tensors, each a line `name rows columns` and its
rows. Numbers are Python's repr, which gives back the same double. Everything is in the convention of the Java tests:
vectors are rows, weights are inputs x units (PyTorch's transposed), with the gates in PyTorch's order, and the initial
state of an LSTM layer is one row, [h0 | c0]. A layer has one bias, so bias_hh is 0 here and the gradient of bias_ih is
that of the bias; only the GRU has both: b is bias_ih and bh is bias_hh.
"""

import pathlib
import sys

import torch
from torch.nn.utils.rnn import pack_sequence, unpack_sequence

SEED = 20
INPUTS, UNITS, CLASSES = 5, 6, 4
LENGTHS = [3, 7, 1, 4]  # not sorted, and one sequence of a single step


def networks(cell, layers):
    if cell in ("tanh", "relu"):
        rnn = torch.nn.RNN(INPUTS, UNITS, layers, nonlinearity=cell)
    else:
        rnn = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[cell](INPUTS, UNITS, layers)
    head = torch.nn.Linear(UNITS, CLASSES)
    with torch.no_grad():
        for name, weight in [*rnn.named_parameters(), *head.named_parameters()]:
            # Larger than PyTorch's own initial values, so that tanh bends and relu switches.
            torch.nn.init.normal_(weight, std=0.5)
            if name.startswith("bias_hh") and cell != "gru":
                weight.zero_()
    return rnn, head


def run(rnn, x, state):
    """The network's outputs and its last states, both states of an LSTM side by side in one tensor, [h | c]."""
    if isinstance(rnn, torch.nn.LSTM):
        h, c = (part.contiguous() for part in state.split(UNITS, dim=-1))
        outputs, last = rnn(x, (h, c))
        return outputs, torch.cat(last, dim=-1)
    return rnn(x, state)


def step_by_step(rnn, x, h0):
    """The states of every layer after each step, layers x T x width: a whole run gives them for the top layer only."""
    states, state = [], h0.unsqueeze(1)
    for x_t in x:
        _, state = run(rnn, x_t.reshape(1, 1, -1), state)
        states.append(state.squeeze(1))
    return torch.stack(states, dim=1)


def record(cell, layers):
    torch.manual_seed(SEED)
    rnn, head = networks(cell, layers)
    width = 2 * UNITS if cell == "lstm" else UNITS
    xs = [torch.randn(length, INPUTS, requires_grad=True) for length in LENGTHS]
    h0 = torch.randn(layers, len(LENGTHS), width, requires_grad=True)
    ys = [torch.randint(CLASSES, (length,)) for length in LENGTHS]

    packed, last = run(rnn, pack_sequence(xs, enforce_sorted=False), h0)
    tops = unpack_sequence(packed)
    logits = [head(top) for top in tops]
    loss = torch.nn.functional.cross_entropy(torch.cat(logits), torch.cat(ys))
    loss.backward()

    tensors = [("wx", "weight_ih"), ("wh", "weight_hh"), ("b", "bias_ih")] + [("bh", "bias_hh")] * (cell == "gru")
    for layer in range(layers):
        for ours, theirs in tensors:
            weight = getattr(rnn, f"{theirs}_l{layer}")
            yield f"layer{layer}.{ours}", weight.t()
            yield f"layer{layer}.d{ours}", weight.grad.t()
    yield "wy", head.weight.t()
    yield "dwy", head.weight.grad.t()
    yield "by", head.bias
    yield "dby", head.bias.grad
    yield "loss", loss
    for s, (x, y, top) in enumerate(zip(xs, ys, tops)):
        states = step_by_step(rnn, x, h0[:, s])
        torch.testing.assert_close(states[-1, :, :UNITS], top, rtol=0, atol=1e-14)
        torch.testing.assert_close(states[:, -1], last[:, s], rtol=0, atol=1e-14)
        yield f"sequence{s}.x", x
        yield f"sequence{s}.y", y
        yield f"sequence{s}.h0", h0[:, s]
        for layer in range(layers):
            yield f"sequence{s}.layer{layer}.h", states[layer, :, :UNITS]
            if cell == "lstm":
                yield f"sequence{s}.layer{layer}.c", states[layer, :, UNITS:]
        yield f"sequence{s}.logits", logits[s]
        yield f"sequence{s}.p", torch.softmax(logits[s], dim=1)
        yield f"sequence{s}.dh0", h0.grad[:, s]
        yield f"sequence{s}.dx", x.grad


def write(folder, module, cell, layers):
    lines = [
        f"# Recorded by src/test/pytorch/record.py with torch {torch.__version__.split('+')[0]} in float64:",
        f"# torch.nn.{module}, {cell}, layers: {layers}, and torch.nn.Linear; seed {SEED}.",
        "# To record it again, see src/test/pytorch/README.md.",
        f"cell {cell}",
    ]
    for name, tensor in record(cell, layers):
        rows = torch.atleast_2d(tensor.detach()).tolist()  # a scalar or a vector becomes one row
        lines.append(f"{name} {len(rows)} {len(rows[0])}")
        lines += [" ".join(map(repr, row)) for row in rows]
    name = f"rnn-{cell}" if module == "RNN" else cell
    pathlib.Path(folder, f"{name}-{layers}.txt").write_text("\n".join(lines) + "\n")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: record.py FOLDER")
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    for module, cell in ("RNN", "tanh"), ("RNN", "relu"), ("GRU", "gru"), ("LSTM", "lstm"):
        for layers in 1, 2:
            write(sys.argv[1], module, cell, layers)


if __name__ == "__main__":
    main()
