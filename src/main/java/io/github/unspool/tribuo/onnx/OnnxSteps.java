package io.github.unspool.tribuo.onnx;

import io.github.unspool.tribuo.adapter.StepFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Turns examples, as every ONNX graph of Tribuo's reads them, into sequences inside of the graph. An example is a row of
 * all F features in the order of their ids, in which one that is missing is 0.
 */
public final class OnnxSteps {
    private OnnxSteps() {}

    /**
     * The sequences.
     *
     * @param examples B × F
     * @return T × B × D, zeros where no feature has this step and name
     */
    public static ONNXNode inputs(ONNXRef<?> examples, StepFeatures features) {
        ONNXContext onnx = examples.onnxContext();
        int steps = features.steps();
        int inputs = features.inputs();
        // A column of zeros behind the features is where steps take from what no feature gives.
        long[] source = new long[Math.multiplyExact(steps, inputs)];
        Arrays.fill(source, features.count());
        for (int id = 0; id < features.count(); id++) {
            source[features.step(id) * inputs + features.input(id)] = id;
        }
        return examples.apply(OnnxOps.PAD, onnx.array("one_column", new long[] {0, 0, 0, 1}), "features_and_zero")
                .apply(ONNXOperators.GATHER, onnx.array("feature_of_step", source), Map.of("axis", 1))
                .apply(OnnxOps.RESHAPE, onnx.array("steps_shape", new long[] {0, steps, inputs}), "steps_of_examples")
                .apply(OnnxOps.TRANSPOSE, Map.of("perm", new int[] {1, 0, 2}));
    }

    /**
     * How long the sequences are. A row of zeros cannot be distinguished from a missing step. So a sequence ends at its
     * last step that has a number other than 0, but has no fewer steps than the shortest of training.
     *
     * @param examples B × F
     * @param shortest how many steps every sequence of training had
     * @return B numbers of type int32
     */
    public static ONNXNode lengths(ONNXRef<?> examples, StepFeatures features, int shortest) {
        ONNXContext onnx = examples.onnxContext();
        int[] lengthUpTo = new int[features.count()];
        for (int id = 0; id < lengthUpTo.length; id++) {
            lengthUpTo[id] = Math.max(shortest, features.step(id) + 1);
        }
        ONNXNode isZero = examples.apply(OnnxOps.EQUAL, onnx.constant("zero", 0f), "is_zero");
        return isZero.apply(
                        ONNXOperators.WHERE,
                        List.of(onnx.array("shortest", new int[] {shortest}), onnx.array("length_up_to", lengthUpTo)),
                        "length_up_to_feature")
                .apply(OnnxOps.REDUCE_MAX, Map.of("axes", new int[] {1}, "keepdims", 0));
    }
}
