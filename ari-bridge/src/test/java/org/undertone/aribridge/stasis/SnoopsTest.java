package org.undertone.aribridge.stasis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.loway.oss.ari4java.generated.models.Message;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Secret;

/** Whose turn it is to make snoops on a channel, where several would. */
class SnoopsTest {

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void whoWantsAChannelForHimselfWaitsForTheOneBefore() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (AsteriskLink link = unconnected()) {
            StasisArrivals arrivals = new StasisArrivals();
            Snoops snoops = new Snoops(link, arrivals, new PassedOn(link, Clock.systemUTC()), "turns", Lease.USUAL);
            Thread first = new Thread(() -> snoops.alone("a channel", () -> {
                begun.countDown();
                awaitRelease(held);
                done.add("first");
            }));
            Thread second = new Thread(() -> snoops.alone("a channel", () -> done.add("second")));
            first.start();
            begun.await();
            second.start();
            second.join(200);
            snoops.alone("another channel", () -> done.add("another"));

            held.countDown();
            first.join();
            second.join();
        }
        assertThat(done).containsExactly("another", "first", "second");
    }

    private static void awaitRelease(CountDownLatch held) {
        try {
            assertThat(held.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AsteriskLink unconnected() {
        AsteriskSettings settings = new AsteriskSettings(
                URI.create("http://127.0.0.1:8088/"), "nobody", new Secret("none"), "turns", Duration.ofSeconds(2));
        return new AsteriskLink(settings, new AsteriskLink.Listener() {

            @Override
            public void connected() {}

            @Override
            public void lost() {}

            @Override
            public void event(Message message) {}
        });
    }
}
