package io.github.unspool.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.data.table.Call;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {
    @Test
    void of_specialCharacters_escapesThem() {
        assertThat(Literal.of("a\nb\r\tc \"d\" \\n")).isEqualTo("\"a\\nb\\r\\tc \\\"d\\\" \\\\n\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "two\nlines", "end\r\n", "a\ttab", "a \"quote\"", "C:\\new\\table", "\\u0022", "é 中 %s"})
    void of_anyText_isJavaOfThatText(String text) {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            var events = shell.eval("String s = " + Literal.of(text) + ";");
            assertThat(events.get(0).exception()).isNull();
            var same =
                    shell.eval("s.chars().boxed().toList().toString()").get(0).value();
            assertThat(same).isEqualTo('"' + text.chars().boxed().toList().toString() + '"');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "end\r\n", "a\ttab", "a \"quote\"", "C:\\new\\table", "\\u0022"})
    void unescaped_undoesOf(String text) {
        String literal = Literal.of(text);
        assertThat(Literal.unescaped(literal.substring(1, literal.length() - 1)))
                .isEqualTo(text);
        assertThat(Call.read("id(" + Call.quoted(text) + ")").get(0).only()).isEqualTo(text);
        assertThat(Call.quoted(List.of(text, "b"))).isEqualTo(literal + ", \"b\"");
    }

    @Test
    void builder_classNameOfTwoLines_isOneLineOfJava() {
        assertThat(Rnn.builder()
                        .hidden(2)
                        .gru()
                        .classWeights(Map.of("two\nlines\t\"\\", 2.0))
                        .toString())
                .contains("\"two\\nlines\\t\\\"\\\\\"")
                .doesNotContain("\n", "\t");
    }
}
