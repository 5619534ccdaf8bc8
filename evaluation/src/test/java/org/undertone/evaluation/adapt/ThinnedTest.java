package org.undertone.evaluation.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinnedTest {

    private final Thinned<Integer> windows = new Thinned<>();

    @Test
    void fewAreAllTaken() {
        IntStream.range(0, Thinned.MOST).forEach(windows::add);

        assertThat(windows.some())
                .isEqualTo(IntStream.range(0, Thinned.MOST).boxed().toList());
    }

    @Test
    void ofADayNoMoreIsHeldThanIsNeededAndTheWholeDayIsInIt() {
        int day = 2 * 24 * 3_600;

        for (int window = 0; window < day; window++) {
            windows.add(window);
            assertThat(windows.held()).isBetween(Math.min(window + 1, Thinned.MOST), 2 * Thinned.MOST);
        }

        List<Integer> some = windows.some();
        assertThat(some).hasSize(Thinned.MOST).isSorted().startsWith(0);
        int apart = day / Thinned.MOST;
        for (int i = 1; i < some.size(); i++) {
            assertThat(some.get(i) - some.get(i - 1)).isBetween(apart / 2, 2 * apart);
        }
        assertThat(some.get(some.size() - 1)).isGreaterThan(day - 3 * apart);
    }
}
