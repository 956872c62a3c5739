package io.github.unspool.data.series;

import io.github.unspool.data.table.Columns;
import io.github.unspool.file.Excerpt;
import io.github.unspool.file.Sha256;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The rows of a table, of one series or of many, which a column names. */
public final class Panel {
    private final SeriesPlan plan;
    private final List<SeriesRows> series = new ArrayList<>();
    private final Map<String, SeriesRows> byName = new LinkedHashMap<>();
    /** Of many series all different times, in their order. */
    private final List<Comparable<Object>> times;

    /**
     * A time, the same for all series.
     *
     * @param count how many times come before it
     * @param last the latest of those, as text; empty if there is none
     * @param rows how many rows of each series come before it
     */
    public record Border(int count, String last, int[] rows) {}

    public Panel(Table source, SeriesPlan plan) {
        this.plan = plan;
        Table table = plan.sorted() ? Timeline.sorted(source, plan.time()) : source;
        if (plan.id() == null) {
            series.add(new SeriesRows(table, plan, null));
        } else {
            rows(table).forEach((name, rows) -> series.add(named(name, table, rows)));
        }
        series.forEach(rows -> byName.put(rows.name(), rows));
        this.times = plan.id() == null ? List.of() : times();
    }

    /** The rows of each series, in the order in which its first stands. */
    private Map<String, List<Integer>> rows(Table table) {
        Column<?> ids = table.column(plan.id());
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < ids.size(); row++) {
            rows.computeIfAbsent(Columns.name(ids, row), name -> new ArrayList<>())
                    .add(row);
        }
        return rows;
    }

    private SeriesRows named(String name, Table table, List<Integer> rows) {
        int[] places = rows.stream().mapToInt(Integer::intValue).toArray();
        List<String> needed = new ArrayList<>(plan.columns());
        needed.removeAll(plan.times());
        needed.add(plan.time());
        List<Column<?>> columns = new ArrayList<>();
        needed.stream()
                .distinct()
                .forEach(column -> columns.add(table.column(column).subset(places)));
        try {
            return new SeriesRows(Table.create(table.name(), columns), plan, name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("of the rows of %s, %s".formatted(called(name), e.getMessage()), e);
        }
    }

    private String called(String name) {
        return plan.id() + " \"" + Excerpt.of(name) + '"';
    }

    private List<Comparable<Object>> times() {
        TreeSet<Comparable<Object>> all = new TreeSet<>();
        for (SeriesRows rows : series) {
            IntStream.range(0, rows.count())
                    .forEach(row -> all.add(rows.timeline().key(row)));
        }
        return List.copyOf(all);
    }

    public List<SeriesRows> all() {
        return series;
    }

    /** Any of them, as all are alike in what they read. */
    public SeriesRows first() {
        return series.get(0);
    }

    /** The rows that an example was cut from. */
    public SeriesRows of(Example<Regressor> example) {
        SeriesRows rows = byName.get(SeriesWindows.series(example));
        if (rows == null) {
            throw new IllegalArgumentException(
                    "an example belongs to a series that is not in this table; use data that was created by this series");
        }
        return rows;
    }

    /** How many different times, or rows if they are of one series, there are. */
    public int count() {
        return plan.id() == null ? first().count() : times.size();
    }

    /** The border behind a number of times. */
    public Border border(int count) {
        if (plan.id() == null) {
            String last =
                    plan.time() == null || count == 0 ? "" : first().timeline().text(count - 1);
            return new Border(count, last, new int[] {count});
        }
        if (count == 0) {
            return new Border(0, "", new int[series.size()]);
        }
        Comparable<Object> last = times.get(count - 1);
        return new Border(
                count, Timeline.text(last), before(rows -> rows.timeline().until(last)));
    }

    /** The border behind the last time of the rows that a model was made of. */
    public Border border(SeriesProvenance part) {
        if (part.lastTime().isEmpty()) {
            return border(Math.min(part.last(), count()));
        }
        Comparable<Object> last = first().timeline().parsed(part.lastTime());
        int[] rows = before(one -> one.timeline().until(last));
        int count = plan.id() == null
                ? rows[0]
                : (int) times.stream().filter(time -> time.compareTo(last) <= 0).count();
        return new Border(count, part.lastTime(), rows);
    }

    private int[] before(ToIntFunction<SeriesRows> until) {
        return series.stream()
                .mapToInt(rows -> Math.min(rows.count(), until.applyAsInt(rows)))
                .toArray();
    }

    /** Refuses a series that is too short for even one window. */
    void checkLengths(int needed) {
        for (SeriesRows rows : series) {
            if (plan.id() != null && rows.count() < needed) {
                throw new IllegalArgumentException(
                        "%s has %s rows, but %s needs at least %s; remove its rows, or use a shorter window or horizon"
                                .formatted(called(rows.name()), rows.count(), plan.recipe(), needed));
            }
        }
    }

    /** A hash of all that is read. */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        series.forEach(rows -> rows.update(digest));
        return Sha256.text(digest);
    }
}
