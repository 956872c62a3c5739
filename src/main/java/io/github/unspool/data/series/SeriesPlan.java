package io.github.unspool.data.series;

import io.github.unspool.data.table.Call;
import io.github.unspool.data.table.Gaps;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The settings of a series. Immutable.
 *
 * @param targets the columns to predict
 * @param inputs additional input columns
 * @param categories additional input columns of categories, including columns of numbers
 * @param ahead additional input columns whose values are known for the rows to predict
 * @param times the columns that contain the time: none, one or several
 * @param time the column of times, computed from several columns if necessary; null if there is none
 * @param zone the time zone of instants
 * @param sorted whether the rows are sorted by time
 * @param irregular whether times may be irregular
 * @param step the step that rows are completed to; null if they are not completed
 * @param id the column that identifies one of several series; null if there is one series
 * @param window the number of rows in a window; 0 if it is not set
 * @param horizon the number of rows to predict
 * @param stride the number of rows between the beginnings of two windows
 * @param clock inputs from the time of a row
 * @param lag the number of rows that a difference goes back; 0 for none
 * @param gaps the treatment of missing values
 */
public record SeriesPlan(
        List<String> targets,
        List<String> inputs,
        List<String> categories,
        List<String> ahead,
        List<String> times,
        String time,
        ZoneId zone,
        boolean sorted,
        boolean irregular,
        GridStep step,
        String id,
        int window,
        int horizon,
        int stride,
        Set<ClockFeature> clock,
        int lag,
        Gaps gaps) {
    public SeriesPlan {
        targets = List.copyOf(targets);
        inputs = List.copyOf(inputs);
        categories = List.copyOf(categories);
        ahead = List.copyOf(ahead);
        times = List.copyOf(times);
        EnumSet<ClockFeature> features = EnumSet.noneOf(ClockFeature.class);
        features.addAll(clock);
        clock = Collections.unmodifiableSet(features);
    }

    public SeriesPlan(List<String> targets) {
        this(
                targets,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                ZoneOffset.UTC,
                false,
                false,
                null,
                null,
                0,
                1,
                1,
                Set.of(),
                0,
                Gaps.REFUSED);
    }

    public SeriesPlan withInputs(List<String> inputs) {
        Draft draft = new Draft(this);
        draft.inputs = inputs;
        return draft.plan();
    }

    public SeriesPlan withCategories(List<String> categories) {
        Draft draft = new Draft(this);
        draft.categories = categories;
        return draft.plan();
    }

    public SeriesPlan withAhead(List<String> ahead) {
        Draft draft = new Draft(this);
        draft.ahead = ahead;
        return draft.plan();
    }

    public SeriesPlan withId(String id) {
        Draft draft = new Draft(this);
        draft.id = id;
        return draft.plan();
    }

    public SeriesPlan withStep(GridStep step) {
        Draft draft = new Draft(this);
        draft.step = step;
        return draft.plan();
    }

    public SeriesPlan withWindow(int window) {
        Draft draft = new Draft(this);
        draft.window = window;
        return draft.plan();
    }

    public SeriesPlan withHorizon(int horizon) {
        Draft draft = new Draft(this);
        draft.horizon = horizon;
        return draft.plan();
    }

    public SeriesPlan withStride(int stride) {
        Draft draft = new Draft(this);
        draft.stride = stride;
        return draft.plan();
    }

    public SeriesPlan withLag(int lag) {
        Draft draft = new Draft(this);
        draft.lag = lag;
        return draft.plan();
    }

    public SeriesPlan withGaps(Gaps gaps) {
        Draft draft = new Draft(this);
        draft.gaps = gaps;
        return draft.plan();
    }

    public SeriesPlan withTime(List<String> times, String time, ZoneId zone) {
        Draft draft = new Draft(this);
        draft.times = times;
        draft.time = time;
        draft.zone = zone;
        return draft.plan();
    }

    public SeriesPlan withSorted() {
        Draft draft = new Draft(this);
        draft.sorted = true;
        return draft.plan();
    }

    public SeriesPlan withIrregular() {
        Draft draft = new Draft(this);
        draft.irregular = true;
        return draft.plan();
    }

    public SeriesPlan withClock(ClockFeature feature) {
        Draft draft = new Draft(this);
        draft.clock.add(feature);
        return draft.plan();
    }

    /** The names of the outputs: all steps of the first target column, then those of the next. */
    public String[] outputs() {
        return targets.stream()
                .flatMap(name -> IntStream.rangeClosed(1, horizon).mapToObj(h -> name + "+" + h))
                .toArray(String[]::new);
    }

    /** The method calls that define inputs and targets, in a fixed order. */
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

    /** The method calls that select and order rows. */
    String choice() {
        return (sorted ? "sorted()." : "") + "stride(" + stride + ")";
    }

    /** All input columns other than the targets. */
    public List<String> read() {
        return Stream.of(inputs, categories, ahead).flatMap(List::stream).toList();
    }

    /** All columns that are used. */
    public List<String> columns() {
        return Stream.of(targets, read(), times, id == null ? List.<String>of() : List.of(id))
                .flatMap(List::stream)
                .toList();
    }

    /** A mutable copy, from which the changed plan is made. */
    private static final class Draft {
        private final List<String> targets;
        private List<String> inputs;
        private List<String> categories;
        private List<String> ahead;
        private List<String> times;
        private String time;
        private ZoneId zone;
        private boolean sorted;
        private boolean irregular;
        private GridStep step;
        private String id;
        private int window;
        private int horizon;
        private int stride;
        private final Set<ClockFeature> clock;
        private int lag;
        private Gaps gaps;

        Draft(SeriesPlan plan) {
            targets = plan.targets;
            inputs = plan.inputs;
            categories = plan.categories;
            ahead = plan.ahead;
            times = plan.times;
            time = plan.time;
            zone = plan.zone;
            sorted = plan.sorted;
            irregular = plan.irregular;
            step = plan.step;
            id = plan.id;
            window = plan.window;
            horizon = plan.horizon;
            stride = plan.stride;
            clock = EnumSet.noneOf(ClockFeature.class);
            clock.addAll(plan.clock);
            lag = plan.lag;
            gaps = plan.gaps;
        }

        SeriesPlan plan() {
            return new SeriesPlan(
                    targets,
                    inputs,
                    categories,
                    ahead,
                    times,
                    time,
                    zone,
                    sorted,
                    irregular,
                    step,
                    id,
                    window,
                    horizon,
                    stride,
                    clock,
                    lag,
                    gaps);
        }
    }
}
