package io.github.unspool.jupyter;

import java.util.Arrays;

/**
 * The losses of all updates of a run, as a few means of equally many in a row. Which updates are taken together depends on
 * their number alone, so the same run leaves the same trail.
 */
final class Trail {
    private static final int MOST = 256;

    private final double[] places = new double[MOST];
    private final double[] losses = new double[MOST];
    private int points;
    /** How many updates make a point. */
    private int stride = 1;

    private double sum;
    private int summed;

    /** One more update, after so many epochs; one whose loss is not known is left out. */
    void add(double place, double loss) {
        if (Double.isNaN(loss)) {
            return;
        }
        sum += loss;
        summed++;
        if (summed == stride) {
            places[points] = place;
            losses[points] = sum / stride;
            sum = 0;
            summed = 0;
            points++;
            if (points == MOST) {
                halve();
            }
        }
    }

    private void halve() {
        points = MOST / 2;
        stride *= 2;
        for (int i = 0; i < points; i++) {
            places[i] = places[2 * i + 1];
            losses[i] = (losses[2 * i] + losses[2 * i + 1]) / 2;
        }
    }

    double[] places() {
        return Arrays.copyOf(places, points);
    }

    double[] losses() {
        return Arrays.copyOf(losses, points);
    }
}
