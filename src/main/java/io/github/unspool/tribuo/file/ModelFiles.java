package io.github.unspool.tribuo.file;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.file.Excerpt;
import io.github.unspool.runtime.Memory;
import io.github.unspool.tribuo.adapter.Outputs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tribuo.protos.core.ModelProto;

/**
 * Reads model files. Tribuo's own methods load whatever class a file names, and say in a cause what is wrong with it; here
 * only our own classes are read, and the message says it.
 */
public final class ModelFiles {
    /** The bytes of the file, its messages, their content, and the weights: the largest part may be there in each form. */
    private static final int COPIES = 4;

    private ModelFiles() {}

    /** Why a message is no sound model. In the message of a file it follows after the file's name. */
    static final class Unsound extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Unsound(String problem) {
            super("a damaged model file: " + problem);
        }
    }

    /** Makes a model of its message. */
    public interface Reader<M> {
        M read(int version, String className, Any content) throws InvalidProtocolBufferException;
    }

    /**
     * Reads a model of some class.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalStateException if it does not hold a sound model of the class
     * @throws IllegalArgumentException if it is larger than Java's memory
     */
    public static <M> M load(Path path, Reader<M> reader, Class<M> type) throws IOException {
        Memory.check(path + " as a model", COPIES * Files.size(path));
        try {
            // Both of Tribuo's kinds of models have the same message.
            ModelProto model = parse(path);
            checkClass(path, model.getClassName(), type);
            return RootLocale.in(
                    () -> reader.read(model.getVersion(), model.getClassName(), model.getSerializedData()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(path + " is a damaged model file: it cannot be parsed", e);
        } catch (Unsound e) {
            throw new IllegalStateException(path + " is " + e.getMessage(), e);
        } catch (WrongClass e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalStateException(path + " is a damaged model file: " + problem(e), e);
        }
    }

    private static ModelProto parse(Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return ModelProto.parseFrom(in);
        }
    }

    private static final class WrongClass extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        WrongClass(String message) {
            super(message);
        }
    }

    private static void checkClass(Path path, String name, Class<?> type) {
        if (name.isEmpty()) {
            throw new Unsound("it does not contain a model");
        }
        if (!name.equals(type.getName())) {
            String shown = Excerpt.of(name.substring(name.lastIndexOf('.') + 1));
            throw new WrongClass(
                    "%s contains a model of another type, %s, not a %s".formatted(path, shown, type.getSimpleName()));
        }
    }

    /** What a library says, which may have wrapped it several times and may quote the file. */
    private static String problem(RuntimeException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof Error error) {
            throw error;
        }
        return root.getMessage() == null
                ? "a part of it is missing or of another type (%s)"
                        .formatted(root.getClass().getSimpleName())
                : Excerpt.of(root.getMessage());
    }

    /**
     * Checks the version of a message.
     *
     * @throws IllegalStateException if it is newer than what can be read
     */
    public static void checkVersion(int version, int newest) {
        if (version < 0 || version > newest) {
            throw new Unsound("it has version %s, but this Unspool reads up to version %s".formatted(version, newest));
        }
    }

    /**
     * Checks the kind of outputs.
     *
     * @throws IllegalStateException if it is another
     */
    public static void checkType(Path path, Outputs<?> outputs, Class<?> type) {
        if (outputs.type() != type) {
            throw new IllegalStateException("%s predicts outputs of type %s, not %s; try load(path, %s.class)"
                    .formatted(
                            path,
                            outputs.type().getSimpleName(),
                            type.getSimpleName(),
                            outputs.type().getSimpleName()));
        }
    }
}
