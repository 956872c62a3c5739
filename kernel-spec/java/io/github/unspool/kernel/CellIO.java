package io.github.unspool.kernel;

import io.github.unspool.kernel.CellThreads.CellThread;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;

/** What the cell that runs prints, shows and reads. */
final class CellIO extends JupyterIO {
    private final PrintStream heardOut;
    private final PrintStream heardErr;
    private volatile ShellReplyEnvironment cell;

    CellIO(Charset encoding) {
        super(encoding);
        heardOut = new PrintStream(new Heard(out), true, encoding);
        heardErr = new PrintStream(new Heard(err), true, encoding);
    }

    /** Passes on what a cell prints, but nothing from code that goes on although its cell has ended. */
    private static final class Heard extends FilterOutputStream {
        Heard(PrintStream cell) {
            super(cell);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!(Thread.currentThread() instanceof CellThread thread && thread.isAbandoned())) {
                out.write(bytes, from, length);
            }
        }
    }

    /** Lets System.out and System.err print into the cell. */
    void redirect() {
        System.setOut(heardOut);
        System.setErr(heardErr);
    }

    /** From now on all output is this cell's. */
    void attach(ShellReplyEnvironment environment, boolean reads) {
        cell = environment;
        setEnv(environment);
        setJupyterInEnabled(reads);
        environment.defer(() -> {
            cell = null;
            retractEnv(environment);
        });
    }

    /** The cell that runs, or null. */
    ShellReplyEnvironment cell() {
        return cell;
    }

    void clear(boolean wait) {
        ShellReplyEnvironment now = cell;
        if (now != null) {
            now.publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
        }
    }
}
