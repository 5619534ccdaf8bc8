package org.undertone.aribridge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.loway.oss.ari4java.generated.models.Message;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.aribridge.TestingAsterisk;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Secret;

/** What becomes of what the PBX sends. */
class AriSessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ChannelDestroyed\",\"channel\":",
                "{\"type\":\"ChannelDestroyed\",\"channel\":7}",
                "{\"type\":\"SomethingNew\"}"
            })
    void anEventThatIsNotUnderstoodIsMissed(String event) throws IOException {
        Told told = new Told();
        try (TestingAsterisk pbx = new TestingAsterisk(Duration.ZERO, 10);
                AriSession session = AriSession.open(HttpClient.newHttpClient(), settings(pbx), PATIENCE, told)) {
            assertThat(session.version()).isEqualTo("22.10.1");

            pbx.sends(event);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(told.missed).hasValue(1));
            assertThat(told.events).isEmpty();
            assertThat(told.losses).isEmpty();
        }
    }

    private static AsteriskSettings settings(TestingAsterisk pbx) {
        return new AsteriskSettings(
                pbx.uri(), TestingAsterisk.USER, new Secret(TestingAsterisk.PASSWORD), "session", PATIENCE);
    }

    private static final class Told implements AriSession.Listener {

        private final List<Message> events = new CopyOnWriteArrayList<>();
        private final AtomicInteger missed = new AtomicInteger();
        private final List<String> losses = new CopyOnWriteArrayList<>();

        @Override
        public void event(Message message) {
            events.add(message);
        }

        @Override
        public void missed() {
            missed.incrementAndGet();
        }

        @Override
        public void lost(String reason) {
            losses.add(reason);
        }
    }
}
