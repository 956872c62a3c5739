/** Where a model's data comes from: a text, a table, or the windows of a series, by which new data is read in the same way. */
package io.github.unspool.tribuo.provenance;
