package io.github.unspool.reference;

import java.util.Arrays;

/**
 * Numbers that remember what they were computed from, so that derivatives follow by the chain rule, number by number. It is as
 * slow as it is simple.
 */
public final class Tape {
    private double[] value = new double[1024];
    /** The one or two numbers that a number was computed from, and the derivatives by these; −1 where there is none. */
    private int[] a = new int[1024];

    private int[] b = new int[1024];
    private double[] da = new double[1024];
    private double[] db = new double[1024];
    private int size;

    private int push(double result, int first, double byFirst, int second, double bySecond) {
        if (size == value.length) {
            value = Arrays.copyOf(value, 2 * size);
            a = Arrays.copyOf(a, 2 * size);
            b = Arrays.copyOf(b, 2 * size);
            da = Arrays.copyOf(da, 2 * size);
            db = Arrays.copyOf(db, 2 * size);
        }
        value[size] = result;
        a[size] = first;
        b[size] = second;
        da[size] = byFirst;
        db[size] = bySecond;
        return size++;
    }

    public double value(int x) {
        return value[x];
    }

    public int number(double x) {
        return push(x, -1, 0, -1, 0);
    }

    public int plus(int x, int y) {
        return push(value[x] + value[y], x, 1, y, 1);
    }

    public int times(int x, int y) {
        return push(value[x] * value[y], x, value[y], y, value[x]);
    }

    public int times(int x, double factor) {
        return push(value[x] * factor, x, factor, -1, 0);
    }

    public int over(int x, int y) {
        double quotient = value[x] / value[y];
        return push(quotient, x, 1 / value[y], y, -quotient / value[y]);
    }

    /** 1 − x. */
    public int rest(int x) {
        return push(1 - value[x], x, -1, -1, 0);
    }

    public int tanh(int x) {
        double y = Math.tanh(value[x]);
        return push(y, x, 1 - y * y, -1, 0);
    }

    public int sigmoid(int x) {
        double y = 1 / (1 + Math.exp(-value[x]));
        return push(y, x, y * (1 - y), -1, 0);
    }

    public int exp(int x) {
        double y = Math.exp(value[x]);
        return push(y, x, y, -1, 0);
    }

    public int log(int x) {
        return push(Math.log(value[x]), x, 1 / value[x], -1, 0);
    }

    /** The derivative of a number by each number before it. */
    public double[] derivatives(int of) {
        double[] d = new double[size];
        d[of] = 1;
        for (int i = of; i >= 0; i--) {
            if (a[i] >= 0) {
                d[a[i]] += d[i] * da[i];
            }
            if (b[i] >= 0) {
                d[b[i]] += d[i] * db[i];
            }
        }
        return d;
    }
}
