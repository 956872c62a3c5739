/**
 * One adapter for each kind of data and one for each kind of output, between Tribuo's examples and the engine's rows of
 * numbers. Engine: it may change in any release.
 */
package io.github.unspool.tribuo.adapter;
