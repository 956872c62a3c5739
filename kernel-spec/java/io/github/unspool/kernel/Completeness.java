package io.github.unspool.kernel;

import io.github.unspool.kernel.magic.Magics;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Whether a console should run the code that was typed so far, or wait for another line. */
final class Completeness {
    private Completeness() {}

    /** The answer as the protocol has it, or how far the next line shall stand to the right. */
    static String of(SourceCodeAnalysis analysis, String cell, Magics magics) {
        if (Magics.isCellMagic(cell)) {
            // As in other consoles: an empty line ends it.
            return cell.endsWith("\n\n") || cell.strip().contains("\n") && cell.endsWith("\n")
                    ? BaseKernel.IS_COMPLETE_YES
                    : "";
        }
        String code = magics.withoutMagics(cell);
        CompletionInfo info = analysis.analyzeCompletion(code);
        while (info.completeness().isComplete()) {
            if (info.completeness() == SourceCodeAnalysis.Completeness.UNKNOWN
                    || isErroneous(analysis, info.source())) {
                return BaseKernel.IS_COMPLETE_BAD;
            }
            info = analysis.analyzeCompletion(info.remaining() == null ? "" : info.remaining());
        }
        return info.completeness() == SourceCodeAnalysis.Completeness.EMPTY ? BaseKernel.IS_COMPLETE_YES : indent(code);
    }

    private static boolean isErroneous(SourceCodeAnalysis analysis, String code) {
        return analysis.sourceToSnippets(code).stream().anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
    }

    private static String indent(String code) {
        String line = code.stripTrailing().substring(code.stripTrailing().lastIndexOf('\n') + 1);
        String before = line.substring(0, line.length() - line.stripLeading().length());
        return line.endsWith("{") || line.endsWith("(") ? before + "    " : before;
    }
}
