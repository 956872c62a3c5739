package io.github.unspool.data.csv;

import io.github.unspool.data.table.CellKind;
import io.github.unspool.data.table.Columns;
import io.github.unspool.file.Excerpt;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table with a row for each series and a column for each time, on its way to one with a row for each time. */
final class Melting {
    private static final String TIME = "time";
    private static final String VALUE = "value";

    private final Table wide;
    private final List<Column<?>> ids;
    private final List<Column<?>> values;

    Melting(Table wide, String... ids) {
        this.wide = wide;
        this.ids =
                Arrays.stream(ids).<Column<?>>map(id -> Columns.find(wide, id)).toList();
        this.values = wide.columns().stream()
                .filter(column -> !this.ids.contains(column))
                .toList();
    }

    Table table() {
        CellKind kind = kind();
        Table table = Table.create(wide.name());
        ids.forEach(id -> table.addColumns(id.emptyCopy()));
        Column<?> times = kind.column().apply(TIME);
        DoubleColumn numbers = DoubleColumn.create(VALUE);
        for (int row = 0; row < wide.rowCount(); row++) {
            for (Column<?> column : values) {
                for (Column<?> id : ids) {
                    table.column(id.name()).appendObj(id.get(row));
                }
                kind.append(times, column.name());
                numbers.append(column.isMissing(row) ? Double.NaN : ((NumericColumn<?>) column).getDouble(row));
            }
        }
        return table.addColumns(times, numbers);
    }

    /** What kind of time the names of the columns are. */
    private CellKind kind() {
        for (Column<?> column : values) {
            if (!(column instanceof NumericColumn)) {
                throw new IllegalArgumentException(
                        "melt: column \"%s\" of %s contains %s, not numbers; add it to the columns that identify the series"
                                .formatted(column.name(), wide.name(), Columns.kind(column)));
            }
        }
        List<CellKind> kinds = CellKind.ALL.stream()
                .filter(kind -> kind != CellKind.TEXT)
                .filter(kind -> values.stream().map(Column::name).allMatch(kind::takes))
                .toList();
        boolean isOpen = kinds.contains(CellKind.DAY_FIRST) && kinds.contains(CellKind.MONTH_FIRST);
        if (kinds.isEmpty() || values.isEmpty() || isOpen) {
            throw new IllegalArgumentException(
                    "melt: the columns of %s other than %s must be named by times, such as 2024-01-31, 2024-01 or 1990; they are %s"
                            .formatted(
                                    wide.name(),
                                    ids.stream().map(Column::name).toList(),
                                    Excerpt.of(values.stream()
                                            .map(Column::name)
                                            .toList()
                                            .toString())));
        }
        return kinds.get(0);
    }
}
