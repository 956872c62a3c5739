package io.github.unspool.kernel;

import io.github.unspool.kernel.CellThreads.CellThread;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.kernel.util.TextColor;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.dflib.jjava.kernel.JavaKernel;

/**
 * JJava's kernel, with errors that a person can read, cells that keep what they had when they are stopped, and those parts
 * of Jupyter's protocol that JJava lacks. It tells whoever asks, such as a long call, whether the current thread's cell was
 * stopped.
 */
final class UnspoolKernel extends JavaKernel implements BooleanSupplier {
    /** Without a colour, since red cannot be read on the dark red that JupyterLab's dark theme gives to errors. */
    private static final String BOLD = "\u001b[1m";

    private final CellThreads threads;
    private final CellSources sources;
    private final CellHistory history = new CellHistory();
    private final CellIO cells;
    private final CountDownLatch ready = new CountDownLatch(1);
    private Documentation documentation;
    private volatile boolean ending;

    /** The parts that know each other before the kernel knows them. */
    private record Parts(CellThreads threads, CellSources sources, CellEvaluator evaluator, CellIO io) {
        static Parts make() {
            CellThreads threads = new CellThreads();
            CellSources sources = new CellSources();
            return new Parts(threads, sources, new CellEvaluator(threads, sources), new CellIO(StandardCharsets.UTF_8));
        }
    }

    UnspoolKernel(String version, MagicsRegistry magics) {
        this(version, magics, Parts.make());
    }

    private UnspoolKernel(String version, MagicsRegistry magics, Parts parts) {
        super(
                "Unspool",
                version,
                language(),
                List.of(new HelpLink("JJava", "https://github.com/dflib/jjava")),
                null,
                parts.io,
                new CommManager(),
                new Renderer(),
                new MagicsResolver("(?<=(?:^|=))\\s*%", "%%", new MagicTranspiler()),
                magics,
                true,
                new StringStyler.Builder().build(),
                shell(parts.evaluator),
                parts.evaluator);
        threads = parts.threads;
        sources = parts.sources;
        cells = parts.io;
    }

    private static LanguageInfo language() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("java")
                .build();
    }

    private static JShell shell(CellEvaluator evaluator) {
        return JShell.builder()
                .out(System.out)
                .err(System.err)
                .in(System.in)
                .executionEngine(evaluator.getExecControlProvider(), Map.of())
                .build();
    }

    @Override
    public boolean getAsBoolean() {
        return Thread.currentThread() instanceof CellThread cell && cell.isStopped();
    }

    /** Makes the notebook ready. Jupyter is answered meanwhile, and the first cell waits. */
    @Override
    public void onStartup() {
        try {
            super.onStartup();
            evalBuilder("import static %s.*;".formatted(Notebook.class.getName()))
                    .eval();
            addToClasspath(System.getenv("JJAVA_CLASSPATH"));
        } finally {
            ready.countDown();
        }
    }

    /** All that needs JShell waits until it has its imports. */
    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        List.of(
                        MessageType.EXECUTE_REQUEST,
                        MessageType.COMPLETE_REQUEST,
                        MessageType.INSPECT_REQUEST,
                        MessageType.IS_COMPLETE_REQUEST)
                .forEach(type -> whenReady(connection, type));
    }

    private <T> void whenReady(JupyterConnection connection, MessageType<T> type) {
        ShellHandler<T> handler = connection.getHandler(type);
        connection.setHandler(type, (environment, message) -> {
            try {
                ready.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            handler.handle(environment, message);
        });
    }

    // --- a cell ---------------------------------------------------------------------------------------------------

    @Override
    protected synchronized void handleExecuteRequest(
            ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean counts = !request.isSilent() && request.shouldStoreHistory();
        int count = counts ? executionCount.getAndIncrement() : executionCount.get();
        commManager.setMessageContext(message);
        threads.begin(((Channel) environment.getShell())::stopIfAsked);
        sources.begin(count, request.getCode());
        environment.setBusyDeferIdle();
        if (!request.isSilent()) {
            environment.publish(new PublishExecuteInput(request.getCode(), count));
        }
        replaceOutputStreams(environment);
        cells.redirect();
        cells.attach(environment, request.isStdinEnabled());
        String shown = "";
        try {
            shown = run(environment, request, count);
        } catch (Throwable e) {
            fail(environment, request, count, CellFailure.of(e));
        }
        if (counts) {
            history.add(count, request.getCode(), shown);
        }
    }

    /** Returns what was shown, as text. */
    private String run(ShellReplyEnvironment environment, ExecuteRequest request, int count) throws Throwable {
        DisplayData data = render(evalBuilder(request.getCode()).resolveMagics().eval());
        if (data != null && !request.isSilent()) {
            environment.publish(new PublishExecuteResult(count, data));
        }
        environment.defer().reply(new ExecuteReply(count, Map.of()));
        Object text = data == null ? null : data.getData(MIMEType.TEXT_PLAIN);
        return text == null ? "" : text.toString();
    }

    /** On a thread of the cell, since toString and renderers are a user's code too. */
    private DisplayData render(Object value) throws Throwable {
        if (value == null || value instanceof DisplayData) {
            return (DisplayData) value;
        }
        try {
            return (DisplayData) threads.run(() -> renderer.render(value));
        } catch (ExecutionException e) {
            throw threads.isStopped() ? CellFailure.stopped() : e.getCause();
        } catch (CellThreads.StillRunning e) {
            throw CellFailure.stillRunning();
        }
    }

    private void fail(ShellReplyEnvironment environment, ExecuteRequest request, int count, CellFailure failure) {
        List<String> lines = Stream.concat(
                        Stream.of(BOLD + failure.getMessage() + TextColor.RESET_ALL), failure.details().stream())
                .toList();
        ErrorReply reply = new ErrorReply(failure.kind(), failure.getMessage(), lines);
        reply.setExecutionCount(count);
        environment.publish(new PublishError(failure.kind(), failure.getMessage(), lines));
        environment.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
        if (request.shouldStopOnError()) {
            ((Channel) environment.getShell()).abortWaiting();
        }
    }

    void clearOutput(boolean wait) {
        cells.clear(wait);
    }

    // --- help while typing ----------------------------------------------------------------------------------------

    /** Jupyter counts code points where Java counts chars. */
    @Override
    public ReplacementOptions complete(String code, int at) {
        ReplacementOptions all = super.complete(code, code.offsetByCodePoints(0, at));
        if (all == null) {
            return null;
        }
        String before = code.substring(0, all.getSourceStart());
        String typed = code.substring(all.getSourceStart(), all.getSourceEnd());
        return new ReplacementOptions(
                Words.meant(all.getReplacements(), before, typed), before.codePointCount(0, before.length()), at);
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        if (documentation == null) {
            documentation = Documentation.of(getJShell(), Path.of(System.getProperty("unspool.sources", "")));
        }
        List<SourceCodeAnalysis.Documentation> found = documentation.at(code, code.offsetByCodePoints(0, at));
        if (found.isEmpty()) {
            return null;
        }
        DisplayData data = new DisplayData(Javadoc.text(found));
        data.putHTML(Javadoc.html(found));
        return data;
    }

    // --- the rest of the protocol ---------------------------------------------------------------------------------

    @Override
    protected void handleKernelInfoRequest(ShellReplyEnvironment environment, Message<KernelInfoRequest> message) {
        environment.setBusyDeferIdle();
        Replies.kernelInfo(environment, this);
    }

    @Override
    protected void handleInterruptRequest(ShellReplyEnvironment environment, Message<InterruptRequest> message) {
        environment.setBusyDeferIdle();
        interrupt();
        Replies.interrupted(environment);
    }

    @Override
    protected void handleShutdownRequest(ShellReplyEnvironment environment, Message<ShutdownRequest> message) {
        ending = true;
        environment.setBusyDeferIdle();
        onShutdown(message.getContent().isRestart());
        Replies.shutdown(environment, message.getContent().isRestart());
        environment.markForShutdown();
    }

    @Override
    protected void handleHistoryRequest(ShellReplyEnvironment environment, Message<HistoryRequest> message) {
        environment.setBusyDeferIdle();
        Replies.history(environment, history.find(message.getContent()));
    }

    /** When Java ends though nobody asked the kernel to: says so in the cell that did it. Returns whether there was one. */
    boolean ended() {
        ShellReplyEnvironment cell = cells.cell();
        if (ending || cell == null) {
            return false;
        }
        String sentence =
                "The cell ended Java, as System.exit does; all variables are gone. Jupyter starts the kernel again.";
        cell.publish(new PublishError("KernelEnded", sentence, List.of(BOLD + sentence + TextColor.RESET_ALL)));
        cell.replyError(ExecuteReply.MESSAGE_TYPE.error(), new ErrorReply("KernelEnded", sentence, List.of()));
        cell.setStatusIdle();
        return true;
    }
}
