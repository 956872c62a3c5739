package io.github.unspool.tribuo.provenance;

import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tribuo.DataSource;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.OutputFactoryProvenance;

/**
 * Where the windows of a series came from: a hash of the values, the calls that made the windows, and the scale of each
 * input. It travels with a model, so that the same windows can be made for it again.
 */
public final class SeriesProvenance extends SourceProvenance {
    /** The name of the validation data's provenance in the provenance of a model's run. */
    public static final String VALIDATION_DATA = "validation-data";

    /** The name of the provenance of the model that a run continues, in the provenance of the run. */
    public static final String CONTINUED_FROM = "continued-from";

    private static final long serialVersionUID = 1L;
    private static final String SOURCE = "source";
    private static final String RECIPE = "recipe";
    private static final String CHOICE = "choice";
    private static final String FORMAT = "format";
    private static final String LAST_TIME = "last-target-time";
    private static final String FITTED = "scale-fitted-on-rows";
    private static final String FIRST = "first-target-row";
    private static final String LAST = "last-target-row";
    private static final String MEANS = "means";
    private static final String DEVIATIONS = "deviations";

    private final StringProvenance source;
    private final HashProvenance hash;
    private final StringProvenance recipe;
    private final StringProvenance choice;
    private final StringProvenance format;
    private final StringProvenance lastTime;
    private final IntProvenance fitted;
    private final IntProvenance first;
    private final IntProvenance last;
    private final MapProvenance<DoubleProvenance> means;
    private final MapProvenance<DoubleProvenance> deviations;
    private final OutputFactoryProvenance outputFactory;

    /**
     * The method calls that read a table.
     *
     * @param recipe the calls that define inputs and targets
     * @param choice the calls that select and order rows, which do not concern a model
     * @param format the calls that declare the types of a file's columns; empty for a table
     */
    public record Reading(String recipe, String choice, String format) {}

    /**
     * Which rows may be targets.
     *
     * @param first the first, counted from 1
     * @param last the last
     * @param lastTime the time of the last, as text; empty if rows have no times
     */
    public record Targets(int first, int last, String lastTime) {}

    /**
     * Describes windows.
     *
     * @param source the name of the file or table
     * @param sha256 the SHA-256 of the file's bytes or of the columns' values, hexadecimal
     * @param reading the method calls that read the table
     * @param fitted the number of rows, from the first, that the scale was fitted on
     * @param targets which rows may be targets
     * @param means the mean of each input
     * @param deviations the standard deviation of each input, by the same names
     * @param outputFactory the provenance of the factory of its outputs
     */
    public SeriesProvenance(
            String source,
            String sha256,
            Reading reading,
            int fitted,
            Targets targets,
            Map<String, Double> means,
            Map<String, Double> deviations,
            OutputFactoryProvenance outputFactory) {
        this.source = new StringProvenance(SOURCE, source);
        this.hash = new HashProvenance(HashType.SHA256, RESOURCE_HASH, sha256);
        this.recipe = new StringProvenance(RECIPE, reading.recipe);
        this.choice = new StringProvenance(CHOICE, reading.choice);
        this.format = new StringProvenance(FORMAT, reading.format);
        this.lastTime = new StringProvenance(LAST_TIME, targets.lastTime);
        this.fitted = new IntProvenance(FITTED, fitted);
        this.first = new IntProvenance(FIRST, targets.first);
        this.last = new IntProvenance(LAST, targets.last);
        this.means = numbers(means);
        this.deviations = numbers(deviations);
        this.outputFactory = outputFactory;
    }

    /**
     * Reads a stored provenance.
     *
     * @param map the parts
     */
    @SuppressWarnings("unchecked") // OLCUT has no typed access to a map.
    public SeriesProvenance(Map<String, Provenance> map) {
        this.source = part(map, SOURCE, StringProvenance.class);
        this.hash = part(map, RESOURCE_HASH, HashProvenance.class);
        this.recipe = part(map, RECIPE, StringProvenance.class);
        this.choice = part(map, CHOICE, StringProvenance.class);
        this.format = part(map, FORMAT, StringProvenance.class);
        this.lastTime = part(map, LAST_TIME, StringProvenance.class);
        this.fitted = part(map, FITTED, IntProvenance.class);
        this.first = part(map, FIRST, IntProvenance.class);
        this.last = part(map, LAST, IntProvenance.class);
        this.means = part(map, MEANS, MapProvenance.class);
        this.deviations = part(map, DEVIATIONS, MapProvenance.class);
        this.outputFactory = part(map, OUTPUT_FACTORY, OutputFactoryProvenance.class);
    }

    private static <T extends Provenance> T part(Map<String, Provenance> map, String name, Class<T> type) {
        return ObjectProvenance.checkAndExtractProvenance(map, name, type, SeriesProvenance.class.getSimpleName());
    }

    static MapProvenance<DoubleProvenance> numbers(Map<String, Double> numbers) {
        Map<String, DoubleProvenance> parts = new TreeMap<>();
        numbers.forEach((name, number) -> parts.put(name, new DoubleProvenance(name, number)));
        return new MapProvenance<>(parts);
    }

    static Map<String, Double> numbers(MapProvenance<DoubleProvenance> parts) {
        Map<String, Double> numbers = new TreeMap<>();
        parts.getMap().forEach((name, number) -> numbers.put(name, number.getValue()));
        return numbers;
    }

    /**
     * Finds the windows that a data set was made from.
     *
     * @param data the provenance of a data set, such as that in a model's
     * @return its windows, or empty if it was made differently
     */
    public static Optional<SeriesProvenance> of(DatasetProvenance data) {
        return data.getSourceProvenance() instanceof SeriesProvenance series ? Optional.of(series) : Optional.empty();
    }

    /**
     * Finds the windows that a model was validated with.
     *
     * @param model the provenance of a model
     * @return the windows, or empty if there was no validation data or it was made differently
     */
    public static Optional<SeriesProvenance> ofValidation(ModelProvenance model) {
        return model.getInstanceProvenance().getMap().get(VALIDATION_DATA) instanceof DatasetProvenance data
                ? of(data)
                : Optional.empty();
    }

    /**
     * The hash of the data.
     *
     * @return the SHA-256 of the file's bytes or of the columns' values, hexadecimal
     */
    public String sha256() {
        return hash.getValue();
    }

    /**
     * The calls that define inputs and targets.
     *
     * @return such as {@code series("births").time("date").window(28).horizon(7)}
     */
    public String recipe() {
        return recipe.getValue();
    }

    /**
     * The types of the columns of the file.
     *
     * @return calls such as {@code number("births")}; empty for a table
     */
    public String format() {
        return format.getValue();
    }

    /**
     * The time of the last row that may be a target.
     *
     * @return such as {@code 2003-12-31}; empty if rows have no times
     */
    public String lastTime() {
        return lastTime.getValue();
    }

    /**
     * The number of rows, from the first, that the scale was fitted on: the rows of the training data.
     *
     * @return the number of rows
     */
    public int fitted() {
        return fitted.getValue();
    }

    /**
     * The last row that may be a target.
     *
     * @return its number, counted from 1
     */
    public int last() {
        return last.getValue();
    }

    /**
     * The number that was subtracted from each input.
     *
     * @return by the name of the input
     */
    public Map<String, Double> means() {
        return numbers(means);
    }

    /**
     * The number that each input was then divided by.
     *
     * @return by the name of the input
     */
    public Map<String, Double> deviations() {
        return numbers(deviations);
    }

    @Override
    public String getClassName() {
        return DataSource.class.getName();
    }

    @Override
    List<Pair<String, Provenance>> parts() {
        return List.of(
                new Pair<>(CLASS_NAME, new StringProvenance(CLASS_NAME, getClassName())),
                new Pair<>(SOURCE, source),
                new Pair<>(RESOURCE_HASH, hash),
                new Pair<>(RECIPE, recipe),
                new Pair<>(CHOICE, choice),
                new Pair<>(FORMAT, format),
                new Pair<>(LAST_TIME, lastTime),
                new Pair<>(FITTED, fitted),
                new Pair<>(FIRST, first),
                new Pair<>(LAST, last),
                new Pair<>(MEANS, means),
                new Pair<>(DEVIATIONS, deviations),
                new Pair<>(OUTPUT_FACTORY, outputFactory));
    }
}
