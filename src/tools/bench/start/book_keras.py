"""The first epoch of the notebook that reads a book, in Keras, and its chart.

Usage: book_keras.py PNG
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import keras
import numpy
from matplotlib import pyplot

PARTS, UNITS, TRUNCATION = 64, 128, 50

keras.utils.set_random_seed(1)
book = Path("datasets/moby-dick.txt").read_text("utf-8")
train = book[: len(book) * 9 // 10]
characters = {character: i for i, character in enumerate(sorted(set(train)))}
ids = numpy.array([characters[character] for character in train], "int32")
# A batch is a chunk of each part, so all chunks must have the same length.
chunks = (len(ids) - 1) // PARTS // TRUNCATION
steps = chunks * TRUNCATION


def in_chunks(ids):
    """Chunk after chunk, each of all parts."""
    return ids.reshape(PARTS, chunks, TRUNCATION).swapaxes(0, 1).reshape(-1, TRUNCATION)


x = in_chunks(ids[: PARTS * steps])
y = in_chunks(ids[1 : PARTS * steps + 1])

network = keras.Sequential(
    [
        keras.Input(batch_shape=(PARTS, TRUNCATION), dtype="int32"),
        keras.layers.Lambda(
            lambda x: keras.ops.one_hot(x, len(characters)), output_shape=(TRUNCATION, len(characters))
        ),
        keras.layers.SimpleRNN(UNITS, return_sequences=True, stateful=True),
        keras.layers.Dense(len(characters)),
    ]
)
network.compile(
    keras.optimizers.Adam(0.003, global_clipnorm=5), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
)
losses = network.fit(x, y, batch_size=PARTS, epochs=1, shuffle=False, verbose=0).history["loss"]

pyplot.figure(figsize=(6.4, 3.6), dpi=200)
pyplot.plot(range(1, len(losses) + 1), losses, "o-", label="training loss")
pyplot.xlabel("epoch")
pyplot.ylabel("loss (cross-entropy in nats)")
pyplot.ylim(bottom=0)
pyplot.legend()
pyplot.savefig(sys.argv[1])
print(losses[-1])
