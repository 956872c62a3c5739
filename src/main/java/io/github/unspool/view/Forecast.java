package io.github.unspool.view;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/**
 * Consecutive predictions of a number and the true values. An unknown true value is NaN.
 *
 * @param name what was predicted
 * @param dates when, or none
 * @param predicted what was predicted; shared, not copied
 * @param truth what came; shared, not copied
 */
public record Forecast(String name, List<LocalDate> dates, double[] predicted, double[] truth) {

    /**
     * Copies the dates and checks the sizes.
     *
     * @param name what was predicted
     * @param dates when, or none
     * @param predicted what was predicted
     * @param truth what came
     * @throws IllegalArgumentException if there is nothing, or not one of each for each step
     */
    public Forecast {
        dates = List.copyOf(dates);
        if (predicted.length == 0
                || predicted.length != truth.length
                || !dates.isEmpty() && dates.size() != predicted.length) {
            throw new IllegalArgumentException(
                    "a forecast needs a true value for each prediction, and a date for each or none; there are %s predictions, %s true values and %s dates"
                            .formatted(predicted.length, truth.length, dates.size()));
        }
    }

    /**
     * Collects the predictions of a model with one output, and the targets of their examples.
     *
     * @param predictions in the order of time, such as {@code model.predict(data)}
     * @return the forecast
     * @throws IllegalArgumentException if there are none, or they are of several numbers
     */
    public static Forecast of(List<Prediction<Regressor>> predictions) {
        String[] names = predictions.isEmpty()
                ? new String[] {""}
                : predictions.get(0).getOutput().getNames();
        if (names.length > 1) {
            throw new IllegalArgumentException(
                    "there are several outputs; choose one: Forecast.of(predictions, \"%s\")".formatted(names[0]));
        }
        return of(predictions, names[0]);
    }

    /**
     * Collects one output of predictions, and the corresponding targets of their examples.
     *
     * @param predictions in the order of time, such as {@code model.predict(data)}
     * @param output its name
     * @return the forecast
     * @throws IllegalArgumentException if there are no predictions, or they have no such output
     */
    public static Forecast of(List<Prediction<Regressor>> predictions, String output) {
        double[] predicted = predictions.stream()
                .mapToDouble(prediction -> value(prediction.getOutput(), output))
                .toArray();
        if (Arrays.stream(predicted).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("no output is named \"%s\"; the outputs are %s"
                    .formatted(
                            output,
                            String.join(", ", predictions.get(0).getOutput().getNames())));
        }
        double[] truth = predictions.stream()
                .mapToDouble(prediction -> value(prediction.getExample().getOutput(), output))
                .toArray();
        return new Forecast(output, List.of(), predicted, truth);
    }

    private static double value(Regressor numbers, String name) {
        return numbers.getDimension(name)
                .map(Regressor.DimensionTuple::getValue)
                .orElse(Double.NaN);
    }

    /**
     * The same forecast with its time.
     *
     * @param days a date for each prediction
     * @return the forecast
     * @throws IllegalArgumentException if there is not one date for each prediction
     */
    public Forecast on(List<LocalDate> days) {
        return new Forecast(name, days, predicted, truth);
    }

    /**
     * What is left over.
     *
     * @return truth − prediction
     */
    public double[] residuals() {
        return IntStream.range(0, truth.length)
                .mapToDouble(t -> truth[t] - predicted[t])
                .toArray();
    }

    /**
     * The root of the mean squared residual.
     *
     * @return the error in the unit of what was predicted; NaN if no truth is known
     */
    public double rmse() {
        return Math.sqrt(Arrays.stream(residuals())
                .filter(residual -> !Double.isNaN(residual))
                .map(residual -> residual * residual)
                .average()
                .orElse(Double.NaN));
    }

    /** How many there are, and their error. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s predictions of %s, RMSE %.4g", predicted.length, name, rmse());
    }
}
