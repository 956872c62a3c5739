package io.github.unspool.data;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;

/** Times that follow each other at one step: whole months, or a fixed duration. */
record Spacing(LocalDateTime start, int months, Duration duration) {

    /** The step that most of the times keep; there are at least two. */
    static Spacing of(List<LocalDateTime> times) {
        Duration[] steps = new Duration[times.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Duration.between(times.get(i), times.get(i + 1));
        }
        Arrays.sort(steps);
        Duration usual = steps[steps.length / 2];
        Spacing fixed = new Spacing(times.get(0), 0, usual);
        int months = (int) Math.round(usual.toHours() / (24 * 30.44));
        Spacing monthly = new Spacing(times.get(0), months, Duration.ZERO);
        return months > 0 && monthly.broken(times) >= fixed.broken(times) ? monthly : fixed;
    }

    /** The time of a row, counted from 0; also beyond the last. */
    LocalDateTime at(int row) {
        if (months == 0) {
            return start.plus(duration.multipliedBy(row));
        }
        LocalDateTime time = start.plusMonths((long) months * row);
        boolean endOfMonth = start.equals(start.with(TemporalAdjusters.lastDayOfMonth()));
        return endOfMonth ? time.with(TemporalAdjusters.lastDayOfMonth()) : time;
    }

    /** The first row that does not keep the step, or how many there are. */
    int broken(List<LocalDateTime> times) {
        int row = 0;
        while (row < times.size() && times.get(row).equals(at(row))) {
            row++;
        }
        return row;
    }
}
