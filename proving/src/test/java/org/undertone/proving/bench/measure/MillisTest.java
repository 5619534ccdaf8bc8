package org.undertone.proving.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MillisTest {

    private final Millis millis = new Millis();

    @Test
    void theShareBelowIsToldByTheNearestRank() {
        for (int i = 1; i <= 100; i++) {
            millis.add(i);
        }
        assertThat(millis.quantile(0.5)).isEqualTo(50);
        assertThat(millis.quantile(0.99)).isEqualTo(99);
        assertThat(millis.quantile(1)).isEqualTo(100);
    }

    @Test
    void whatTakesTooLongCountsAsTheLongest() {
        millis.add(1_000_000);
        millis.add(-5);
        assertThat(millis.quantile(0)).isZero();
        assertThat(millis.quantile(1)).isEqualTo(Millis.LONGEST);
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(millis.quantile(0.5)).isNaN();
    }
}
