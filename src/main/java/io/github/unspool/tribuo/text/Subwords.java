package io.github.unspool.tribuo.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text by byte-pair encoding with the table of GPT-2, which JTokkit brings.
 *
 * <p>Source: R. Sennrich, B. Haddow, A. Birch, <i>Neural machine translation of rare words with subword units</i>, ACL 2016.
 */
final class Subwords {
    private Subwords() {}

    /** Where a character outside the table is cut into bytes, the pieces are joined again, so that each unit is text. */
    static List<String> split(String text) {
        List<String> units = new ArrayList<>();
        Encoding encoding = encoding();
        IntArrayList tokens = encoding.encodeOrdinary(text);
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (int i = 0; i < tokens.size(); i++) {
            IntArrayList one = new IntArrayList(1);
            one.add(tokens.get(i));
            piece.writeBytes(encoding.decodeBytes(one));
            String unit = decode(piece.toByteArray());
            if (unit != null) {
                units.add(unit);
                piece.reset();
            }
        }
        return units;
    }

    /** The text, or null if it ends within a character. */
    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static Encoding encoding() {
        try {
            return Table.ENCODING;
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "subwords need the library com.knuddels:jtokkit:1.1.0 on the class path; in a notebook run"
                            + " %maven com.knuddels:jtokkit:1.1.0",
                    e);
        }
    }

    /** Reads the table when it is first needed. */
    private static final class Table {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.R50K_BASE);
    }
}
