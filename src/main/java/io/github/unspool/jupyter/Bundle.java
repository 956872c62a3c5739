package io.github.unspool.jupyter;

import io.github.unspool.view.Html;
import io.github.unspool.view.Picture;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

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

    Bundle latex(String latex) {
        data.put(LATEX, latex);
        return this;
    }

    Bundle picture(Picture picture) {
        data.put(PNG, Base64.getEncoder().encodeToString(picture.png()));
        metadata.put(PNG, Map.of("width", picture.width(), "height", picture.height()));
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

    /** What it is as text. */
    String text() {
        return String.valueOf(data.get(TEXT));
    }

    /** All in one piece of HTML, to be combined with others. */
    String asHtml() {
        if (data.containsKey(PNG)) {
            Map<?, ?> size = (Map<?, ?>) metadata.get(PNG);
            return "<p><img alt=\"\" width=\"%s\" src=\"data:image/png;base64,%s\"/></p>"
                    .formatted(size.get("width"), data.get(PNG));
        }
        return String.valueOf(data.getOrDefault(HTML, "<pre>" + Html.escaped(text()) + "</pre>"));
    }

    Map<String, Object> data() {
        return data;
    }

    Map<String, Object> metadata() {
        return metadata;
    }
}
