"""The network of the first notebook in PyTorch, and its chart.

Usage: loop_torch.py PNG THREADS
"""

import sys

import matplotlib

matplotlib.use("Agg")

import torch
from matplotlib import pyplot
from torch import nn

torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(42)
words = "I love recurrent neural networks".split()
x = nn.functional.one_hot(torch.arange(4)).float().unsqueeze(1)
y = torch.arange(4)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(len(words) - 1, 4)
        self.output = nn.Linear(4, len(words) - 1)

    def forward(self, x):
        return self.output(self.rnn(x)[0])


network = Network()
optimiser = torch.optim.Adam(network.parameters(), lr=0.01, fused=True)
measure = nn.CrossEntropyLoss()
losses = []
for _ in range(200):
    optimiser.zero_grad()
    loss = measure(network(x).flatten(0, 1), y)
    loss.backward()
    optimiser.step()
    losses.append(loss.item())

pyplot.figure(figsize=(6.4, 3.6), dpi=200)
pyplot.plot(range(1, len(losses) + 1), losses, label="training loss")
pyplot.xlabel("epoch")
pyplot.ylabel("loss (cross-entropy in nats)")
pyplot.ylim(bottom=0)
pyplot.legend()
pyplot.savefig(sys.argv[1])
print(losses[-1])
