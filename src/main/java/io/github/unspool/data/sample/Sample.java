package io.github.unspool.data.sample;

import java.util.List;
import org.tribuo.Feature;

/**
 * A sequence with its targets.
 *
 * @param steps the features of each step
 * @param outputs one for each step, or one in all
 * @param <T> the kind of output
 */
public record Sample<T>(List<List<Feature>> steps, List<T> outputs) {}
