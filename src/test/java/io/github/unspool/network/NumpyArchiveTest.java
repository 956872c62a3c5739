package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.unspool.cell.Cells;
import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.NumpyHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of weights that are damaged, for another network, or made to harm. */
class NumpyArchiveTest {
    private static final Network NETWORK = Network.classifier(3, List.of(new LayerSpec(2, Cells.TANH)), 4);
    private static final int STRIDE = 5;
    private static final String WX = "rnn.0.weight_ih_l0";

    @TempDir
    Path directory;

    private Path file;

    /** What will be in the archive. */
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeEach
    void soundEntries() throws IOException {
        file = directory.resolve("w.npz");
        for (NumpyArray array : Initialisation.of(NETWORK, 5).arrays()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            array.write(bytes);
            entries.put(array.name() + ".npy", bytes.toByteArray());
        }
    }

    private void put(String name, byte[] bytes) {
        entries.put(name + ".npy", bytes);
    }

    private static byte[] npy(int version, String header, ByteBuffer numbers) {
        int length = version == 1 ? Short.BYTES : Integer.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(8 + length + header.length() + numbers.capacity())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        (version == 1 ? bytes.putShort((short) header.length()) : bytes.putInt(header.length()))
                .put(header.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.put(numbers.array()).array();
    }

    private static byte[] npy(String header) {
        return npy(1, header, floats(new float[6]));
    }

    private static String header(String type, String shape) {
        return "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
    }

    private static ByteBuffer floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    private static ByteBuffer doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return bytes;
    }

    private Weights read() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return Weights.readNumpy(NETWORK, file);
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": " + problem);
    }

    @Test
    void read_soundArchive_hasTheNumbers() throws IOException {
        assertThat(read().recurrences().get(0).wx().values())
                .containsExactly(
                        Initialisation.of(NETWORK, 5).recurrences().get(0).wx().values());
    }

    @Test
    void read_version2OfDoublesWithOtherSpaces_isTheSame() throws IOException {
        put(WX, npy(2, "{'shape':(2,3),'descr':'<f8','fortran_order':False}", doubles(1, 2, 3, 4, 5, 0.1)));

        assertThat(read().recurrences().get(0).wx().values()).containsExactly(1, 4, 2, 5, 3, 0.1f);
    }

    @Test
    void read_entryWithoutSuffix_isTakenAsNumPyDoes() throws IOException {
        entries.put(WX, entries.remove(WX + ".npy"));

        assertThat(read().recurrences().get(0).wx().values())
                .containsExactly(
                        Initialisation.of(NETWORK, 5).recurrences().get(0).wx().values());
    }

    @Test
    void header_ofEveryRank_isNumPysAndReadAgain() throws IOException {
        for (List<Integer> shape : List.of(List.<Integer>of(), List.of(7), List.of(7, 123456), List.of(1, 2, 3))) {
            byte[] bytes = NumpyHeader.bytes(false, shape);
            InputStream in = new ByteArrayInputStream(bytes);

            assertThat(bytes.length % 64).isZero();
            assertThat(NumpyHeader.read(in).hasShape(shape)).isTrue();
            assertThat(in.available()).isZero();
        }
        assertThat(new String(NumpyHeader.bytes(false, List.of(7)), 10, 118, StandardCharsets.US_ASCII))
                .isEqualTo("%-117s\n".formatted("{'descr': '<f4', 'fortran_order': False, 'shape': (7,), }"));
    }

    @Test
    void read_missingAndSuperfluousArrays_listsBoth() {
        entries.remove("output.bias.npy");
        entries.put("rnn.1.weight_ih_l0.npy", new byte[0]);
        entries.put("../../ev\nil.npy", new byte[0]);
        entries.put("notes.txt", new byte[0]);

        assertRefused("it lacks output.bias; it has the unexpected array ../../ev\\nil, notes.txt, rnn.1.weight_ih_l0");
        assertThat(directory).isDirectoryContaining("glob:**/w.npz");
    }

    @Test
    void read_manyAndLongNames_areShortened() {
        for (int i = 0; i < 2000; i++) {
            entries.put("a".repeat(300) + i, new byte[0]);
        }

        assertThatThrownBy(this::read)
                .satisfies(e ->
                        assertThat(e.getMessage()).endsWith("a… and 1992 more").hasSizeLessThan(2000));
    }

    @Test
    void read_arrayThatIsThereTwice_isRefused() {
        entries.put(WX, entries.get(WX + ".npy"));

        assertRefused("it contains " + WX + " twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(3, 2)|3 × 2 instead of 2 × 3",
                "(6,)|6 numbers instead of 2 × 3",
                "()|one number instead of 2 × 3",
                "(2, 3, 1)|2 × 3 × 1 instead of 2 × 3",
                "(0, 3)|0 × 3 instead of 2 × 3",
                "(999999999999999999, 3)|999999999999999999 × 3 instead of 2 × 3",
            })
    void read_otherShape_saysBoth(String shape, String problem) {
        put(WX, npy(header("<f4", shape)));

        assertRefused(WX + " is " + problem);
    }

    @Test
    void read_vectorOfOtherLength_saysBoth() {
        put("output.bias", npy(header("<f4", "(6,)")));

        assertRefused("output.bias is 6 numbers instead of 4 numbers");
    }

    @ParameterizedTest
    @ValueSource(strings = {">f4", "<f2", "<i4", "|O", "<c8", "float32", ""})
    void read_otherType_isRefused(String type) {
        put(WX, npy(header(type, "(2, 3)")));

        assertRefused(WX + " is of type '" + type + "'; save it as float32, with .astype('<f4')");
    }

    @Test
    void read_fortranOrder_isRefused() {
        put(WX, npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n"));

        assertRefused(WX + " is stored column by column (fortran_order); save numpy.ascontiguousarray of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'descr': '<f4', 'shape': (2, 3)}",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'x': 1}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (6)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3,)}x",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,,3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999999, 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': '(2, 3)'}",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3)}",
                "__import__('os').system('true')",
            })
    void read_headerThatIsNone_isRefused(String header) {
        put(WX, npy(header));

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": " + WX + " has a header that cannot be read: ");
    }

    @Test
    void read_headerOfThousandsOfAxes_isRefusedShortly() {
        put(WX, npy(header("<f4", "(" + "1,".repeat(4900) + ")")));

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).endsWith("… instead of 2 × 3"));
    }

    @Test
    void read_headerThatIsTooLong_isNotRead() {
        byte[] bytes = npy(2, header("<f4", "(2, 3)"), floats(new float[6]));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, -1);
        put(WX, bytes);

        assertRefused(WX + " has a header of 4294967295 bytes; at most 10000 are read");
    }

    @Test
    void read_otherMagicOrVersion_isRefused() {
        put(WX, "no array at all".getBytes(StandardCharsets.US_ASCII));
        assertRefused(WX + " is not an array of NumPy");

        put(WX, new byte[3]);
        assertRefused(WX + " is not an array of NumPy");

        put(WX, npy(3, header("<f4", "(2, 3)"), floats(new float[6])));
        assertRefused(WX + " is of version 3.0 of NumPy's format; versions 1.0 and 2.0 are read");
    }

    @Test
    void read_numbersThatAreNone_areRefused() {
        put(WX, npy(1, header("<f4", "(2, 3)"), floats(1, 2, Float.NaN, 4, 5, 6)));
        assertRefused(WX + " holds NaN");

        put(WX, npy(1, header("<f8", "(2, 3)"), doubles(1, 2, 3, 4, 5, Double.NEGATIVE_INFINITY)));
        assertRefused(WX + " holds -Infinity");

        put(WX, npy(1, header("<f8", "(2, 3)"), doubles(1, 1e39, 3, 4, 5, 6)));
        assertRefused(WX + " holds 1.0E39, which is too large to compute with");
    }

    @Test
    void read_tooFewOrTooManyBytes_areRefused() {
        put(WX, npy(1, header("<f4", "(2, 3)"), floats(new float[5])));
        assertRefused(WX + " is damaged: it ends before its last number");

        put(WX, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 100, 0, '{'});
        assertRefused(WX + " is damaged: it ends inside its header");

        put(WX, npy(1, header("<f4", "(2, 3)"), floats(new float[7])));
        assertRefused(WX + " has more bytes than its shape needs");
    }

    @Test
    void read_arrayThatUnpacksToMuchMore_isLeftAfterItsLastNumber() throws IOException {
        byte[] zeros = new byte[1 << 20];
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                for (int i = 0; entry.getKey().startsWith(WX) && i < 64; i++) {
                    zip.write(zeros);
                }
                zip.closeEntry();
            }
        }
        assertThat(Files.size(file)).isLessThan(1 << 17);

        assertThatThrownBy(() -> Weights.readNumpy(NETWORK, file))
                .hasMessage(file + ": " + WX + " has more bytes than its shape needs");
    }

    @Test
    void read_fileThatIsTooLarge_isNotOpened() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1 << 25);
        }

        assertThatThrownBy(() -> Weights.readNumpy(NETWORK, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": a file of 33554432 bytes is too large for 26 numbers");
    }

    @Test
    void read_truncatedArchive_isRefused() throws IOException {
        read();
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Weights.readNumpy(NETWORK, file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(file + ": damaged npz archive: ");
        }
    }

    @Test
    void read_nameThatIsNoUtf8_isRefused() throws IOException {
        read();
        byte[] bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .replace(WX, "\u00ff" + WX.substring(1))
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, bytes);

        assertThatThrownBy(() -> Weights.readNumpy(NETWORK, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": damaged npz archive: ");
    }

    @Test
    void read_archiveWithOneBitChanged_isRefusedOrHasTheSameNumbers() throws IOException {
        Weights weights = Initialisation.of(NETWORK, 5);
        weights.writeNumpy(file);
        byte[] sound = Files.readAllBytes(file);
        Randoms random = Randoms.of(3);
        int refused = 0;
        for (int at = 0; at < sound.length; at += STRIDE) {
            byte[] bytes = sound.clone();
            bytes[at] ^= (byte) (1 << (int) (8 * random.uniform()));
            Files.write(file, bytes);
            try {
                Weights found = Weights.readNumpy(NETWORK, file);
                for (int i = 0; i < weights.parameters().size(); i++) {
                    assertThat(found.parameters().get(i).values())
                            .as("byte %s", at)
                            .containsExactly(weights.parameters().get(i).values());
                }
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(sound.length / STRIDE / 2);
    }

    @Test
    void read_noFile_saysSo() {
        assertThatThrownBy(() -> Weights.readNumpy(NETWORK, file)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void write_thatFails_isAnIOException() {
        Path nowhere = directory.resolve("none/w.npz");
        assertThatThrownBy(() -> Initialisation.of(NETWORK, 5).writeNumpy(nowhere))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%s cannot be written: the folder %s does not exist; create it first",
                        nowhere, nowhere.getParent());
    }
}
