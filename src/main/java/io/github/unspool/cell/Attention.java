package io.github.unspool.cell;

import java.util.Locale;

/**
 * How well a step of a decoder fits to a step that was encoded: the score whose softmax over all encoded steps says how much
 * of each the decoder reads.
 *
 * <p>Sources: M.-T. Luong, H. Pham, C. D. Manning, <i>Effective approaches to attention-based neural machine translation</i>,
 * EMNLP 2015, section 3.1; D. Bahdanau, K. Cho, Y. Bengio, <i>Neural machine translation by jointly learning to align and
 * translate</i>, ICLR 2015, section A.1.2.
 */
public enum Attention {
    /** {@code h·x}: nothing is learned, and both must be of the same width. */
    DOT,
    /** {@code h·Wa·x}. */
    GENERAL,
    /** {@code va·tanh(h·Wq + x·Wk)}. */
    ADDITIVE;

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
