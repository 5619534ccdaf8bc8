package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.undertone.core.WindowRef;

class DeadlineTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
    private final Deadline deadline = new Deadline(Duration.ofSeconds(1), clock::get);

    @Test
    void whatTheModelNeedsIsLeftForIt() {
        scored(100, 100);

        assertThat(passedAfter(899)).isFalse();
        assertThat(passedAfter(901)).isTrue();
    }

    @Test
    void aModelWhoseTimeVariesIsGivenMore() {
        scored(50, 150);

        assertThat(passedAfter(600)).isFalse();
        assertThat(passedAfter(800)).isTrue();
    }

    @Test
    void halfOfTheTimeIsForWaitingHoweverSlowTheModelIs() {
        scored(3_000, 3_000);

        assertThat(passedAfter(500)).isFalse();
        assertThat(passedAfter(501)).isTrue();
    }

    /** Many windows that took these two times in turns. */
    private void scored(long millis, long nextMillis) {
        for (int i = 0; i < 100; i++) {
            Instant begun = clock.get();
            clock.set(begun.plusMillis(i % 2 == 0 ? millis : nextMillis));
            deadline.scored(begun);
        }
    }

    private boolean passedAfter(long millis) {
        Instant arrived = clock.get();
        try {
            clock.set(arrived.plusMillis(millis));
            return deadline.passed(new WindowRef(Sounds.LEG, Duration.ZERO, Duration.ofSeconds(3), arrived));
        } finally {
            clock.set(arrived);
        }
    }
}
