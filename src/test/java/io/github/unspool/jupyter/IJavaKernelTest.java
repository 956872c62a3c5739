package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.DisplayStream;
import io.github.spencerpark.jupyter.messages.ContentType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IJavaKernelTest {

    /** A request whose answers stay here. */
    private static final class Request extends ShellReplyEnvironment {
        final List<String> sent = new ArrayList<>();

        Request() {
            super(null, null, null, null);
        }

        @Override
        public <T extends ContentType<T>> void publish(T content) {
            Displayed shown = Displayed.of(content);
            sent.add(content.getType().getName() + " " + shown.displayId() + " " + shown.text());
        }
    }

    private static final class Stream extends DisplayStream {
        void goTo(Request request) {
            setEnv(request);
        }
    }

    @Test
    void running_showsInTheCellThatRanThen() {
        Stream stream = new Stream();
        Request first = new Request();
        Request second = new Request();
        stream.goTo(first);
        OutputCell cell = IJavaKernel.running(stream);
        stream.goTo(second);
        cell.display().accept("here", Bundle.of("one"));
        cell.update().accept("here", Bundle.of("two"));
        assertThat(first.sent).containsExactly("display_data here one", "update_display_data here two");
        assertThat(second.sent).isEmpty();
    }

    @Test
    void running_knowsItsCellAgain() {
        Stream stream = new Stream();
        Request request = new Request();
        stream.goTo(request);
        OutputCell cell = IJavaKernel.running(stream);
        assertThat(IJavaKernel.running(stream).isSame(cell)).isTrue();
        stream.goTo(new Request());
        assertThat(IJavaKernel.running(stream).isSame(cell)).isFalse();
    }

    @Test
    void running_betweenCells_showsNothing() {
        Stream stream = new Stream();
        OutputCell cell = IJavaKernel.running(stream);
        cell.display().accept("here", Bundle.of("one"));
        stream.goTo(new Request());
        assertThat(IJavaKernel.running(stream).isSame(cell)).isFalse();
    }
}
