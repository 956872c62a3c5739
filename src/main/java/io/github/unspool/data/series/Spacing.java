package io.github.unspool.data.series;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Times that follow each other at one step.
 *
 * @param times the time of a row, counted from 0; also beyond the last
 * @param period how many rows a season has: those of a day, of a week if they are days, of a year if they are longer
 */
record Spacing(IntFunction<LocalDateTime> times, int period) {
    private static final int LONGEST_MONTH = 31;
    private static final int MONTHS_OF_A_YEAR = 12;
    private static final int WEEKS_OF_A_YEAR = 52;
    private static final int DAYS_OF_A_WEEK = 7;
    private static final int BUSINESS_DAYS = 5;
    private static final double HOURS_OF_A_MONTH = 24 * 30.44;

    /** The step that most of the times keep; there are at least two. */
    static Spacing of(List<LocalDateTime> times) {
        Duration usual = usual(times);
        Spacing fixed = fixed(times, usual);
        int months = months(usual);
        Spacing monthly = monthly(times, months);
        UnaryOperator<LocalDateTime> same = UnaryOperator.identity();
        return months > 0 && monthly.broken(times, same) >= fixed.broken(times, same) ? monthly : fixed;
    }

    /** The median of the steps. */
    static Duration usual(List<LocalDateTime> times) {
        Duration[] steps = new Duration[times.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Duration.between(times.get(i), times.get(i + 1));
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    /** The whole number of months that a step is nearest to. */
    static int months(Duration step) {
        return (int) Math.round(step.toHours() / HOURS_OF_A_MONTH);
    }

    /** A fixed duration from the first of the times on. */
    static Spacing fixed(List<LocalDateTime> times, Duration step) {
        LocalDateTime start = times.get(0);
        return new Spacing(row -> start.plus(step.multipliedBy(row)), period(step));
    }

    /** Whole months, at least one, from the first of the times on. */
    static Spacing monthly(List<LocalDateTime> times, int months) {
        LocalDateTime start = times.get(0);
        int day = day(times);
        return new Spacing(
                row -> {
                    YearMonth month = YearMonth.from(start).plusMonths((long) months * row);
                    return month.atDay(Math.min(day, month.lengthOfMonth())).atTime(start.toLocalTime());
                },
                Math.max(1, MONTHS_OF_A_YEAR / Math.max(1, months)));
    }

    /** Mondays to Fridays. */
    static Spacing businessDays(List<LocalDateTime> times) {
        LocalDateTime start = times.get(0);
        LocalDate monday = start.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        int first = Math.min(start.getDayOfWeek().getValue() - 1, BUSINESS_DAYS);
        return new Spacing(
                row -> monday.plusWeeks((first + row) / BUSINESS_DAYS)
                        .plusDays((first + row) % BUSINESS_DAYS)
                        .atTime(start.toLocalTime()),
                BUSINESS_DAYS);
    }

    /** The last of each month if all times are; else the latest day, as a short month has no later one. */
    private static int day(List<LocalDateTime> times) {
        boolean allLast = times.stream()
                .allMatch(t -> t.getDayOfMonth() == YearMonth.from(t).lengthOfMonth());
        return allLast
                ? LONGEST_MONTH
                : times.stream().mapToInt(LocalDateTime::getDayOfMonth).max().orElseThrow();
    }

    private static int period(Duration step) {
        Duration day = Duration.ofDays(1);
        if (step.compareTo(day) < 0) {
            return (int) Math.max(1, day.dividedBy(step));
        }
        return step.equals(day) ? DAYS_OF_A_WEEK : step.equals(day.multipliedBy(DAYS_OF_A_WEEK)) ? WEEKS_OF_A_YEAR : 1;
    }

    /** The time of a row, counted from 0; also beyond the last. */
    LocalDateTime at(int row) {
        return times.apply(row);
    }

    /** The first row that does not keep the step, or how many there are; a clock may show a time otherwise. */
    int broken(List<LocalDateTime> all, UnaryOperator<LocalDateTime> shown) {
        int row = 0;
        while (row < all.size() && all.get(row).equals(shown.apply(at(row)))) {
            row++;
        }
        return row;
    }
}
