package io.github.unspool.cli;

import io.github.unspool.data.Sequences;
import io.github.unspool.data.Text;
import io.github.unspool.tribuo.text.TextUnit;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of a text. */
final class TextOptions {
    @Option(
            names = "--units",
            paramLabel = "UNITS",
            description = "Kind of tokens: characters, words or subwords [characters].")
    TextUnit units = TextUnit.CHARACTERS;

    @Option(names = "--lines", description = "Separate sequence for each line, with marks of its beginning and end.")
    boolean lines;

    @Option(
            names = "--parts",
            paramLabel = "N",
            converter = Positive.class,
            description = "Number of sequences that the text is cut into [64].")
    Integer parts;

    @Option(
            names = "--at-least",
            paramLabel = "N",
            converter = Positive.class,
            description =
                    "Minimum count: rarer tokens become <unknown>. Required if the rest of the text has words that are not in the training data.")
    Integer atLeast;

    @Option(
            names = "--most",
            paramLabel = "N",
            converter = Positive.class,
            description = "Size of the vocabulary: all but the N most frequent tokens become <unknown>.")
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
