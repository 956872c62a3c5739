package io.github.unspool.kernel.magic;

import io.github.unspool.kernel.cell.CellFailure;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.kernel.JavaKernel;

/** {@code %help}: where to start; {@code %help Rnn}: what a class, a method or a variable is. */
final class HelpMagic implements LineMagic<Object, JavaKernel> {
    private static final String ITSELF = "help";

    private static final String START = """
            A first network, in three lines:

                var rnn   = Rnn.builder().hidden(4).tanh().epochs(200).adam(0.01).seed(42);
                var model = rnn.train(Sequences.words("I love recurrent neural networks"));
                model.history()

            What to try next: model.next("I", "love"), model.trace("I", "love"), model.surprise("I", "love").

                ?Rnn             what a class is for; ?Rnn.builder a method, and Shift-Tab what stands at the cursor
                Rnn.builder().   and Tab: what may follow
                %lsmagic         commands that are no Java, such as %time and %maven

            The tutorials are in the folder notebooks of the repository, from 01-the-loop on.""";

    @Override
    public Object eval(JavaKernel kernel, List<String> arguments) throws Exception {
        String name = arguments.isEmpty() ? ITSELF : arguments.get(0).strip();
        if (name.equals(ITSELF)) {
            boolean isVariable = !arguments.isEmpty()
                    && kernel.getJShell()
                            .variables()
                            .anyMatch(variable -> variable.name().equals(ITSELF));
            return isVariable ? kernel.evalBuilder(ITSELF).eval() : new DisplayData(START);
        }
        DisplayData found = kernel.inspect(name, name.length(), false);
        if (found == null) {
            throw new CellFailure(
                    "HelpError",
                    "nothing is known of " + name
                            + "; Tab behind its first letters lists names, and help where to start",
                    List.of());
        }
        return found;
    }
}
