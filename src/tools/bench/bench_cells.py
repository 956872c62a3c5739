"""Cells of one's own in PyTorch, for bench_torch.py: the equations of Unspool's Recurrences as a loop over time.

The products with the input are computed for all steps before the loop. Parameters have the names of Weights.writeNumpy.
"""

import torch
from torch import nn
from torch.nn import functional

sigmoid, tanh = torch.sigmoid, torch.tanh


class Loop(nn.Module):
    """A layer of such a cell; gates that read the state come first."""

    gates = recurrent = 1
    apart = False
    states = 1
    products = 0
    vectors = ()

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        shapes = {
            "weight_ih_l0": (self.gates * hidden, inputs),
            "weight_hh_l0": (self.recurrent * hidden, hidden),
            "bias_ih_l0": (self.gates * hidden,),
        }
        if self.apart:
            shapes["bias_hh_l0"] = (self.recurrent * hidden,)
        if self.products:
            shapes["weight_qh_l0"] = (self.products * hidden, hidden)
        shapes |= {f"vector_{name}_l0": (hidden,) for name in self.vectors}
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.zeros(shape)))

    def forward(self, x):
        zx = functional.linear(x, self.weight_ih_l0, self.bias_ih_l0)
        states = tuple(x.new_zeros(x.shape[1], self.hidden) for _ in range(self.states))
        outputs = []
        for z in zx:
            zh = functional.linear(states[0], self.weight_hh_l0, self.bias_hh_l0 if self.apart else None)
            states = self.step(z, zh, *states)
            outputs.append(states[0])
        return torch.stack(outputs), states


class Mgu(Loop):
    gates = recurrent = 2
    apart = True

    def step(self, zx, zh, h):
        (xf, xn), (hf, hn) = zx.chunk(2, 1), zh.chunk(2, 1)
        f = sigmoid(xf + hf)
        n = tanh(xn + f * hn)
        return ((1 - f) * h + f * n,)


class Peepholes(Loop):
    gates = recurrent = 4
    states = 2
    vectors = ("pi", "pf", "po")

    def step(self, zx, zh, h, c):
        i, f, g, o = (zx + zh).chunk(4, 1)
        kept = sigmoid(f + self.vector_pf_l0 * c) * c
        memory = kept + sigmoid(i + self.vector_pi_l0 * c) * tanh(g)
        return sigmoid(o + self.vector_po_l0 * memory) * tanh(memory), memory


class ResetBefore(Loop):
    gates, recurrent, products = 3, 2, 1

    def step(self, zx, zh, h):
        r, z = sigmoid(zx[:, : 2 * self.hidden] + zh).chunk(2, 1)
        n = tanh(zx[:, 2 * self.hidden :] + functional.linear(r * h, self.weight_qh_l0))
        return ((1 - z) * n + z * h,)


CELLS = {"mgu": Mgu, "peepholes": Peepholes, "resetBefore": ResetBefore}
