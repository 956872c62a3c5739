/** How networks learn, beside PyTorch from the same start: what docs/learning-curves.md shows. */
package io.github.unspool.curves;
