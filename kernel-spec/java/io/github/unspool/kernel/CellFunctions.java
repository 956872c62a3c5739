package io.github.unspool.kernel;

import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.dflib.jjava.kernel.JavaKernel;

/** What a cell may call without an import. */
public final class CellFunctions {
    private CellFunctions() {}

    private static UnspoolKernel unspool() {
        return (UnspoolKernel) BaseKernel.notebookKernel();
    }

    /** The kernel. */
    public static JavaKernel kernel() {
        return unspool();
    }

    /** Takes away what the cell has shown so far. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /**
     * Takes away what the cell has shown so far.
     *
     * @param wait whether to wait for the next output, so that it replaces the old one without a flicker
     */
    public static void clearOutput(boolean wait) {
        unspool().clearOutput(wait);
    }

    /**
     * Shows a value in the cell that calls it, or whose thread does.
     *
     * @param value what to show
     * @param as its MIME types, if others than it is shown by usually
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value, String... as) {
        DisplayData data = render(value, as);
        Object id = data.getDisplayId();
        return unspool().show(data, id == null ? UUID.randomUUID().toString() : id.toString());
    }

    /**
     * Shows another value in the place of an earlier one.
     *
     * @param id what {@link #display} returned
     * @param value what to show
     * @param as its MIME types, if others than it is shown by usually
     */
    public static void updateDisplay(String id, Object value, String... as) {
        DisplayData data = render(value, as);
        data.setDisplayId(id);
        unspool().publish(new PublishUpdateDisplayData(data));
    }

    /**
     * What a value is shown by.
     *
     * @param value any value
     * @param as MIME types, if others than it is shown by usually
     * @return the data of each MIME type
     */
    public static DisplayData render(Object value, String... as) {
        Renderer renderer = unspool().getRenderer();
        return as.length == 0 ? renderer.render(value) : renderer.renderAs(value, as);
    }

    /**
     * Runs code as a cell would.
     *
     * @param code Java, and magics
     * @return the value of its last expression, or null
     */
    public static Object eval(String code) {
        return unspool().evalBuilder(code).resolveMagics().eval();
    }

    /** Prints a value. */
    public static void print(Object value) {
        System.out.print(text(value));
    }

    /** Prints a value and ends the line. */
    public static void println(Object value) {
        System.out.println(text(value));
    }

    /** As {@link java.io.PrintStream#println(char[])} has it. */
    private static Object text(Object value) {
        return value instanceof char[] letters ? new String(letters) : value;
    }

    /** Ends the line. */
    public static void println() {
        System.out.println();
    }

    /** Prints values as {@link String#format(String, Object...)} has it. */
    public static void printf(String format, Object... values) {
        System.out.printf(format, values);
    }

    /**
     * Does what a magic of a cell says; the kernel puts calls of it in the places of magics.
     *
     * @param number which
     * @return what it returns
     * @throws Exception if it fails
     */
    @SuppressWarnings("unchecked") // as the cell has it
    public static <T> T magic(int number) throws Exception {
        return (T) unspool().runMagic(number);
    }
}
