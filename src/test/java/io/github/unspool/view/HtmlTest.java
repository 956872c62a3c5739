package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlTest {
    private static final String SCRIPT = "<script>alert('a & b')</script>";

    private static Table numbers(int rows) {
        return Table.create(
                IntColumn.create("n", IntStream.rangeClosed(1, rows).toArray()),
                StringColumn.create("text", IntStream.rangeClosed(1, rows).mapToObj(i -> SCRIPT)));
    }

    /** The content of the first cell of each row. */
    private static List<String> firstCells(String html) {
        return Stream.of(html.replaceAll("\\s", "").split("<tr>"))
                .skip(2)
                .map(row -> row.replaceAll("^<td>(.*?)</td>.*", "$1"))
                .toList();
    }

    @Test
    void of_shortTable_hasAllRowsAndNoRemark() {
        String html = Html.of(numbers(20));
        assertThat(firstCells(html)).containsExactlyElementsOf(expected(1, 20));
        assertThat(html).doesNotContain(" rows");
    }

    @Test
    void of_longTable_hasItsEndsAndTheRowCount() {
        String html = Html.of(numbers(500));
        assertThat(firstCells(html))
                .containsExactlyElementsOf(Stream.of(expected(1, 10), List.of("…"), expected(491, 500))
                        .flatMap(List::stream)
                        .toList());
        assertThat(html).endsWith("<p>20 of 500 rows</p>");
    }

    private static List<String> expected(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void of_anyTable_escapesWhatItHolds() {
        for (int rows : new int[] {1, 21}) {
            assertThat(Html.of(numbers(rows)))
                    .doesNotContain("<script")
                    .contains("&lt;script&gt;alert('a &amp; b')&lt;/script&gt;");
        }
    }

    @Test
    void of_anyTable_escapesTheNamesOfColumns() {
        assertThat(Html.of(Table.create(StringColumn.create(SCRIPT, "x"))))
                .doesNotContain("<script")
                .contains("&lt;script&gt;");
    }
}
