package io.github.unspool.tribuo.adapter;

import io.github.unspool.tribuo.provenance.TableProvenance;
import io.github.unspool.tribuo.provenance.TextProvenance;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tribuo.provenance.DatasetProvenance;

/**
 * How a model reads and writes text: as its training data was cut.
 *
 * @param unit what one step is
 * @param marks whether a text begins and ends with a mark
 */
public record TextReader(TextUnit unit, boolean marks) {

    /** As a text was cut. */
    public static Optional<TextReader> ofText(DatasetProvenance data) {
        return TextProvenance.of(data).map(text -> new TextReader(text.unit(), text.marks()));
    }

    /** As a text was cut, or the words of a column or of a tagged file. */
    public static Optional<TextReader> of(DatasetProvenance data) {
        return ofText(data)
                .or(() -> TableProvenance.of(data)
                        .flatMap(TableProvenance::unit)
                        .map(unit -> new TextReader(unit, false)));
    }

    /** What is to be read of a beginning. */
    public List<String> read(String beginning) {
        List<String> units = new ArrayList<>();
        if (marks) {
            units.add(TextUnit.BEGIN);
        }
        units.addAll(unit.split(beginning));
        return units;
    }

    /** The text that units are, without marks. */
    public String write(List<String> units) {
        boolean ended = marks && units.get(units.size() - 1).equals(TextUnit.END);
        return unit.join(units.subList(marks ? 1 : 0, units.size() - (ended ? 1 : 0)));
    }
}
