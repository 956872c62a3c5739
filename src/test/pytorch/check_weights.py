"""Loads the files that Unspool wrote into PyTorch, and compares what both compute from them.

Usage: python src/test/pytorch/check_weights.py src/test/resources/io/github/unspool/network

For each network it reads NAME-written.npz, which NumpyWeightsTest holds to the bytes that Unspool writes, and
NAME-written-run.npz with one sequence x and Unspool's outputs y.
"""

import pathlib
import sys

import numpy
import torch
from record_weights import INPUTS, NETWORKS, OUTPUTS
from unspool_network import UnspoolNetwork, load

LARGEST_DIFFERENCE = 1e-5


def difference(folder, name, network, dtype):
    net = UnspoolNetwork(INPUTS, outputs=OUTPUTS, **network)
    load(net, folder / f"{name}-written.npz")
    run = {k: torch.from_numpy(v) for k, v in numpy.load(folder / f"{name}-written-run.npz").items()}
    with torch.no_grad():
        y = net.to(dtype)(run["x"].unsqueeze(0).to(dtype), per_sequence=name == "per-sequence")[0]
    return (torch.atleast_2d(y) - run["y"]).abs().max().item()


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_weights.py FOLDER")
    torch.set_num_threads(1)
    worst = 0
    for name, network in NETWORKS.items():
        for dtype in torch.float32, torch.float64:
            found = difference(pathlib.Path(sys.argv[1]), name, network, dtype)
            worst = max(worst, found)
            print(f"{name:14} {dtype} {found:.2e}")
    sys.exit(f"more than {LARGEST_DIFFERENCE}" if worst > LARGEST_DIFFERENCE else 0)


if __name__ == "__main__":
    main()
