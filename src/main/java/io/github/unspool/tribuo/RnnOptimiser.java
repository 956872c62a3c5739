package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import io.github.unspool.network.Optimiser;

/** The configuration of an optimiser: what a trainer keeps, and what each run makes its own optimiser from. */
public interface RnnOptimiser extends Configurable, Provenancable<ConfiguredObjectProvenance> {

    /**
     * Makes an optimiser that remembers nothing yet.
     *
     * @return a new optimiser
     */
    Optimiser start();
}
