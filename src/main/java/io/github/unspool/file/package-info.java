/** Properties that all files share: atomic replacement, locking, and excerpts in messages. */
package io.github.unspool.file;
