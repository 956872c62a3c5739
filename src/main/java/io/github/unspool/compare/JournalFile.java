package io.github.unspool.compare;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.file.Excerpt;
import io.github.unspool.file.LockedFile;
import io.github.unspool.file.WholeFile;
import io.github.unspool.tribuo.protos.ComparisonProto;
import io.github.unspool.tribuo.protos.KeptProto;
import io.github.unspool.tribuo.protos.SettingProto;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Stores results in a file that only grows. A process that is killed leaves at most an incomplete record at its end, which
 * is cut off. Each result identifies its run, so that a comparison of other candidates or more seeds uses the results that
 * apply to it. The file may be untrusted: its sizes and values are validated.
 */
final class JournalFile implements Journal {
    private static final int VERSION = 2;

    private final Path file;
    private final Plan plan;
    private final List<Result> results = new ArrayList<>();
    private final LockedFile lock;
    private final FileOutputStream out;

    /**
     * Opens a file, or makes it.
     *
     * @param settings what decides all results, by name
     * @throws IllegalArgumentException if it is no sound file of this comparison, or in use
     * @throws UncheckedIOException if it cannot be read or written
     */
    JournalFile(Path file, Plan plan, Map<String, String> settings) {
        this.file = file;
        this.plan = plan;
        try {
            lock = LockedFile.of(file)
                    .orElseThrow(() -> new IllegalArgumentException(
                            file + " is in use by another comparison; wait until that ends, or choose another file"));
            try {
                out = opened(settings);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private FileOutputStream opened(Map<String, String> settings) throws IOException {
        byte[] beginning = JournalRecords.beginning(header(settings).toByteArray());
        try {
            long end = Files.exists(file) ? read(settings, beginning) : 0;
            FileOutputStream opened = new FileOutputStream(file.toFile(), true);
            try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
                all.setLength(end);
            }
            if (end == 0) {
                append(opened, beginning);
            }
            return opened;
        } catch (IOException e) {
            throw new IOException("%s cannot be used: %s".formatted(file, WholeFile.reason(e)), e);
        }
    }

    /** Reads all results, and returns where they end: 0 if there is not even a whole beginning. */
    private long read(Map<String, String> settings, byte[] beginning) throws IOException {
        long length = Files.size(file);
        if (isPieceOf(beginning, length)) {
            return 0;
        }
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            JournalRecords records = new JournalRecords(in, length);
            if (!records.isOurs()) {
                throw refused("is not a file of a comparison");
            }
            byte[] header = records.next().orElseThrow(() -> new IllegalArgumentException("its beginning is cut off"));
            check(ComparisonProto.parseFrom(header), settings);
            readResults(records);
            return records.end();
        } catch (InvalidProtocolBufferException e) {
            throw refused("is damaged: it cannot be parsed");
        } catch (Refusal e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw refused("is damaged: " + e.getMessage());
        }
    }

    private void readResults(JournalRecords records) throws IOException {
        Map<RunPart, Deque<Task.Key>> wanted = new HashMap<>();
        plan.tasks()
                .forEach(key -> wanted.computeIfAbsent(RunPart.of(plan, key), part -> new ArrayDeque<>())
                        .add(key));
        SortedSet<String> there = new TreeSet<>();
        for (Optional<byte[]> content = records.next(); content.isPresent(); content = records.next()) {
            KeptProto kept = KeptProto.parseFrom(content.get());
            Result result = checked(ResultBytes.result(kept.getResult()));
            there.add(kept.getCandidate());
            // Two candidates with the same network, or two rungs at the same epoch, each have a result.
            Deque<Task.Key> same = wanted.getOrDefault(
                    new RunPart(kept.getCandidate(), kept.getSeed(), kept.getFold(), kept.getUntil()),
                    new ArrayDeque<>());
            if (!same.isEmpty()) {
                results.add(result.as(same.remove()));
            }
        }
        checkCandidates(there);
    }

    private void checkCandidates(SortedSet<String> there) {
        List<String> here = plan.candidates().stream().map(Candidate::identity).toList();
        if (!there.isEmpty() && !here.isEmpty() && Collections.disjoint(here, there)) {
            throw refused("is of another comparison: it contains results of %s, but none of %s"
                    .formatted(Excerpt.of(there.first()), Excerpt.of(here.get(0))));
        }
    }

    /** A process that was killed at once leaves a piece of what it would have begun with, and nothing is lost with it. */
    private boolean isPieceOf(byte[] beginning, long length) throws IOException {
        return length < beginning.length
                && Arrays.equals(Files.readAllBytes(file), Arrays.copyOf(beginning, (int) length));
    }

    private void check(ComparisonProto header, Map<String, String> settings) {
        if (header.getVersion() <= 0) {
            throw new IllegalArgumentException("it has no version");
        }
        if (header.getVersion() != VERSION) {
            throw refused("has version %s, but this Unspool reads version %s".formatted(header.getVersion(), VERSION));
        }
        Map<String, String> there = new LinkedHashMap<>();
        header.getSettingsList().forEach(setting -> there.put(setting.getName(), setting.getValue()));
        settings.forEach((name, value) -> {
            if (!value.equals(there.get(name))) {
                throw refused("is of another comparison: %s is %s in the file, but %s now"
                        .formatted(name, Excerpt.of(there.getOrDefault(name, "not said")), Excerpt.of(value)));
            }
        });
    }

    private Result checked(Result result) {
        if (!(result.seconds() >= 0) || result.isSound() && !Double.isFinite(result.score())) {
            throw new IllegalArgumentException("a result has no score or no time");
        }
        return result;
    }

    private static ComparisonProto header(Map<String, String> settings) {
        ComparisonProto.Builder header = ComparisonProto.newBuilder().setVersion(VERSION);
        settings.forEach((name, value) ->
                header.addSettings(SettingProto.newBuilder().setName(name).setValue(value)));
        return header.build();
    }

    private static void append(FileOutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.getFD().sync();
    }

    @Override
    public List<Result> results() {
        return results;
    }

    @Override
    public void add(Result result) throws IOException {
        try {
            append(out, JournalRecords.record(kept(result).toByteArray()));
        } catch (IOException e) {
            throw new IOException("%s cannot be written: %s".formatted(file, WholeFile.reason(e)), e);
        }
    }

    private KeptProto kept(Result result) {
        RunPart part = RunPart.of(plan, result.key());
        return KeptProto.newBuilder()
                .setCandidate(part.candidate())
                .setSeed(part.seed())
                .setFold(part.fold())
                .setUntil(part.until())
                .setResult(ResultBytes.proto(result).toBuilder()
                        .clearCandidate()
                        .clearRepeat()
                        .clearRung())
                .build();
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be closed: %s".formatted(file, WholeFile.reason(e)), e);
        } finally {
            lock.close();
        }
    }

    private Refusal refused(String why) {
        return new Refusal("%s %s; choose another file, or delete it to start again".formatted(file, why));
    }

    /** Why the file cannot be used, as a whole sentence. */
    private static final class Refusal extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }
}
