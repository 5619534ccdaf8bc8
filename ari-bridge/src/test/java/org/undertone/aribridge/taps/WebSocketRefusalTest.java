package org.undertone.aribridge.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refused websocket says of the way to the PBX. */
class WebSocketRefusalTest {

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private final WebSocketRefusal refusal = new WebSocketRefusal(() -> now);

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void aProxyThatForwardsAriAloneIsBelievedForSomeMinutes(int status) {
        assertThat(refusal.came(status)).isTrue();
        assertThat(refusal.came(status)).as("told once").isFalse();
        assertThat(refusal.stands()).isTrue();

        now = now.plus(Duration.ofMinutes(5));

        assertThat(refusal.stands()).as("a websocket is tried again").isFalse();
        assertThat(refusal.came(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 502, 503, 504})
    void aTroubleThatPassesSaysNothing(int status) {
        assertThat(refusal.came(status)).isFalse();
        assertThat(refusal.stands()).isFalse();
    }

    @Test
    void withANewConnectionItIsForgotten() {
        refusal.came(404);

        refusal.forget();

        assertThat(refusal.stands()).isFalse();
    }
}
