package io.github.unspool.trial;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages files: any bytes, and protobufs along their structure, so that all lengths around the damage stay right. */
final class Mutation {
    private static final long[] EXTREMES = {0, 1, -1, 127, 128, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE};

    private final Random random;

    Mutation(long seed) {
        random = new Random(seed);
    }

    byte[] of(byte[] sound) {
        byte[] changed = sound;
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = random.nextBoolean() ? alongStructure(changed) : anywhere(changed);
        }
        return changed;
    }

    private byte[] anywhere(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(16));
        byte[] changed = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> changed[at] = (byte) random.nextInt();
            case 2 -> Arrays.fill(changed, at, at + length, (byte) -1);
            case 3 -> changed = Arrays.copyOf(bytes, at);
            case 4 -> changed = joined(bytes, at + length, Arrays.copyOfRange(bytes, at, at + length));
            default -> {
                changed = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, at + length, changed, at, bytes.length - at - length);
            }
        }
        return changed;
    }

    private static byte[] joined(byte[] bytes, int at, byte[] more) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, at, more.length);
        System.arraycopy(bytes, at, all, at + more.length, bytes.length - at);
        return all;
    }

    private byte[] alongStructure(byte[] bytes) {
        try {
            UnknownFieldSet message = UnknownFieldSet.parseFrom(bytes);
            return message.asMap().isEmpty()
                    ? anywhere(bytes)
                    : changed(message).toByteArray();
        } catch (InvalidProtocolBufferException e) {
            return anywhere(bytes); // No protobuf.
        }
    }

    private UnknownFieldSet changed(UnknownFieldSet message) {
        List<Integer> numbers = new ArrayList<>(message.asMap().keySet());
        int number = numbers.get(random.nextInt(numbers.size()));
        UnknownFieldSet.Field field = message.getField(number);
        UnknownFieldSet.Builder all = message.toBuilder();
        return switch (random.nextInt(8)) {
            case 0 -> all.clearField(number).build();
            case 1 -> all.mergeField(number, field).build();
            default -> all.addField(number, changed(field)).build();
        };
    }

    private UnknownFieldSet.Field changed(UnknownFieldSet.Field field) {
        UnknownFieldSet.Field.Builder changed = UnknownFieldSet.Field.newBuilder();
        field.getVarintList()
                .forEach(value ->
                        changed.addVarint(random.nextInt(3) == 0 ? EXTREMES[random.nextInt(EXTREMES.length)] : value));
        field.getFixed32List().forEach(value -> changed.addFixed32(random.nextBoolean() ? value : random.nextInt()));
        field.getFixed64List().forEach(value -> changed.addFixed64(random.nextBoolean() ? value : random.nextLong()));
        List<ByteString> values = field.getLengthDelimitedList();
        int chosen = values.isEmpty() ? 0 : random.nextInt(values.size());
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i).toByteArray();
            changed.addLengthDelimited(ByteString.copyFrom(i == chosen ? alongStructure(value) : value));
        }
        return changed.build();
    }
}
