/**
 * Floor 1: the definition of a setting: its name, its range, its text in a builder, and whether it affects the numbers of a
 * run. Engine: it may change in any release.
 */
package io.github.unspool.setting;
