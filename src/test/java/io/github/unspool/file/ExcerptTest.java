package io.github.unspool.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void of_textAsItIs_staysItself() {
        assertThat(Excerpt.of("  E[0] = \"naïve 日本 😀\" ")).isEqualTo("E[0] = \"naïve 日本 😀\"");
        assertThat(Excerpt.of(null)).isEqualTo("null");
        assertThat(Excerpt.of("")).isEmpty();
    }

    @Test
    void of_whatATerminalObeys_isVisible() {
        assertThat(Excerpt.of("a\u001B[2Jb\u009Bc\0")).isEqualTo("a\\u001b[2Jb\\u009bc\\u0000");
        assertThat(Excerpt.of("a\nb\r\tc")).isEqualTo("a\\nb\\r\\tc");
        assertThat(Excerpt.of("a\u202Eb\u2028c\uD800d")).isEqualTo("a\\u202eb\\u2028c\\ud800d");
        assertThat(Excerpt.of("\uDB40\uDC41x")).isEqualTo("\\udb40\\udc41x");
    }

    @Test
    void of_longText_isShort() {
        assertThat(Excerpt.of("x".repeat(200))).hasSize(200);
        assertThat(Excerpt.of("x".repeat(100_000_000))).isEqualTo("x".repeat(200) + "…");
        assertThat(Excerpt.of("\0".repeat(1000)).length()).isLessThan(210);
    }
}
