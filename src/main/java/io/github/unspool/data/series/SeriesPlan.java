package io.github.unspool.data.series;

import io.github.unspool.data.table.Call;
import io.github.unspool.data.table.Gaps;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a series was told to do. Changed only while it is copied. */
public final class SeriesPlan implements Cloneable {
    public final List<String> targets;
    public List<String> inputs = List.of();
    /** Inputs that are numbers and are read as categories. */
    public List<String> categories = List.of();
    /** Inputs that are known for as many rows ahead as are predicted. */
    public List<String> ahead = List.of();
    /** The columns that hold the time, none, one or several. */
    public List<String> times = List.of();
    /** The column of the time, made of those if they are several; or null. */
    public String time;
    /** The column that says of which series a row is, or null. */
    public String id;

    public ZoneId zone = ZoneOffset.UTC;
    public boolean sorted;
    public boolean irregular;
    /** The step of rows that are to be completed, or null. */
    public GridStep step;

    public int window;
    public int horizon = 1;
    public int stride = 1;
    public Set<ClockFeature> clock = EnumSet.noneOf(ClockFeature.class);
    /** How many rows back a difference goes; 0 for none. */
    public int lag;

    public Gaps gaps = Gaps.REFUSED;

    public SeriesPlan(List<String> targets) {
        this.targets = targets;
    }

    public SeriesPlan with(Consumer<SeriesPlan> change) {
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
    public String[] outputs() {
        return targets.stream()
                .flatMap(name -> IntStream.rangeClosed(1, horizon).mapToObj(h -> name + "+" + h))
                .toArray(String[]::new);
    }

    /** The calls that decide what a model reads and tells, in one order. */
    public String recipe() {
        StringBuilder calls = new StringBuilder("series(" + Call.quoted(targets) + ")");
        if (id != null) {
            calls.append(".id(").append(Call.quoted(id)).append(')');
        }
        if (time != null) {
            calls.append(timeCall());
        }
        if (step != null) {
            calls.append('.').append(step.call());
        }
        append(calls, "inputs", inputs);
        append(calls, "categories", categories);
        append(calls, "knownAhead", ahead);
        calls.append(".window(" + window + ").horizon(" + horizon + ")");
        clock.forEach(feature -> calls.append('.').append(feature));
        if (lag > 0) {
            calls.append(".difference(").append(lag).append(')');
        }
        return calls.append(gaps).toString();
    }

    private String timeCall() {
        String in = "ZoneId.of(\"" + zone + "\")";
        if (zone.equals(ZoneOffset.UTC)) {
            return ".time(" + Call.quoted(times) + ")";
        }
        return times.size() == 1
                ? ".time(" + Call.quoted(times) + ", " + in + ")"
                : ".time(" + in + ", " + Call.quoted(times) + ")";
    }

    private static void append(StringBuilder calls, String call, List<String> names) {
        if (!names.isEmpty()) {
            calls.append('.')
                    .append(call)
                    .append('(')
                    .append(Call.quoted(names))
                    .append(')');
        }
    }

    /** Which rows examples end with, and in which order rows are. */
    String choice() {
        return (sorted ? "sorted()." : "") + "stride(" + stride + ")";
    }

    /** All columns that are read besides the targets, at each row. */
    public List<String> read() {
        return Stream.of(inputs, categories, ahead).flatMap(List::stream).toList();
    }

    /** All columns that are used. */
    public List<String> columns() {
        return Stream.of(targets, read(), times, id == null ? List.<String>of() : List.of(id))
                .flatMap(List::stream)
                .toList();
    }
}
