package io.github.unspool.view;

import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Output;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What data holds, as tables: how much, how often each output, and how it begins. */
final class DataTables {
    private static final Pattern STEP = Pattern.compile("t\\d{1,9}:");
    private static final int FIRST = 5;
    private static final int LONGEST = 80;

    /**
     * A data set of either kind.
     *
     * @param sequences the steps of each sequence, or the one example that it is
     * @param isStepwise whether each step is an example
     */
    private record Content(
            String part, List<List<Example<?>>> sequences, boolean isStepwise, int features, DatasetProvenance origin) {
        static Content of(String part, Dataset<?> data) {
            TreeSet<String> names = new TreeSet<>();
            data.getFeatureMap().keySet().forEach(name -> names.add(withoutStep(name)));
            List<List<Example<?>>> all = new ArrayList<>();
            data.forEach(example -> all.add(List.of(example)));
            return new Content(part, all, false, names.size(), data.getProvenance());
        }

        static Content of(String part, SequenceDataset<?> data) {
            List<List<Example<?>>> all = new ArrayList<>();
            data.forEach(sequence -> {
                List<Example<?>> steps = new ArrayList<>();
                sequence.forEach(steps::add);
                all.add(steps);
            });
            return new Content(part, all, true, data.getFeatureMap().size(), data.getProvenance());
        }

        /** How many steps a sequence has, as a range. */
        String steps() {
            IntSummaryStatistics steps = sequences.stream()
                    .mapToInt(one -> isStepwise ? one.size() : steps(one.get(0)))
                    .summaryStatistics();
            return steps.getCount() == 0
                    ? ""
                    : steps.getMin() == steps.getMax() ? "" + steps.getMin() : steps.getMin() + " to " + steps.getMax();
        }

        private static int steps(Example<?> example) {
            return (int) StreamSupport.stream(example.spliterator(), false)
                    .map(feature -> step(feature.getName()))
                    .distinct()
                    .count();
        }

        List<Output<?>> targets() {
            return sequences.stream()
                    .flatMap(List::stream)
                    .<Output<?>>map(Example::getOutput)
                    .toList();
        }

        /** Up to where a series goes. */
        String until() {
            return SeriesProvenance.of(origin)
                    .map(series -> series.lastTime().isEmpty() ? "row " + series.last() : series.lastTime())
                    .orElse("");
        }
    }

    private DataTables() {}

    private static String step(String feature) {
        var step = STEP.matcher(feature);
        return step.lookingAt() ? step.group() : "";
    }

    private static String withoutStep(String feature) {
        return feature.substring(step(feature).length());
    }

    private static List<Content> of(Object data) {
        if (data instanceof Parts<?> parts) {
            return List.of(
                    content("training", parts.training()),
                    content("validation", parts.validation()),
                    content("test", parts.test()));
        }
        return List.of(content("all", data));
    }

    private static Content content(String part, Object data) {
        return data instanceof SequenceDataset<?> sequences
                ? Content.of(part, sequences)
                : Content.of(part, (Dataset<?>) data);
    }

    /** How much there is of data, or of each of three parts. */
    static Table sizes(Object data) {
        return sizes(of(data));
    }

    /** The tables of a page: what there is, how often each output, the first rows. */
    static List<Table> page(Object data) {
        List<Content> contents = of(data);
        return List.of(sizes(contents), TargetTables.of(targets(contents)), first(contents.get(0)));
    }

    private static Table sizes(List<Content> contents) {
        StringColumn part = StringColumn.create("part");
        IntColumn sequences = IntColumn.create("sequences");
        StringColumn steps = StringColumn.create("steps each");
        IntColumn features = IntColumn.create("features a step");
        IntColumn targets = IntColumn.create("targets");
        StringColumn until = StringColumn.create("until");
        for (Content content : contents) {
            part.append(content.part);
            sequences.append(content.sequences.size());
            steps.append(content.steps());
            features.append(content.features);
            targets.append(content.targets().size());
            until.append(content.until());
        }
        Table sizes = Table.create("data", part, sequences, steps, features, targets);
        return contents.get(0).until().isEmpty() ? sizes : sizes.addColumns(until);
    }

    private static Map<String, List<Output<?>>> targets(List<Content> contents) {
        Map<String, List<Output<?>>> targets = new LinkedHashMap<>();
        contents.forEach(content -> targets.put(content.part, content.targets()));
        return targets;
    }

    /** The first sequences, or the first steps of the first one. */
    private static Table first(Content content) {
        StringColumn number = StringColumn.create(content.isStepwise ? "step" : "example");
        StringColumn input = StringColumn.create("input");
        StringColumn target = StringColumn.create("target");
        List<Example<?>> rows = content.isStepwise
                ? content.sequences.stream().findFirst().orElse(List.of())
                : content.sequences.stream().<Example<?>>map(one -> one.get(0)).toList();
        IntStream.range(0, Math.min(FIRST, rows.size())).forEach(row -> {
            number.append(Integer.toString(row + 1));
            input.append(input(rows.get(row)));
            target.append(TargetTables.text(rows.get(row).getOutput()));
        });
        return Table.create("first rows", number, input, target);
    }

    /** Names that are 1 stand alone, as tokens do. */
    private static String input(Example<?> example) {
        String all = StreamSupport.stream(example.spliterator(), false)
                .map(DataTables::words)
                .collect(Collectors.joining(" "));
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + " …";
    }

    private static String words(Feature feature) {
        String name = Charts.visible(withoutStep(feature.getName()));
        return feature.getValue() == 1 ? name : name + "=" + TargetTables.number(feature.getValue());
    }
}
