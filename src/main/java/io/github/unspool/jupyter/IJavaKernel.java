package io.github.unspool.jupyter;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.DisplayStream;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.lang.reflect.Field;

/**
 * Shows through IJava what {@link Renderers} and cells have to show; {@link JJavaKernel} is the same in the names of JJava.
 * Only where IJava runs may this class be loaded.
 */
final class IJavaKernel {
    private IJavaKernel() {}

    static void install(BaseKernel kernel) {
        register(kernel.getRenderer());
        Notebook.host(() -> running(kernel.getIO().display)).install();
        Notebook.IMPORTS.forEach(name -> evaluate(kernel, "import " + name + ";"));
        Notebook.warmUp();
    }

    private static void evaluate(BaseKernel kernel, String code) {
        try {
            kernel.eval(code);
        } catch (Exception e) {
            throw new IllegalStateException("IJava could not run: " + code, e);
        }
    }

    static void register(Renderer renderer) {
        renderer.createRegistration(Object.class)
                .supporting(Bundle.TEXT)
                .preferring(Bundle.PNG, Bundle.HTML, Bundle.LATEX)
                .register(IJavaKernel::render);
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

    private static DisplayData data(String displayId, Bundle bundle) {
        DisplayData data = fill(new DisplayData(), bundle);
        data.setDisplayId(displayId);
        return data;
    }

    /** The cell that runs now; IJava's own stream of displays shows things in the cell that runs when they are sent. */
    static OutputCell running(DisplayStream stream) {
        ShellReplyEnvironment request = request(stream);
        return request == null
                ? OutputCell.none()
                : new OutputCell(
                        request,
                        (id, bundle) -> request.publish(new PublishDisplayData(data(id, bundle))),
                        (id, bundle) -> request.publish(new PublishUpdateDisplayData(data(id, bundle))));
    }

    private static ShellReplyEnvironment request(DisplayStream stream) {
        try {
            Field field = DisplayStream.class.getDeclaredField("env");
            field.setAccessible(true);
            return (ShellReplyEnvironment) field.get(stream);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this version of IJava is not supported; Unspool supports the one that is built on version 2.3.0 of"
                            + " jupyter-jvm-basekernel",
                    e);
        }
    }
}
