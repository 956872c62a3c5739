package io.github.unspool.jupyter;

import io.github.unspool.view.Html;
import io.github.unspool.view.Picture;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a front end is given to show one thing: data by MIME type, and how to show them. It belongs to no kernel. */
final class Bundle {
    static final String TEXT = "text/plain";
    static final String HTML = "text/html";
    static final String PNG = "image/png";
    static final String LATEX = "text/latex";

    private final Map<String, Object> data = new LinkedHashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();

    static Bundle of(String text) {
        return new Bundle().text(text);
    }

    Bundle text(String text) {
        data.put(TEXT, text);
        return this;
    }

    Bundle html(String html) {
        data.put(HTML, html);
        return this;
    }

    /** Lines of text, which break between words only, as JupyterLab's plain text does not. */
    static Bundle lines(String text) {
        return of(text).html(text.lines()
                .map(line -> "<div>" + Html.escaped(line) + "</div>")
                .collect(Collectors.joining()));
    }

    Bundle latex(String latex) {
        data.put(LATEX, latex);
        return this;
    }

    /** As HTML, which follows the theme and says what it shows, and as an image for what shows no HTML. */
    Bundle picture(Picture picture) {
        data.put(HTML, picture.html());
        data.put(PNG, Base64.getEncoder().encodeToString(picture.coarse()));
        metadata.put(PNG, Map.of("width", picture.width(), "height", picture.height(), "alt", picture.description()));
        return this;
    }

    /**
     * Adds something, or a sentence that says why it is not there. An Error that leaves a renderer ends the kernel's
     * thread, and Java throws one when it finds no fonts.
     */
    Bundle guarded(Runnable addition) {
        try {
            addition.run();
            return this;
        } catch (RuntimeException e) {
            return text("It cannot be shown: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        } catch (OutOfMemoryError e) {
            return text("It is too large to be shown.");
        } catch (Error e) {
            return text("It cannot be drawn (" + e + "). If Java finds no fonts, on Debian or Ubuntu:"
                    + " apt-get install fontconfig libfreetype6 fonts-dejavu-core");
        }
    }

    /** Without what nobody wants. */
    Bundle only(Predicate<String> isWanted) {
        data.keySet().removeIf(type -> !type.equals(TEXT) && !isWanted.test(type));
        metadata.keySet().retainAll(data.keySet());
        return this;
    }

    /** What it is as text. */
    String text() {
        return String.valueOf(data.get(TEXT));
    }

    /** All in one piece of HTML, to be combined with others. */
    String asHtml() {
        String html = String.valueOf(data.getOrDefault(HTML, "<pre>" + Html.escaped(text()) + "</pre>"));
        return data.containsKey(PNG) ? "<p>" + html + "</p>" : html;
    }

    Map<String, Object> data() {
        return data;
    }

    Map<String, Object> metadata() {
        return metadata;
    }
}
