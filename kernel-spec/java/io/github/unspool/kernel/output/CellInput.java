package io.github.unspool.kernel.output;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a person types when a cell asks; nothing where Jupyter cannot ask anybody. */
final class CellInput extends InputStream {
    private byte[] line = {};
    private int at;

    /** Forgets what an earlier cell has not read. */
    synchronized void clear() {
        line = new byte[0];
        at = 0;
    }

    @Override
    public synchronized int read() {
        return ask() ? line[at++] & 0xFF : -1;
    }

    /** At most what is left of a line, so that nobody is asked for more than the cell reads. */
    @Override
    public synchronized int read(byte[] into, int from, int length) {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!ask()) {
            return -1;
        }
        int read = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, from, read);
        at += read;
        return read;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }

    private boolean ask() {
        Outlet cell = Outlet.current();
        if (at == line.length && cell != null && cell.reads()) {
            line = cell.cell().readFromStdIn().getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return at < line.length;
    }
}
