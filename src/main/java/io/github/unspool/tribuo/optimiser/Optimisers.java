package io.github.unspool.tribuo.optimiser;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.optimisers.AdaDelta;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.AdaGradRDA;
import org.tribuo.math.optimisers.ParameterAveraging;
import org.tribuo.math.optimisers.Pegasos;
import org.tribuo.math.optimisers.RMSProp;
import org.tribuo.math.optimisers.SGD;

/** Which optimisers can train a recurrent network: ours, and those of Tribuo's that work on any weights. */
public final class Optimisers {
    /** Why some of Tribuo's are refused, and what to write instead. */
    private static final Map<Class<? extends StochasticGradientOptimiser>, String> REFUSED = Map.of(
            org.tribuo.math.optimisers.Adam.class,
            "Tribuo 4.3.2's Adam multiplies by the root where the paper divides; use adam(0.01), or"
                    + " optimiser(new io.github.unspool.tribuo.optimiser.Adam(0.01))",
            Pegasos.class,
            "Tribuo's Pegasos replaces the weights by its own shrinking tensors, for linear models; use sgd(0.1), or optimiser(new Adam(Rate.constant(0.01), 0.01)) for weight decay",
            AdaGradRDA.class,
            "Tribuo's AdaGradRDA replaces the weights by its own tensors, for linear models; use optimiser(new AdaGrad(0.1))",
            ParameterAveraging.class,
            "Tribuo's ParameterAveraging averages only at the end of a run, so no loss of the run would belong to its final weights; use its inner optimiser");

    private Optimisers() {}

    /**
     * The call of a chain that chooses an optimiser.
     *
     * @param optimiser any optimiser
     * @return such as {@code adam(0.01)} or {@code optimiser(new AdaGrad(0.1, 1.0E-6, 0.0))}; of a class that is not known
     *     here, what its {@code toString} gives
     */
    public static String call(StochasticGradientOptimiser optimiser) {
        if (optimiser instanceof RnnOptimiser) {
            return optimiser.toString();
        }
        return "optimiser(" + construction(optimiser) + ")";
    }

    /**
     * The call that chooses an optimiser with another learning rate, for advice.
     *
     * @param optimiser the optimiser
     * @param factor how many times as large the rate is to be
     * @return such as {@code adam(0.001)}
     */
    public static String callWithRate(StochasticGradientOptimiser optimiser, double factor) {
        if (!(optimiser instanceof ScheduledOptimiser ours)) {
            return factor < 1 ? "adam(0.001)" : "adam(0.03)";
        }
        Rate rate = ours.rate();
        double peak =
                new BigDecimal(factor * rate.peak()).round(new MathContext(1)).doubleValue();
        return ours.withRate(new Rate(peak, rate.shape(), rate.warmUp(), rate.drops(), rate.factor()))
                .toString();
    }

    private static String construction(StochasticGradientOptimiser optimiser) {
        Class<?> type = optimiser.getClass();
        if (type == AdaGrad.class) {
            return "new AdaGrad" + values(optimiser, "initialLearningRate", "epsilon", "initialValue");
        }
        if (type == AdaDelta.class) {
            return "new AdaDelta" + values(optimiser, "rho", "epsilon");
        }
        if (type == RMSProp.class) {
            return "new RMSProp" + values(optimiser, "initialLearningRate", "rho", "epsilon", "decay");
        }
        if (optimiser instanceof SGD && type.getPackage() == SGD.class.getPackage()) {
            String maker = "SGD.get" + type.getSimpleName();
            return value(optimiser, "useMomentum").equals("SGD.Momentum.NONE")
                    ? maker + values(optimiser, "initialLearningRate")
                    : maker + values(optimiser, "initialLearningRate", "rho", "useMomentum");
        }
        return optimiser.toString();
    }

    private static String values(StochasticGradientOptimiser optimiser, String... names) {
        return List.of(names).stream().map(name -> value(optimiser, name)).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String value(StochasticGradientOptimiser optimiser, String name) {
        Object value = ((PrimitiveProvenance<?>)
                        optimiser.getProvenance().getConfiguredParameters().get(name))
                .getValue();
        return name.equals("useMomentum") ? "SGD.Momentum." + value : value.toString();
    }

    /**
     * Refuses what cannot train a recurrent network.
     *
     * @param optimiser the optimiser
     * @throws IllegalArgumentException if it cannot; the message says what to use
     */
    public static void check(StochasticGradientOptimiser optimiser) {
        if (optimiser == null) {
            throw new IllegalArgumentException("optimiser(null): choose one, such as adam(0.01)");
        }
        if (optimiser instanceof RnnOptimiser) {
            return;
        }
        REFUSED.forEach((type, sentence) -> {
            if (type.isInstance(optimiser)) {
                throw new IllegalArgumentException(sentence);
            }
        });
        if (hasLastWord(optimiser)) {
            throw new IllegalArgumentException(
                    ("%s changes the weights at the end of a run (finalise), so no loss of the run would belong to its final weights; use one that does not, such as adam(0.01)")
                            .formatted(name(optimiser)));
        }
        StochasticGradientOptimiser copy = optimiser.copy();
        if (copy == optimiser || copy == null) {
            throw new IllegalArgumentException(
                    "%s: its copy() does not return a new optimiser, but each run needs its own"
                            .formatted(name(optimiser)));
        }
        if (!copy.getProvenance().equals(optimiser.getProvenance())) {
            throw new IllegalArgumentException(
                    "%s: each run copies it, but its copy() loses a setting: %s; use a value that it keeps"
                            .formatted(call(optimiser), call(copy)));
        }
    }

    private static boolean hasLastWord(StochasticGradientOptimiser optimiser) {
        try {
            return optimiser.getClass().getMethod("finalise").getDeclaringClass() != StochasticGradientOptimiser.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the interface has this method", e);
        }
    }

    /**
     * Refuses what remembers things that cannot be kept in a checkpoint.
     *
     * @param optimiser the optimiser
     * @param call the call that needs a checkpoint
     * @throws IllegalArgumentException if it does; the message says what to use
     */
    public static void checkResumable(StochasticGradientOptimiser optimiser, String call) {
        if (start(optimiser).memory(List.of()).isEmpty()) {
            throw new IllegalArgumentException(
                    ("%s(…): the state of %s cannot be read, so no run could be resumed with it; choose adam(0.01), sgd(0.1) or optimiser(new RmsProp(0.001)), or remove %s")
                            .formatted(call, name(optimiser), call));
        }
    }

    /**
     * The name of an optimiser's class.
     *
     * @param optimiser the optimiser
     * @return the name with its package
     */
    public static String name(StochasticGradientOptimiser optimiser) {
        return optimiser.getClass().getName();
    }

    /**
     * Makes the optimiser of one run.
     *
     * @param optimiser what was configured
     * @return an optimiser that has not made an update yet
     */
    public static Optimiser start(StochasticGradientOptimiser optimiser) {
        return optimiser instanceof RnnOptimiser ours ? ours.start() : new TribuoOptimiser(optimiser);
    }
}
