package io.github.unspool.parameter;

import io.github.unspool.file.Excerpt;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An array of a NumPy file, and where its numbers are.
 *
 * @param name its name in the file
 * @param shape how long each axis is
 * @param numbers the numbers, row after row
 */
public record NumpyArray(String name, List<Integer> shape, Numbers numbers) {
    private static final int CHUNK = 1024;

    /** Numbers that stand somewhere. */
    public interface Numbers {
        double get(int i);

        /**
         * Takes a number over.
         *
         * @throws IllegalArgumentException if it cannot be kept; the message continues after the array's name
         */
        void set(int i, double value);

        /** Whether they are kept as float64 instead of float32. */
        default boolean areDoubles() {
            return false;
        }
    }

    private int width() {
        return numbers.areDoubles() ? Double.BYTES : Float.BYTES;
    }

    /** How many bytes {@link #write} gives. */
    long bytes() {
        return NumpyHeader.bytes(numbers.areDoubles(), shape).length + (long) width() * size();
    }

    int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    static String describe(List<? extends Number> shape) {
        return switch (shape.size()) {
            case 0 -> "one number";
            case 1 -> shape.get(0) + " numbers";
            default -> shape.stream().map(Number::toString).collect(Collectors.joining(" × "));
        };
    }

    /** Writes the array as a whole .npy file. */
    public void write(OutputStream out) throws IOException {
        out.write(NumpyHeader.bytes(numbers.areDoubles(), shape));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * width()).order(ByteOrder.LITTLE_ENDIAN);
        int size = size();
        for (int i = 0; i < size; i++) {
            if (numbers.areDoubles()) {
                chunk.putDouble(numbers.get(i));
            } else {
                chunk.putFloat((float) numbers.get(i));
            }
            if (!chunk.hasRemaining() || i == size - 1) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
    }

    /**
     * Reads a whole .npy file of this shape. Its header is checked before any number is read.
     *
     * @throws IllegalArgumentException if it holds anything else; the message continues after the array's name
     */
    void read(InputStream in) throws IOException {
        NumpyHeader header = NumpyHeader.read(in);
        if (!header.hasShape(shape)) {
            throw new IllegalArgumentException(
                    "is %s instead of %s".formatted(Excerpt.of(describe(header.shape())), describe(shape)));
        }
        int width = header.isDouble() ? Double.BYTES : Float.BYTES;
        int size = size();
        for (int from = 0; from < size; from += CHUNK) {
            int count = Math.min(CHUNK, size - from);
            byte[] bytes = in.readNBytes(count * width);
            if (bytes.length < count * width) {
                throw new EOFException("it ends before its last number");
            }
            ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = from; i < from + count; i++) {
                numbers.set(i, checked(header.isDouble() ? chunk.getDouble() : chunk.getFloat()));
            }
        }
        if (in.read() != -1) {
            throw new IllegalArgumentException("has more bytes than its shape needs");
        }
    }

    private double checked(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("holds " + value);
        }
        if (!numbers.areDoubles() && Math.abs(value) > Parameter.LARGEST) {
            throw new IllegalArgumentException("holds " + value + ", which is too large to compute with");
        }
        return value;
    }
}
