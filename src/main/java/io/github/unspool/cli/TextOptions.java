package io.github.unspool.cli;

import io.github.unspool.data.Sequences;
import io.github.unspool.data.Text;
import io.github.unspool.tribuo.text.TextUnit;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a text is cut. */
final class TextOptions {
    @Option(
            names = "--units",
            paramLabel = "UNITS",
            description = "What a step is: characters, words or subwords. Else characters.")
    TextUnit units = TextUnit.CHARACTERS;

    @Option(names = "--lines", description = "Each line is a sequence of its own, with a beginning and an end.")
    boolean lines;

    @Option(
            names = "--parts",
            paramLabel = "N",
            converter = Positive.class,
            description = "Cut the text into N sequences. Else 64.")
    Integer parts;

    @Option(
            names = "--at-least",
            paramLabel = "N",
            converter = Positive.class,
            description =
                    "What stands less than N times counts as <unknown>. Needed where the rest of the text has words that"
                            + " its beginning has not.")
    Integer atLeast;

    @Option(
            names = "--most",
            paramLabel = "N",
            converter = Positive.class,
            description = "All but the N most frequent words count as <unknown>.")
    Integer most;

    Text read(Path file) {
        Text text = Sequences.text(file);
        text = switch (units) {
            case CHARACTERS -> text.characters();
            case WORDS -> text.words();
            case SUBWORDS -> text.subwords();
        };
        text = atLeast == null ? text : text.atLeast(atLeast);
        text = most == null ? text : text.most(most);
        text = lines ? text.lines() : text;
        return lines && parts == null ? text : text.parts(parts == null ? 64 : parts);
    }
}
