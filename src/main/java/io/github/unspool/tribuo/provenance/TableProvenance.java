package io.github.unspool.tribuo.provenance;

import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tribuo.DataSource;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.OutputFactoryProvenance;

/** Where sequences from a table or a tagged file came from: its name, a hash of it, and the calls that read it. */
public final class TableProvenance extends SourceProvenance {
    private static final long serialVersionUID = 1L;
    private static final String SOURCE = "source";
    private static final String TRANSFORMATIONS = "transformations";
    private static final String MEANS = "means";
    private static final String DEVIATIONS = "deviations";
    /** After calls whose arguments may be quoted names. */
    private static final Pattern TARGET =
            Pattern.compile("^(?:[^\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*?\\.to(Letters|Words|Subwords)\\(", Pattern.DOTALL);

    private final StringProvenance source;
    private final HashProvenance hash;
    private final StringProvenance transformations;
    private final MapProvenance<DoubleProvenance> means;
    private final MapProvenance<DoubleProvenance> deviations;
    private final OutputFactoryProvenance outputFactory;

    /**
     * Describes a table whose numbers are read as they are.
     *
     * @param source the name of the file or table
     * @param sha256 the SHA-256 of the file's bytes, or of the table as CSV with lines that end in {@code \n}, hexadecimal
     * @param transformations the calls that made sequences of it
     * @param outputFactory the provenance of the factory of its outputs
     */
    public TableProvenance(
            String source, String sha256, String transformations, OutputFactoryProvenance outputFactory) {
        this(source, sha256, transformations, Map.of(), Map.of(), outputFactory);
    }

    /**
     * Describes a table.
     *
     * @param source the name of the file or table
     * @param sha256 the SHA-256 of the file's bytes, or of the table as CSV with lines that end in {@code \n}, hexadecimal
     * @param transformations the calls that made sequences of it
     * @param means the mean of each number that is scaled
     * @param deviations the standard deviation of each, by the same names
     * @param outputFactory the provenance of the factory of its outputs
     */
    public TableProvenance(
            String source,
            String sha256,
            String transformations,
            Map<String, Double> means,
            Map<String, Double> deviations,
            OutputFactoryProvenance outputFactory) {
        this.source = new StringProvenance(SOURCE, source);
        this.hash = new HashProvenance(HashType.SHA256, RESOURCE_HASH, sha256);
        this.transformations = new StringProvenance(TRANSFORMATIONS, transformations);
        this.means = SeriesProvenance.numbers(means);
        this.deviations = SeriesProvenance.numbers(deviations);
        this.outputFactory = outputFactory;
    }

    /**
     * For reading a stored provenance.
     *
     * @param map the parts
     */
    @SuppressWarnings("unchecked") // OLCUT has no typed way to ask for a map.
    public TableProvenance(Map<String, Provenance> map) {
        this.source = part(map, SOURCE, StringProvenance.class);
        this.hash = part(map, RESOURCE_HASH, HashProvenance.class);
        this.transformations = part(map, TRANSFORMATIONS, StringProvenance.class);
        boolean isScaled = map.containsKey(MEANS);
        this.means = isScaled ? part(map, MEANS, MapProvenance.class) : SeriesProvenance.numbers(Map.of());
        this.deviations = isScaled ? part(map, DEVIATIONS, MapProvenance.class) : SeriesProvenance.numbers(Map.of());
        this.outputFactory = part(map, OUTPUT_FACTORY, OutputFactoryProvenance.class);
    }

    private static <T extends Provenance> T part(Map<String, Provenance> map, String name, Class<T> type) {
        return ObjectProvenance.checkAndExtractProvenance(map, name, type, TableProvenance.class.getSimpleName());
    }

    /**
     * Refuses data whose numbers are on another scale than those that a model was trained on.
     *
     * @param model the data that the model was trained on
     * @param data the new data
     * @throws IllegalArgumentException if the scales differ
     */
    public static void checkScale(DatasetProvenance model, DatasetProvenance data) {
        if (model.getSourceProvenance() instanceof TableProvenance trained
                && data.getSourceProvenance() instanceof TableProvenance read
                && !(trained.means().equals(read.means())
                        && trained.deviations().equals(read.deviations()))) {
            throw new IllegalArgumentException(
                    "the scale of the data is not that of the training data; use a part of the same split, or create the data with data(model)");
        }
    }

    /**
     * What was subtracted from each number.
     *
     * @return by the name of the feature; empty if numbers are read as they are
     */
    public Map<String, Double> means() {
        return SeriesProvenance.numbers(means);
    }

    /**
     * What each number was then divided by.
     *
     * @return by the name of the feature
     */
    public Map<String, Double> deviations() {
        return SeriesProvenance.numbers(deviations);
    }

    /**
     * The table that a data set was made of.
     *
     * @param data the provenance of the data set
     * @return the table, or nothing if it was made otherwise
     */
    public static Optional<TableProvenance> of(DatasetProvenance data) {
        return SourceProvenance.origin(data) instanceof TableProvenance table ? Optional.of(table) : Optional.empty();
    }

    /**
     * What one step is, where each sequence is a text.
     *
     * @return the unit; empty if steps are rows
     */
    public Optional<TextUnit> unit() {
        String calls = transformations.getValue();
        if (calls.startsWith("letters(")) {
            return Optional.of(TextUnit.CHARACTERS);
        }
        if (calls.startsWith("subwords(")) {
            return Optional.of(TextUnit.SUBWORDS);
        }
        return calls.startsWith("words(") || calls.startsWith("tagged(")
                ? Optional.of(TextUnit.WORDS)
                : Optional.empty();
    }

    /**
     * What one label is, where each target is a text.
     *
     * @return the unit; empty if targets are no texts
     */
    public Optional<TextUnit> targetUnit() {
        Matcher target = TARGET.matcher(transformations.getValue());
        return target.find()
                ? Optional.of(
                        switch (target.group(1)) {
                            case "Letters" -> TextUnit.CHARACTERS;
                            case "Words" -> TextUnit.WORDS;
                            default -> TextUnit.SUBWORDS;
                        })
                : Optional.empty();
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
                new Pair<>(TRANSFORMATIONS, transformations),
                new Pair<>(MEANS, means),
                new Pair<>(DEVIATIONS, deviations),
                new Pair<>(OUTPUT_FACTORY, outputFactory));
    }
}
