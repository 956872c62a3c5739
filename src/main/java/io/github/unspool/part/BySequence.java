package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import java.util.Arrays;

/** Rows of a batch, which stand step by step there, sequence after sequence; and their gradient. */
final class BySequence {
    private float[] rows = new float[0];
    private float[] gradient = new float[0];
    private int[] first = new int[1];
    private int sequences;
    private int width;

    private void begin(Batch batch, int columns) {
        sequences = batch.live(0);
        if (first.length <= sequences) {
            first = new int[sequences + 1];
        }
        for (int b = 0; b < sequences; b++) {
            first[b + 1] = first[b] + batch.lengthOf(b);
        }
        reserve(columns);
    }

    /** Zeros of as many rows as others have. */
    void begin(BySequence others, int columns) {
        first = others.first;
        sequences = others.sequences;
        reserve(columns);
        Arrays.fill(rows, 0, size(), 0);
    }

    private void reserve(int columns) {
        width = columns;
        int size = Math.multiplyExact(first[sequences], width);
        if (rows.length < size) {
            rows = new float[size];
            gradient = new float[size];
        }
    }

    private int size() {
        return first[sequences] * width;
    }

    /** How many rows a sequence has. */
    int rows(int sequence) {
        return first[sequence + 1] - first[sequence];
    }

    Matrix all() {
        return Matrix.of(rows, first[sequences], width);
    }

    Matrix allGradient() {
        return Matrix.of(gradient, first[sequences], width);
    }

    Matrix of(int sequence) {
        return all().rows(first[sequence], first[sequence + 1]);
    }

    Matrix gradientOf(int sequence) {
        return allGradient().rows(first[sequence], first[sequence + 1]);
    }

    void clearGradient() {
        Arrays.fill(gradient, 0, size(), 0);
    }

    /** Takes over the rows of a batch. */
    void gather(Batch batch, Matrix from) {
        begin(batch, from.columns());
        gather(batch, from, rows);
    }

    /** Takes over the gradient of the rows of a batch. */
    void gatherGradient(Batch batch, Matrix from) {
        gather(batch, from, gradient);
    }

    private void gather(Batch batch, Matrix from, float[] to) {
        for (int t = 0; t < batch.steps(); t++) {
            for (int b = 0; b < batch.live(t); b++) {
                System.arraycopy(from.data(), from.row(batch.first(t) + b), to, (first[b] + t) * width, width);
            }
        }
    }

    /** Copies the rows into some columns of those of a batch. */
    void scatter(Batch batch, Matrix to, int column) {
        for (int t = 0; t < batch.steps(); t++) {
            for (int b = 0; b < batch.live(t); b++) {
                System.arraycopy(rows, (first[b] + t) * width, to.data(), to.row(batch.first(t) + b) + column, width);
            }
        }
    }

    /** Adds the gradient to that of the rows of a batch. */
    void scatterGradient(Batch batch, Matrix to) {
        for (int t = 0; t < batch.steps(); t++) {
            for (int b = 0; b < batch.live(t); b++) {
                int from = (first[b] + t) * width;
                int at = to.row(batch.first(t) + b);
                for (int j = 0; j < width; j++) {
                    to.data()[at + j] += gradient[from + j];
                }
            }
        }
    }
}
