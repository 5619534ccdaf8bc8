package org.undertone.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "3s", "5m", "12h", "30d", "90s"})
    void whatIsWrittenIsReadAndWrittenAgain(String written) {
        assertThat(Durations.format(Durations.parse(written).orElseThrow())).isEqualTo(written);
    }

    @Test
    void readsFractions() {
        assertThat(Durations.parse("1.5s")).contains(Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "s", "-3s", "3 s", "3w", "1e3s"})
    void refusesWhatIsNoDuration(String written) {
        assertThat(Durations.parse(written)).isEmpty();
    }
}
