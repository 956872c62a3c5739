package io.github.unspool.data.baseline;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.data.Series;
import io.github.unspool.data.series.SeriesMaker;
import io.github.unspool.data.series.SeriesPlan;
import io.github.unspool.data.series.SeriesRows;
import io.github.unspool.data.series.SeriesWindows;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/** Makes models that predict what was there one period before, or several where that is not yet known. They learn nothing. */
public final class NaiveTrainer implements Trainer<Regressor> {
    @Config(description = "The period in rows.")
    private int period;

    private SeriesMaker maker;
    private int invocations;

    /** For OLCUT. */
    private NaiveTrainer() {}

    /**
     * Predicts the value a period before.
     *
     * @param series the series, with its window and horizon
     * @param period how many rows before, at least 1
     * @throws IllegalArgumentException if the period is not positive
     */
    public NaiveTrainer(Series series, int period) {
        if (period < 1) {
            throw new IllegalArgumentException(
                    "seasonalNaive(series, %s): the period must be at least 1 row".formatted(period));
        }
        this.period = period;
        this.maker = series.maker();
    }

    @Override
    public Model<Regressor> train(Dataset<Regressor> data, Map<String, Provenance> runProvenance) {
        TrainerProvenance trainer = getProvenance();
        invocations++;
        var provenance = new ModelProvenance(
                Naive.class.getName(), OffsetDateTime.now(), data.getProvenance(), trainer, runProvenance);
        return new Naive(provenance, data, this);
    }

    @Override
    public int getInvocationCount() {
        return invocations;
    }

    @Override
    public void setInvocationCount(int count) {
        invocations = count;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    /**
     * Whether there is a value a period before each step that examples predict.
     *
     * @param data the examples
     * @return false if a value is missing
     */
    public boolean knows(Dataset<Regressor> data) {
        SeriesPlan plan = maker.plan();
        for (Example<Regressor> example : data) {
            SeriesRows rows = maker.panel().of(example);
            for (int i = 0; i < plan.targets().size() * plan.horizon(); i++) {
                if (from(rows, i / plan.horizon(), SeriesWindows.row(example), i % plan.horizon() + 1) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The row whose value is predicted; negative if there is none. */
    private int from(SeriesRows rows, int target, int row, int ahead) {
        int from = row + ahead - (ahead + period - 1) / period * period;
        while (from >= 0 && Double.isNaN(rows.known(target, from))) {
            from -= period;
        }
        return from;
    }

    private double value(SeriesRows rows, int target, int row, int ahead) {
        int from = from(rows, target, row, ahead);
        if (from < 0) {
            throw new IllegalArgumentException(
                    "there is no value %s rows before row %s; use a shorter period, or a longer window"
                            .formatted(period, row + ahead + 1));
        }
        return rows.known(target, from) - rows.base(target, row, ahead);
    }

    private static final class Naive extends Model<Regressor> {
        private static final long serialVersionUID = 1L;
        private final transient NaiveTrainer trainer;

        Naive(ModelProvenance provenance, Dataset<Regressor> data, NaiveTrainer trainer) {
            super("naive", provenance, data.getFeatureIDMap(), data.getOutputIDInfo(), false);
            this.trainer = trainer;
        }

        private Naive(Naive other, String name, ModelProvenance provenance) {
            super(name, provenance, other.getFeatureIDMap(), other.getOutputIDInfo(), false);
            this.trainer = other.trainer;
        }

        @Override
        public Prediction<Regressor> predict(Example<Regressor> example) {
            int row = SeriesWindows.row(example);
            SeriesRows rows = trainer.maker.panel().of(example);
            SeriesPlan plan = trainer.maker.plan();
            String[] names = plan.outputs();
            double[] values = new double[names.length];
            for (int i = 0; i < names.length; i++) {
                values[i] = trainer.value(rows, i / plan.horizon(), row, i % plan.horizon() + 1);
            }
            return new Prediction<>(new Regressor(names, values), plan.targets().size(), example);
        }

        @Override
        public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
            return Map.of();
        }

        @Override
        public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
            return Optional.empty();
        }

        @Override
        protected Model<Regressor> copy(String newName, ModelProvenance newProvenance) {
            return new Naive(this, newName, newProvenance);
        }
    }
}
