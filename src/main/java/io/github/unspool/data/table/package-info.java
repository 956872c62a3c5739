/** Columns of a table, what their cells hold, and calls as text. Engine: it may change in any release. */
package io.github.unspool.data.table;
