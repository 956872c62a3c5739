package io.github.unspool.sweep;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.tribuo.protos.ComparisonProto;
import io.github.unspool.tribuo.protos.RecordProto;
import io.github.unspool.tribuo.protos.SettingProto;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Results in a file that only grows. A process that is killed leaves at most a piece of a record at its end, which is cut off.
 * The file may come from a stranger: what it claims is checked, and no more is read than it has.
 */
final class JournalFile implements Journal {
    private static final int VERSION = 1;

    private final Path file;
    private final Plan plan;
    private final List<Result> results = new ArrayList<>();
    private final FileOutputStream out;
    /** Where the last sound record ends. */
    private long end;

    /**
     * Opens a file, or makes it.
     *
     * @param settings all that decides the results, by name
     * @throws IllegalArgumentException if it is no sound file of this comparison, or in use
     * @throws UncheckedIOException if it cannot be read or written
     */
    JournalFile(Path file, Plan plan, Map<String, String> settings) {
        this.file = file;
        this.plan = plan;
        try {
            out = new FileOutputStream(file.toFile(), true);
            try {
                lock();
                read(settings);
                try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
                    all.setLength(end);
                }
                if (end == 0) {
                    append(header(settings));
                }
            } catch (IOException | RuntimeException e) {
                out.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the comparison's file %s cannot be used (%s)".formatted(file, e.getMessage()), e);
        }
    }

    /** Held until the stream is closed. */
    private void lock() throws IOException {
        FileLock lock;
        try {
            lock = out.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw refused("is in use by a comparison that still runs");
        }
    }

    private void read(Map<String, String> settings) throws IOException {
        long length = file.toFile().length();
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            byte[] header = record(in, length);
            if (header == null) {
                // What is too short to be a header may be half of ours, and nothing is lost with it.
                require(length <= header(settings).getSerializedSize() + 5, "it has no beginning");
                return;
            }
            check(ComparisonProto.parseFrom(header), settings);
            for (byte[] content = record(in, length); content != null; content = record(in, length)) {
                results.add(checked(ResultBytes.read(content)));
            }
        } catch (InvalidProtocolBufferException e) {
            throw refused("is not sound: it cannot be parsed");
        }
    }

    /** The content of the next record, or null at the end of what is whole. */
    private byte[] record(InputStream in, long length) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        CountingInput counted = new CountingInput(in);
        int size;
        try {
            size = CodedInputStream.readRawVarint32(first, counted);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
        long begin = end + 1 + counted.count;
        if (size < 0 || size > length - begin) {
            return null;
        }
        RecordProto record = RecordProto.parseFrom(in.readNBytes(size));
        require(checksum(record.getContent()) == record.getChecksum(), "a checksum is wrong");
        end = begin + size;
        return record.getContent().toByteArray();
    }

    /** Counts single bytes. */
    private static final class CountingInput extends InputStream {
        private final InputStream in;
        private int count;

        CountingInput(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count += next < 0 ? 0 : 1;
            return next;
        }
    }

    private void check(ComparisonProto header, Map<String, String> settings) {
        require(header.getVersion() > 0, "it has no version");
        if (header.getVersion() > VERSION) {
            throw refused(
                    "is of version %d, and this Unspool reads version %d".formatted(header.getVersion(), VERSION));
        }
        Map<String, String> there = new LinkedHashMap<>();
        header.getSettingsList().forEach(setting -> there.put(setting.getName(), setting.getValue()));
        settings.forEach((name, value) -> {
            if (!value.equals(there.get(name))) {
                throw refused("is of another comparison: %s is %s there and %s here"
                        .formatted(name, there.getOrDefault(name, "not said"), value));
            }
        });
    }

    private Result checked(Result result) {
        require(
                result.candidate() >= 0
                        && result.candidate() < plan.candidates().size()
                        && result.repeat() >= 0
                        && result.repeat() < plan.repeats().size()
                        && result.rung() >= 0
                        && result.rung() < plan.rungs()
                        && result.seconds() >= 0
                        && (!result.isSound() || Double.isFinite(result.score())),
                "a result is of a run that this comparison does not have");
        return result;
    }

    private static RecordProto header(Map<String, String> settings) {
        ComparisonProto.Builder header = ComparisonProto.newBuilder().setVersion(VERSION);
        settings.forEach((name, value) ->
                header.addSettings(SettingProto.newBuilder().setName(name).setValue(value)));
        return record(header.build().toByteString());
    }

    private static RecordProto record(ByteString content) {
        return RecordProto.newBuilder()
                .setChecksum(checksum(content))
                .setContent(content)
                .build();
    }

    private static int checksum(ByteString content) {
        CRC32 sum = new CRC32();
        sum.update(content.asReadOnlyByteBuffer());
        return (int) sum.getValue();
    }

    private void append(RecordProto record) throws IOException {
        record.writeDelimitedTo(out);
        out.getFD().sync();
    }

    @Override
    public List<Result> results() {
        return results;
    }

    @Override
    public void add(Result result) {
        try {
            append(record(ByteString.copyFrom(ResultBytes.write(result))));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the comparison's file %s cannot be written (%s)".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw refused("is not sound: " + problem);
        }
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(
                "%s %s; choose another name, or delete the file to begin anew".formatted(file, why));
    }
}
