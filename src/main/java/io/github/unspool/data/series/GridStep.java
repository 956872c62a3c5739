package io.github.unspool.data.series;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.function.Function;

/**
 * A given step of time, which defines the rows of a grid.
 *
 * @param amount a duration, or a period of days or of months; null for business days
 * @param byClock whether a local clock shows it, also where it is changed, as days and months
 * @param spacing the times of rows that begin as some do
 */
public record GridStep(TemporalAmount amount, boolean byClock, Function<List<LocalDateTime>, Spacing> spacing) {
    public static final GridStep BUSINESS_DAYS = new GridStep(null, true, Spacing::businessDays);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * A duration, or a period of days or of months.
     *
     * @throws IllegalArgumentException if it is something else, or not positive
     */
    public static GridStep of(TemporalAmount amount) {
        if (amount instanceof Duration duration && duration.compareTo(Duration.ZERO) > 0) {
            return new GridStep(duration, false, times -> Spacing.fixed(times, duration));
        }
        if (amount instanceof Period period && !period.isNegative() && !period.isZero()) {
            long months = period.toTotalMonths();
            if (months == 0) {
                Duration days = Duration.ofDays(period.getDays());
                return new GridStep(period, true, times -> Spacing.fixed(times, days));
            }
            if (period.getDays() == 0 && months <= Integer.MAX_VALUE) {
                return new GridStep(period.normalized(), true, times -> Spacing.monthly(times, (int) months));
            }
        }
        throw new IllegalArgumentException(
                "every(%s): the step must be positive, such as Duration.ofHours(1), Period.ofDays(1) or Period.ofMonths(1)"
                        .formatted(amount));
    }

    /** Reads the text of an amount, as it stands in a call. */
    public static GridStep parse(String amount) {
        try {
            return of(amount.contains("T") ? Duration.parse(amount) : Period.parse(amount));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("\"%s\" is not a step such as PT1H, P1D or P1M".formatted(amount), e);
        }
    }

    /** The step that most of the times keep; there are at least two. */
    static GridStep usual(List<LocalDateTime> times) {
        Duration usual = Spacing.usual(times);
        boolean weeks =
                Duration.between(times.get(0), times.get(times.size() - 1)).compareTo(WEEK) >= 0;
        if (usual.equals(DAY) && weeks && times.stream().noneMatch(GridStep::isWeekend)) {
            return BUSINESS_DAYS;
        }
        int months = Spacing.months(usual);
        if (months > 0 && usual.toDays() % WEEK.toDays() != 0) {
            return of(Period.ofMonths(months));
        }
        return of(
                usual.toDays() > 0 && usual.equals(Duration.ofDays(usual.toDays()))
                        ? Period.ofDays((int) usual.toDays())
                        : usual);
    }

    private static boolean isWeekend(LocalDateTime time) {
        return time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** The call, such as {@code every(Duration.parse("PT1H"))}. */
    String call() {
        return amount == null
                ? "businessDays()"
                : "every(%s.parse(\"%s\"))".formatted(amount.getClass().getSimpleName(), amount);
    }

    /** The call as people write it, such as {@code every(Duration.ofHours(1))}. */
    @Override
    public String toString() {
        if (amount instanceof Period period) {
            return period.getDays() > 0
                    ? "every(Period.ofDays(%s))".formatted(period.getDays())
                    : "every(Period.ofMonths(%s))".formatted(period.toTotalMonths());
        }
        if (amount instanceof Duration duration && duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
            return duration.toMinutesPart() == 0
                    ? "every(Duration.ofHours(%s))".formatted(duration.toHours())
                    : "every(Duration.ofMinutes(%s))".formatted(duration.toMinutes());
        }
        return call();
    }
}
