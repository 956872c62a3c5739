/** What every file has in common: it is replaced as a whole, used by one process at a time, and quoted in one form. */
package io.github.unspool.file;
