package io.github.unspool.tribuo.file;

import io.github.unspool.file.Excerpt;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which classes a file may name. To load a class runs its static initialiser, so a file from a stranger could start whatever
 * stands on the class path.
 */
final class TrustedClasses {
    /** Names more, separated by commas; one that ends in a dot stands for a package and all below it. */
    static final String PROPERTY = "unspool.trustedClasses";

    private static final List<String> ALWAYS =
            List.of("org.tribuo.", "com.oracle.labs.mlrg.olcut.provenance.", "io.github.unspool.");

    private TrustedClasses() {}

    /**
     * Refuses a class that is not on the list.
     *
     * @throws ModelFiles.Unsound if it is not; the message says how to put it there
     */
    static void check(String name) {
        Stream<String> more = Stream.of(System.getProperty(PROPERTY, "").split(","));
        boolean isTrusted = Stream.concat(ALWAYS.stream(), more)
                .map(String::strip)
                .anyMatch(entry -> entry.endsWith(".") ? name.startsWith(entry) : name.equals(entry));
        if (!isTrusted) {
            String shown = Excerpt.of(name);
            throw new ModelFiles.Unsound(
                    "it names the class %s, but only known classes are loaded; if you trust the file, start Java with -D%s=%s"
                            .formatted(shown, PROPERTY, shown));
        }
    }
}
