package io.github.unspool.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** libtorch's side, called through DJL. A point's folder is where it reads weights and batch. */
public final class DjlContestant extends Contestant {
    /** In the order of the parameters of its blocks. */
    private static final List<String> NAMES = List.of(
            "rnn.0.weight_ih_l0",
            "rnn.0.weight_hh_l0",
            "rnn.0.bias_ih_l0",
            "rnn.0.bias_hh_l0",
            "output.weight",
            "output.bias");

    private static final int SECOND_BIAS = 3;
    private static final float RATE = 1e-4f;
    private static final float LARGEST_NORM = 1;

    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private String cell;
    private Model model;
    private Trainer trainer;
    private List<NDArray> initial;
    private NDArray x;
    private NDArray y;

    private DjlContestant(int threads) {
        super(threads);
    }

    /**
     * Answers until its input ends.
     *
     * @param args how many threads libtorch may use
     */
    public static void main(String[] args) throws IOException {
        System.setProperty("ai.djl.pytorch.num_threads", args[0]);
        new DjlContestant(Integer.parseInt(args[0])).serve();
    }

    @Override
    String who() {
        return "libtorch " + Engine.getInstance().getVersion() + " through DJL " + Engine.getDjlVersion();
    }

    @Override
    void point(String cell, int hidden, int sequences, Path folder) throws IOException {
        if (model != null) {
            trainer.close();
            model.close();
        }
        this.cell = cell;
        model = Model.newInstance("bench", "PyTorch");
        read(model.getNDManager(), sequences, folder);
        Linear output =
                Linear.builder().setUnits(initial.get(NAMES.size() - 1).size()).build();
        model.setBlock(new SequentialBlock().add(recurrent(cell, hidden)).add(output));
        trainer = trainer();
        trainer.initialize(x.getShape());
    }

    private void read(NDManager manager, int sequences, Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve("weights.npz"))) {
            NDList weights = NDList.decode(manager, in);
            initial = NAMES.stream().map(weights::get).toList();
        }
        FloatBuffer inputs = littleEndian(folder.resolve("x.f32")).asFloatBuffer();
        long width = initial.get(0).getShape().get(1);
        x = manager.create(inputs, new Shape(inputs.remaining() / (sequences * width), sequences, width));
        IntBuffer classes = littleEndian(folder.resolve("classes.i32")).asIntBuffer();
        y = manager.create(classes, new Shape(classes.remaining())).toType(DataType.INT64, false);
    }

    private static ByteBuffer littleEndian(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static RecurrentBlock recurrent(String cell, int hidden) {
        return switch (cell) {
            case "gru" -> settle(GRU.builder(), hidden).build();
            case "lstm" -> settle(LSTM.builder(), hidden).build();
            default ->
                settle(RNN.builder(), hidden).setActivation(RNN.Activation.TANH).build();
        };
    }

    private static <B extends RecurrentBlock.BaseBuilder<B>> B settle(B builder, int hidden) {
        return builder.setStateSize(hidden).setNumLayers(1).optBatchFirst(false);
    }

    private Trainer trainer() {
        Optimizer adam =
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(RATE)).build();
        return model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(adam));
    }

    private List<Parameter> parameters() {
        return model.getBlock().getParameters().values();
    }

    @Override
    void restart() {
        trainer.close();
        trainer = trainer();
        for (int i = 0; i < NAMES.size(); i++) {
            initial.get(i).copyTo(parameters().get(i).getArray());
        }
    }

    @Override
    double run() {
        double mean = gradients();
        trainer.step();
        return mean;
    }

    /** The scope closes what is not needed later; a step inside of it would lose the optimiser's memory. */
    private double gradients() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray mean = backward();
            clip();
            return mean.getFloat();
        }
    }

    private NDArray backward() {
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDArray scores = trainer.forward(new NDList(x)).singletonOrThrow();
            NDArray rows = scores.reshape(-1, scores.getShape().get(2));
            NDArray mean = loss.evaluate(new NDList(y), new NDList(rows));
            collector.backward(mean);
            return mean;
        }
    }

    /** DJL has no clipping by the norm of all gradients. */
    private void clip() {
        NDList gradients = new NDList();
        NDList norms = new NDList();
        for (Parameter parameter : parameters()) {
            if (parameter.requiresGradient()) {
                gradients.add(parameter.getArray().getGradient());
                norms.add(gradients.get(gradients.size() - 1).norm());
            }
        }
        float norm = NDArrays.stack(norms).norm().getFloat();
        if (norm > LARGEST_NORM) {
            gradients.forEach(gradient -> gradient.muli(LARGEST_NORM / norm));
        }
    }

    /** But for the GRU, libtorch has a second bias, with which Adam would go twice as far; here it stays 0. */
    @Override
    String check(int updates) {
        Parameter second = parameters().get(SECOND_BIAS);
        second.freeze(!cell.equals("gru"));
        String losses = super.check(updates);
        second.freeze(false);
        return losses;
    }
}
