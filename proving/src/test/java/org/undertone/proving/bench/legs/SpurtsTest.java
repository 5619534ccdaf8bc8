package org.undertone.proving.bench.legs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpurtsTest {

    private static final int PACKETS = 1_000_000;

    @Test
    void speechIsHalfOfTheTimeInSpurtsOfThatMean() {
        Spurts spurts = new Spurts(new SplittableRandom(1), 150);
        int spoken = 0;
        int changes = 0;
        boolean before = false;
        for (int packet = 0; packet < PACKETS; packet++) {
            boolean speaks = spurts.next();
            spoken += speaks ? 1 : 0;
            changes += speaks == before ? 0 : 1;
            before = speaks;
        }

        assertThat(spoken).isBetween(470_000, 530_000);
        assertThat(PACKETS / changes).isBetween(140, 160);
    }

    @Test
    void theSameSeedSpeaksAtTheSameTimes() {
        Spurts one = new Spurts(new SplittableRandom(7), 150);
        Spurts other = new Spurts(new SplittableRandom(7), 150);

        for (int packet = 0; packet < 10_000; packet++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }
}
