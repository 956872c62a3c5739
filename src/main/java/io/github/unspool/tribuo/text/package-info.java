/** What a step of a text is: a character, a word or a subword. Engine: it may change in any release. */
package io.github.unspool.tribuo.text;
