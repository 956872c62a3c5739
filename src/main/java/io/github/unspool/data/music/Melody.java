package io.github.unspool.data.music;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/**
 * The melody of a piece: the voice (a track and channel) with the highest mean pitch, and the highest note of each of its
 * chords.
 *
 * @param keys by the sixteenth at which they begin
 */
record Melody(TreeMap<Long, Integer> keys) {
    private static final int DRUMS = 9;
    /** A voice with a smaller share of the notes is an ornament. */
    private static final double SMALLEST_SHARE = 0.1;
    /** Of a rest no more than a bar of four quarters is kept. */
    private static final long LONGEST = 16;

    static Melody of(Sequence piece) {
        if (piece.getDivisionType() != Sequence.PPQ) {
            throw new IllegalArgumentException("its time is in frames, not in parts of a quarter");
        }
        Map<String, Voice> voices = new TreeMap<>();
        Track[] tracks = piece.getTracks();
        for (int t = 0; t < tracks.length; t++) {
            for (int i = 0; i < tracks[t].size(); i++) {
                long sixteenth =
                        Math.round((double) tracks[t].get(i).getTick() * Melodies.SIXTEENTHS / piece.getResolution());
                add(tracks[t].get(i).getMessage(), t, sixteenth, voices);
            }
        }
        int notes = voices.values().stream().mapToInt(voice -> voice.notes).sum();
        return voices.values().stream()
                .filter(voice -> voice.notes >= SMALLEST_SHARE * notes)
                .max(Comparator.comparingDouble(voice -> (double) voice.sum / voice.notes))
                .map(voice -> new Melody(voice.keys))
                .orElseThrow(() -> new IllegalArgumentException("it has no notes"));
    }

    private static void add(MidiMessage message, int track, long sixteenth, Map<String, Voice> voices) {
        boolean begins = message instanceof ShortMessage note
                && note.getCommand() == ShortMessage.NOTE_ON
                && note.getData2() > 0
                && note.getChannel() != DRUMS;
        if (begins) {
            ShortMessage note = (ShortMessage) message;
            voices.computeIfAbsent(
                            String.format(Locale.ROOT, "%05d %02d", track, note.getChannel()), name -> new Voice())
                    .add(sixteenth, note.getData1());
        }
    }

    private static final class Voice {
        private final TreeMap<Long, Integer> keys = new TreeMap<>();
        private int notes;
        private long sum;

        void add(long sixteenth, int key) {
            keys.merge(sixteenth, key, Math::max);
            notes++;
            sum += key;
        }
    }

    /** The notes as words; the last, after which nothing comes, is a quarter. */
    @Override
    public String toString() {
        List<Long> begins = List.copyOf(keys.keySet());
        StringJoiner words = new StringJoiner(" ");
        for (int i = 0; i < begins.size(); i++) {
            long length = i + 1 < begins.size() ? begins.get(i + 1) - begins.get(i) : Melodies.SIXTEENTHS;
            words.add(Melodies.word(keys.get(begins.get(i)), Math.min(LONGEST, length)));
        }
        return words.toString();
    }
}
