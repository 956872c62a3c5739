/**
 * Floor 1: what a setting is: its name, its range, its text in a chain, and whether it decides the numbers of a run. Engine:
 * it may change in any release.
 */
package io.github.unspool.setting;
