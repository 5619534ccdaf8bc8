package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.mediatap.rtp.PortRange;
import org.undertone.mediatap.rtp.PortUse;

@ParameterizedClass
@EnumSource(Poller.class)
class TapPortsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.1");

    private final VirtualClock clock = new VirtualClock();
    private final PortRange range = FreePorts.range(3);
    private final TapPorts ports;

    TapPortsTest(Poller poller) {
        ports = new TapPorts(LOOPBACK, range, Duration.ofSeconds(60), clock, poller);
    }

    @AfterEach
    void close() {
        ports.close();
    }

    @Test
    void eachLegHasAPortOfItsOwn() {
        List<Integer> opened = List.of(open().port(), open().port(), open().port());

        assertThat(opened).containsExactly(range.first(), range.first() + 1, range.last());
        assertThat(ports.use()).isEqualTo(new PortUse(3, 3, 0, 0));
    }

    @Test
    void aReleasedPortRestsBeforeItIsUsedAgain() {
        open().close();
        awaitUse(new PortUse(3, 0, 1, 0));
        assertThat(open().port()).isEqualTo(range.first() + 1);
        assertThat(open().port()).isEqualTo(range.last());
        assertThatExceptionOfType(MediaException.class).isThrownBy(this::open);

        clock.advance(Duration.ofSeconds(60));
        assertThat(open().port()).isEqualTo(range.first());
    }

    @Test
    void anExhaustedRangeSaysHowItIsUsedAndWhatToDo() throws IOException {
        try (DatagramSocket other = new DatagramSocket(range.first(), LOOPBACK)) {
            assertThat(other.isBound()).isTrue();
            open();
            open().close();
            awaitUse(new PortUse(3, 1, 1, 1));

            assertThatExceptionOfType(MediaException.class)
                    .isThrownBy(this::open)
                    .withMessage("leg pbx-1.0/pbx-1.1: no free tap port in 127.0.0.1:" + range
                            + ": 1 in use, 1 resting for up to 60 s, 1 held by other programs;"
                            + " widen the range (a leg takes one) or shorten the rest");
        }
    }

    @Test
    void aPortThatAnotherProgramHoldsIsSkippedAndCounted() throws IOException {
        try (DatagramSocket other = new DatagramSocket(range.first(), LOOPBACK)) {
            assertThat(other.isBound()).isTrue();

            assertThat(open().port()).isEqualTo(range.first() + 1);
            assertThat(ports.use()).isEqualTo(new PortUse(3, 1, 0, 1));
        }
        open();
        assertThat(open().port()).as("free again").isEqualTo(range.first());
    }

    @Test
    void aRangeThatOtherProgramsHoldWhollySaysSo() throws IOException {
        List<DatagramSocket> others = new ArrayList<>();
        try {
            for (int port = range.first(); port <= range.last(); port++) {
                others.add(new DatagramSocket(port, LOOPBACK));
            }

            assertThatExceptionOfType(MediaException.class)
                    .isThrownBy(this::open)
                    .withMessageContaining("other programs hold all 3; choose a range that no other program uses");
        } finally {
            others.forEach(DatagramSocket::close);
        }
    }

    @Test
    void closingAStreamFreesItsPort() {
        RtpStream stream = open();
        assertThat(canBind(stream.port())).isFalse();

        stream.close();
        stream.close();

        await().atMost(Duration.ofSeconds(30)).until(() -> canBind(stream.port()));
        awaitUse(new PortUse(3, 0, 1, 0));
    }

    @Test
    void closingEndsAllStreamsAndTheMediaThread() throws IOException {
        RtpStream stream = open();
        CompletableFuture<Thread> mediaThread = new CompletableFuture<>();
        stream.firstPacket().thenAccept(arrival -> mediaThread.complete(Thread.currentThread()));
        try (RtpSender sender = new RtpSender()) {
            sender.send(Rtp.nth(0), stream);
        }
        Thread thread = mediaThread.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(thread.getName()).isEqualTo("undertone-media-1");
        assertThat(thread.isDaemon()).isTrue();

        ports.close();
        ports.close();

        await().atMost(Duration.ofSeconds(30)).until(() -> !thread.isAlive());
        assertThat(canBind(stream.port())).isTrue();
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(this::open)
                .withMessageContaining("are closed: the program is stopping");
    }

    @Test
    void cannotBeOpenedOnTheMediaThread() throws IOException {
        RtpStream stream = open();
        CompletableFuture<RtpStream> second = stream.firstPacket()
                .thenApply(arrival -> open())
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS);
        try (RtpSender sender = new RtpSender()) {
            sender.send(Rtp.nth(0), stream);
        }

        assertThat(second.handle((opened, failure) -> failure).join())
                .hasCauseInstanceOf(MediaException.class)
                .hasMessageContaining("cannot be opened on the media thread");
        assertThat(ports.use().inUse()).isEqualTo(1);
    }

    @Test
    void anAddressOfAnotherMachineIsRefusedAtOnce() throws IOException {
        InetAddress documentation = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}); // RFC 5737: nobody's
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> new TapPorts(documentation, range, Duration.ZERO, clock))
                .withMessageContaining("192.0.2.1 cannot be bound")
                .withMessageContaining("bind an address of this machine, or 0.0.0.0 for all");
    }

    @Test
    void listensOnAllAddressesToo() throws IOException {
        try (TapPorts everywhere =
                        new TapPorts(InetAddress.getByAddress(new byte[4]), FreePorts.range(1), Duration.ZERO, clock);
                RtpStream stream = everywhere.open(LEG, WindowSpec.DEFAULT, window -> {});
                DatagramSocket socket = new DatagramSocket()) {
            byte[] packet = Rtp.nth(0);
            socket.send(new java.net.DatagramPacket(packet, packet.length, LOOPBACK, stream.port()));

            RtpSender.awaitDatagrams(1, stream);
            assertThat(stream.stats().packets()).isEqualTo(1);
        }
    }

    @Test
    void listensOnAnAddressOfVersion6AndKnowsItsSender() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(LOOPBACK_6);
        try (TapPorts six = new TapPorts(loopback, FreePorts.range(1), Duration.ZERO, clock);
                RtpStream stream = six.open(LEG, WindowSpec.DEFAULT, window -> {});
                DatagramSocket pbx = new DatagramSocket(0, loopback);
                DatagramSocket stranger = new DatagramSocket(0, loopback)) {
            stream.expectSource(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK_6), pbx.getLocalPort()));
            byte[] packet = Rtp.nth(0);
            stranger.send(new java.net.DatagramPacket(packet, packet.length, stream.address()));
            pbx.send(new java.net.DatagramPacket(packet, packet.length, stream.address()));

            RtpSender.awaitDatagrams(2, stream);
            assertThat(stream.stats().packets()).isEqualTo(1);
            assertThat(stream.stats().foreign()).isEqualTo(1);
        }
    }

    private RtpStream open() {
        return ports.open(LEG, WindowSpec.DEFAULT, window -> {});
    }

    private void awaitUse(PortUse use) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ports.use()).isEqualTo(use));
    }

    private static boolean canBind(int port) {
        try (DatagramSocket probe = new DatagramSocket(port, LOOPBACK)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
