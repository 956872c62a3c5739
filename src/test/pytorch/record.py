"""Records what torch.nn.RNN and torch.nn.Linear compute, forward and backward, for PyTorchRecordingTest.

Usage: python src/test/pytorch/record.py src/test/resources/io/github/unspool/twin

The format: lines that begin with # are comments; `nonlinearity NAME`; then tensors, each a line `name rows columns`
and its rows. Numbers are Python's repr, which gives back the same double. Everything is in the convention of the Java
tests: vectors are rows, weights are inputs x units (PyTorch's transposed), and a layer has one bias, so bias_hh is 0
here and the gradient of bias_ih is that of the bias.
"""

import pathlib
import sys

import torch
from torch.nn.utils.rnn import pack_sequence, unpack_sequence

SEED = 20
INPUTS, UNITS, CLASSES = 5, 6, 4
LENGTHS = [3, 7, 1, 4]  # not sorted, and one sequence of a single step


def networks(nonlinearity, layers):
    rnn = torch.nn.RNN(INPUTS, UNITS, layers, nonlinearity=nonlinearity)
    head = torch.nn.Linear(UNITS, CLASSES)
    with torch.no_grad():
        for name, weight in [*rnn.named_parameters(), *head.named_parameters()]:
            # Larger than PyTorch's own initial values, so that tanh bends and relu switches.
            torch.nn.init.normal_(weight, std=0.5)
            if name.startswith("bias_hh"):
                weight.zero_()
    return rnn, head


def step_by_step(rnn, x, h0):
    """The states of every layer after each step, layers x T x H: a whole run gives them for the top layer only."""
    states, state = [], h0.unsqueeze(1)
    for x_t in x:
        _, state = rnn(x_t.reshape(1, 1, -1), state)
        states.append(state.squeeze(1))
    return torch.stack(states, dim=1)


def record(nonlinearity, layers):
    torch.manual_seed(SEED)
    rnn, head = networks(nonlinearity, layers)
    xs = [torch.randn(length, INPUTS, requires_grad=True) for length in LENGTHS]
    h0 = torch.randn(layers, len(LENGTHS), UNITS, requires_grad=True)
    ys = [torch.randint(CLASSES, (length,)) for length in LENGTHS]

    packed, _ = rnn(pack_sequence(xs, enforce_sorted=False), h0)
    tops = unpack_sequence(packed)
    logits = [head(top) for top in tops]
    loss = torch.nn.functional.cross_entropy(torch.cat(logits), torch.cat(ys))
    loss.backward()

    for layer in range(layers):
        for ours, theirs in (("wx", f"weight_ih_l{layer}"), ("wh", f"weight_hh_l{layer}"), ("b", f"bias_ih_l{layer}")):
            weight = getattr(rnn, theirs)
            yield f"layer{layer}.{ours}", weight.t()
            yield f"layer{layer}.d{ours}", weight.grad.t()
    yield "wy", head.weight.t()
    yield "dwy", head.weight.grad.t()
    yield "by", head.bias
    yield "dby", head.bias.grad
    yield "loss", loss
    for s, (x, y, top) in enumerate(zip(xs, ys, tops)):
        states = step_by_step(rnn, x, h0[:, s])
        torch.testing.assert_close(states[-1], top, rtol=0, atol=1e-14)
        yield f"sequence{s}.x", x
        yield f"sequence{s}.y", y
        yield f"sequence{s}.h0", h0[:, s]
        for layer in range(layers):
            yield f"sequence{s}.layer{layer}.h", states[layer]
        yield f"sequence{s}.logits", logits[s]
        yield f"sequence{s}.p", torch.softmax(logits[s], dim=1)
        yield f"sequence{s}.dh0", h0.grad[:, s]
        yield f"sequence{s}.dx", x.grad


def write(path, nonlinearity, layers):
    lines = [
        f"# Recorded by src/test/pytorch/record.py with torch {torch.__version__.split('+')[0]} in float64:",
        f"# torch.nn.RNN, {nonlinearity}, layers: {layers}, and torch.nn.Linear; seed {SEED}.",
        "# To record it again, see src/test/pytorch/README.md.",
        f"nonlinearity {nonlinearity}",
    ]
    for name, tensor in record(nonlinearity, layers):
        rows = torch.atleast_2d(tensor.detach()).tolist()  # a scalar or a vector becomes one row
        lines.append(f"{name} {len(rows)} {len(rows[0])}")
        lines += [" ".join(map(repr, row)) for row in rows]
    path.write_text("\n".join(lines) + "\n")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: record.py FOLDER")
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    for nonlinearity in "tanh", "relu":
        for layers in 1, 2:
            write(pathlib.Path(sys.argv[1], f"rnn-{nonlinearity}-{layers}.txt"), nonlinearity, layers)


if __name__ == "__main__":
    main()
