/**
 * Model files: writing them, and reading them from strangers with every size checked first. Engine: it may change in any
 * release.
 */
package io.github.unspool.tribuo.file;
