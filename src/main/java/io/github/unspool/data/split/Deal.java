package io.github.unspool.data.split;

import io.github.unspool.math.Randoms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Assigns sequences to the three parts: 0 for training, 1 for validation, 2 for test.
 *
 * @param shares how much each gets
 * @param seed of the draw
 */
public record Deal(Shares shares, long seed) {

    /**
     * Gives each part about the same share of each kind, the first drawn to training.
     *
     * @param kinds the kind of each sequence
     * @return the part of each sequence
     * @throws IllegalArgumentException if a part would be empty
     */
    public int[] byKind(List<String> kinds) {
        int[] part = new int[kinds.size()];
        Randoms random = Randoms.of(seed);
        for (List<Integer> members : members(kinds).values()) {
            int[] order = random.permutation(members.size());
            double offset = random.uniform();
            for (int j = 0; j < order.length; j++) {
                part[members.get(order[j])] = j == 0 ? 0 : shares.part((j + offset) / order.length);
            }
        }
        return checked(part);
    }

    /**
     * Gives whole groups to a part, the first drawn to training.
     *
     * @param groups the group of each sequence
     * @return the part of each sequence
     * @throws IllegalArgumentException if a part would be empty
     */
    public int[] byGroup(List<String> groups) {
        int[] part = new int[groups.size()];
        List<List<Integer>> all = new ArrayList<>(members(groups).values());
        int passed = 0;
        for (int g : Randoms.of(seed).permutation(all.size())) {
            List<Integer> members = all.get(g);
            double middle = (passed + members.size() / 2.0) / groups.size();
            int which = passed == 0 ? 0 : shares.part(middle);
            members.forEach(i -> part[i] = which);
            passed += members.size();
        }
        return checked(part);
    }

    private static Map<String, List<Integer>> members(List<String> names) {
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            members.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(i);
        }
        return members;
    }

    private int[] checked(int[] part) {
        for (int which = 0; which < 3; which++) {
            int wanted = which;
            if (IntStream.of(part).noneMatch(p -> p == wanted)) {
                throw new IllegalArgumentException(
                        "split(%s, %s): the %s part would be empty; use a larger fraction, more sequences or groups, or another seed"
                                .formatted(
                                        shares.training(),
                                        shares.validation(),
                                        List.of("training", "validation", "test")
                                                .get(which)));
            }
        }
        return part;
    }
}
