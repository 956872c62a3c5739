package io.github.unspool.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
        thread = new Thread(this::serve, isControl ? "control" : "shell");
        thread.start();
    }

    private void serve() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = answerNext();
            } catch (Throwable e) {
                // Whatever it is, a kernel that does not answer any more would be worse.
                goesOn = !closed;
                if (goesOn) {
                    log(e);
                }
            }
        }
    }

    private static void log(Throwable e) {
        System.getLogger("kernel").log(System.Logger.Level.ERROR, "A message could not be answered", e);
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

    /**
     * Stops the cell that runs if somebody asks for it here, as VS Code does (vscode-jupyter issue 17143), and not on the
     * channel that Jupyter has for it. For the thread of this channel, while it waits for the cell.
     */
    void stopIfAsked() {
        try {
            readWaiting();
            List<Message<?>> requests = waiting.stream()
                    .filter(message -> message.getHeader().getType().equals(MessageType.INTERRUPT_REQUEST))
                    .toList();
            waiting.removeAll(requests);
            requests.forEach(request -> answer(request, false));
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
