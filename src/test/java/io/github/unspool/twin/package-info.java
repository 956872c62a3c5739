/**
 * The naive twin: a recurrent network in plain double-precision loops, written straight from the equations, against
 * which the engine is tested.
 *
 * <p>It is the middle of the chain of trust: the engine agrees with the twin, the twin's gradients agree with finite
 * differences, and the twin agrees with values recorded from PyTorch. It shares no code with the engine, so that an
 * error cannot hide in both.
 *
 * <p>Shapes, used everywhere in this package: T steps of one sequence, D inputs, H units of a layer, G gates of a unit,
 * K classes, N steps of all sequences of a batch together. Vectors are rows, so weights are stored inputs × units, with
 * a block of H columns for each gate; a bias is a matrix of one row. {@code dX} is the gradient of the loss with respect
 * to {@code X} and has its shape.
 *
 * <pre>
 *   zx_t     = x_t·Wx + b                   Wx D×G·H, b 1×G·H
 *   zh_t     = h_{t-1}·Wh + bh              Wh H×G·H; bh 1×G·H in a GRU, no other cell has it
 *   s_t      = cell(zx_t, zh_t, s_{t-1})    the state: h_t, or [h_t | c_t] in an LSTM; s_0 is given and called h0
 *   u_t      = m_t ⊙ h_t                    what leaves the layer upwards, not onwards to t+1; m_t is the dropout
 *                                           mask, given, and all 1 without dropout
 *                                           the u of one layer are the x of the next
 *   logits_t = u_t·Wy + by                  of the top layer; Wy H×K, by 1×K
 *   p_t      = softmax(logits_t)
 *   loss     = −1/N Σ log p_t[y_t]          over all steps of all sequences; nothing is padded
 * </pre>
 *
 * <p>The cells are {@link io.github.unspool.twin.Elman}, with tanh or relu and G = 1, {@link
 * io.github.unspool.twin.Gru}, with G = 3, and {@link io.github.unspool.twin.Lstm}, with G = 4.
 */
package io.github.unspool.twin;
