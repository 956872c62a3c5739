"""Records what torch.nn.CTCLoss computes, with its gradient, for CtcTest.

Usage: python src/test/pytorch/record_ctc.py src/test/resources/io/github/unspool/loss

A file has blocks: a line `steps K+1 labels...`, the blank being the last output; then T rows of outputs before softmax, one row
with the loss, and T rows with its gradient by these outputs. Numbers are Python's repr, which gives back the same double.
"""

import pathlib
import sys

import torch

SEED = 7
# Steps, number of labels, the target.
CASES = [
    (1, 3, []),
    (5, 3, []),
    (1, 3, [2]),
    (4, 3, [0, 1]),
    (4, 3, [1, 1]),
    (3, 3, [1, 1]),
    (3, 2, [0, 1, 0]),
    (5, 1, [0, 0, 0]),
    (7, 4, [0, 0, 1, 2]),
    (12, 5, [3, 1, 4, 1, 0]),
    (12, 5, [3, 3, 3, 1, 1, 3]),
    (40, 10, [9, 1, 1, 0, 5, 5, 2, 7, 7, 7, 3]),
    (50, 12, [t * 5 % 12 for t in range(20)]),
]


def row(numbers):
    return " ".join(repr(x) for x in numbers.reshape(-1).tolist())


def block(steps, labels, target, scale, generator):
    outputs = scale * torch.randn(steps, labels + 1, dtype=torch.float64, generator=generator)
    outputs.requires_grad_()
    # One sequence, so a batch of 1: T x 1 x (K + 1).
    logs = torch.log_softmax(outputs, 1).unsqueeze(1)
    loss = torch.nn.CTCLoss(blank=labels, reduction="sum")(
        logs, torch.tensor([target], dtype=torch.long), torch.tensor([steps]), torch.tensor([len(target)])
    )
    loss.backward()
    lines = [" ".join(map(str, [steps, labels + 1, *target]))]
    lines += [row(numbers) for numbers in outputs.detach()] + [row(loss.detach())]
    return lines + [row(numbers) for numbers in outputs.grad]


if __name__ == "__main__":
    generator = torch.Generator().manual_seed(SEED)
    lines = [f"# Written by src/test/pytorch/record_ctc.py with torch {torch.__version__}, seed {SEED}."]
    for scale in (1.0, 8.0):
        for steps, labels, target in CASES:
            lines += block(steps, labels, target, scale, generator)
    pathlib.Path(sys.argv[1], "ctc.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
