package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.OutputFactoryProvenance;
import org.tribuo.sequence.SequenceDataSource;

/** Where a data set of text came from: how it was cut, and a hash of what was cut. */
public final class TextProvenance implements DataSourceProvenance {
    private static final long serialVersionUID = 1L;
    private static final String UNIT = "unit";
    private static final String SEQUENCES = "sequences";

    private final EnumProvenance<TextUnit> unit;
    private final IntProvenance sequences;
    private final HashProvenance hash;
    private final OutputFactoryProvenance outputFactory;

    /**
     * Describes a text.
     *
     * @param unit what one step is
     * @param sequences into how many sequences the text was cut
     * @param sha256 the SHA-256 of the text in UTF-8, hexadecimal
     * @param outputFactory the provenance of the factory of its labels
     */
    public TextProvenance(TextUnit unit, int sequences, String sha256, OutputFactoryProvenance outputFactory) {
        this.unit = new EnumProvenance<>(UNIT, unit);
        this.sequences = new IntProvenance(SEQUENCES, sequences);
        this.hash = new HashProvenance(HashType.SHA256, RESOURCE_HASH, sha256);
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
        this.sequences = part(map, SEQUENCES, IntProvenance.class);
        this.hash = part(map, RESOURCE_HASH, HashProvenance.class);
        this.outputFactory = part(map, OUTPUT_FACTORY, OutputFactoryProvenance.class);
    }

    private static <T extends Provenance> T part(Map<String, Provenance> map, String name, Class<T> type) {
        return ObjectProvenance.checkAndExtractProvenance(map, name, type, TextProvenance.class.getSimpleName());
    }

    /**
     * What one step is.
     *
     * @return the unit
     */
    public TextUnit unit() {
        return unit.getValue();
    }

    @Override
    public String getClassName() {
        return SequenceDataSource.class.getName();
    }

    @Override
    public Iterator<Pair<String, Provenance>> iterator() {
        List<Pair<String, Provenance>> parts = List.of(
                new Pair<>(CLASS_NAME, new StringProvenance(CLASS_NAME, getClassName())),
                new Pair<>(UNIT, unit),
                new Pair<>(SEQUENCES, sequences),
                new Pair<>(RESOURCE_HASH, hash),
                new Pair<>(OUTPUT_FACTORY, outputFactory));
        return parts.iterator();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof TextProvenance other
                && unit.equals(other.unit)
                && sequences.equals(other.sequences)
                && hash.equals(other.hash)
                && outputFactory.equals(other.outputFactory);
    }

    @Override
    public int hashCode() {
        return Objects.hash(unit, sequences, hash, outputFactory);
    }

    @Override
    public String toString() {
        return generateString("DataSource");
    }
}
