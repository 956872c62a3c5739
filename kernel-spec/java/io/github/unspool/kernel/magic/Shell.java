package io.github.unspool.kernel.magic;

import io.github.unspool.kernel.cell.CellFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Runs commands of the operating system's shell and prints what they print. */
final class Shell {
    /**
     * Runs a command; it is killed when the cell is stopped.
     *
     * @throws CellFailure if it ends with another code than 0
     */
    void run(String command) throws IOException, InterruptedException {
        boolean isWindows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> words = isWindows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
        Process process = new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(new File(isWindows ? "NUL" : "/dev/null")))
                .start();
        Thread errors = new Thread(() -> copy(process.getErrorStream(), System.err), "sh");
        errors.setDaemon(true);
        errors.start();
        Thread output = new Thread(() -> copy(process.getInputStream(), System.out), "sh");
        output.setDaemon(true);
        output.start();
        try {
            int code = process.waitFor();
            output.join();
            errors.join();
            if (code != 0) {
                throw new CellFailure("ShellError", "the command ended with code " + code, List.of());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void copy(InputStream from, PrintStream to) {
        byte[] bytes = new byte[8192];
        try {
            for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
                to.write(bytes, 0, read);
                to.flush();
            }
        } catch (IOException e) {
            // The process was killed, and nobody waits for the rest.
            return;
        }
    }
}
