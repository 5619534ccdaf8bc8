package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartTimesTest {

    private final AtomicLong now = new AtomicLong();
    private final StartTimes times = new StartTimes(now::get);

    @Test
    void eachPartIsToldWithItsTime() {
        assertThat(times.of("rules", () -> {
                    now.addAndGet(Duration.ofMillis(410).toNanos());
                    return "ten rules";
                }))
                .isEqualTo("ten rules");
        times.of("PBX", () -> {
            now.addAndGet(Duration.ofMillis(1_270).toNanos());
        });

        assertThat(times).hasToString("rules 0.41 s, PBX 1.27 s");
    }

    @Test
    void aPartThatFailsIsToldToo() {
        assertThatThrownBy(() -> times.of("rules", () -> {
                    now.addAndGet(Duration.ofMillis(20).toNanos());
                    throw new IllegalStateException("no rules");
                }))
                .hasMessage("no rules");

        assertThat(times).hasToString("rules 0.02 s");
    }
}
