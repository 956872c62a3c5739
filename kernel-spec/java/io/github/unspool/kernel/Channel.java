package io.github.unspool.kernel;

import io.github.unspool.kernel.life.KernelThread;
import io.github.unspool.kernel.life.Spare;
import io.github.unspool.kernel.output.Outlet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/** Requests, answered at once: JJava's own channel looks for one every 50 ms only. */
final class Channel extends ShellChannel {
    private static final Set<MessageType<?>> WHILE_CELL_RUNS = Set.of(
            MessageType.INTERRUPT_REQUEST,
            MessageType.KERNEL_INFO_REQUEST,
            MessageType.COMM_INFO_REQUEST,
            MessageType.COMPLETE_REQUEST,
            MessageType.INSPECT_REQUEST,
            MessageType.IS_COMPLETE_REQUEST,
            MessageType.HISTORY_REQUEST);

    private final Connection connection;
    private final boolean isControl;
    /** Read already, but not answered. */
    private final Deque<Message<?>> waiting = new ArrayDeque<>();

    private final Deque<Message<?>> waitingBehindError = new ArrayDeque<>();
    private Thread thread;

    Channel(ZMQ.Context context, HMACGenerator signer, boolean isControl, Connection connection) {
        super(context, signer, isControl, connection);
        this.connection = connection;
        this.isControl = isControl;
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        int port = isControl ? properties.getControlPort() : properties.getShellPort();
        bind(formatAddress(properties.getTransport(), properties.getIp(), port));
        thread = KernelThread.start(isControl ? "control" : "shell", this::serve);
    }

    private void serve() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = answerNext();
            } catch (Throwable e) {
                // Whatever it is, a kernel that does not answer any more would be worse.
                Spare.releaseAfter(e);
                goesOn = !closed;
                if (goesOn) {
                    log(e);
                }
            }
        }
    }

    private static void log(Throwable e) {
        try {
            System.getLogger("kernel").log(System.Logger.Level.ERROR, "A message could not be answered", e);
        } catch (OutOfMemoryError full) {
            // Nor can it be told, but the next message may be one that makes room.
            Spare.releaseAfter(full);
        }
    }

    private boolean answerNext() {
        if (!waitingBehindError.isEmpty()) {
            return answer(waitingBehindError.remove(), true);
        }
        Message<?> next = waiting.isEmpty() ? readMessage() : waiting.remove();
        return answer(next, false);
    }

    private <T> boolean answer(Message<T> message, boolean isBehindError) {
        MessageType<T> type = message.getHeader().getType();
        ShellHandler<T> handler = connection.getHandler(type);
        ShellReplyEnvironment environment = connection.prepareReplyEnv(this, message);
        try {
            if (isBehindError && type.equals(MessageType.EXECUTE_REQUEST)) {
                environment.setBusyDeferIdle();
                Replies.aborted(environment);
            } else if (handler != null) {
                handler.handle(environment, message);
            }
        } finally {
            environment.resolveDeferrals();
        }
        return !environment.isMarkedForShutdown();
    }

    /** A cell failed: those that wait behind it shall not run. For the handler of that cell, before it replies. */
    void abortWaiting() {
        readWaiting();
        waitingBehindError.addAll(waiting);
        waiting.clear();
    }

    /** Whether this is the channel of orders, such as to stop, rather than that of cells. */
    boolean isControl() {
        return isControl;
    }

    /**
     * Answers what need not wait until the cell has ended: help while typing, questions about the kernel, and the request to stop,
     * which VS Code sends here (vscode-jupyter issue 17143) and not on the channel that Jupyter has for it. For the thread of
     * this channel, while it waits for the cell.
     */
    void answerWhileCellRuns() {
        try {
            readWaiting();
            List<Message<?>> now = waiting.stream()
                    .filter(message ->
                            WHILE_CELL_RUNS.contains(message.getHeader().getType()))
                    .toList();
            waiting.removeAll(now);
            now.forEach(request -> answer(request, false));
            if (!now.isEmpty()) {
                // The answers said that the kernel is idle.
                Outlet.running().cell().setStatusBusy();
            }
        } catch (RuntimeException e) {
            // The cell goes on.
            log(e);
        }
    }

    private void readWaiting() {
        while ((getEvents() & ZMQ.Poller.POLLIN) != 0) {
            waiting.add(readMessage());
        }
    }

    @Override
    public void waitUntilClose() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
