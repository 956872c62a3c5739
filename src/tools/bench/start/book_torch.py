"""The first epoch of the notebook that reads a book, in PyTorch, and its chart.

Usage: book_torch.py PNG THREADS
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import torch
from matplotlib import pyplot
from torch import nn

PARTS, UNITS, TRUNCATION = 64, 128, 50

torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)
book = Path("datasets/moby-dick.txt").read_text("utf-8")
train = book[: len(book) * 9 // 10]
characters = {character: i for i, character in enumerate(sorted(set(train)))}
ids = torch.tensor([characters[character] for character in train])
steps = (len(ids) - 1) // PARTS
x = ids[: PARTS * steps].view(PARTS, steps).T.contiguous()
y = ids[1 : PARTS * steps + 1].view(PARTS, steps).T.contiguous()


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(len(characters), UNITS)
        self.output = nn.Linear(UNITS, len(characters))

    def forward(self, x, state):
        h, state = self.rnn(nn.functional.one_hot(x, len(characters)).float(), state)
        return self.output(h), state


network = Network()
optimiser = torch.optim.Adam(network.parameters(), lr=0.003, fused=True)
measure = nn.CrossEntropyLoss()
state, total = None, 0.0
for start in range(0, steps, TRUNCATION):
    part = slice(start, start + TRUNCATION)
    optimiser.zero_grad()
    o, state = network(x[part], state)
    loss = measure(o.flatten(0, 1), y[part].flatten())
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 5)
    optimiser.step()
    state = state.detach()
    total += loss.item() * len(x[part])
losses = [total / steps]

pyplot.figure(figsize=(6.4, 3.6), dpi=200)
pyplot.plot(range(1, len(losses) + 1), losses, "o-", label="training loss")
pyplot.xlabel("epoch")
pyplot.ylabel("loss (cross-entropy in nats)")
pyplot.ylim(bottom=0)
pyplot.legend()
pyplot.savefig(sys.argv[1])
print(losses[-1])
