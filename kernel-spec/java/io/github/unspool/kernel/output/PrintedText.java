package io.github.unspool.kernel.output;

import io.github.unspool.kernel.output.Outlet.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;

/** A piece of what one cell printed to one stream; belongs to the publisher's lock. */
final class PrintedText {
    private static final byte[] NONE = {};

    final Outlet outlet;
    final Stream stream;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PrintedText(Outlet outlet, Stream stream) {
        this.outlet = outlet;
        this.stream = stream;
    }

    boolean isOf(Outlet other, Stream otherStream) {
        return outlet == other && stream == otherStream;
    }

    void add(byte[] more, int from, int length) {
        bytes.write(more, from, length);
    }

    int size() {
        return bytes.size();
    }

    /** As characters; those of which bytes are missing wait for the next piece, or come as they are if this is the last. */
    String take(boolean isLast) {
        byte[] begun = outlet.incomplete(stream);
        byte[] all = Arrays.copyOf(begun, begun.length + bytes.size());
        System.arraycopy(bytes.toByteArray(), 0, all, begun.length, bytes.size());
        int end = isLast ? all.length : endOfCharacters(all);
        outlet.setIncomplete(stream, end == all.length ? NONE : Arrays.copyOfRange(all, end, all.length));
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }

    /** Where the last whole character of UTF-8 ends. */
    private static int endOfCharacters(byte[] bytes) {
        int first = bytes.length - 1;
        while (first > 0 && bytes.length - first < 4 && (bytes[first] & 0xC0) == 0x80) {
            first--;
        }
        if (first < 0) {
            return 0;
        }
        int lead = bytes[first] & 0xFF;
        int length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 1;
        return length > bytes.length - first ? first : bytes.length;
    }

    Message<PublishStream> message(String text) {
        PublishStream.StreamType type =
                stream == Stream.OUT ? PublishStream.StreamType.OUT : PublishStream.StreamType.ERR;
        return new Message<>(outlet.cell().getContext(), PublishStream.MESSAGE_TYPE, new PublishStream(type, text));
    }
}
