package io.github.unspool.tribuo.file;

import com.google.protobuf.ByteString;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.tribuo.protos.ParameterProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Parameters as protobufs. A message may come from a stranger; its shapes are checked before anything is made of it. */
public final class ParameterProtos {
    private ParameterProtos() {}

    public static ParameterProto write(Parameter parameter) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, parameter.values().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(parameter.values());
        return ParameterProto.newBuilder()
                .setName(parameter.shape().name())
                .setRows(parameter.shape().rows())
                .setColumns(parameter.shape().columns())
                .setValues(ByteString.copyFrom(bytes))
                .build();
    }

    /**
     * Checks that messages hold as many numbers as some shapes need.
     *
     * @throws IllegalArgumentException if they do not; the message says which
     */
    public static void check(List<ParameterProto> protos, List<Parameter.Shape> shapes) {
        require(protos.size() == shapes.size(), "%s parameters instead of %s", protos.size(), shapes.size());
        for (int i = 0; i < shapes.size(); i++) {
            check(protos.get(i), shapes.get(i));
        }
    }

    private static void check(ParameterProto proto, Parameter.Shape shape) {
        require(
                proto.getRows() == shape.rows() && proto.getColumns() == shape.columns(),
                "%s is %s × %s instead of %s",
                shape.name(),
                proto.getRows(),
                proto.getColumns(),
                shape);
        long bytes = (long) Float.BYTES * shape.size();
        require(
                proto.getValues().size() == bytes,
                "%s has %s bytes instead of %s",
                shape.name(),
                proto.getValues().size(),
                bytes);
    }

    /** Fills a parameter with the numbers of a message that was checked. */
    public static void fill(Parameter parameter, ParameterProto proto) {
        proto.getValues()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(parameter.values());
    }

    /**
     * Checks that each number is finite.
     *
     * @throws IllegalArgumentException if one is not
     */
    public static void checkFinite(Parameter parameter) {
        for (float value : parameter.values()) {
            require(Float.isFinite(value), "%s holds %s", parameter.shape().name(), value);
        }
    }

    /**
     * Checks that each number is of a size that can be computed with.
     *
     * @throws IllegalArgumentException if one is not
     */
    static void checkSize(Parameter parameter) {
        for (float value : parameter.values()) {
            require(
                    Math.abs(value) <= Parameter.LARGEST,
                    "%s holds %s, which is too large to compute with",
                    parameter.shape().name(),
                    value);
        }
    }

    private static void require(boolean condition, String problem, Object... details) {
        if (!condition) {
            throw new IllegalArgumentException(problem.formatted(details));
        }
    }
}
