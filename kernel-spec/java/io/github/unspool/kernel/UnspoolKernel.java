package io.github.unspool.kernel;

import io.github.unspool.kernel.cell.CellEvaluator;
import io.github.unspool.kernel.cell.CellFailure;
import io.github.unspool.kernel.cell.CellSources;
import io.github.unspool.kernel.cell.CellThreads;
import io.github.unspool.kernel.cell.CellThreads.CellThread;
import io.github.unspool.kernel.help.Documentation;
import io.github.unspool.kernel.help.Javadoc;
import io.github.unspool.kernel.help.Words;
import io.github.unspool.kernel.life.Spare;
import io.github.unspool.kernel.magic.Magics;
import io.github.unspool.kernel.magic.SourceText;
import io.github.unspool.kernel.magic.StandardMagics;
import io.github.unspool.kernel.output.CellIO;
import io.github.unspool.kernel.output.Outlet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.dflib.jjava.jupyter.Extension;
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
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.kernel.util.TextColor;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
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
final class UnspoolKernel extends JavaKernel implements BooleanSupplier, StandardMagics.Traces {
    /** Without a colour, since red cannot be read on the dark red that JupyterLab's dark theme gives to errors. */
    private static final String BOLD = "\u001b[1m";
    /** Its imports are ours, with other methods. */
    private static final String IMPORTS_OF_JJAVA = "org.dflib.jjava.distro.NotebookInitializer";

    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.time.*",
            "java.util.concurrent.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "static " + CellFunctions.class.getName() + ".*");
    /** What was printed is sent before a cell is answered, but a reader who takes nothing is not waited for longer. */
    private static final long SENDING_MILLIS = 60_000;

    private final KernelEnvironment settings;
    private final CellThreads threads;
    private final CellSources sources;
    private final CellHistory history = new CellHistory();
    private final CellIO cells;
    private final CountDownLatch ready = new CountDownLatch(1);
    private Connection connection;
    private Documentation documentation;
    private CellFailure lastFailure;
    private volatile String shownId;
    private volatile boolean ending;

    /** The parts that know each other before the kernel knows them. */
    private record Parts(
            KernelEnvironment settings,
            CellThreads threads,
            CellSources sources,
            CellEvaluator evaluator,
            CellIO io,
            MagicsRegistry magics) {
        static Parts make(KernelEnvironment settings) {
            CellThreads threads = new CellThreads(settings.timeout());
            CellSources sources = new CellSources();
            CellEvaluator evaluator = new CellEvaluator(threads, sources, settings.keptResults());
            return new Parts(settings, threads, sources, evaluator, new CellIO(), StandardMagics.registry());
        }
    }

    UnspoolKernel(String version, KernelEnvironment settings) {
        this(version, Parts.make(settings));
    }

    private UnspoolKernel(String version, Parts parts) {
        super(
                "Unspool",
                version,
                language(),
                List.of(new HelpLink("JJava", "https://github.com/dflib/jjava")),
                null,
                parts.io,
                new CommManager(),
                new Renderer(),
                new Magics(parts.magics, StandardMagics.TAKE_TEXT),
                parts.magics,
                parts.settings.loadsExtensions(),
                new StringStyler.Builder().build(),
                shell(parts),
                parts.evaluator);
        settings = parts.settings;
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

    private static JShell shell(Parts parts) {
        // With the names of local variables, by which Java says what was null.
        List<String> options = Stream.concat(Stream.of("-g"), parts.settings.compilerOptions().stream())
                .toList();
        return JShell.builder()
                .out(System.out)
                .err(System.err)
                .in(System.in)
                .executionEngine(parts.evaluator.getExecControlProvider(), Map.of())
                .compilerOptions(options.toArray(new String[0]))
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
            IMPORTS.forEach(name -> evalBuilder("import " + name + ";").eval());
            super.onStartup();
            addToClasspath(settings.classpath());
            settings.startupScripts().forEach(this::runAtStart);
        } finally {
            ready.countDown();
        }
    }

    private void runAtStart(String script) {
        try {
            evalBuilder(script).resolveMagics().eval();
        } catch (RuntimeException e) {
            System.err.println("A startup script failed: " + e.getMessage());
        }
    }

    @Override
    protected void installExtension(Extension extension) {
        if (!extension.getClass().getName().equals(IMPORTS_OF_JJAVA)) {
            super.installExtension(extension);
        }
    }

    /** All that needs JShell waits until it has its imports. */
    @Override
    public void becomeHandlerForConnection(JupyterConnection to) {
        super.becomeHandlerForConnection(to);
        connection = (Connection) to;
        cells.connect(connection.publisher());
        List.of(
                        MessageType.EXECUTE_REQUEST,
                        MessageType.COMPLETE_REQUEST,
                        MessageType.INSPECT_REQUEST,
                        MessageType.IS_COMPLETE_REQUEST)
                .forEach(type -> whenReady(to, type));
    }

    private <T> void whenReady(JupyterConnection to, MessageType<T> type) {
        ShellHandler<T> handler = to.getHandler(type);
        to.setHandler(type, (environment, message) -> {
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
        Outlet outlet = new Outlet(environment, request.isStdinEnabled());
        threads.begin(outlet, ((Channel) environment.getShell())::answerWhileCellRuns);
        sources.begin(count, request.getCode());
        environment.setBusyDeferIdle();
        if (!request.isSilent()) {
            environment.publish(new PublishExecuteInput(request.getCode(), count));
        }
        cells.begin(outlet);
        environment.defer(() -> cells.end(outlet));
        String shown = "";
        try {
            shown = run(environment, outlet, request, count);
        } catch (Throwable e) {
            Spare.releaseAfter(e);
            fail(environment, outlet, request, count, CellFailure.of(e));
        }
        if (counts) {
            history.add(count, request.getCode(), shown);
        }
    }

    /** Returns what was shown, as text. */
    private String run(ShellReplyEnvironment environment, Outlet outlet, ExecuteRequest request, int count)
            throws Throwable {
        DisplayData data = render(evalBuilder(request.getCode()).resolveMagics().eval());
        if (data != null && !request.isSilent()) {
            environment.publish(new PublishExecuteResult(count, data));
        }
        Map<String, Object> values = valuesOf(request.getUserExpr());
        cells.end(outlet);
        connection.publisher().drain(SENDING_MILLIS);
        environment.defer();
        Replies.executed(environment, count, values);
        Object text = data == null ? null : data.getData(MIMEType.TEXT_PLAIN);
        return text == null ? "" : text.toString();
    }

    /** What a program asks for beside the cell, by its own names. */
    private Map<String, Object> valuesOf(Map<String, String> expressions) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (expressions != null) {
            expressions.forEach((name, code) -> values.put(name, valueOf(code)));
        }
        return values;
    }

    private Object valueOf(String code) {
        try {
            DisplayData shown = render(evalBuilder(code).eval());
            Object text = shown == null ? "null" : shown.getData(MIMEType.TEXT_PLAIN);
            return Replies.value(Map.of(MIMEType.TEXT_PLAIN.toString(), text));
        } catch (Throwable e) {
            Spare.releaseAfter(e);
            CellFailure failure = CellFailure.of(e);
            return Replies.failure(failure.kind(), failure.getMessage(), lines(failure));
        }
    }

    /** On a thread of the cell, since toString and renderers are a user's code too. */
    private DisplayData render(Object value) throws Throwable {
        if (value == null || value instanceof DisplayData) {
            return (DisplayData) value;
        }
        if (cells.isStream(value) || value == shownId) {
            // What print and display return, and nobody asked for.
            return null;
        }
        try {
            return (DisplayData) threads.run(() -> renderer.render(value));
        } catch (ExecutionException e) {
            throw threads.isStopped() ? threads.reasonOfStop() : e.getCause();
        } catch (CellThreads.StillRunning e) {
            throw CellFailure.stillRunning();
        }
    }

    private void fail(
            ShellReplyEnvironment environment, Outlet outlet, ExecuteRequest request, int count, CellFailure failure) {
        lastFailure = failure;
        List<String> lines = lines(failure);
        ErrorReply reply = new ErrorReply(failure.kind(), failure.getMessage(), lines);
        reply.setExecutionCount(count);
        if (threads.isStopped()) {
            connection.publisher().cut(outlet);
        }
        environment.publish(new PublishError(failure.kind(), failure.getMessage(), lines));
        cells.end(outlet);
        connection.publisher().drain(SENDING_MILLIS);
        environment.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
        if (request.shouldStopOnError()) {
            ((Channel) environment.getShell()).abortWaiting();
        }
    }

    private static List<String> lines(CellFailure failure) {
        return Stream.concat(Stream.of(BOLD + failure.getMessage() + TextColor.RESET_ALL), failure.details().stream())
                .toList();
    }

    @Override
    public void printTrace() {
        System.out.print(lastFailure == null ? "There was no error yet.\n" : sources.trace(lastFailure));
    }

    // --- what a cell calls ----------------------------------------------------------------------------------------

    void clearOutput(boolean wait) {
        cells.clear(wait);
    }

    /** Shows something in the cell of the current thread, which can be replaced by its id. */
    String show(DisplayData data, String id) {
        data.setDisplayId(id);
        publish(new PublishDisplayData(data));
        shownId = id;
        return id;
    }

    /** To the cell of the current thread, if there is one. */
    <T extends ContentType<T>> void publish(T content) {
        ShellReplyEnvironment cell = cells.cell();
        if (cell != null) {
            cell.publish(content);
        }
    }

    @Override
    public void display(DisplayData data) {
        publish(new PublishDisplayData(data));
    }

    Object runMagic(int number) throws Exception {
        return ((Magics) magicsResolver).run(this, number);
    }

    // --- help while typing ----------------------------------------------------------------------------------------

    /** Jupyter counts code points where Java counts chars. */
    @Override
    public ReplacementOptions complete(String code, int at) {
        int cursor = code.offsetByCodePoints(0, at);
        if (cursor > 0 && !new SourceText(code).isCode(cursor - 1)) {
            // Within a text or a comment.
            return null;
        }
        ReplacementOptions all = super.complete(code, cursor);
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

    @Override
    public String isComplete(String code) {
        return Completeness.of(getJShell().sourceCodeAnalysis(), code, (Magics) magicsResolver);
    }

    // --- the rest of the protocol ---------------------------------------------------------------------------------

    /** A Jupyter Server asks on both channels, a program that talks to the kernel itself only on that of cells. */
    @Override
    protected void handleKernelInfoRequest(ShellReplyEnvironment environment, Message<KernelInfoRequest> message) {
        if (((Channel) environment.getShell()).isControl()) {
            connection.publisher().keepPace();
        }
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

    /** When Java ends though nobody asked the kernel to: says so in the cell that did it. */
    void ended() {
        Outlet outlet = Outlet.running();
        if (!ending && outlet != null) {
            ShellReplyEnvironment cell = outlet.cell();
            String sentence =
                    "The cell ended Java, as System.exit does; all variables are gone. Jupyter starts the kernel again.";
            cell.publish(new PublishError("KernelEnded", sentence, List.of(BOLD + sentence + TextColor.RESET_ALL)));
            cell.replyError(ExecuteReply.MESSAGE_TYPE.error(), new ErrorReply("KernelEnded", sentence, List.of()));
            cell.setStatusIdle();
        }
    }
}
