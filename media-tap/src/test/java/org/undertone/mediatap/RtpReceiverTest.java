package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.StreamStats;

class RtpReceiverTest {

    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.1");
    private static final WindowSpec SHORT = new WindowSpec(Duration.ofMillis(200), Duration.ofMillis(100));
    private static final InetSocketAddress PBX = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_080);
    private static final InetSocketAddress STRANGER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_082);

    private final VirtualClock clock = new VirtualClock();
    private final List<AudioWindow> windows = new ArrayList<>();
    private final RtpReceiver receiver = receiver(windows::add);

    @Test
    void aSteadyStreamBecomesWindowsAndNothingIsAmiss() {
        for (int n = 0; n < 20; n++) {
            receive(Rtp.nth(n));
        }

        StreamStats stats = receiver.stats();
        assertThat(windows).hasSize(3).allMatch(window -> window.missingShare() == 0);
        assertThat(stats.packets()).isEqualTo(20);
        assertThat(stats.bytes()).isEqualTo(20 * 652);
        assertThat(stats.windows()).isEqualTo(3);
        assertThat(stats.jitter()).isZero();
        assertThat(stats.firstPacketAt()).contains(VirtualClock.START);
        assertThat(stats.lastPacketAt()).contains(VirtualClock.START.plusMillis(380));
        assertThat(List.of(stats.lost(), stats.gaps(), stats.reordered(), stats.late(), stats.duplicates()))
                .containsOnly(0L);
        assertThat(List.of(stats.restarts(), stats.foreign(), stats.malformed(), stats.windowsFailed()))
                .containsOnly(0L);
    }

    @Test
    void aWindowTellsWhenThePacketThatCompletedItArrived() {
        for (int n = 0; n < 15; n++) {
            receive(Rtp.nth(n));
        }

        assertThat(windows)
                .extracting(window -> window.ref().lastPacketAt())
                .containsExactly(VirtualClock.START.plusMillis(9 * 20), VirtualClock.START.plusMillis(14 * 20));
    }

    @Test
    void contiguousTimestampsLeaveNoGapWhateverTheSequenceNumbersSay() {
        for (int n = 0; n < 10; n++) {
            receive(Rtp.bytes(3 * n, n * 320, Rtp.SSRC, Rtp.filled(5)));
        }

        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).missingShare()).isZero();
        assertThat(receiver.stats().lost()).isEqualTo(18);
        assertThat(receiver.stats().gaps()).isZero();
    }

    @Test
    void aJumpOfTimestampsUnderContiguousSequenceNumbersIsSilence() {
        for (int n = 0; n < 10; n++) {
            receive(Rtp.bytes(n, (n < 5 ? n : n + 10) * 320, Rtp.SSRC, Rtp.filled(5)));
        }

        StreamStats stats = receiver.stats();
        assertThat(stats.lost()).isZero();
        assertThat(stats.gaps()).isEqualTo(1);
        assertThat(stats.missing()).isEqualTo(Duration.ofMillis(200));
        assertThat(windows).extracting(AudioWindow::missingShare).containsExactly(0.5, 1.0, 0.5);
    }

    @Test
    void tellsReorderedLateAndDuplicatePacketsApart() {
        for (int n : new int[] {0, 1, 3, 2}) {
            receive(Rtp.nth(n));
        }
        assertThat(receiver.stats().reordered()).isEqualTo(1);
        assertThat(receiver.stats().lost()).isZero();

        receive(Rtp.nth(3));
        assertThat(receiver.stats().duplicates()).isEqualTo(1);

        for (int n : new int[] {4, 5, 7, 8, 9, 10, 11, 12}) {
            receive(Rtp.nth(n));
        }
        receive(Rtp.nth(4));
        assertThat(receiver.stats().duplicates()).as("of a closed block too").isEqualTo(2);
        assertThat(receiver.stats().late()).isZero();

        receive(Rtp.nth(6));
        assertThat(receiver.stats().late()).isEqualTo(1);
        assertThat(windows.get(0).missingShare()).isEqualTo(0.1);
        assertThat(receiver.stats().packets()).isEqualTo(15);
    }

    @Test
    void countsAForeignSourceAndIgnoresIt() {
        for (int n = 0; n < 10; n++) {
            receive(Rtp.nth(n));
            receiver.receive(Rtp.buffer(Rtp.bytes(n, n * 320, Rtp.SSRC, Rtp.filled(-9))), STRANGER);
        }

        assertThat(receiver.stats().foreign()).isEqualTo(10);
        assertThat(receiver.stats().packets()).isEqualTo(10);
        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).blocks().get(0).sample(0)).isEqualTo((short) 1);
    }

    @Test
    void aNewSsrcOfTheSameSourceContinuesTheStream() {
        for (int n = 0; n < 5; n++) {
            receive(Rtp.nth(n));
        }
        for (int n = 0; n < 6; n++) {
            receive(Rtp.bytes(500 + n, 987_654_321 + n * 320, 42, Rtp.filled(77)));
        }

        StreamStats stats = receiver.stats();
        assertThat(stats.restarts()).isEqualTo(1);
        assertThat(stats.foreign()).as("one packet to be sure of it").isEqualTo(1);
        assertThat(stats.lost()).isZero();
        assertThat(stats.gaps()).isZero();
        assertThat(stats.jitter()).isZero();
        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).blocks().get(1).sample(0)).isEqualTo((short) 77);
    }

    @Test
    void countsGarbageAndGoesOn() {
        receive(Rtp.nth(0));
        for (byte[] garbage : List.of(
                new byte[0], new byte[11], new byte[640], "OPTIONS sip:x".getBytes(StandardCharsets.US_ASCII))) {
            receive(garbage);
        }
        receive(Rtp.bytes(1, 320, Rtp.SSRC, new short[BlockAssembler.MAX_PACKET + 1]));
        for (int n = 1; n < 10; n++) {
            receive(Rtp.nth(n));
        }

        assertThat(receiver.stats().malformed()).isEqualTo(5);
        assertThat(windows).hasSize(1);
    }

    @Test
    void randomBytesNeverThrowAndNeverBecomeSound() {
        Random random = new Random(20_260_105);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(700)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length > 0) {
                bytes[0] = (byte) (0x80 | (bytes[0] & 0x3f)); // so that half of them look like RTP
            }
            receive(bytes);
        }

        StreamStats stats = receiver.stats();
        assertThat(windows).isEmpty();
        assertThat(stats.packets()).isEqualTo(1);
        assertThat(stats.foreign()).isGreaterThan(10_000);
        assertThat(stats.packets() + stats.foreign() + stats.malformed()).isEqualTo(100_000);
    }

    @Test
    void randomHeadersOfTheRightSourceNeverThrowAndLoseNoCount() {
        Random random = new Random(20_260_106);
        for (int i = 0; i < 20_000; i++) {
            int timestamp = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(200_000);
            receive(Rtp.bytes(random.nextInt(65_536), timestamp, Rtp.SSRC, new short[1 + random.nextInt(2_048)]));
            windows.clear();
        }

        StreamStats stats = receiver.stats();
        assertThat(stats.packets()).isEqualTo(20_000);
        assertThat(stats.restarts()).isPositive();
        assertThat(stats.lost()).isNotNegative();
    }

    @Test
    void aConsumerThatThrowsDoesNotStopTheStream() {
        List<AudioWindow> taken = new ArrayList<>();
        RtpReceiver failing = receiver(window -> {
            taken.add(window);
            if (taken.size() < 3) {
                throw new IllegalStateException("the mailbox is gone");
            }
        });
        for (int n = 0; n < 25; n++) {
            failing.receive(Rtp.buffer(Rtp.nth(n)), PBX);
        }

        assertThat(taken).hasSize(4);
        assertThat(failing.stats().windows()).isEqualTo(4);
        assertThat(failing.stats().windowsFailed()).isEqualTo(2);
    }

    @Test
    void tellsTheLevelOfWhatIsHeard() {
        for (int n = 0; n < 50; n++) {
            receive(Rtp.bytes(n, n * 320, Rtp.SSRC, Rtp.filled(3_276)));
        }

        assertThat(receiver.stats().levelDbfs()).isCloseTo(-20, within(0.01));
    }

    @Test
    void afterItsCloseNothingIsHeard() {
        receiver.intake().close(new MediaException("closed"));
        for (int n = 0; n < 20; n++) {
            receive(Rtp.nth(n));
        }

        assertThat(windows).isEmpty();
        assertThat(receiver.stats().packets()).isZero();
        assertThat(receiver.intake().firstPacket().toCompletableFuture()).isCompletedExceptionally();
    }

    private RtpReceiver receiver(Consumer<AudioWindow> consumer) {
        return new RtpReceiver(LEG, new SoundIntake(LEG, SHORT, () -> LoadLevel.FULL, consumer, clock));
    }

    /** Each comes 20 ms after the one before. */
    private void receive(byte[] datagram) {
        receiver.receive(Rtp.buffer(datagram), PBX);
        clock.advance(Duration.ofMillis(20));
    }
}
