package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.math.Randoms;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/** Selects the points of the search space that are tried. */
sealed interface Search {
    /** The options of each point, one for each axis. */
    List<List<Axis.Option>> points(List<Axis> axes, long seed);

    /** Applies each point to the base network; points that give the same candidate are merged. */
    static List<Candidate> candidates(Rnn base, List<Axis> axes, Search search) {
        List<Candidate> candidates = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (List<Axis.Option> point :
                search.points(axes, base.hyperparameters().get(Hyperparameters.SEED))) {
            Rnn rnn = base;
            Map<String, Choice> choices = new LinkedHashMap<>();
            for (int i = 0; i < axes.size(); i++) {
                boolean applies = axes.get(i).condition().test(rnn);
                choices.put(axes.get(i).name(), applies ? point.get(i).choice() : Choice.NONE);
                rnn = applies ? point.get(i).step().apply(rnn) : rnn;
            }
            if (seen.add(choices.values().stream().map(Choice::text).toList())) {
                candidates.add(new Candidate(candidates.size(), choices, rnn));
            }
        }
        return candidates;
    }

    /** Each combination. */
    record Grid() implements Search {
        @Override
        public List<List<Axis.Option>> points(List<Axis> axes, long seed) {
            List<List<Axis.Option>> points = List.of(List.of());
            for (Axis axis : axes) {
                if (axis.isRange()) {
                    throw new IllegalArgumentException(
                            "over(\"%s\", Range…): a range has infinitely many values; choose how many candidates to draw, such as random(20) or sobol(20)"
                                    .formatted(axis.name()));
                }
                points = points.stream()
                        .flatMap(point -> axis.options().stream().map(option -> with(point, option)))
                        .toList();
            }
            return points;
        }

        private static List<Axis.Option> with(List<Axis.Option> point, Axis.Option option) {
            List<Axis.Option> longer = new ArrayList<>(point);
            longer.add(option);
            return longer;
        }
    }

    /** Independent draws. */
    record Random(int count) implements Search {
        /** The place of the search among the paths of {@link Randoms}. */
        private static final long SEARCH = -4;

        @Override
        public List<List<Axis.Option>> points(List<Axis> axes, long seed) {
            return drawn(axes, count, i -> {
                Randoms random = Randoms.of(seed, SEARCH, i);
                return axes.stream().mapToDouble(axis -> random.uniform()).toArray();
            });
        }
    }

    /**
     * Draws that keep away from each other, so that few cover the space evenly: a Sobol sequence (I. M. Sobol, <i>On the
     * distribution of points in a cube</i>, 1967), moved around the cube by the seed (R. Cranley and T. N. L. Patterson,
     * <i>Randomization of number theoretic methods for multiple integration</i>, 1976).
     */
    record Sobol(int count) implements Search {
        private static final long SHIFT = -5;

        @Override
        public List<List<Axis.Option>> points(List<Axis> axes, long seed) {
            SobolSequenceGenerator sequence = new SobolSequenceGenerator(axes.size());
            Randoms random = Randoms.of(seed, SHIFT);
            double[] shift = axes.stream().mapToDouble(axis -> random.uniform()).toArray();
            return drawn(axes, count, i -> {
                double[] place = sequence.nextVector();
                for (int axis = 0; axis < place.length; axis++) {
                    place[axis] = (place[axis] + shift[axis]) % 1;
                }
                return place;
            });
        }
    }

    private static List<List<Axis.Option>> drawn(List<Axis> axes, int count, IntFunction<double[]> places) {
        List<List<Axis.Option>> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] place = places.apply(i);
            List<Axis.Option> point = new ArrayList<>();
            for (int axis = 0; axis < place.length; axis++) {
                point.add(axes.get(axis).range().apply(place[axis]));
            }
            points.add(point);
        }
        return points;
    }
}
