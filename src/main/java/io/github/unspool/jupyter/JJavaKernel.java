package io.github.unspool.jupyter;

import java.lang.reflect.Field;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/** Shows through JJava what {@link Renderers} and cells have to show; {@link IJavaKernel} is the same in the names of IJava. */
final class JJavaKernel {
    private JJavaKernel() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(Object.class)
                .supporting(Bundle.TEXT)
                .preferring(Bundle.PNG, Bundle.HTML, Bundle.LATEX)
                .register(JJavaKernel::render);
    }

    private static void render(Object value, RenderContext context) {
        fill(
                context.getOutputContainer(),
                Renderers.render(value, type -> context.wantsDataRenderedAs(MIMEType.parse(type))));
    }

    private static DisplayData fill(DisplayData data, Bundle bundle) {
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
        return data;
    }

    static DisplayData data(String displayId, Bundle bundle) {
        DisplayData data = fill(new DisplayData(), bundle);
        // setDisplayId is not the same method in the JJava that runs as in the one that this is compiled with.
        data.putTransientData(DisplayData.DISPLAY_ID_KEY, displayId);
        return data;
    }

    /** The cell that runs now. JJava's stream of displays only shows things in the one that runs later. */
    static OutputCell running(DisplayStream stream) {
        try {
            Field field = DisplayStream.class.getDeclaredField("env");
            field.setAccessible(true);
            ShellReplyEnvironment request = (ShellReplyEnvironment) field.get(stream);
            return request == null
                    ? OutputCell.none()
                    : new OutputCell(
                            request,
                            (id, bundle) -> request.publish(new PublishDisplayData(data(id, bundle))),
                            (id, bundle) -> request.publish(new PublishUpdateDisplayData(data(id, bundle))));
        } catch (ReflectiveOperationException e) {
            // A JJava that has changed inside.
            return new OutputCell(
                    new Object(),
                    (id, bundle) -> stream.display(data(id, bundle)),
                    (id, bundle) -> stream.updateDisplay(data(id, bundle)));
        }
    }
}
