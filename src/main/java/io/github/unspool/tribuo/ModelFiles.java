package io.github.unspool.tribuo;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads model files, and says in the message what is wrong with one, where Tribuo's own methods say it in a cause. */
final class ModelFiles {
    private ModelFiles() {}

    /** Tribuo's own way to read a file. */
    interface Reader {
        Object read(Path path) throws IOException;
    }

    /**
     * Reads a model of some class.
     *
     * @throws IOException if the file cannot be read, or is no protobuf of Tribuo's
     * @throws IllegalStateException if it does not hold a sound model of the class
     */
    static <M> M load(Path path, Reader reader, Class<M> type) throws IOException {
        Object model;
        try {
            model = RootLocale.in(() -> reader.read(path));
        } catch (IllegalStateException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new IllegalStateException(path + ": " + root.getMessage(), e);
        } catch (ClassCastException e) {
            // Tribuo reads it as one of its two kinds of models, of a step or of a sequence, and it is of the other.
            throw new IllegalStateException(
                    "%s holds a model of another kind, not a %s".formatted(path, type.getSimpleName()), e);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("%s is not the file of a model".formatted(path), e);
        }
        if (type.isInstance(model)) {
            return type.cast(model);
        }
        throw new IllegalStateException(
                "%s holds a %s, not a %s".formatted(path, model.getClass().getSimpleName(), type.getSimpleName()));
    }

    /**
     * Checks the version of a message.
     *
     * @throws IllegalStateException if it is newer than what can be read
     */
    static void checkVersion(int version, int newest) {
        if (version < 0 || version > newest) {
            throw new IllegalStateException(
                    "a model file of version %d; this Unspool reads up to version %d".formatted(version, newest));
        }
    }

    /**
     * Checks the kind of outputs.
     *
     * @throws IllegalStateException if it is another
     */
    static void checkType(Path path, Outputs<?> outputs, Class<?> type) {
        if (outputs.type() != type) {
            throw new IllegalStateException("%s tells outputs of type %s, not %s; try load(path, %s.class)"
                    .formatted(
                            path,
                            outputs.type().getSimpleName(),
                            type.getSimpleName(),
                            outputs.type().getSimpleName()));
        }
    }
}
