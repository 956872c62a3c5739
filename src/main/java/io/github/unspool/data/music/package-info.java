/** Melodies from MIDI files. */
package io.github.unspool.data.music;
