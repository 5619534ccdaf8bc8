package org.undertone.evaluation.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against statsmodels' proportion_confint(method="wilson"). */
class ShareTest {

    private static final Offset<Double> AS_PRINTED = within(5e-5);

    @Test
    void eightOfTenMayBeHalfOrNearlyAll() {
        Share share = new Share(8, 10);

        assertThat(share.value()).isEqualTo(0.8);
        assertThat(share.from()).isCloseTo(0.4902, AS_PRINTED);
        assertThat(share.to()).isCloseTo(0.9433, AS_PRINTED);
    }

    @Test
    void noneOfTenIsNoProofOfNone() {
        Share share = new Share(0, 10);

        assertThat(share.from()).isZero();
        assertThat(share.to()).isCloseTo(0.2775, AS_PRINTED);
    }

    @Test
    void ofNoneItMayBeAnything() {
        Share share = new Share(0, 0);

        assertThat(share.from()).isZero();
        assertThat(share.to()).isEqualTo(1);
    }
}
