package io.github.unspool.jupyter;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Set;

/** What a front end would get, read from the JSON that the kernel sends. */
record Displayed(JsonObject json) {

    /** From the display data of a kernel, be it JJava's or IJava's. */
    static Displayed of(Object data) {
        return new Displayed(new Gson().toJsonTree(data).getAsJsonObject());
    }

    Set<String> types() {
        return json.getAsJsonObject("data").keySet();
    }

    String content(String type) {
        return json.getAsJsonObject("data").get(type).getAsString();
    }

    String text() {
        return content("text/plain");
    }

    int metadata(String type, String key) {
        return json.getAsJsonObject("metadata").getAsJsonObject(type).get(key).getAsInt();
    }

    /** What its picture says to those who do not see it. */
    String alt() {
        return json.getAsJsonObject("metadata")
                .getAsJsonObject("image/png")
                .get("alt")
                .getAsString();
    }

    String displayId() {
        return json.getAsJsonObject("transient").get("display_id").getAsString();
    }
}
