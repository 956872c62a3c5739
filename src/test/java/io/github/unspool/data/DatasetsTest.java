package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DatasetsTest {

    @Test
    void mobyDick_isTheTextOfTheReadme() throws Exception {
        String text = Datasets.mobyDick();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("fe282a57094ed62e7144fb7c804a9748fc1c909bf3b49d06e7276015f9f67240");
        assertThat(text.codePointCount(0, text.length())).isEqualTo(1_190_317);
        assertThat(text.codePoints().distinct().count()).isEqualTo(83);
        assertThat(text).doesNotContain("\r");
    }
}
