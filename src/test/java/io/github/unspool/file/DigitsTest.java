package io.github.unspool.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void ofLoss_usual_hasFourDecimals() {
        assertThat(Digits.ofLoss(1.43574)).isEqualTo("1.4357");
        assertThat(Digits.ofLoss(0.0001)).isEqualTo("0.0001");
        assertThat(Digits.ofLoss(0.00005)).isEqualTo("0.0001");
        assertThat(Digits.ofLoss(0)).isEqualTo("0.0000");
        assertThat(Digits.ofLoss(9999.5)).isEqualTo("9999.5000");
    }

    @Test
    void ofLoss_thatWouldBeShownAsZero_orExploded_hasThreeDigits() {
        assertThat(Digits.ofLoss(1.2345e-6)).isEqualTo("1.23e-06");
        assertThat(Digits.ofLoss(-4.9e-5)).isEqualTo("-4.90e-05");
        assertThat(Digits.ofLoss(123456.7)).isEqualTo("1.23e+05");
        assertThat(Digits.ofLoss(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
        assertThat(Digits.ofLoss(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void ofLoss_inAnyLocale_isTheSame() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(Digits.ofLoss(1.5e-7)).isEqualTo("1.50e-07");
        } finally {
            Locale.setDefault(before);
        }
    }
}
