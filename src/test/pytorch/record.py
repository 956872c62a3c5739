"""Records what torch.nn.RNN, GRU, LSTM, Embedding and Linear compute, forward and backward, for PyTorchRecordingTest.

Usage: python src/test/pytorch/record.py src/test/resources/io/github/unspool/reference

The format: lines that begin with # are comments; `cell NAME`, and behind it what else the network has; then tensors,
each a line `name rows columns` and its rows. Numbers are Python's repr, which gives back the same double. Everything is
in the convention of the Java tests: vectors are rows, weights are inputs x units (PyTorch's transposed), with the gates
in PyTorch's order, and the initial state of an LSTM layer is one row, [h0 | c0]. The states of a bidirectional layer
are two rows, as in PyTorch. A layer has one bias, so bias_hh is 0 here and the gradient of bias_ih is that of the bias;
only the GRU has both: b is bias_ih and bh is bias_hh. What goes into an embedding is written one-hot.
"""

import dataclasses
import pathlib
import sys

import torch
from torch.nn import functional
from torch.nn.utils.rnn import pack_sequence, unpack_sequence

SEED = 20
LENGTHS = [3, 7, 1, 4]  # not sorted, and one sequence of a single step
UNKNOWN = -100  # PyTorch's ignore_index


@dataclasses.dataclass
class Case:
    name: str
    cell: str
    layers: int
    inputs: int = 5
    units: int = 6
    outputs: int = 4
    embedding: int = 0
    bidirectional: bool = False
    per_sequence: bool = False
    loss: str = "softmax"  # or another of LOSSES
    loss_parameter: float = 0.0  # label smoothing, delta, level or gamma
    weights: bool = False

    @property
    def directions(self):
        return 2 if self.bidirectional else 1


SMALL = {"inputs": 4, "units": 3, "outputs": 3}

CASES = [
    Case("rnn-tanh-1", "tanh", 1),
    Case("rnn-tanh-2", "tanh", 2),
    Case("rnn-relu-1", "relu", 1),
    Case("rnn-relu-2", "relu", 2),
    Case("gru-1", "gru", 1),
    Case("gru-2", "gru", 2),
    Case("lstm-1", "lstm", 1),
    Case("lstm-2", "lstm", 2),
    Case("bidirectional-gru-2", "gru", 2, **SMALL, bidirectional=True),
    Case("bidirectional-lstm-2", "lstm", 2, **SMALL, bidirectional=True),
    Case("embedding-smoothing", "lstm", 1, **SMALL, embedding=2, loss_parameter=0.1, weights=True),
    Case("per-sequence", "lstm", 2, **SMALL, bidirectional=True, per_sequence=True),
    Case("squared-error", "gru", 1, **SMALL, loss="squared-error"),
    Case("huber", "tanh", 1, **SMALL, loss="huber", loss_parameter=0.7, weights=True),
    Case("sigmoid", "lstm", 1, **SMALL, loss="sigmoid", weights=True),
    Case("absolute-error", "gru", 1, **SMALL, loss="absolute-error"),
    Case("quantile", "gru", 1, **SMALL, loss="quantile", loss_parameter=0.9, weights=True),
    Case("log-cosh", "tanh", 1, **SMALL, loss="log-cosh"),
    Case("poisson", "gru", 1, **SMALL, loss="poisson", weights=True),
    Case("focal", "tanh", 1, **SMALL, loss="focal", loss_parameter=2.0),
]


def reduced(each):
    """PyTorch has no module for these; autograd differentiates them."""
    return lambda parameter: lambda reduction="mean": lambda o, y: (
        each(o, y, parameter).mean() if reduction == "mean" else each(o, y, parameter)
    )


def pinball(o, y, level):
    return torch.maximum(level * (y - o), (level - 1) * (y - o))


def log_cosh(o, y, _):
    return torch.log(torch.cosh(o - y))


def focal(o, y, gamma):
    """As in torchvision.ops.sigmoid_focal_loss, without alpha."""
    p = torch.sigmoid(o)
    s = p * y + (1 - p) * (1 - y)
    return functional.binary_cross_entropy_with_logits(o, y, reduction="none") * (1 - s) ** gamma


LOSSES = {
    "sigmoid": lambda _: torch.nn.BCEWithLogitsLoss,
    "squared-error": lambda _: torch.nn.MSELoss,
    "huber": lambda delta: lambda **mean: torch.nn.HuberLoss(delta=delta, **mean),
    "absolute-error": lambda _: torch.nn.L1Loss,
    "poisson": lambda _: lambda **mean: torch.nn.PoissonNLLLoss(log_input=True, **mean),
    "quantile": reduced(pinball),
    "log-cosh": reduced(log_cosh),
    "focal": reduced(focal),
}
LABELS = ("sigmoid", "focal")


def modules(case):
    embedding = torch.nn.Embedding(case.inputs, case.embedding) if case.embedding else None
    sizes = case.embedding or case.inputs, case.units, case.layers
    if case.cell in ("tanh", "relu"):
        rnn = torch.nn.RNN(*sizes, nonlinearity=case.cell, bidirectional=case.bidirectional)
    else:
        rnn = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[case.cell](*sizes, bidirectional=case.bidirectional)
    head = torch.nn.Linear(case.directions * case.units, case.outputs)
    with torch.no_grad():
        for name, weight in [*rnn.named_parameters(), *head.named_parameters()]:
            # Larger than PyTorch's own initial values, so that tanh bends and relu switches.
            torch.nn.init.normal_(weight, std=0.5)
            if name.startswith("bias_hh") and case.cell != "gru":
                weight.zero_()
    return embedding, rnn, head


def run(rnn, x, state):
    """The network's outputs and its last states, both states of an LSTM side by side in one tensor, [h | c]."""
    if isinstance(rnn, torch.nn.LSTM):
        h, c = (part.contiguous() for part in state.split(rnn.hidden_size, dim=-1))
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


def random_target(case, rows):
    if case.loss == "softmax":
        return torch.randint(case.outputs, (rows,))
    if case.loss == "poisson":
        return torch.randint(4, (rows, case.outputs)).double()
    return torch.randint(2, (rows, case.outputs)).double() if case.loss in LABELS else torch.randn(rows, case.outputs)


def random_weights(case, y):
    """Some 0, for targets that are unknown; PyTorch's cross-entropy over classes knows no others but 1."""
    weights = torch.rand(len(y)) + 0.5
    weights[1::3] = 0
    if case.loss == "softmax":
        y[weights == 0] = UNKNOWN
        weights[weights > 0] = 1
    return weights


def mean_loss(case, logits, ys, weights):
    if case.loss == "softmax":
        return functional.cross_entropy(logits, ys, label_smoothing=case.loss_parameter, ignore_index=UNKNOWN)
    loss = LOSSES[case.loss](case.loss_parameter)
    if weights is None:
        return loss()(logits, ys)
    return (loss(reduction="none")(logits, ys).mean(dim=1) * weights).sum() / weights.sum()


def predictions(case, logits):
    if case.loss == "softmax":
        return torch.softmax(logits, dim=1)
    if case.loss == "poisson":
        return torch.exp(logits)
    return torch.sigmoid(logits) if case.loss in LABELS else logits


def parameters(case, embedding, rnn, head):
    if embedding:
        yield "embedding", embedding.weight
        yield "dembedding", embedding.weight.grad
    tensors = [("wx", "weight_ih"), ("wh", "weight_hh"), ("b", "bias_ih")] + [("bh", "bias_hh")] * (case.cell == "gru")
    for layer in range(case.layers):
        for ours_direction, suffix in [("", ""), ("reverse.", "_reverse")][: case.directions]:
            for ours, theirs in tensors:
                weight = getattr(rnn, f"{theirs}_l{layer}{suffix}")
                yield f"layer{layer}.{ours_direction}{ours}", weight.t()
                yield f"layer{layer}.{ours_direction}d{ours}", weight.grad.t()
    yield "wy", head.weight.t()
    yield "dwy", head.weight.grad.t()
    yield "by", head.bias
    yield "dby", head.bias.grad


def hidden(case, rnn, x, h0, top, last):
    """Of one direction every state of every layer; of two the h of the top layer, and the states at the ends."""
    if case.bidirectional:
        layer = case.layers - 1
        yield f"layer{layer}.h", top[:, : case.units]
        yield f"layer{layer}.reverse.h", top[:, case.units :]
        yield "last", last
        return
    states = step_by_step(rnn, x, h0)
    torch.testing.assert_close(states[-1, :, : case.units], top, rtol=0, atol=1e-14)
    torch.testing.assert_close(states[:, -1], last, rtol=0, atol=1e-14)
    for layer in range(case.layers):
        yield f"layer{layer}.h", states[layer, :, : case.units]
        if case.cell == "lstm":
            yield f"layer{layer}.c", states[layer, :, case.units :]


def record(case):
    torch.manual_seed(SEED)
    embedding, rnn, head = modules(case)
    width = 2 * case.units if case.cell == "lstm" else case.units
    if embedding:
        tokens = [torch.randint(case.inputs, (length,)) for length in LENGTHS]
        xs = [embedding(token) for token in tokens]
    else:
        xs = [torch.randn(length, case.inputs, requires_grad=True) for length in LENGTHS]
    h0 = torch.randn(case.layers * case.directions, len(LENGTHS), width, requires_grad=True)
    ys = [random_target(case, 1 if case.per_sequence else length) for length in LENGTHS]
    weights = [random_weights(case, y) for y in ys] if case.weights else None

    packed, last = run(rnn, pack_sequence(xs, enforce_sorted=False), h0)
    tops = unpack_sequence(packed)
    if case.per_sequence:
        h_n = last[-case.directions :, :, : case.units]
        logits = list(head(torch.cat(list(h_n), dim=1)).split(1))
    else:
        logits = [head(top) for top in tops]
    loss = mean_loss(case, torch.cat(logits), torch.cat(ys), torch.cat(weights) if weights else None)
    loss.backward()

    yield from parameters(case, embedding, rnn, head)
    yield "loss", loss
    for s, (x, y, top) in enumerate(zip(xs, ys, tops)):
        yield f"sequence{s}.x", functional.one_hot(tokens[s], case.inputs) if embedding else x
        yield f"sequence{s}.y", y
        if weights:
            yield f"sequence{s}.weights", weights[s]
        yield f"sequence{s}.h0", h0[:, s]
        for name, tensor in hidden(case, rnn, x, h0[:, s], top, last[:, s]):
            yield f"sequence{s}.{name}", tensor
        yield f"sequence{s}.logits", logits[s]
        yield f"sequence{s}.p", predictions(case, logits[s])
        yield f"sequence{s}.dh0", h0.grad[:, s]
        if not embedding:
            yield f"sequence{s}.dx", x.grad


def options(case):
    yield case.cell
    if case.bidirectional:
        yield "bidirectional"
    if case.per_sequence:
        yield "per-sequence"
    if case.loss != "softmax" or case.loss_parameter:
        yield case.loss + (f"={case.loss_parameter}" if case.loss_parameter else "")


def write(folder, case):
    module = {"gru": "GRU", "lstm": "LSTM"}.get(case.cell, "RNN")
    embedding = "torch.nn.Embedding, " if case.embedding else ""
    lines = [
        f"# Recorded by src/test/pytorch/record.py with torch {torch.__version__.split('+')[0]} in float64:",
        f"# {embedding}torch.nn.{module}, {case.cell}, layers: {case.layers}, and torch.nn.Linear; seed {SEED}.",
        "# To record it again, see src/test/pytorch/README.md.",
        "cell " + " ".join(options(case)),
    ]
    for name, tensor in record(case):
        rows = torch.atleast_2d(tensor.detach()).tolist()  # a scalar or a vector becomes one row
        lines.append(f"{name} {len(rows)} {len(rows[0])}")
        lines += [" ".join(map(repr, row)) for row in rows]
    pathlib.Path(folder, f"{case.name}.txt").write_text("\n".join(lines) + "\n")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: record.py FOLDER")
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    for case in CASES:
        write(sys.argv[1], case)


if __name__ == "__main__":
    main()
