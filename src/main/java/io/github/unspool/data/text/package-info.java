/** Texts as files, cut into characters, words or subwords. Engine: it may change in any release. */
package io.github.unspool.data.text;
