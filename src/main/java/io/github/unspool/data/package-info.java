/** Floor 5: builders of data sets from texts, tables and time series, and the data sets in the jar. */
package io.github.unspool.data;
