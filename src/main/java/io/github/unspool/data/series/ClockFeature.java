package io.github.unspool.data.series;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.Map;

/** What a row's clock says to a network. Nothing has an order but the day of the year, which is a circle. */
public enum ClockFeature {
    WEEKDAY("weekday()"),
    MONTH("month()"),
    DAY_OF_YEAR("dayOfYear()"),
    HOUR("hour()");

    private final String call;

    ClockFeature(String call) {
        this.call = call;
    }

    /** The features that are not zero, by name. */
    Map<String, Double> of(LocalDateTime time) {
        return switch (this) {
            case WEEKDAY -> Map.of("weekday=" + time.getDayOfWeek(), 1.0);
            case MONTH -> Map.of("month=" + time.getMonth(), 1.0);
            case HOUR -> Map.of("hour=" + time.getHour(), 1.0);
            case DAY_OF_YEAR -> dayOfYear(time);
        };
    }

    private static Map<String, Double> dayOfYear(LocalDateTime time) {
        double year = time.range(ChronoField.DAY_OF_YEAR).getMaximum();
        double angle = 2 * Math.PI * (time.getDayOfYear() - 1) / year;
        return Map.of("dayOfYear.sin", StrictMath.sin(angle), "dayOfYear.cos", StrictMath.cos(angle));
    }

    @Override
    public String toString() {
        return call;
    }
}
