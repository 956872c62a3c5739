package io.github.unspool.tribuo.provenance;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.OutputFactoryProvenance;
import org.tribuo.sequence.SequenceDataSource;

/** Where a data set of text came from: what was cut, how, and a hash of it. */
public final class TextProvenance extends SourceProvenance {
    private static final long serialVersionUID = 1L;
    private static final String UNIT = "unit";
    private static final String MARKS = "marks";
    private static final String SEQUENCES = "sequences";
    private static final String SOURCE = "source";
    private static final String TRANSFORMATIONS = "transformations";

    private final EnumProvenance<TextUnit> unit;
    private final BooleanProvenance marks;
    private final IntProvenance sequences;
    private final StringProvenance source;
    private final StringProvenance transformations;
    private final HashProvenance hash;
    private final OutputFactoryProvenance outputFactory;

    /**
     * What was cut.
     *
     * @param name a file's name, or what else it is
     * @param sha256 the SHA-256 of its bytes, hexadecimal
     */
    public record Source(String name, String sha256) {}

    /**
     * Describes a text.
     *
     * @param source what was cut
     * @param transformations the calls that cut it, such as {@code characters().parts(64)}
     * @param unit what one step is
     * @param marks whether each sequence begins and ends with a mark
     * @param sequences into how many sequences the text was cut
     * @param outputFactory the provenance of the factory of its labels
     */
    public TextProvenance(
            Source source,
            String transformations,
            TextUnit unit,
            boolean marks,
            int sequences,
            OutputFactoryProvenance outputFactory) {
        this.unit = new EnumProvenance<>(UNIT, unit);
        this.marks = new BooleanProvenance(MARKS, marks);
        this.sequences = new IntProvenance(SEQUENCES, sequences);
        this.source = new StringProvenance(SOURCE, source.name());
        this.transformations = new StringProvenance(TRANSFORMATIONS, transformations);
        this.hash = new HashProvenance(HashType.SHA256, RESOURCE_HASH, source.sha256());
        this.outputFactory = outputFactory;
    }

    /**
     * For reading a stored provenance.
     *
     * @param map the parts
     */
    @SuppressWarnings("unchecked") // OLCUT has no typed way to ask for an enum.
    public TextProvenance(Map<String, Provenance> map) {
        this.unit = part(map, UNIT, EnumProvenance.class);
        // Model files of the first version do not have these.
        this.marks = part(map, MARKS, BooleanProvenance.class, new BooleanProvenance(MARKS, false));
        this.sequences = part(map, SEQUENCES, IntProvenance.class);
        this.source = part(map, SOURCE, StringProvenance.class, new StringProvenance(SOURCE, "text"));
        this.transformations =
                part(map, TRANSFORMATIONS, StringProvenance.class, new StringProvenance(TRANSFORMATIONS, ""));
        this.hash = part(map, RESOURCE_HASH, HashProvenance.class);
        this.outputFactory = part(map, OUTPUT_FACTORY, OutputFactoryProvenance.class);
    }

    private static <T extends Provenance> T part(Map<String, Provenance> map, String name, Class<T> type) {
        return ObjectProvenance.checkAndExtractProvenance(map, name, type, TextProvenance.class.getSimpleName());
    }

    private static <T extends Provenance> T part(Map<String, Provenance> map, String name, Class<T> type, T otherwise) {
        return ObjectProvenance.maybeExtractProvenance(map, name, type, TextProvenance.class.getSimpleName())
                .orElse(otherwise);
    }

    /**
     * Looks for the text that a data set was made of; one made from another has that one's provenance as its source.
     *
     * @param data the provenance of a data set, such as that in a model's
     * @return its text, or nothing if it was made otherwise
     */
    public static Optional<TextProvenance> of(DatasetProvenance data) {
        return SourceProvenance.origin(data) instanceof TextProvenance text ? Optional.of(text) : Optional.empty();
    }

    /**
     * The hash of what was cut.
     *
     * @return the SHA-256 of its bytes, hexadecimal
     */
    public String sha256() {
        return hash.getValue();
    }

    /**
     * What one step is.
     *
     * @return the unit
     */
    public TextUnit unit() {
        return unit.getValue();
    }

    /**
     * Whether each sequence begins and ends with a mark.
     *
     * @return whether they do
     */
    public boolean marks() {
        return marks.getValue();
    }

    @Override
    public String getClassName() {
        return SequenceDataSource.class.getName();
    }

    @Override
    List<Pair<String, Provenance>> parts() {
        return List.of(
                new Pair<>(CLASS_NAME, new StringProvenance(CLASS_NAME, getClassName())),
                new Pair<>(SOURCE, source),
                new Pair<>(RESOURCE_HASH, hash),
                new Pair<>(TRANSFORMATIONS, transformations),
                new Pair<>(UNIT, unit),
                new Pair<>(MARKS, marks),
                new Pair<>(SEQUENCES, sequences),
                new Pair<>(OUTPUT_FACTORY, outputFactory));
    }
}
