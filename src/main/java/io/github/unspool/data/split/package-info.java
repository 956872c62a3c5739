/** Parts of data for training, validation and test. */
package io.github.unspool.data.split;
