package org.undertone.evaluation.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against the tables of Ulm (1990), which SciPy's chi2.ppf gives too. */
class RateTest {

    private static final Offset<Double> AS_PRINTED = within(0.001);

    @Test
    void nineInAnHourMayBeFourOrSeventeen() {
        Rate rate = Rate.of(9, Duration.ofHours(1));

        assertThat(rate.perHour()).isEqualTo(9);
        assertThat(rate.from()).isCloseTo(4.115, AS_PRINTED);
        assertThat(rate.to()).isCloseTo(17.085, AS_PRINTED);
    }

    @Test
    void noneInThreeHoursMayBeMoreThanOneAnHour() {
        Rate rate = Rate.of(0, Duration.ofHours(3));

        assertThat(rate.perHour()).isZero();
        assertThat(rate.from()).isZero();
        assertThat(rate.to()).isCloseTo(3.689 / 3, AS_PRINTED);
    }

    @Test
    void moreHoursMakeItNarrower() {
        Rate rate = Rate.of(77, Duration.ofMinutes(199));

        assertThat(rate.perHour()).isCloseTo(23.2, within(0.05));
        assertThat(rate.from()).isCloseTo(18.32, within(0.01));
        assertThat(rate.to()).isCloseTo(29.02, within(0.01));
    }
}
