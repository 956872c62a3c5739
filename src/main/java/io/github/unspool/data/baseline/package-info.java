/** Simple models to compare a recurrent network with. */
package io.github.unspool.data.baseline;
