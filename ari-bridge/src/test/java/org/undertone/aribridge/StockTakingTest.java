package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.loway.oss.ari4java.generated.models.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.calls.CallsThread;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.Sweeper;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Secret;

/** What happens while the PBX is asked what there is, and after that. */
class StockTakingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void whoeverCannotTidyUpAfterwardsHearsOfWhatHappensAllTheSame() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TestingAsterisk pbx = withAChannelOfThisLife();
                CallsThread calls = new CallsThread(() -> {});
                AsteriskLink link = new AsteriskLink(settings(pbx), new Nobody());
                StockTaking stock = new StockTaking(
                        link,
                        List::of,
                        new Sweeper(link, new OwnIds("stock", "life")),
                        id -> {
                            asked.incrementAndGet();
                            throw new IllegalStateException("it is not known who holds " + id);
                        },
                        calls,
                        (stood, channels, bridges) -> {})) {
            link.connect();
            stock.now();
            stock.first().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            CountDownLatch taken = new CountDownLatch(1);
            // Sweeping is on the same thread, after what was asked before.
            stock.sweep();
            while (asked.get() < 2) {
                Thread.onSpinWait();
            }
            calls.execute(() -> stock.happened(taken::countDown));

            assertThat(taken.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static TestingAsterisk withAChannelOfThisLife() throws IOException {
        TestingAsterisk pbx = new TestingAsterisk(Duration.ZERO, 10);
        pbx.channel("undertone.stock.life.1.tap", "Snoop/1-00000001", "", "", "", Instant.EPOCH, Map.of());
        return pbx;
    }

    private static AsteriskSettings settings(TestingAsterisk pbx) {
        return new AsteriskSettings(
                pbx.uri(), TestingAsterisk.USER, new Secret(TestingAsterisk.PASSWORD), "stock", PATIENCE);
    }

    private static final class Nobody implements AsteriskLink.Listener {

        @Override
        public void connected() {}

        @Override
        public void lost() {}

        @Override
        public void event(Message message) {}
    }
}
