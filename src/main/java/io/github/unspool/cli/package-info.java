/** The command line: trains, evaluates, samples and forecasts from a file of text or a table, without a line of code. */
package io.github.unspool.cli;
