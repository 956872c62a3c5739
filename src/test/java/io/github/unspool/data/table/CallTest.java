package io.github.unspool.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that were kept as text, perhaps by a stranger. */
class CallTest {
    @Test
    void read_chain_givesEachCall() {
        assertThat(Call.read(
                        "series(\"a\", \"b c\").time(\"date\", ZoneId.of(\"Europe/Berlin\")).window(28).weekday()"))
                .containsExactly(
                        new Call("series", List.of("a", "b c"), List.of()),
                        new Call("time", List.of("date"), List.of("Europe/Berlin")),
                        new Call("window", List.of("28"), List.of()),
                        new Call("weekday", List.of(), List.of()));
    }

    @Test
    void read_whatIsNoCall_endsThere() {
        assertThat(Call.read("window(3).horizon(\"x).mask()"))
                .containsExactly(new Call("window", List.of("3"), List.of()));
        assertThat(Call.read("mask().window(3")).containsExactly(new Call("mask", List.of(), List.of()));
    }

    @Test
    void read_nothingKnown_isRefusedVisibly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Call.read("\u001B[2J"))
                .withMessage("the model's description of its data cannot be parsed: \\u001b[2J");
    }

    /** More than a regular expression that calls itself for each can take. */
    @Test
    void read_manyArguments_givesThemAll() {
        String many = "series(" + "\"a\", ".repeat(300_000) + "\"b\")";
        assertThat(Call.read(many).get(0).arguments()).hasSize(300_001);
    }

    @Test
    void number_thatIsNone_saysSo() {
        for (String text : new String[] {"99999999999", "1.5", "...", "x"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Call("window", List.of(text), List.of()).number())
                    .withMessage("the model has window(%s), which is not a number of rows", text);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Call("window", List.of(), List.of()).number())
                .withMessage("the model has window with 0 values");
    }
}
