/**
 * The naive reference implementation: a recurrent network in plain double-precision loops, written straight from the
 * equations, against which the engine is tested.
 *
 * <p>It is the middle of the chain of trust: the engine agrees with the reference implementation, the reference
 * implementation's gradients agree with finite differences, and the reference implementation agrees with values
 * recorded from PyTorch. It shares no code with the engine, so that an error cannot hide in both.
 *
 * <p>Shapes, used everywhere in this package: T steps of one sequence, D inputs of a network or layer, M columns of an
 * embedding, H units of one direction of a layer, W columns of a layer's output (H, or 2H in a bidirectional layer), G
 * gates of a unit, S columns of a state (H, or 2H in an LSTM), K outputs. Vectors are rows, so weights are stored
 * inputs × units, with a block of H columns for each gate; a bias is a matrix of one row. {@code dX} is the gradient of
 * the loss with respect to {@code X} and has its shape.
 *
 * <pre>
 *   e_t      = x_t·E                        E D×M; without an embedding e_t is x_t
 *   zx_t     = x_t·Wx + b                   Wx D×G·H, b 1×G·H; x is the e, and in higher layers the u of the layer below
 *   zh_t     = (r ⊙ h_{t-1})·Wh + bh        Wh H×G·H; bh 1×G·H in a GRU, no other cell has it; r is the mask of
 *                                           recurrent dropout, given, the same at all steps, and all 1 without it
 *   s_t      = cell(zx_t, zh_t, s_{t-1})    the state: h_t, or [h_t | c_t] in an LSTM; s_0, here called h0, is given
 *                                           for a sequence or learned for all
 *   h'_t                                    the same with tensors and states of its own, but t+1 in place of t−1:
 *                                           the backward direction of a bidirectional layer
 *   u_t      = m_t ⊙ [h_t | h'_t] + x_t     what leaves the layer upwards, not onwards to t+1; m_t is the dropout
 *                                           mask, given, and all 1 without dropout; x_t only with a skip connection
 *   o_t      = u_t·Wy + by                  of the top layer, the logits; Wy W×K, by 1×K; with one output per sequence
 *                                           u_t is what each direction ends with: h at the last step, h' at the first
 *   p_t                                     the predictions, and
 *   l_t                                     the loss, from o_t and the target y_t: see ReferenceLoss
 *   loss     = Σ w_t l_t / Σ w_t            over all steps (or sequences) of a batch; w_t is 1 unless given, and 0
 *                                           where y_t is unknown; nothing is padded
 * </pre>
 *
 * <p>The cells are {@link io.github.unspool.reference.Elman}, with tanh or relu and G = 1, {@link
 * io.github.unspool.reference.Gru}, with G = 3, and {@link io.github.unspool.reference.Lstm}, with G = 4.
 */
package io.github.unspool.reference;
