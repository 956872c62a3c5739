package io.github.unspool.part;

import io.github.unspool.math.Activations;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import java.util.Arrays;

/** What one thread needs to compare the states of one sequence with its encoded steps. */
final class Scores {
    private static final Activations FUNCTIONS = Activations.fastest();

    final MatrixProduct product = MatrixProduct.create();
    private float[] gradient = new float[0];
    private Matrix current;
    /** The compared vectors with a row for each number, so that the steps lie side by side; and its gradient. */
    private float[] turned = new float[0];

    private float[] dTurned = new float[0];
    private float[] tanh = new float[0];
    private float[] dVector = new float[0];

    /** Zeros, the gradient of the scores. */
    Matrix gradient(int rows, int columns) {
        int size = rows * columns;
        if (gradient.length < size) {
            gradient = new float[size];
        }
        Arrays.fill(gradient, 0, size, 0);
        current = Matrix.of(gradient, rows, columns);
        return current;
    }

    private void turn(Matrix k) {
        int size = k.rows() * k.columns();
        if (turned.length < size) {
            turned = new float[size];
            dTurned = new float[size];
            tanh = new float[size];
        }
        for (int t = 0; t < k.rows(); t++) {
            for (int j = 0; j < k.columns(); j++) {
                turned[j * k.rows() + t] = k.data()[k.row(t) + j];
            }
        }
    }

    /** tanh(q + k) of one step of the decoder with all encoded ones. */
    private void tanh(Matrix q, int u, int width, int steps) {
        for (int j = 0; j < width; j++) {
            float qj = q.data()[q.row(u) + j];
            for (int i = j * steps; i < (j + 1) * steps; i++) {
                tanh[i] = turned[i] + qj;
            }
        }
        FUNCTIONS.tanh(tanh, tanh, width * steps);
    }

    /** scores += v·tanh(q + k) for each step u of q and t of k. */
    void additive(Matrix q, Matrix k, float[] v, Matrix scores) {
        turn(k);
        int steps = k.rows();
        for (int u = 0; u < q.rows(); u++) {
            tanh(q, u, v.length, steps);
            int at = scores.row(u);
            for (int j = 0; j < v.length; j++) {
                for (int t = 0; t < steps; t++) {
                    scores.data()[at + t] += v[j] * tanh[j * steps + t];
                }
            }
        }
    }

    /** The mirror image of {@link #additive}, from {@link #gradient}. */
    void additiveGradient(Matrix q, Matrix k, float[] v, Matrix dq, Matrix dk) {
        turn(k);
        int steps = k.rows();
        Arrays.fill(dTurned, 0, v.length * steps, 0);
        dVector = dVector.length == v.length ? dVector : new float[v.length];
        Arrays.fill(dVector, 0);
        for (int u = 0; u < q.rows(); u++) {
            tanh(q, u, v.length, steps);
            for (int j = 0; j < v.length; j++) {
                dq.data()[dq.row(u) + j] += additiveGradient(current.row(u), j, v[j], steps);
            }
        }
        for (int t = 0; t < steps; t++) {
            for (int j = 0; j < v.length; j++) {
                dk.data()[dk.row(t) + j] += dTurned[j * steps + t];
            }
        }
    }

    /** Of one number of one step of the decoder; gives that of its q. */
    private float additiveGradient(int at, int j, float vj, int steps) {
        float dv = 0;
        float sum = 0;
        for (int t = 0; t < steps; t++) {
            float y = tanh[j * steps + t];
            float dScore = gradient[at + t];
            dv = Math.fma(dScore, y, dv);
            float d = dScore * vj * (1f - y * y);
            dTurned[j * steps + t] += d;
            sum += d;
        }
        dVector[j] += dv;
        return sum;
    }

    void copyVector(float[] to, int at, int count) {
        System.arraycopy(dVector, 0, to, at, count);
    }
}
