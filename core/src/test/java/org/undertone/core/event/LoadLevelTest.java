package org.undertone.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadLevelTest {

    private static final Duration WINDOW = Duration.ofSeconds(3);

    @Test
    void theHopGrowsStepByStepThenTheLeastImportantPauseThenNothingNewIsHeard() {
        assertThat(hops(Duration.ofMillis(500), WINDOW)).containsExactly(500L, 1_000L, 1_500L, 3_000L, 3_000L, 3_000L);
        assertThat(Arrays.stream(LoadLevel.values()).filter(LoadLevel::pausesLowest))
                .containsExactly(LoadLevel.PAUSE_LOWEST, LoadLevel.NO_NEW_TAPS);
        assertThat(Arrays.stream(LoadLevel.values()).filter(level -> !level.opensTaps()))
                .containsExactly(LoadLevel.NO_NEW_TAPS);
    }

    @Test
    void theHopIsNeverShorterThanTheSettingsSayAndNeverLongerThanAWindow() {
        assertThat(hops(Duration.ofMillis(1_200), WINDOW))
                .containsExactly(1_200L, 1_200L, 1_500L, 3_000L, 3_000L, 3_000L);
        assertThat(hops(Duration.ofMillis(500), Duration.ofSeconds(1)))
                .containsExactly(500L, 1_000L, 1_000L, 1_000L, 1_000L, 1_000L);
    }

    private static List<Long> hops(Duration hop, Duration window) {
        return Arrays.stream(LoadLevel.values())
                .map(level -> level.hop(hop, window).toMillis())
                .toList();
    }
}
