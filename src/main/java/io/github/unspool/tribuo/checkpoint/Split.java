package io.github.unspool.tribuo.checkpoint;

import io.github.unspool.part.Sequence;
import java.util.List;

/**
 * Which data is trained on and which is only measured with.
 *
 * @param training the sequences to train on
 * @param validation those to measure with; it may be empty
 * @param findings what there is to say about the data
 * @param note how much of the validation data was not read; it begins with a blank, or is empty
 */
public record Split(List<Sequence> training, List<Sequence> validation, List<String> findings, String note) {}
