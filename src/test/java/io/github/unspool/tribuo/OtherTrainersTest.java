package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.Rnn;
import io.github.unspool.Windows;
import io.github.unspool.data.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.data.columnar.processors.field.DoubleFieldProcessor;
import org.tribuo.data.columnar.processors.response.FieldResponseProcessor;
import org.tribuo.data.csv.CSVDataSource;
import org.tribuo.data.csv.CSVLoader;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** On real series, with Tribuo's loaders, evaluators and splitters, beside Tribuo's own trainers. */
class OtherTrainersTest {
    private static final RegressionFactory NUMBERS = new RegressionFactory();
    private static final LabelFactory LABELS = new LabelFactory();
    private static final Regressor NEXT = new Regressor("next", 0);
    /** Rows of the sunspots: those before are trained on. */
    private static final int SUNSPOTS_SPLIT = 249;

    private static final Windows SUNSPOTS = new Windows(Datasets.sunspots(), List.of("SUNACTIVITY"), 22);
    private static final Windows WEATHER =
            new Windows(Datasets.seattleWeather(), List.of("precipitation", "temp_max", "temp_min", "wind"), 7);

    /** Kept, since loggers without a reference lose their level. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    @TempDir
    Path directory;

    @BeforeAll
    static void quiet() {
        TRIBUO.setLevel(Level.WARNING);
    }

    @AfterAll
    static void loud() {
        TRIBUO.setLevel(null);
    }

    private static MutableDataset<Regressor> sunspots(int from, int to) {
        return SUNSPOTS.dataset(
                NUMBERS, from, to, 100, row -> new Regressor("next", SUNSPOTS.value("SUNACTIVITY", row)));
    }

    private static double rmse(Trainer<Regressor> trainer) {
        Model<Regressor> model = trainer.train(sunspots(22, SUNSPOTS_SPLIT));
        return new RegressionEvaluator()
                .evaluate(model, sunspots(SUNSPOTS_SPLIT, 309))
                .rmse(NEXT);
    }

    @Test
    void forecast_ofTheSunspots_isBetterThanTribuosLinesAndTrees() {
        double rnn = rmse(Rnn.builder().hidden(16).gru().epochs(200).adam(0.005).trainer());
        double line = rmse(new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 200, 1));
        double tree = rmse(new CARTRegressionTrainer(6));

        assertThat(rnn).isLessThan(0.8 * line).isLessThan(0.8 * tree);
    }

    /** Whether the day after a week was wet. */
    private static MutableDataset<Label> wetDays(int from, int to) {
        return WEATHER.dataset(
                LABELS, from, to, 10, row -> new Label(WEATHER.value("precipitation", row) > 0 ? "wet" : "dry"));
    }

    @Test
    void crossValidation_ofTheWeather_isBetterThanTribuosLine() {
        MutableDataset<Label> data = wetDays(7, 707);
        double rnn = accuracy(
                data, Rnn.builder().hidden(8).lstm().epochs(15).adam(0.01).trainer());
        double line = accuracy(data, new LogisticRegressionTrainer());

        assertThat(rnn).isGreaterThan(0.7).isGreaterThan(line + 0.03);
    }

    private static double accuracy(MutableDataset<Label> data, Trainer<Label> trainer) {
        List<Pair<LabelEvaluation, Model<Label>>> folds =
                new CrossValidation<>(trainer, data, new LabelEvaluator(), 5, 1).evaluate();
        assertThat(folds).hasSize(5);
        return folds.stream()
                .mapToDouble(fold -> fold.getA().accuracy())
                .average()
                .orElseThrow();
    }

    @Test
    void transformTrainer_bringsTheInputsToOneScaleAndHelps() {
        TransformationMap transformations = new TransformationMap(List.of(new MeanStdDevTransformation()));
        Trainer<Label> rnn =
                Rnn.builder().hidden(8).lstm().epochs(10).adam(0.01).trainer();
        Model<Label> model = new TransformTrainer<>(rnn, transformations).train(wetDays(7, 707));

        LabelEvaluation evaluation = new LabelEvaluator().evaluate(model, wetDays(707, 1007));
        assertThat(evaluation.accuracy()).isGreaterThan(0.7);
    }

    /** The same examples as wetDays, as a file that anybody could have. */
    private Path csv(int from, int to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (var example : wetDays(from, to)) {
            StringBuilder header = new StringBuilder();
            StringBuilder line = new StringBuilder();
            for (Feature feature : example) {
                header.append(feature.getName()).append(',');
                line.append(feature.getValue()).append(',');
            }
            if (lines.isEmpty()) {
                lines.add(header + "tomorrow");
            }
            lines.add(line + example.getOutput().getLabel());
        }
        return Files.write(directory.resolve("weather.csv"), lines);
    }

    @Test
    void csvLoader_andSplitter_makeDataThatTrains() throws IOException {
        var source = new CSVLoader<>(LABELS).loadDataSource(csv(7, 407), "tomorrow");
        var splitter = new TrainTestSplitter<>(source, 0.8, 1);
        RnnModel<Label> model = Rnn.builder()
                .hidden(8)
                .gru()
                .epochs(10)
                .train(new MutableDataset<>(splitter.getTrain()), new MutableDataset<>(splitter.getTest()));

        assertThat(model.weights().network().inputs()).isEqualTo(4);
        assertThat(new LabelEvaluator()
                        .evaluate(model, new MutableDataset<>(splitter.getTest()))
                        .accuracy())
                .isGreaterThan(0.6);
    }

    @Test
    void rowProcessor_namesItsFeaturesItsOwnWay_andTrainsTheSame() throws IOException {
        Path file = csv(7, 107);
        Rnn rnn = Rnn.builder().hidden(4).tanh().epochs(3);
        var processor = new RowProcessor.Builder<Label>()
                .addRegexMappingProcessor("t.*", new DoubleFieldProcessor("t"))
                .build(new FieldResponseProcessor<>(List.of("tomorrow"), List.of(""), LABELS, false, false));
        RnnModel<Label> processed = rnn.train(new MutableDataset<>(new CSVDataSource<>(file, processor, true)));
        RnnModel<Label> plain = rnn.train(wetDays(7, 107));

        assertThat(processed.getFeatureIDMap().get("t001:wind@value")).isNotNull();
        assertThat(processed.history().loss()).isCloseTo(plain.history().loss(), within(1e-6));
        assertThat(processed.getProvenance().getDatasetProvenance().getSourceProvenance())
                .isNotNull();
    }
}
