package io.github.unspool.data;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Times that follow each other at one step.
 *
 * @param start the first
 * @param months whole months; 0 for a fixed duration
 * @param day of the month, or its last if it has fewer
 * @param duration if it is no number of months
 */
record Spacing(LocalDateTime start, int months, int day, Duration duration) {
    private static final int LONGEST_MONTH = 31;
    private static final int MONTHS_OF_A_YEAR = 12;
    private static final int WEEKS_OF_A_YEAR = 52;
    private static final int DAYS_OF_A_WEEK = 7;
    private static final double HOURS_OF_A_MONTH = 24 * 30.44;

    /** The step that most of the times keep; there are at least two. */
    static Spacing of(List<LocalDateTime> times) {
        Duration[] steps = new Duration[times.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Duration.between(times.get(i), times.get(i + 1));
        }
        Arrays.sort(steps);
        Duration usual = steps[steps.length / 2];
        Spacing fixed = new Spacing(times.get(0), 0, 0, usual);
        int months = (int) Math.round(usual.toHours() / HOURS_OF_A_MONTH);
        Spacing monthly = new Spacing(times.get(0), months, day(times), Duration.ZERO);
        UnaryOperator<LocalDateTime> same = UnaryOperator.identity();
        return months > 0 && monthly.broken(times, same) >= fixed.broken(times, same) ? monthly : fixed;
    }

    /** The last of each month if all times are; else the latest day, as a short month has no later one. */
    private static int day(List<LocalDateTime> times) {
        boolean allLast = times.stream()
                .allMatch(t -> t.getDayOfMonth() == YearMonth.from(t).lengthOfMonth());
        return allLast
                ? LONGEST_MONTH
                : times.stream().mapToInt(LocalDateTime::getDayOfMonth).max().orElseThrow();
    }

    /** How many steps a day has, a week if they are days, a year if they are longer. */
    int period() {
        if (months > 0) {
            return Math.max(1, MONTHS_OF_A_YEAR / months);
        }
        Duration day = Duration.ofDays(1);
        if (duration.compareTo(day) < 0) {
            return (int) Math.max(1, day.dividedBy(duration));
        }
        return duration.equals(day)
                ? DAYS_OF_A_WEEK
                : duration.equals(day.multipliedBy(DAYS_OF_A_WEEK)) ? WEEKS_OF_A_YEAR : 1;
    }

    /** The time of a row, counted from 0; also beyond the last. */
    LocalDateTime at(int row) {
        if (months == 0) {
            return start.plus(duration.multipliedBy(row));
        }
        YearMonth month = YearMonth.from(start).plusMonths((long) months * row);
        return month.atDay(Math.min(day, month.lengthOfMonth())).atTime(start.toLocalTime());
    }

    /** The first row that does not keep the step, or how many there are; a clock may show a time otherwise. */
    int broken(List<LocalDateTime> times, UnaryOperator<LocalDateTime> shown) {
        int row = 0;
        while (row < times.size() && times.get(row).equals(shown.apply(at(row)))) {
            row++;
        }
        return row;
    }
}
