"""Records networks of PyTorch for NumpyWeightsTest: for each NAME the file of weights NAME.npz, and in NAME-run.npz one
sequence x and the outputs y that PyTorch computes for it in float64 from these weights.

Usage: python src/test/pytorch/record_weights.py src/test/resources/io/github/unspool/network
"""

import pathlib
import sys

import numpy
import torch
from unspool_network import UnspoolNetwork, save

SEED, STEPS, INPUTS, OUTPUTS = 20, 7, 5, 3

# The same as in NumpyWeightsTest.
NETWORKS = {
    "tanh": dict(layers=[("tanh", 6)]),
    "relu": dict(layers=[("relu", 6)]),
    "gru": dict(layers=[("gru", 6)]),
    "lstm": dict(layers=[("lstm", 6)]),
    "stacked": dict(layers=[("lstm", 4), ("gru", 5), ("tanh", 3)]),
    "bidirectional": dict(layers=[("gru", 3, "bidirectional"), ("lstm", 4, "bidirectional")]),
    "everything": dict(
        layers=[("tanh", 2, "bidirectional", "skip"), ("lstm", 3, "bidirectional"), ("gru", 6, "skip")],
        embedding=4,
        learned_start=True,
    ),
    "per-sequence": dict(layers=[("relu", 4), ("lstm", 3, "bidirectional")], learned_start=True),
    "dense": dict(layers=[("gru", 3, "bidirectional", (4, "tanh")), ("lstm", 4, "skip", (2, "relu"))]),
}


def record(folder, name, network):
    torch.manual_seed(SEED)
    net = UnspoolNetwork(INPUTS, outputs=OUTPUTS, **network)
    with torch.no_grad():
        for weight in net.parameters():
            # Larger than PyTorch's own initial values, so that tanh bends and relu switches.
            torch.nn.init.normal_(weight, std=0.5)
        x = torch.randn(1, STEPS, INPUTS)
        if name == "lstm":  # one file of float64, compressed
            weights = {key: value.numpy() for key, value in net.double().state_dict().items()}
            numpy.savez_compressed(folder / f"{name}.npz", **weights)
        else:
            save(net, folder / f"{name}.npz")
        y = net.double()(x.double(), per_sequence=name == "per-sequence")
    numpy.savez(folder / f"{name}-run.npz", x=x[0].numpy(), y=numpy.atleast_2d(y[0].numpy()))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: record_weights.py FOLDER")
    torch.set_num_threads(1)
    for name, network in NETWORKS.items():
        record(pathlib.Path(sys.argv[1]), name, network)


if __name__ == "__main__":
    main()
