package org.undertone.mediatap.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.undertone.mediatap.VirtualClock;

class PortPoolTest {

    private final VirtualClock clock = new VirtualClock();
    private final PortPool pool = new PortPool(new PortRange(40_000, 40_002), Duration.ofSeconds(60), clock);

    @Test
    void handsPortsOutInTurn() {
        assertThat(pool.take()).hasValue(40_000);
        assertThat(pool.take()).hasValue(40_001);
        assertThat(pool.take()).hasValue(40_002);
        assertThat(pool.take()).isEmpty();
        assertThat(pool.use()).isEqualTo(new PortUse(3, 3, 0, 0));
    }

    @Test
    void aReleasedPortRests() {
        pool.take();
        pool.take();
        pool.take();
        pool.release(40_001);
        clock.advance(Duration.ofMillis(59_999));
        assertThat(pool.take()).isEmpty();
        assertThat(pool.use()).isEqualTo(new PortUse(3, 2, 1, 0));

        clock.advance(Duration.ofMillis(1));
        assertThat(pool.use()).isEqualTo(new PortUse(3, 2, 0, 0));
        assertThat(pool.take()).hasValue(40_001);
    }

    @Test
    void aPortThatNeverServedComesBeforeOneThatDid() {
        pool.release(pool.take().orElseThrow());
        clock.advance(Duration.ofMinutes(5));

        assertThat(pool.take()).hasValue(40_001);
    }

    @Test
    void aPortHeldByAnotherIsTriedAgainInItsTurn() {
        assertThat(pool.take()).hasValue(40_000);
        pool.heldByAnother(40_000);
        assertThat(pool.use()).isEqualTo(new PortUse(3, 0, 0, 1));

        assertThat(pool.take()).hasValue(40_001);
        assertThat(pool.take()).hasValue(40_002);
        assertThat(pool.take()).hasValue(40_000);
        assertThat(pool.use()).isEqualTo(new PortUse(3, 3, 0, 0));
    }
}
