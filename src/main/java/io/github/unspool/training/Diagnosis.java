package io.github.unspool.training;

import java.util.List;

/**
 * Problems of a training run in words: what was observed, and which builder calls to try. Empty if nothing was found.
 *
 * @param findings a few sentences each
 */
public record Diagnosis(List<String> findings) {
    /** No findings. */
    public static final Diagnosis NOTHING = new Diagnosis(List.of());

    /**
     * Copies the list.
     *
     * @param findings a few sentences each
     */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * Whether there are no findings.
     *
     * @return true if there are no findings
     */
    public boolean isHealthy() {
        return findings.isEmpty();
    }

    /** The findings, one a line. */
    @Override
    public String toString() {
        return findings.isEmpty() ? "nothing found" : String.join("\n", findings);
    }
}
