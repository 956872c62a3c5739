/** Floor 8: what a Java notebook shows of Unspool, and how two kernels for Jupyter, JJava and IJava, come to send it. */
package io.github.unspool.jupyter;
