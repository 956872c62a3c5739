package io.github.unspool.bench;

import io.github.unspool.Rnn;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.view.Picture;
import io.github.unspool.view.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The first epoch of the notebook that reads a book, and its chart; src/tools/bench/start has the same in PyTorch and
 * Keras.
 */
public final class BookToChart {
    private BookToChart() {}

    public static void main(String[] args) throws IOException {
        var book = Datasets.mobyDick();
        var train = Sequences.characters(book.substring(0, book.length() * 9 / 10), 64);
        var rnn = Rnn.builder()
                .hidden(128)
                .tanh()
                .epochs(1)
                .batch(64)
                .truncate(50)
                .adam(0.003)
                .clip(5)
                .seed(1);
        var model = rnn.train(train);
        Files.write(
                Path.of(args[0]),
                Picture.of(List.of(Views.chart(model.history()))).png());
        System.out.println(model.history().loss());
    }
}
