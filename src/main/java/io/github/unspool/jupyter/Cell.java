package io.github.unspool.jupyter;

import java.lang.reflect.Field;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/**
 * Where something is shown: the cell that ran when it began, even if that has ended and another one runs.
 *
 * @param request what makes it this cell and no other
 * @param display shows something new
 * @param update shows something instead of what has the same display id
 */
record Cell(Object request, Consumer<DisplayData> display, Consumer<DisplayData> update) {
    /** The cell that runs now. JJava's stream of displays only shows things in the one that runs later. */
    static Cell running(DisplayStream stream) {
        try {
            Field field = DisplayStream.class.getDeclaredField("env");
            field.setAccessible(true);
            ShellReplyEnvironment request = (ShellReplyEnvironment) field.get(stream);
            return request == null
                    ? new Cell(new Object(), data -> {}, data -> {})
                    : new Cell(
                            request,
                            data -> request.publish(new PublishDisplayData(data)),
                            data -> request.publish(new PublishUpdateDisplayData(data)));
        } catch (ReflectiveOperationException e) {
            // A JJava that has changed inside.
            return new Cell(new Object(), stream::display, stream::updateDisplay);
        }
    }

    boolean isSame(Cell other) {
        return request == other.request;
    }
}
