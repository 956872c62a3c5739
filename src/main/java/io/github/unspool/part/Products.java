package io.github.unspool.part;

import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The products in the middle of a step, {@code zq = q·Wq}, each with a matrix H × H of its own. */
final class Products {
    private final Slabs slabs;
    private final List<MatrixProduct> forward = new ArrayList<>();
    private final List<MatrixProduct> back = new ArrayList<>();

    Products(Slabs slabs, int count) {
        this.slabs = slabs;
        for (int k = 0; k < count; k++) {
            forward.add(MatrixProduct.create());
            back.add(MatrixProduct.create());
        }
    }

    void prepare(Parameter wq, Workers workers) {
        for (int k = 0; k < forward.size(); k++) {
            forward.get(k).pack(part(wq, k), workers);
        }
    }

    void prepareBackward(Parameter wq, Workers workers) {
        for (int k = 0; k < back.size(); k++) {
            back.get(k).pack(part(wq, k).transposed(), workers);
        }
    }

    private Matrix part(Parameter wq, int k) {
        return new Matrix(wq.values(), k * slabs.units, slabs.units, slabs.units, slabs.productWidth, 1);
    }

    private Matrix part(float[] slab, int k, int from, int to) {
        int width = slabs.productWidth;
        return new Matrix(slab, from * width + k * slabs.units, to - from, slabs.units, width, 1);
    }

    /** zq = q·Wq of some rows. */
    void forward(int from, int to, Workers within) {
        Arrays.fill(slabs.zq, from * slabs.productWidth, to * slabs.productWidth, 0);
        for (int k = 0; k < forward.size(); k++) {
            forward.get(k).addTo(part(slabs.q, k, from, to), part(slabs.zq, k, from, to), within);
        }
    }

    /** dq = dzq·Wqᵀ of some rows. */
    void backward(int from, int to, Workers within) {
        Arrays.fill(slabs.dq, from * slabs.productWidth, to * slabs.productWidth, 0);
        for (int k = 0; k < back.size(); k++) {
            back.get(k).addTo(part(slabs.dzq, k, from, to), part(slabs.dq, k, from, to), within);
        }
    }

    /** dWq += qᵀ·dzq over some rows. */
    void accumulate(int from, int to, MatrixProduct product, Parameter dwq, Workers workers) {
        for (int k = 0; k < forward.size(); k++) {
            product.pack(part(slabs.dzq, k, from, to), workers);
            product.addTo(part(slabs.q, k, from, to).transposed(), part(dwq, k), workers);
        }
    }

    /** Leaves out of q, or of its gradient, what a mask leaves out of the state; the mask of the first row begins at a place. */
    void mask(float[] slab, int from, int to, float[] mask, int at) {
        for (int row = from; row < to; row++) {
            for (int k = 0; k < forward.size(); k++) {
                int first = row * slabs.productWidth + k * slabs.units;
                int ofRow = at + (row - from) * slabs.units;
                for (int j = 0; j < slabs.units; j++) {
                    slab[first + j] *= mask[ofRow + j];
                }
            }
        }
    }
}
