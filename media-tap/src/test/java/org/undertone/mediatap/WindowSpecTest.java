package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.undertone.core.event.LoadLevel;

class WindowSpecTest {

    @Test
    void isThreeSecondsEveryHalfSecondUnlessSaidOtherwise() {
        assertThat(WindowSpec.DEFAULT.lengthInBlocks()).isEqualTo(30);
        assertThat(WindowSpec.DEFAULT.hopInBlocks(LoadLevel.FULL)).isEqualTo(5);
    }

    @Test
    void refusesWhatIsNoMultipleOf100Millis() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(3_050, 500))
                .withMessage("window: length=3050 ms is not a multiple of 100 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(3_000, 0))
                .withMessage("window: hop=0 ms is not a multiple of 100 ms");
        assertThatIllegalArgumentException().isThrownBy(() -> spec(3_000, -100));
    }

    @Test
    void refusesAHopLongerThanTheWindow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(1_000, 1_100))
                .withMessageContaining("hop=1100 ms is longer than length=1000 ms");
    }

    private static WindowSpec spec(long length, long hop) {
        return new WindowSpec(Duration.ofMillis(length), Duration.ofMillis(hop));
    }
}
