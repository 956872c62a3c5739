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
 * <tr><td>w</td><td>the weight of a row: that of its step and sequence, 0 where the target is not known</td></tr>
 * </table>
 *
 * <p>A row of a slab is one step of one sequence, so weights stand on the right, inputs × outputs:
 *
 * <pre>
 *   forward                                    backward, the mirror image
 *     zx = x·Wx + b            (R rows)          do = loss'(o, y) · w / Σ w
 *     for t = 0 … T−1                            dh = do·Wyᵀ,  dWy = hᵀ·do,  dby = Σ do
 *       zh[t] = h[t−1]·Wh                        for t = T−1 … 0
 *       h[t]  = cell(zx[t], zh[t])                 dz[t]    = cell'(dh[t])
 *     o    = h·Wy + by                             dh[t−1] += dz[t]·Whᵀ
 *     loss = Σ w·loss(o, y) / Σ w                dWx = xᵀ·dz, dWh = previousᵀ·dz, db = Σ dz, dx = dz·Wxᵀ
 * </pre>
 *
 * <p>Sequences that have ended need no mask: the sequences of a batch are sorted longest first, so those that still live at
 * a step are a prefix.
 *
 * <p>Where to look: {@link io.github.unspool.network.Network} and {@link io.github.unspool.network.Weights} are what there is;
 * {@link io.github.unspool.network.Bptt} goes through its {@link io.github.unspool.part parts} up to the {@code Head} and its
 * {@link io.github.unspool.loss.Loss}; {@link io.github.unspool.training.TrainingLoop} repeats that until the weights are good.
 */
package io.github.unspool.network;
