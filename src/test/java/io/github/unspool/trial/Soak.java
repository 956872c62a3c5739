package io.github.unspool.trial;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.view.Views;
import java.util.Arrays;

/** Trains and draws again and again in one process, and says how much memory stays and how long a training takes. */
public final class Soak {
    private static final double MEGABYTE = 1e6;

    private Soak() {}

    /**
     * Trains.
     *
     * @param arguments how many trainings, and after how many each a line is written: trainings, megabytes, milliseconds
     */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        int every = Integer.parseInt(arguments[1]);
        Rnn rnn = Rnn.builder().hidden(8).gru().epochs(5).adam(0.01).quiet();
        double[] millis = new double[every];
        for (int done = 1; done <= count; done++) {
            long begin = System.nanoTime();
            Views.chart(rnn.seed(done).train(Samples.gorillas()).history()).getTitle();
            millis[(done - 1) % every] = (System.nanoTime() - begin) / 1e6;
            if (done % every == 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                double[] sorted = millis.clone();
                Arrays.sort(sorted);
                System.out.println("soak,%s,%.1f,%.1f"
                        .formatted(done, (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE, sorted[every / 2]));
            }
        }
    }
}
