"""The network of the first notebook in Keras, and its chart.

Usage: loop_keras.py PNG
"""

import sys

import matplotlib

matplotlib.use("Agg")

import keras
import numpy
from matplotlib import pyplot

keras.utils.set_random_seed(42)
words = "I love recurrent neural networks".split()
x = numpy.eye(len(words) - 1, dtype="float32")[None]
y = numpy.arange(len(words) - 1)[None]

network = keras.Sequential(
    [
        keras.Input(x.shape[1:]),
        keras.layers.SimpleRNN(4, return_sequences=True),
        keras.layers.Dense(len(words) - 1),
    ]
)
network.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
losses = network.fit(x, y, batch_size=1, epochs=200, verbose=0).history["loss"]

pyplot.figure(figsize=(6.4, 3.6), dpi=200)
pyplot.plot(range(1, len(losses) + 1), losses, label="training loss")
pyplot.xlabel("epoch")
pyplot.ylabel("loss (cross-entropy in nats)")
pyplot.ylim(bottom=0)
pyplot.legend()
pyplot.savefig(sys.argv[1])
print(losses[-1])
