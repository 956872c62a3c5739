/** Optimisers as Tribuo configures them: our own, and adapters for Tribuo's. */
package io.github.unspool.tribuo.optimiser;
