/** Floor 5: from texts to data sets, and the data sets that travel in the jar. */
package io.github.unspool.data;
