/**
 * Floor 7: what a result looks like. Charts are XChart objects and tables are Tablesaw objects that a user can restyle;
 * pictures and HTML are made from them without knowing any kernel.
 */
package io.github.unspool.view;
