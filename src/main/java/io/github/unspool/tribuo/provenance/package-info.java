/**
 * The provenance of a model's data: a text, a table, or the windows of a series, so that new data can be read in the same
 * way.
 */
package io.github.unspool.tribuo.provenance;
