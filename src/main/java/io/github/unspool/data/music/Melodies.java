package io.github.unspool.data.music;

import io.github.unspool.data.Sequences;
import io.github.unspool.file.Excerpt;
import io.github.unspool.file.WholeFile;
import io.github.unspool.tribuo.text.TextUnit;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/**
 * Melodies as text: each note is a word such as {@code C#4/2}: its name, its octave (C4 is the middle C) and the number of
 * sixteenths until the next note. {@link Sequences#melodies} reads melodies from MIDI files, {@link #write} writes a MIDI
 * file.
 */
public final class Melodies {
    private static final List<String> NAMES = List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");
    private static final Pattern NOTE = Pattern.compile("([A-G]#?)(-?\\d)/(\\d{1,2})");
    static final int NOTES_OF_OCTAVE = 12;
    /** Steps of a quarter. */
    static final int SIXTEENTHS = 4;

    private static final int LOUD = 90;
    private static final int ONE_TRACK = 0;

    private Melodies() {}

    /**
     * Reads the melody of a MIDI file as a line of notes.
     *
     * @param name what the file is called in messages
     * @param midi its bytes
     * @return the notes
     * @throws IllegalArgumentException if the file cannot be read
     */
    public static String read(String name, byte[] midi) {
        try {
            MidiLengths.check(midi);
            return Melody.of(MidiSystem.getSequence(new BufferedInputStream(new ByteArrayInputStream(midi))))
                    .toString();
        } catch (InvalidMidiDataException | IOException | RuntimeException e) {
            String problem = e.getMessage() == null ? "it is damaged" : Excerpt.of(e.getMessage());
            throw new IllegalArgumentException("%s cannot be read as a MIDI file: %s".formatted(name, problem), e);
        }
    }

    static String word(int key, long sixteenths) {
        return NAMES.get(key % NOTES_OF_OCTAVE) + (key / NOTES_OF_OCTAVE - 1) + "/" + sixteenths;
    }

    /**
     * Writes a melody to a MIDI file, on a piano at 120 quarters a minute. {@code <unknown>} is ignored.
     *
     * @param melody notes with white space between them, such as a sampler writes
     * @param file the file, which is replaced
     * @throws IllegalArgumentException if a word is not a note
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(String melody, Path file) {
        try {
            Sequence sequence = new Sequence(Sequence.PPQ, SIXTEENTHS);
            Track track = sequence.createTrack();
            long tick = 0;
            for (String word : TextUnit.WORDS.split(melody)) {
                if (!word.equals(TextUnit.UNKNOWN)) {
                    tick = add(word, tick, track);
                }
            }
            WholeFile.write(file, out -> MidiSystem.write(sequence, ONE_TRACK, out));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InvalidMidiDataException e) {
            throw new IllegalStateException("a checked note is sound MIDI", e);
        }
    }

    private static long add(String word, long tick, Track track) throws InvalidMidiDataException {
        Matcher note = NOTE.matcher(word);
        int key = note.matches()
                ? NAMES.indexOf(note.group(1)) + NOTES_OF_OCTAVE * (Integer.parseInt(note.group(2)) + 1)
                : -1;
        if (key < 0 || key > 127) {
            throw new IllegalArgumentException(
                    "write: \"%s\" is not a note; write notes such as C#4/2".formatted(word));
        }
        long end = tick + Integer.parseInt(note.group(3));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 0, key, LOUD), tick));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, 0, key, 0), end));
        return end;
    }
}
