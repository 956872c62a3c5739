/** Floor 8: how JJava, a Jupyter kernel, comes to know Unspool. */
package io.github.unspool.jupyter;
