/** CSV files: their format, the kinds of their columns, and the table that they become. */
package io.github.unspool.data.csv;
