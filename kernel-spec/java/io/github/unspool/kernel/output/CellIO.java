package io.github.unspool.kernel.output;

import io.github.unspool.kernel.output.Outlet.Stream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;

/** What cells print, show and read. */
public final class CellIO extends JupyterIO {
    private final PrintStream logOut = System.out;
    private final PrintStream logErr = System.err;
    private final PrintStream cellOut = new Open(new Routed(Stream.OUT, logOut));
    private final PrintStream cellErr = new Open(new Routed(Stream.ERR, logErr));
    private final CellInput input = new CellInput();
    private volatile Publisher publisher;

    /** Prints to the log until it is connected. */
    public CellIO() {
        super(StandardCharsets.UTF_8);
    }

    /** From now on cells print into the notebook. */
    public void connect(Publisher to) {
        publisher = to;
        LogInCells.install();
    }

    /** Passes on to the cell of the thread that prints; what belongs to no cell goes to the log. */
    private final class Routed extends OutputStream {
        private final Stream stream;
        private final PrintStream log;

        Routed(Stream stream, PrintStream log) {
            this.stream = stream;
            this.log = log;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            Outlet cell = Outlet.current();
            if (cell == null || publisher == null) {
                log.write(bytes, from, length);
                log.flush();
            } else {
                publisher.print(cell, stream, bytes, from, length);
            }
        }
    }

    /** Cannot be closed, since later cells print too. */
    private static final class Open extends PrintStream {
        Open(OutputStream cell) {
            super(cell, true, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            flush();
        }
    }

    /** A cell begins: System.out, System.err and System.in are its own, whatever an earlier cell made of them. */
    public void begin(Outlet cell) {
        System.setOut(cellOut);
        System.setErr(cellErr);
        System.setIn(input);
        input.clear();
        cell.begin();
        setEnv(cell.cell());
    }

    /** A cell has ended. What its threads print later is still its own. */
    public void end(Outlet cell) {
        System.out.flush();
        System.err.flush();
        publisher.finish(cell);
        cell.end();
        retractEnv(cell.cell());
    }

    /** Whether a value is one of the streams that cells print to, which nobody wants to see. */
    public boolean isStream(Object value) {
        return value == cellOut || value == cellErr;
    }

    /** Takes away what the cell has shown so far. */
    public void clear(boolean wait) {
        ShellReplyEnvironment cell = cell();
        if (cell != null) {
            cell.publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
        }
    }

    /** The cell that the current thread belongs to, or null. */
    public ShellReplyEnvironment cell() {
        Outlet cell = Outlet.current();
        return cell == null ? null : cell.cell();
    }
}
