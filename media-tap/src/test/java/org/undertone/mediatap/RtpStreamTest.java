package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.CallId;
import org.undertone.core.LegId;

/** Whom a port listens to, over real UDP on the loopback interface, by each way that packets may come. */
@ParameterizedClass
@EnumSource(Poller.class)
class RtpStreamTest {

    /** One whose windows come every half second from the first one on. */
    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.9");

    private final TapPorts ports;
    private RtpStream stream;

    RtpStreamTest(Poller poller) {
        ports = new TapPorts(
                InetAddress.getLoopbackAddress(),
                FreePorts.range(2),
                Duration.ofSeconds(60),
                InstantSource.system(),
                poller);
    }

    @BeforeEach
    void open() {
        stream = ports.open(LEG, WindowSpec.DEFAULT, window -> {});
    }

    @AfterEach
    void close() {
        ports.close();
    }

    @Test
    void countsAnotherSenderAndIgnoresIt() throws IOException {
        try (RtpSender sender = new RtpSender();
                RtpSender stranger = new RtpSender()) {
            sender.sendStream(0, 10, stream);
            for (int n = 10; n < 15; n++) {
                stranger.send(Rtp.nth(n), stream);
            }
            RtpSender.awaitDatagrams(15, stream);
        }

        assertThat(stream.stats().packets()).isEqualTo(10);
        assertThat(stream.stats().foreign()).isEqualTo(5);
    }

    @Test
    void hearsOnlyTheSourceThatIsExpected() throws IOException {
        try (RtpSender sender = new RtpSender();
                RtpSender stranger = new RtpSender()) {
            stream.expectSource(sender.address());
            for (int n = 0; n < 5; n++) {
                stranger.send(Rtp.nth(n), stream);
            }
            RtpSender.awaitDatagrams(5, stream);
            assertThat(stream.firstPacket().toCompletableFuture()).isNotDone();

            sender.send(Rtp.nth(0), stream);
            RtpSender.awaitDatagrams(6, stream);
        }

        assertThat(stream.stats().packets()).isEqualTo(1);
        assertThat(stream.stats().foreign()).isEqualTo(5);
    }

    @Test
    void anExpectedSourceNeedsAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.expectSource(InetSocketAddress.createUnresolved("pbx.example", 10_080)))
                .withMessageContaining("has no address; give a numeric one");
    }

    @Test
    void anOversizedDatagramIsMalformed() throws IOException {
        try (RtpSender sender = new RtpSender()) {
            sender.send(Rtp.bytes(0, 0, Rtp.SSRC, new short[20_000]), stream);
            RtpSender.awaitDatagrams(1, stream);
        }

        assertThat(stream.stats().malformed()).isEqualTo(1);
    }

    @Test
    void closedBeforeAnySoundTheWaitForTheFirstPacketFails() {
        stream.close();

        assertThat(stream.firstPacket().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(MediaException.class)
                .withMessage("leg pbx-1.0/pbx-1.9: no packet came to port " + stream.port() + " before it was closed");
    }
}
