package io.github.unspool.bench;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.view.Picture;
import io.github.unspool.view.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The network of the first notebook, and its chart; src/tools/bench/start has the same in PyTorch and Keras. */
public final class LoopToChart {
    private LoopToChart() {}

    public static void main(String[] args) throws IOException {
        var rnn = Rnn.builder().hidden(4).tanh().epochs(200).adam(0.01).seed(42);
        var words = Sequences.words("I love recurrent neural networks");
        var model = rnn.train(words);
        Files.write(
                Path.of(args[0]),
                Picture.of(List.of(Views.chart(model.history()))).png());
        System.out.println(model.history().loss());
    }
}
