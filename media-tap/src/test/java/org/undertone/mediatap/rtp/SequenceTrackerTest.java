package org.undertone.mediatap.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.undertone.mediatap.rtp.SequenceTracker.Order.NEWER;
import static org.undertone.mediatap.rtp.SequenceTracker.Order.OLDER;
import static org.undertone.mediatap.rtp.SequenceTracker.Order.SEEN;

import org.junit.jupiter.api.Test;

class SequenceTrackerTest {

    private final SequenceTracker tracker = new SequenceTracker();

    @Test
    void countsSkippedNumbersAsLostUntilTheyCome() {
        tracker.accept(10);
        assertThat(tracker.accept(13)).isEqualTo(NEWER);
        assertThat(tracker.lost()).isEqualTo(2);

        assertThat(tracker.accept(11)).isEqualTo(OLDER);
        assertThat(tracker.lost()).isEqualTo(1);
    }

    @Test
    void knowsADuplicate() {
        tracker.accept(10);
        tracker.accept(11);

        assertThat(tracker.accept(11)).isEqualTo(SEEN);
        assertThat(tracker.accept(10)).isEqualTo(SEEN);
        assertThat(tracker.lost()).isZero();
    }

    @Test
    void goesOnBeyond65535() {
        tracker.accept(65_534);
        assertThat(tracker.accept(1)).isEqualTo(NEWER);
        assertThat(tracker.lost()).isEqualTo(2);
        assertThat(tracker.accept(65_535)).isEqualTo(OLDER);
        assertThat(tracker.accept(65_534)).isEqualTo(SEEN);
        assertThat(tracker.lost()).isEqualTo(1);
    }

    @Test
    void aNumberBeforeTheFirstWasNeverLost() {
        tracker.accept(10);
        tracker.accept(12);

        assertThat(tracker.accept(9)).isEqualTo(OLDER);
        assertThat(tracker.lost()).isEqualTo(1);
    }

    @Test
    void aNumberOlderThanTheHistoryStaysLost() {
        tracker.accept(0);
        tracker.accept(100);
        assertThat(tracker.lost()).isEqualTo(99);

        assertThat(tracker.accept(36)).isEqualTo(OLDER);
        assertThat(tracker.lost()).isEqualTo(99);
        assertThat(tracker.accept(37)).isEqualTo(OLDER);
        assertThat(tracker.lost()).isEqualTo(98);
    }

    @Test
    void aJumpOfThousandsIsANewBeginningAndNoLoss() {
        tracker.accept(10);
        tracker.accept(12);

        assertThat(tracker.accept(20_000)).isEqualTo(NEWER);
        assertThat(tracker.accept(20_001)).isEqualTo(NEWER);
        assertThat(tracker.lost()).isEqualTo(1);
    }

    @Test
    void aRestartKeepsWhatWasLost() {
        tracker.accept(10);
        tracker.accept(12);
        tracker.restart();

        assertThat(tracker.accept(500)).isEqualTo(NEWER);
        assertThat(tracker.lost()).isEqualTo(1);
    }
}
