package io.github.unspool.kernel.magic;

import io.github.unspool.kernel.cell.CellFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.shaded.com.google.gson.JsonArray;
import org.dflib.jjava.shaded.com.google.gson.JsonElement;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;
import org.dflib.jjava.shaded.com.google.gson.JsonParseException;
import org.dflib.jjava.shaded.com.google.gson.JsonParser;

/** Runs the code of a file, or the code cells of a notebook one after the other. */
final class LoadMagic implements LineMagic<Object, BaseKernel> {
    @Override
    public Object eval(BaseKernel kernel, List<String> arguments) throws IOException {
        if (arguments.size() != 1) {
            throw failure("%load: name one file, such as %load helpers.jsh");
        }
        Path file = Path.of(arguments.get(0)).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw failure("%load: there is no file " + file);
        }
        String text = Files.readString(file);
        List<String> cells = file.toString().endsWith(".ipynb") ? cells(file, text) : List.of(text);
        cells.forEach(cell -> kernel.evalBuilder(cell).resolveMagics().eval());
        return null;
    }

    private static List<String> cells(Path file, String notebook) {
        try {
            JsonArray cells = JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells");
            return cells.asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
                    .map(LoadMagic::source)
                    .toList();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw failure("%load: " + file + " is no notebook: " + e.getMessage());
        }
    }

    /** The text of a cell, which is one string or one for each line. */
    private static String source(JsonObject cell) {
        JsonElement source = cell.get("source");
        return source.isJsonArray()
                ? String.join(
                        "",
                        source.getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsString)
                                .toList())
                : source.getAsString();
    }

    private static CellFailure failure(String sentence) {
        return new CellFailure("MagicError", sentence, List.of());
    }
}
