package io.github.unspool.data;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a series was told to do. Changed only while it is copied. */
final class SeriesPlan implements Cloneable {
    final List<String> targets;
    List<String> inputs = List.of();
    /** The column of the time, or null. */
    String time;

    ZoneId zone = ZoneOffset.UTC;
    boolean sorted;
    boolean irregular;
    int window;
    int horizon = 1;
    int stride = 1;
    Set<ClockFeature> clock = EnumSet.noneOf(ClockFeature.class);
    /** How many rows back a difference goes; 0 for none. */
    int lag;

    Gaps gaps = Gaps.REFUSED;

    SeriesPlan(List<String> targets) {
        this.targets = targets;
    }

    SeriesPlan with(Consumer<SeriesPlan> change) {
        try {
            SeriesPlan copy = (SeriesPlan) clone();
            copy.clock = EnumSet.copyOf(clock);
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("a plan can be copied", e);
        }
    }

    /** The names of what is told: all steps of the first column, then those of the next. */
    String[] outputs() {
        return targets.stream()
                .flatMap(name -> IntStream.rangeClosed(1, horizon).mapToObj(h -> name + "+" + h))
                .toArray(String[]::new);
    }

    /** The calls that decide what a model reads and tells, in one order. */
    String recipe() {
        StringBuilder calls = new StringBuilder("series(" + Call.quoted(targets) + ")");
        if (time != null) {
            String in = zone.equals(ZoneOffset.UTC) ? "" : ", ZoneId.of(\"" + zone + "\")";
            calls.append(".time(").append(Call.quoted(List.of(time))).append(in).append(')');
        }
        if (!inputs.isEmpty()) {
            calls.append(".inputs(").append(Call.quoted(inputs)).append(')');
        }
        calls.append(".window(" + window + ").horizon(" + horizon + ")");
        clock.forEach(feature -> calls.append('.').append(feature));
        if (lag > 0) {
            calls.append(".difference(").append(lag).append(')');
        }
        return calls.append(gaps).toString();
    }

    /** Which rows examples end with, and in which order rows are. */
    String choice() {
        return (sorted ? "sorted()." : "") + "stride(" + stride + ")";
    }

    /** All columns that are read. */
    List<String> columns() {
        return Stream.of(targets, inputs, time == null ? List.<String>of() : List.of(time))
                .flatMap(List::stream)
                .toList();
    }
}
