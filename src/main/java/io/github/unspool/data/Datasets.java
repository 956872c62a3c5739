package io.github.unspool.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Real data that travels in the jar, so that a notebook runs anywhere. Sources and licences: datasets/README.md. */
public final class Datasets {
    private Datasets() {}

    /**
     * Herman Melville, <i>Moby-Dick; or, The Whale</i> (1851), chapters 1 to 135: 1.2 million characters, 83 different.
     *
     * @return the text, its lines ending in {@code \n}
     */
    public static String mobyDick() {
        return text("moby-dick.txt");
    }

    private static String text(String name) {
        try (InputStream in = Datasets.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's " + name + " cannot be read", e);
        }
    }
}
