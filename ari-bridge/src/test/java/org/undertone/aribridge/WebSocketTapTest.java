package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.undertone.core.Role;
import org.undertone.lab.Channel;

/** A leg of a real Asterisk that is heard by websocket. */
class WebSocketTapTest extends QueueCalls {

    @Test
    void aCallIsHeardByWebSocket() {
        try (TestingDaemon daemon = TestingDaemon.started(
                TestingDaemon.settings(lab.pbx(), "websocket", TestingDaemon.queue(Role.CUSTOMER)))) {
            customerCalls("600");

            await().atMost(PATIENCE).until(() -> daemon.windows().size() >= 2);
            assertThat(lab.pbx().channels()).extracting(Channel::name).anyMatch(name -> name.startsWith("WebSocket/"));
        }
        assertThat(lab.pbx().bridges()).hasSize(1);
    }
}
