package io.github.unspool.kernel;

import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;
import org.dflib.jjava.shaded.com.google.gson.annotations.SerializedName;

/** Replies as Jupyter's protocol has them, where JJava's lack their status or have another shape. */
final class Replies {
    private Replies() {}

    @SuppressWarnings("unused") // written as JSON
    private static class Reply {
        private final String status;

        Reply(String status) {
            this.status = status;
        }
    }

    private static final class Executed extends Reply {
        @SuppressWarnings("unused")
        @SerializedName("execution_count")
        private final int count;

        @SuppressWarnings("unused")
        @SerializedName("user_expressions")
        private final Map<String, Object> values;

        Executed(int count, Map<String, Object> values) {
            super("ok");
            this.count = count;
            this.values = values;
        }
    }

    private static final class Shutdown extends Reply {
        @SuppressWarnings("unused")
        private final boolean restart;

        Shutdown(boolean restart) {
            super("ok");
            this.restart = restart;
        }
    }

    private static final class History extends Reply {
        @SuppressWarnings("unused")
        private final List<List<Object>> history;

        History(List<HistoryEntry> cells) {
            super("ok");
            history = cells.stream().map(History::row).toList();
        }

        private static List<Object> row(HistoryEntry cell) {
            Object content = cell.hasOutput() ? List.of(cell.getInput(), cell.getOutput()) : cell.getInput();
            return List.of(cell.getSession(), cell.getCellNumber(), content);
        }
    }

    private static final class KernelInfo extends KernelInfoReply {
        @SuppressWarnings("unused")
        private final String status = "ok";

        KernelInfo(String name, String version, LanguageInfo language, String banner, List<HelpLink> links) {
            super(Header.PROTOCOL_VERISON, name, version, language, banner, links);
        }
    }

    /**
     * To a cell that ran.
     *
     * @param values those that were asked for beside it, by {@link #value} or {@link #failure}
     */
    static void executed(ShellReplyEnvironment environment, int count, Map<String, Object> values) {
        send(environment, MessageType.EXECUTE_REPLY, new Executed(count, values));
    }

    /** A value that was asked for beside a cell. */
    static Object value(Map<String, Object> data) {
        return Map.of("status", "ok", "data", data, "metadata", Map.of());
    }

    /** Why there is no such value. */
    static Object failure(String kind, String sentence, List<String> lines) {
        return Map.of("status", "error", "ename", kind, "evalue", sentence, "traceback", lines);
    }

    /** To a cell that waited behind one that failed. */
    static void aborted(ShellReplyEnvironment environment) {
        send(environment, MessageType.EXECUTE_REPLY, new Reply("aborted"));
    }

    static void interrupted(ShellReplyEnvironment environment) {
        send(environment, MessageType.INTERRUPT_REPLY, new Reply("ok"));
    }

    static void shutdown(ShellReplyEnvironment environment, boolean restart) {
        send(environment, MessageType.SHUTDOWN_REPLY, new Shutdown(restart));
    }

    static void history(ShellReplyEnvironment environment, List<HistoryEntry> cells) {
        send(environment, MessageType.HISTORY_REPLY, new History(cells));
    }

    static void kernelInfo(ShellReplyEnvironment environment, UnspoolKernel kernel) {
        environment.reply(new KernelInfo(
                kernel.getName(),
                kernel.getVersion(),
                kernel.getLanguageInfo(),
                kernel.getBanner(),
                kernel.getHelpLinks()));
    }

    /** JJava's messages are typed by their content, but all that becomes of it is JSON. */
    @SuppressWarnings("unchecked")
    private static <T> void send(ShellReplyEnvironment environment, MessageType<T> type, Object content) {
        environment.reply(new Message<>(environment.getContext(), type, (T) content));
    }
}
