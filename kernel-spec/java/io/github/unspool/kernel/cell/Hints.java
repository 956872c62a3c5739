package io.github.unspool.kernel.cell;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to write in place of calls that Unspool does not have, but other libraries do, or that lack an argument. */
final class Hints {
    private static final String TYPE = "io\\.github\\.unspool\\.(?:[a-z]\\w*\\.)*([A-Z]\\w*(?:\\.[A-Z]\\w*)*)";
    private static final Pattern MISSING = Pattern.compile(
            "symbol: +(?:method|variable) (\\w+)[^\\n]*\\n *location: (?:class|interface|(?:variable \\w+ of type)) "
                    + TYPE,
            Pattern.DOTALL);
    private static final Pattern WRONG =
            Pattern.compile("method (\\w+) in (?:class|interface) " + TYPE + "\\S* cannot be applied");
    private static final Pattern NO_SUITABLE =
            Pattern.compile("(?:constructor|method) " + TYPE + "\\.(?:<\\w+>)?(\\w+)\\(");

    private static final Pattern OTHER_TYPE =
            Pattern.compile("incompatible types: " + TYPE + " cannot be converted to " + TYPE);

    private static final String CELL =
            "the layer is not complete, so choose its cell: tanh(), relu(), gru(), lstm() or cell(…)";
    private static final String OPTION =
            "it belongs right after a layer: hidden(64).lstm().%1$s; later, write rnn.top().%1$s";
    private static final String WIDTH = "a layer begins with its width: hidden(64).lstm()";
    private static final String SHOW = "write it alone on the last line of a cell, which shows its parts and settings";
    private static final String TRAIN = "write train(data)";
    private static final String CONTINUE = "the network trains: rnn.train(data), or rnn.train(data, model) from there";
    private static final String PLATEAU = "write lowerRate(5)";
    private static final String EVALUATE = "write evaluate(data), or loss(data)";
    private static final String SAVE =
            "write serializeToFile(Path.of(\"my.model\")); RnnSequenceModel.load and RnnModel.load read it";
    private static final String LOAD = "write RnnSequenceModel.load(path), or RnnModel.load(path, Label.class)";
    private static final String PATIENCE = "write patience(5), with validation data";

    /**
     * By type and name: of calls that there are not, and with brackets of those that were given other arguments. By two types: of
     * a value that has the one where the other is needed.
     */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("Rnn.lstm", WIDTH),
            Map.entry("Rnn.gru", WIDTH),
            Map.entry("Rnn.tanh", WIDTH),
            Map.entry("Rnn.relu", WIDTH),
            Map.entry("Rnn.dropout", OPTION.formatted("dropout(0.2)")),
            Map.entry("Rnn.recurrentDropout", OPTION.formatted("recurrentDropout(0.2)")),
            Map.entry("Rnn.bidirectional", OPTION.formatted("bidirectional()")),
            Map.entry("Rnn.skip", OPTION.formatted("skip()")),
            Map.entry("Rnn to LayeredRnn", "declare the variable with Rnn in place of var"),
            Map.entry("Rnn.Layer to Rnn", CELL),
            Map.entry("Rnn.dense", OPTION.formatted("dense(8)")),
            Map.entry("Rnn.output", "the data decides the output, so it has no layer; " + WIDTH),
            Map.entry("Rnn.batchSize", "write batch(32)"),
            Map.entry("Rnn.learningRate", "the optimiser has it: adam(0.01)"),
            Map.entry("Rnn.lr", "the optimiser has it: adam(0.01)"),
            Map.entry(
                    "Rnn.adamW",
                    "write optimiser(new Adam(Rate.constant(0.01), 0.01)), whose second number is the decay"),
            Map.entry(
                    "Rnn.adamw",
                    "write optimiser(new Adam(Rate.constant(0.01), 0.01)), whose second number is the decay"),
            Map.entry("Rnn.rmsProp", "write optimiser(new RmsProp(0.001))"),
            Map.entry("Rnn.rmsprop", "write optimiser(new RmsProp(0.001))"),
            Map.entry("Rnn.momentum", "write optimiser(new Sgd(Rate.constant(0.1), 0.9, false))"),
            Map.entry("Rnn.earlyStopping", PATIENCE),
            Map.entry("Rnn.earlyStop", PATIENCE),
            Map.entry("Rnn.gradientClipping", "write clip(1)"),
            Map.entry("Rnn.clipNorm", "write clip(1)"),
            Map.entry("Rnn.weightDecay", "write l2(0.0001), or optimiser(new Adam(Rate.constant(0.01), 0.01))"),
            Map.entry("Rnn.plateau", PLATEAU),
            Map.entry("Rnn.reduceLROnPlateau", PLATEAU),
            Map.entry("Rnn.initializer", "write initial(Initial.heNormal()), or initialRecurrent(…)"),
            Map.entry("Rnn.trainable", "write freeze(\"embedding\")"),
            Map.entry("Rnn.build", "nothing has to be built; " + TRAIN),
            Map.entry("Rnn.compile", "nothing has to be compiled; " + TRAIN),
            Map.entry("Rnn.fit", TRAIN),
            Map.entry("Rnn.load", LOAD),
            Map.entry("Rnn.summary", SHOW),
            Map.entry("Rnn.adam()", "it takes the learning rate: adam(0.01)"),
            Map.entry(
                    "Rnn.sgd()",
                    "it takes the learning rate: sgd(0.1); optimiser(new Sgd(Rate.constant(0.1), 0.9, false)) has momentum"),
            Map.entry("Rnn.hidden()", "it takes the width, and the cell follows: hidden(64).lstm()"),
            Map.entry("Model.save", SAVE),
            Map.entry("Model.write", SAVE),
            Map.entry("Model.summary", SHOW),
            Map.entry("Model.fit", CONTINUE),
            Map.entry("Model.train", CONTINUE),
            Map.entry("Model.accuracy", EVALUATE),
            Map.entry("Model.score", EVALUATE),
            Map.entry("Model.validate", EVALUATE),
            Map.entry("Model.test", EVALUATE),
            Map.entry("Model.generate", "write text().sampler().write(\"The \", 100)"),
            Map.entry("Model.sample", "write text().sampler().write(\"The \", 100)"),
            Map.entry("Model.sampler", "write text().sampler()"),
            Map.entry("Model.likeliest", "write text().likeliest(\"The \", 20, 5)"),
            Map.entry("Model.perplexity", "write text().perplexity(data)"),
            Map.entry("Model.losses", "write history()"),
            Map.entry("Loss.mse", "write squaredError()"),
            Map.entry("Loss.mae", "write absoluteError()"),
            Map.entry("Loss.bce", "write binaryCrossEntropy()"),
            Map.entry("Compare.fit", "write run(parts)"),
            Map.entry("Compare.start", "write run(parts)"),
            Map.entry("Compare.execute", "write run(parts)"));

    private Hints() {}

    /** What to write in place of what the compiler refuses, as the end of a sentence; empty if nothing is known. */
    static Optional<String> of(String message) {
        return find(MISSING, message)
                .flatMap(found -> of(found.group(2), found.group(1)))
                .or(() -> find(WRONG, message).flatMap(found -> of(found.group(2), found.group(1) + "()")))
                .or(() -> find(NO_SUITABLE, message).flatMap(found -> of(found.group(1), found.group(2) + "()")))
                .or(() -> find(OTHER_TYPE, message).map(found -> MEANT.get(found.group(1) + " to " + found.group(2))));
    }

    /** What has to come before anything that a type does not have. */
    static Optional<String> first(String message) {
        return find(MISSING, message)
                .filter(found -> found.group(2).equals("Rnn.Layer"))
                .map(found -> CELL);
    }

    private static Optional<Matcher> find(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    private static Optional<String> of(String type, String name) {
        String family = type.endsWith("Model") ? "Model" : type.equals("LayeredRnn") ? "Rnn" : type;
        return Optional.ofNullable(MEANT.get(family + "." + name));
    }
}
