/** Time series: regular timelines, windows, horizons, many series in one table, and forecasts. Engine: it may change in any release. */
package io.github.unspool.data.series;
