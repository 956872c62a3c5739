from functools import partial

import numpy
import torch
from torch import nn

ACTIVATIONS = {"linear": nn.Identity(), "tanh": nn.Tanh(), "relu": nn.ReLU(), "sigmoid": nn.Sigmoid()}
CELLS = {"tanh": nn.RNN, "relu": partial(nn.RNN, nonlinearity="relu"), "gru": nn.GRU, "lstm": nn.LSTM}


class UnspoolNetwork(nn.Module):
    def __init__(self, inputs, layers, outputs, embedding=0, learned_start=False, numbers=False):
        super().__init__()
        self.embedding = nn.Embedding(inputs, embedding) if embedding else None
        self.rnn, self.start, self.skip, self.activation = nn.ModuleList(), nn.ModuleList(), [], []
        self.dense = nn.ModuleDict()  # by the number of the layer that it is on
        width = embedding or inputs
        for cell, units, *options in layers:
            directions = 1 + ("bidirectional" in options)
            self.rnn.append(CELLS[cell](width, units, batch_first=True, bidirectional=directions == 2))
            if learned_start:
                states = ["h0", "c0"] if cell == "lstm" else ["h0"]
                self.start.append(nn.ParameterDict({s: torch.zeros(directions, units) for s in states}))
            self.skip.append("skip" in options)
            width = directions * units
            dense = next((option for option in options if isinstance(option, tuple)), None)
            self.activation.append(dense and ACTIVATIONS[dense[1]])
            if dense:
                self.dense[str(len(self.rnn) - 1)] = nn.Linear(width, dense[0])
                width = dense[0]
        self.output = nn.Linear(width, outputs)
        if numbers:
            self.output.register_buffer("mean", torch.zeros(outputs, dtype=torch.float64))
            self.output.register_buffer("deviation", torch.ones(outputs, dtype=torch.float64))

    def forward(self, x, per_sequence=False):  # x: sequences × steps × inputs
        x = x if self.embedding is None else x @ self.embedding.weight
        for i, rnn in enumerate(self.rnn):
            y, _ = rnn(x, self.first_state(i, len(x)))
            x = x + y if self.skip[i] else y
            if per_sequence and i == len(self.rnn) - 1:  # the last step; of a backward direction the first, where it ends
                x = torch.cat([x[:, -1, : rnn.hidden_size], x[:, 0, rnn.hidden_size :]], dim=-1)
            if self.activation[i]:
                dense, activation = self.dense[str(i)], self.activation[i]
                x = activation(dense(x))
        o = self.output(x)
        return self.output.mean + self.output.deviation * o.double() if hasattr(self.output, "mean") else o

    def first_state(self, i, sequences):
        if not self.start:
            return None  # zeros
        h0, *c0 = [self.start[i][s].unsqueeze(1).repeat(1, sequences, 1) for s in ("h0", "c0") if s in self.start[i]]
        return (h0, *c0) if c0 else h0


def load(net, path):
    net.load_state_dict({name: torch.from_numpy(values) for name, values in numpy.load(path).items()})


def save(net, path):
    numpy.savez(path, **{name: values.cpu().numpy() for name, values in net.state_dict().items()})
