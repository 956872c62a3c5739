package io.github.unspool.tribuo;

import java.util.ArrayList;
import java.util.List;

/**
 * How a model reads and writes text: as its training data was cut.
 *
 * @param unit what one step is
 * @param marks whether a text begins and ends with a mark
 */
record TextReader(TextUnit unit, boolean marks) {

    /** What is to be read of a beginning. */
    List<String> read(String beginning) {
        List<String> units = new ArrayList<>();
        if (marks) {
            units.add(TextUnit.BEGIN);
        }
        units.addAll(unit.split(beginning));
        return units;
    }

    /** The text that units are, without marks. */
    String write(List<String> units) {
        boolean ended = marks && units.get(units.size() - 1).equals(TextUnit.END);
        return unit.join(units.subList(marks ? 1 : 0, units.size() - (ended ? 1 : 0)));
    }
}
