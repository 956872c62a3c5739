package io.github.unspool.tribuo.provenance;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Iterator;
import java.util.List;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;

/** Where data comes from, as named parts: two are equal if these are. */
abstract class SourceProvenance implements DataSourceProvenance {
    private static final long serialVersionUID = 1L;

    /** The parts, by the names under which they are stored. */
    abstract List<Pair<String, Provenance>> parts();

    /** Where the examples come from that a data set has in the end, through all that was made of them. */
    static DataProvenance origin(DatasetProvenance data) {
        DataProvenance source = data;
        while (source instanceof DatasetProvenance made) {
            source = made.getSourceProvenance();
        }
        return source;
    }

    @Override
    public final Iterator<Pair<String, Provenance>> iterator() {
        return parts().iterator();
    }

    @Override
    public final boolean equals(Object o) {
        return o instanceof SourceProvenance other && getClass() == other.getClass() && parts().equals(other.parts());
    }

    @Override
    public final int hashCode() {
        return parts().hashCode();
    }

    @Override
    public final String toString() {
        return generateString("DataSource");
    }
}
