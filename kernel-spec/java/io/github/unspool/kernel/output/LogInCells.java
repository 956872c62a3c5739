package io.github.unspool.kernel.output;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Shows in a cell what its own code logs through java.util.logging or System.Logger. What libraries log goes to the kernel's
 * log, since nobody asked for it.
 */
final class LogInCells extends Handler {
    private static final String CODE_OF_CELLS = "REPL.";

    private final Handler log;

    private LogInCells(Handler log) {
        this.log = log;
        setFormatter(new Line());
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord entry) {
            String thrown = entry.getThrown() == null ? "" : ": " + entry.getThrown();
            return entry.getLevel() + " " + entry.getLoggerName() + ": " + formatMessage(entry) + thrown
                    + System.lineSeparator();
        }
    }

    static void install() {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                root.removeHandler(handler);
                root.addHandler(new LogInCells(handler));
            }
        }
    }

    @Override
    public void publish(LogRecord entry) {
        if (Outlet.current() != null && isOfCell(entry)) {
            System.err.print(getFormatter().format(entry));
        } else {
            log.publish(entry);
        }
    }

    private static boolean isOfCell(LogRecord entry) {
        return entry.getSourceClassName() != null && entry.getSourceClassName().startsWith(CODE_OF_CELLS);
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public void close() {
        log.close();
    }
}
