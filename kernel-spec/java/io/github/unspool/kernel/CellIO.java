package io.github.unspool.kernel;

import java.nio.charset.Charset;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;

/** What the cell that runs prints, shows and reads. */
final class CellIO extends JupyterIO {
    private volatile ShellReplyEnvironment cell;

    CellIO(Charset encoding) {
        super(encoding);
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
