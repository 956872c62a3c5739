package io.github.unspool.view;

import io.github.unspool.loss.Loss;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Stack;
import io.github.unspool.network.Targets;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The parts of a network from the input upwards: what each reads and gives, and how many numbers it learns. Before there is
 * data, the inputs of a step are D and the outputs K.
 */
final class NetworkParts {
    private final StringColumn part = StringColumn.create("part");
    private final StringColumn what = StringColumn.create("what it is");
    private final StringColumn reads = StringColumn.create("reads");
    private final StringColumn gives = StringColumn.create("gives");
    private final StringColumn numbers = StringColumn.create("numbers");

    /** How a count of numbers is written, from a count for each network. */
    private interface Count {
        String of(ToLongFunction<Network> count);
    }

    private NetworkParts() {}

    static Table of(Network network) {
        String output = network.loss().title() + network.targets().caption();
        return new NetworkParts()
                .rows(
                        network.stack(),
                        Integer.toString(network.inputs()),
                        Integer.toString(network.outputs()),
                        output,
                        count -> Long.toString(count.applyAsLong(network)));
    }

    static Table of(Stack stack) {
        return new NetworkParts().rows(stack, "D", "K", "from the data", count -> formula(stack, count));
    }

    /** The number of parameters is linear in the inputs and in the outputs, so three networks determine it. */
    private static String formula(Stack stack, ToLongFunction<Network> count) {
        long one = count.applyAsLong(network(stack, 1, 1));
        long input = count.applyAsLong(network(stack, 2, 1)) - one;
        long output = count.applyAsLong(network(stack, 1, 2)) - one;
        long rest = one - input - output;
        String formula = term(input, "D") + term(output, "K") + (rest == 0 ? "" : " + " + rest);
        return formula.substring(" + ".length());
    }

    private static Network network(Stack stack, int inputs, int outputs) {
        return new Network(inputs, stack, outputs, Loss.crossEntropy(), Targets.EACH_STEP);
    }

    private static String term(long factor, String name) {
        return factor == 0 ? "" : " + " + (factor == 1 ? name : factor + "·" + name);
    }

    private Table rows(Stack stack, String inputs, String outputs, String output, Count count) {
        String below = inputs;
        if (stack.embedding() > 0) {
            below = Integer.toString(stack.embedding());
            add("embedding", "embedding(" + below + ")", inputs, below, count);
        }
        for (int i = 0; i < stack.layers().size(); i++) {
            LayerSpec layer = stack.layers().get(i);
            String above = Integer.toString(layer.outputs());
            add("layer " + (i + 1), layer.toString(), below, above, count);
            below = above;
        }
        add("output", output, below, outputs, count);
        part.append("all");
        what.append("");
        reads.append("");
        gives.append("");
        numbers.append(count.of(network -> numbers(network, "")));
        return Table.create("network", part, what, reads, gives, numbers);
    }

    private void add(String name, String description, String from, String to, Count count) {
        part.append(name);
        what.append(description);
        reads.append(from);
        gives.append(to);
        numbers.append(count.of(network -> numbers(network, name + " ")));
    }

    private static long numbers(Network network, String prefix) {
        return Weights.shapes(network).stream()
                .filter(shape -> shape.name().startsWith(prefix))
                .mapToLong(Parameter.Shape::size)
                .sum();
    }
}
