/**
 * Floor 3: networks of recurrent layers, their forward pass, backpropagation through time, and the training loop. Nothing
 * here knows Tribuo, tables or charts; with {@link io.github.unspool.math} and {@link io.github.unspool.cell} it is all one
 * has to read to see how a recurrent network is trained.
 *
 * <p>The letters used everywhere:
 *
 * <table>
 * <caption>Shapes</caption>
 * <tr><td>T</td><td>steps of the longest sequence of a batch</td></tr>
 * <tr><td>B</td><td>sequences in a batch, longest first</td></tr>
 * <tr><td>R</td><td>rows of a batch: one for each step of each sequence, step by step, without padding</td></tr>
 * <tr><td>D</td><td>inputs of the network</td></tr>
 * <tr><td>H</td><td>units of a layer</td></tr>
 * <tr><td>G</td><td>gates · H, the pre-activations of a layer</td></tr>
 * <tr><td>K</td><td>outputs of the network</td></tr>
 * <tr><td>w</td><td>the weight of a row: that of its sequence, 0 where the target is not known</td></tr>
 * </table>
 *
 * <p>A row of a slab is one step of one sequence, so weights stand on the right, inputs × outputs:
 *
 * <pre>
 *   forward                                    backward, the mirror image
 *     zx = x·Wx + b            (R rows)          dlogits = (softmax − target) · w / Σ w
 *     for t = 0 … T−1                            dh      = dlogits·Wyᵀ
 *       zh[t] = h[t−1]·Wh                        for t = T−1 … 0
 *       h[t]  = cell(zx[t], zh[t])                 dz[t]    = cell'(dh[t])
 *     logits = h·Wy + by                           dh[t−1] += dz[t]·Whᵀ
 *     loss   = mean of −log softmax(logits)      dWx = xᵀ·dz, dWh = previousᵀ·dz, db = Σ dz, dx = dz·Wxᵀ
 * </pre>
 *
 * <p>Sequences that have ended need no mask: the sequences of a batch are sorted longest first, so those that still live at
 * a step are a prefix.
 */
package io.github.unspool.network;
