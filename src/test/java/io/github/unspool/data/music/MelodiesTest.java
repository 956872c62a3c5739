package io.github.unspool.data.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.data.Sequences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;

class MelodiesTest {
    @TempDir
    private Path folder;

    /** Notes as channel, key and time in sixteenths, in a file of two ticks a sixteenth. */
    private Path file(float division, int[]... notes) throws InvalidMidiDataException, IOException {
        Sequence piece = new Sequence(division, 8);
        var track = piece.createTrack();
        for (int[] note : notes) {
            track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, note[0], note[1], 64), 2L * note[2]));
            track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, note[0], note[1], 0), 2L * note[2] + 1));
        }
        Path file = folder.resolve("tune.mid");
        MidiSystem.write(piece, 0, file.toFile());
        return file;
    }

    private static String read(Path file) throws IOException {
        return Melodies.read("tune.mid", Files.readAllBytes(file));
    }

    @Test
    void read_isTheHighestNoteOfTheHighestVoice() throws InvalidMidiDataException, IOException {
        Path file = file(
                Sequence.PPQ,
                new int[] {0, 60, 0},
                new int[] {0, 64, 0},
                new int[] {0, 62, 2},
                new int[] {0, 61, 40},
                // A bass, and drums with high numbers.
                new int[] {1, 36, 0},
                new int[] {1, 38, 1},
                new int[] {9, 90, 0},
                new int[] {9, 91, 1});
        assertThat(read(file)).isEqualTo("E4/2 D4/16 C#4/4");
    }

    @Test
    void write_thenRead_givesTheSame() throws IOException {
        Path file = folder.resolve("written.mid");
        Melodies.write("C4/1 <unknown> A#-1/2\nG9/16 E5/4", file);
        assertThat(read(file)).isEqualTo("C4/1 A#-1/2 G9/16 E5/4");
    }

    @Test
    void write_whatIsNoNote_isRefused() {
        for (String word : new String[] {"H4/1", "C4", "C4/100", "A9/1", "love"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Melodies.write("C4/1 " + word, folder.resolve("x.mid")))
                    .withMessage("write: \"" + word + "\" is not a note; write notes such as C#4/2");
        }
    }

    @Test
    void read_whatIsNoMelody_isRefused() throws InvalidMidiDataException, IOException {
        Path text = Files.writeString(folder.resolve("text.mid"), "no music");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.melodies(text))
                .withMessageStartingWith("text.mid cannot be read as a MIDI file: ");
        Path drums = file(Sequence.PPQ, new int[] {9, 40, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.melodies(drums))
                .withMessage("tune.mid cannot be read as a MIDI file: it has no notes");
        Path frames = file(Sequence.SMPTE_25, new int[] {0, 60, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.melodies(frames))
                .withMessage(
                        "tune.mid cannot be read as a MIDI file: its time is in frames, not in parts of a quarter");
        assertThatIllegalArgumentException()
                .isThrownBy(Sequences::melodies)
                .withMessage("melodies(): no files; give at least one MIDI file");
    }

    @Test
    void read_damagedFile_neverFailsOtherwiseThanWithASentence() throws InvalidMidiDataException, IOException {
        byte[] sound = Files.readAllBytes(file(Sequence.PPQ, new int[] {0, 60, 0}, new int[] {0, 62, 2}));
        int read = 0;
        int refused = 0;
        for (int at = 0; at < sound.length; at++) {
            for (int value : new int[] {0, 0x7F, 0x80, 0xFF}) {
                byte[] damaged = sound.clone();
                damaged[at] = (byte) value;
                try {
                    read += Melodies.read("x.mid", damaged).isEmpty() ? 0 : 1;
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageStartingWith("x.mid cannot be read as a MIDI file: ");
                    refused++;
                }
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
        assertThat(read + refused).isEqualTo(4 * sound.length);
    }

    @Test
    void melodies_areTextWithAProvenance() throws IOException {
        Path a = folder.resolve("a.mid");
        Path b = folder.resolve("b.mid");
        Melodies.write("C4/1 D4/4", a);
        Melodies.write("E4/4", b);
        var data = Sequences.melodies(a, b).lines().data();
        assertThat(data.size()).isEqualTo(2);
        Example<?> second = data.getExample(0).get(1);
        assertThat(second.iterator().next().getName()).isEqualTo("C4/1");
        assertThat(data.getSourceProvenance().toString()).contains("source=a.mid, b.mid");
    }

    /** What follows claims a length that the JDK would make an array of. */
    @Test
    void read_lengthsThatAreAbsurd_areRefused() {
        byte[] header = {'M', 'T', 'h', 'd', 0, 0, 0, 6, 0, 0, 0, 1, 0, 4};
        byte[] longTrack = {'M', 'T', 'r', 'k', 0x7F, -1, -1, -1, 0, -1, 0x2F, 0};
        byte[] longText = {'M', 'T', 'r', 'k', 0, 0, 0, 8, 0, -1, 1, -1, -1, -1, 0x7F, 'x'};
        byte[] longSystem = {'M', 'T', 'r', 'k', 0, 0, 0, 8, 0, (byte) 0xF0, -1, -1, -1, 0x7F, 1, 2};
        for (byte[] track : new byte[][] {longTrack, longText, longSystem}) {
            byte[] file = Arrays.copyOf(header, header.length + track.length);
            System.arraycopy(track, 0, file, header.length, track.length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Melodies.read("x.mid", file))
                    .withMessageStartingWith("x.mid cannot be read as a MIDI file: a part claims ");
        }
    }

    @Test
    void read_changedBytes_isAMelodyOrASentence() throws IOException {
        byte[] sound;
        Path file = folder.resolve("sound.mid");
        Melodies.write("C4/1 D4/4 E5/16", file);
        sound = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            byte[] changed = sound.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Melodies.read("x.mid", changed)).contains("/");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage())
                        .startsWith("x.mid cannot be read as a MIDI file: ")
                        .doesNotContain("null");
            }
        }
    }
}
