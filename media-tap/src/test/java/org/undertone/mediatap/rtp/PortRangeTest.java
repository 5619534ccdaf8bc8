package org.undertone.mediatap.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortRangeTest {

    @Test
    void isReadAndWrittenAlike() {
        PortRange range = PortRange.parse(" 40000 - 40999 ");

        assertThat(range).isEqualTo(new PortRange(40_000, 40_999)).hasToString("40000-40999");
        assertThat(range.size()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40000", "a-b", "40000..40999", "-1-5", "40000-409999"})
    void refusesWhatIsNoRange(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRange.parse(text))
                .withMessage("tap ports: '" + text + "' is not a range; write it like 40000-40999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80-90", "40999-40000", "65000-65536"})
    void refusesARangeThatCannotBe(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRange.parse(text))
                .withMessageContaining(text + " is not a range within 1024-65535");
    }
}
