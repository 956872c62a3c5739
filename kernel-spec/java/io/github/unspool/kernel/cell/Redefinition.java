package io.github.unspool.kernel.cell;

import com.sun.tools.attach.VirtualMachine;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;

/**
 * Gives loaded classes new code in place, so that their static fields, their objects and the variables of their type stay as they
 * are. JShell asks for it when a cell is compiled again. Java permits it where fields and methods stay the same.
 *
 * <p>Java offers this to agents, so the kernel's own jar is one; it is loaded when it is needed first.
 */
public final class Redefinition {
    private static Instrumentation java;

    private Redefinition() {}

    /**
     * Called by Java when the agent is loaded.
     *
     * @param options not used
     * @param instrumentation changes classes
     */
    public static void agentmain(String options, Instrumentation instrumentation) {
        java = instrumentation;
    }

    /**
     * Changes classes.
     *
     * @throws Exception if Java does not permit it
     */
    static synchronized void apply(ClassDefinition... classes) throws Exception {
        if (java == null) {
            load();
        }
        java.redefineClasses(classes);
    }

    private static void load() throws Exception {
        VirtualMachine self =
                VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
        try {
            self.loadAgent(jar().toString());
        } finally {
            self.detach();
        }
    }

    /** The jar of the kernel. */
    static Path jar() throws Exception {
        return Path.of(Redefinition.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
