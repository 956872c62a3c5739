package io.github.unspool.jupyter;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of Java as text: as {@code toString} has them, but with what stands in arrays, also within lists, maps and
 * records, and of what is very long the beginning and, of arrays and lists, the end.
 */
final class Values {
    private static final int MOST_CHARS = 100_000;
    private static final int MOST_ELEMENTS = 1_000;
    private static final int ENDS = 5;

    private final StringBuilder text = new StringBuilder();
    /** What contains the value that is written now, since a list may contain itself. */
    private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

    private Values() {}

    /** The text of a value. */
    static String text(Object value) {
        Values values = new Values();
        values.add(value);
        return values.text.length() <= MOST_CHARS ? values.text.toString() : cut(values.text);
    }

    private static String cut(StringBuilder text) {
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARS - 1)) ? MOST_CHARS - 1 : MOST_CHARS;
        return text.substring(0, end)
                + "\n… only the first %s characters are shown; System.out.println shows all".formatted(end);
    }

    private void add(Object value) {
        if (text.length() > MOST_CHARS) {
            return;
        }
        if (value == null || !around.add(value)) {
            text.append(value == null ? "null" : "…");
            return;
        }
        if (value.getClass().isArray()) {
            addElements(Array.getLength(value), new ArrayIterator(value));
        } else if (value instanceof Collection<?> all && isOfJava(value)) {
            addElements(all.size(), all.iterator());
        } else if (value instanceof Map<?, ?> map && isOfJava(value)) {
            addEntries(map);
        } else if (value instanceof Record record) {
            addRecord(record);
        } else {
            text.append(value);
        }
        around.remove(value);
    }

    /** Other collections may have a text of their own. */
    private static boolean isOfJava(Object value) {
        return value.getClass().getName().startsWith("java.util.");
    }

    private void addElements(int size, Iterator<?> all) {
        text.append('[');
        for (int i = 0; all.hasNext(); i++) {
            Object element = all.next();
            boolean isLeftOut = size > MOST_ELEMENTS && i >= ENDS && i < size - ENDS;
            if (!isLeftOut || i == ENDS) {
                text.append(i == 0 ? "" : ", ");
            }
            if (!isLeftOut) {
                add(element);
            } else if (i == ENDS) {
                text.append('…');
            }
        }
        text.append(size > MOST_ELEMENTS ? "] (" + size + " elements)" : "]");
    }

    private void addEntries(Map<?, ?> map) {
        int added = 0;
        text.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(added == 0 ? "" : ", ");
            if (added++ == MOST_ELEMENTS) {
                text.append('…');
                break;
            }
            add(entry.getKey());
            text.append('=');
            add(entry.getValue());
        }
        text.append(map.size() > MOST_ELEMENTS ? "} (" + map.size() + " entries)" : "}");
    }

    /** A record with a toString of its own keeps it. */
    private void addRecord(Record record) {
        String own = String.valueOf(record.toString());
        List<Object> values = values(record);
        if (values == null || !own.equals(given(record, values))) {
            text.append(own);
            return;
        }
        text.append(record.getClass().getSimpleName()).append('[');
        RecordComponent[] components = record.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            text.append(i == 0 ? "" : ", ").append(components[i].getName()).append('=');
            add(values.get(i));
        }
        text.append(']');
    }

    /** The values of its components, or null if they cannot be had. */
    private static List<Object> values(Record record) {
        try {
            List<Object> values = new ArrayList<>();
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                values.add(component.getAccessor().invoke(record));
            }
            return values;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Of a module that keeps it closed, or with an accessor that fails.
            return null;
        }
    }

    /** What Java gives a record for a text. */
    private static String given(Record record, List<Object> values) {
        StringBuilder given = new StringBuilder(record.getClass().getSimpleName()).append('[');
        RecordComponent[] components = record.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            given.append(i == 0 ? "" : ", ")
                    .append(components[i].getName())
                    .append('=')
                    .append(values.get(i));
        }
        return given.append(']').toString();
    }

    /** Over an array of objects or of numbers. */
    private static final class ArrayIterator implements Iterator<Object> {
        private final Object array;
        private int next;

        ArrayIterator(Object array) {
            this.array = array;
        }

        @Override
        public boolean hasNext() {
            return next < Array.getLength(array);
        }

        @Override
        public Object next() {
            return Array.get(array, next++);
        }
    }
}
