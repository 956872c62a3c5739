"""Records what an encoder and a decoder compute in PyTorch, forward and backward, for DecoderTest.

Usage: python src/test/pytorch/record_decoder.py src/test/resources/io/github/unspool/decoder

The encoder is torch.nn.GRU or LSTM in both directions or one, the decoder the same in one direction, both in float64 over three
pairs of sequences of different lengths; attention is written from its papers. The file has lines `name rows columns` and the
rows, with the names and the layout of the engine's parameters. A gradient begins with d.
"""

import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional

SEED, INPUTS, UNITS, EMBEDDING, TOKENS = 11, 4, 3, 2, 5
PAIRS = [(5, [0, 2, 3]), (4, [1]), (2, [3, 3, 0, 1])]
CASES = [("GRU", True, "general"), ("LSTM", True, "additive"), ("GRU", False, "dot"), ("LSTM", False, "none")]


class Decoded(nn.Module):
    def __init__(self, cell, bidirectional, score):
        super().__init__()
        self.score, self.memory = score, cell == "LSTM"
        self.bidirectional = bidirectional
        self.encoder = getattr(nn, cell)(INPUTS, UNITS, bidirectional=bidirectional)
        encoded = UNITS * (2 if bidirectional else 1)
        self.units = encoded
        end = 2 * encoded if bidirectional else encoded
        self.start = nn.Linear(end, encoded) if bidirectional else None
        self.first_memory = nn.Linear(end, encoded) if self.memory else None
        self.embedding = nn.Embedding(TOKENS, EMBEDDING)
        self.decoder = getattr(nn, cell)(EMBEDDING, encoded)
        if score == "general":
            self.a = nn.Linear(encoded, encoded, bias=False)
        if score == "additive":
            self.q = nn.Linear(encoded, encoded, bias=False)
            self.k = nn.Linear(encoded, encoded, bias=False)
            self.v = nn.Parameter(torch.randn(1, encoded))
        self.top = None if score == "none" else nn.Linear(2 * encoded, encoded)
        self.output = nn.Linear(encoded, TOKENS)

    def forward(self, x, tokens):
        read, _ = self.encoder(x)
        end = torch.cat([read[-1], read[0]]) if self.bidirectional else read[-1]
        h = torch.tanh(self.start(end)) if self.start else end
        state = h[None]
        if self.memory:
            state = (state, self.first_memory(end)[None])
        states, _ = self.decoder(self.embedding(torch.tensor([TOKENS - 1, *tokens])), state)
        if self.top:
            weights = torch.softmax(self.scores(states, read), dim=1)
            states = torch.tanh(self.top(torch.cat([weights @ read, states], dim=1)))
        targets = torch.tensor([*tokens, TOKENS - 1])
        return functional.cross_entropy(self.output(states), targets, reduction="sum")

    def scores(self, states, read):
        if self.score == "general":
            return self.a(states) @ read.T
        if self.score == "additive":
            return torch.tanh(self.q(states)[:, None] + self.k(read)[None]) @ self.v[0]
        return states @ read.T

    def parameters_by_name(self):
        """The engine's names, and how a tensor of PyTorch becomes the engine's matrix."""
        turned, row = lambda t: t.T, lambda t: t[None]
        gru = not self.memory
        for prefix, rnn, part in self.recurrences():
            yield prefix + " Wx", getattr(rnn, "weight_ih_l0" + part), turned
            yield prefix + " Wh", getattr(rnn, "weight_hh_l0" + part), turned
            yield prefix + " b", getattr(rnn, "bias_ih_l0" + part), row
            if gru:
                yield prefix + " bh", getattr(rnn, "bias_hh_l0" + part), row
        for name, linear in self.linears():
            yield name + "d" if name.endswith(" W") else name, linear.weight, turned
            if linear.bias is not None:
                yield name.replace("W", "b") + "d" if name.endswith(" W") else name.replace("W", "b"), linear.bias, row
        yield "decoder embedding E", self.embedding.weight, lambda t: t
        if self.score == "additive":
            yield "decoder attention va", self.v, lambda t: t

    def recurrences(self):
        yield "layer 1", self.encoder, ""
        if self.bidirectional:
            yield "layer 1 backward", self.encoder, "_reverse"
        yield "decoder layer 1", self.decoder, ""

    def linears(self):
        yield "output Wy", self.output
        if self.start:
            yield "decoder start 1 W", self.start
        if self.first_memory:
            yield "decoder memory 1 W", self.first_memory
        if self.top:
            yield "decoder top W", self.top
        for name in ["a", "q", "k"]:
            if hasattr(self, name):
                yield "decoder attention W" + name, getattr(self, name)


def record(case, file):
    torch.manual_seed(SEED)
    network = Decoded(*case).double()
    with torch.no_grad():
        for rnn in [network.encoder, network.decoder]:
            for name, parameter in rnn.named_parameters():
                # The LSTM of the engine has one bias.
                if network.memory and name.startswith("bias_hh"):
                    parameter.zero_()
    inputs = [torch.randn(steps, INPUTS, dtype=torch.float64) for steps, _ in PAIRS]
    count = sum(len(tokens) + 1 for _, tokens in PAIRS)
    loss = sum(network(x, tokens) for x, (_, tokens) in zip(inputs, PAIRS)) / count
    loss.backward()
    tensors = {"loss": loss.detach().reshape(1, 1)}
    for i, (x, (_, tokens)) in enumerate(zip(inputs, PAIRS)):
        tensors[f"x{i}"] = x
        tensors[f"y{i}"] = torch.tensor([tokens], dtype=torch.float64)
    for name, parameter, layout in network.parameters_by_name():
        tensors[name] = layout(parameter.detach())
        tensors["d " + name] = layout(parameter.grad)
    lines = []
    for name, tensor in tensors.items():
        lines.append(f"{name.replace(' ', '_')} {tensor.shape[0]} {tensor.shape[1]}")
        lines += [" ".join(repr(float(value)) for value in row) for row in tensor]
    file.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for cell, bidirectional, score in CASES:
        record((cell, bidirectional, score), folder / f"{cell.lower()}-{score}.txt")
