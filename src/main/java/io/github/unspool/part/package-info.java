/**
 * Floor 3: the parts of a network. Each declares what it learns and goes forward and backward over a batch, or forward step by
 * step: {@code Embedding}, {@code RecurrentPart}, {@code Dropout}, {@code Skip}, several as a {@code Chain}, and on top the
 * {@code Output}. {@link io.github.unspool.network} puts them together.
 *
 * <p>Engine: it may change in any release.
 */
package io.github.unspool.part;
