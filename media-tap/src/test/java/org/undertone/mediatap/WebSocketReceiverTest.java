package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.StreamStats;

/** What becomes of a websocket's bytes: frames, samples, windows, counts. */
class WebSocketReceiverTest {

    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.1");
    private static final WindowSpec SHORT = new WindowSpec(Duration.ofMillis(200), Duration.ofMillis(100));

    private final VirtualClock clock = new VirtualClock();
    private final List<AudioWindow> windows = new ArrayList<>();
    private final WebSocketReceiver receiver =
            new WebSocketReceiver(new SoundIntake(LEG, SHORT, () -> LoadLevel.FULL, windows::add, clock));
    private final FrameReader reader = new FrameReader(receiver, reason -> {}, Poller.NIO);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void aSteadyStreamBecomesWindowsAndNothingIsAmiss() {
        for (int n = 0; n < 20; n++) {
            receive(Frames.nth(n));
        }

        StreamStats stats = receiver.stats();
        assertThat(windows).hasSize(3).allMatch(window -> window.missingShare() == 0);
        assertThat(stats.packets()).isEqualTo(20);
        assertThat(stats.bytes()).isEqualTo(20 * 644);
        assertThat(stats.windows()).isEqualTo(3);
        assertThat(stats.jitter()).isZero();
        assertThat(stats.firstPacketAt()).contains(VirtualClock.START);
        assertThat(stats.lastPacketAt()).contains(VirtualClock.START.plusMillis(380));
        assertThat(List.of(stats.lost(), stats.gaps(), stats.reordered(), stats.late(), stats.duplicates()))
                .containsOnly(0L);
        assertThat(List.of(stats.restarts(), stats.foreign(), stats.malformed(), stats.windowsFailed(), stats.stalls()))
                .containsOnly(0L);
    }

    @Test
    void aWindowTellsWhenTheFrameThatCompletedItArrived() {
        for (int n = 0; n < 15; n++) {
            receive(Frames.nth(n));
        }

        assertThat(windows)
                .extracting(window -> window.ref().lastPacketAt())
                .containsExactly(VirtualClock.START.plusMillis(9 * 20), VirtualClock.START.plusMillis(14 * 20));
    }

    /** Frames of any length, cut into pieces anywhere, with texts and pings between: the samples are the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howItIsCutDoesNotMatter(long seed) {
        Random random = new Random(seed);
        short[] samples = new short[10 * AudioBlock.SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) random.nextInt();
        }
        byte[] sent = cutIntoFrames(Frames.bytes(samples), random);
        for (int at = 0; at < sent.length; ) {
            int piece = 1 + random.nextInt(random.nextInt(10) == 0 ? 8_000 : 40);
            reader.read(Unpooled.wrappedBuffer(sent, at, Math.min(piece, sent.length - at)), channel);
            at += piece;
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(windows).hasSize(9);
        for (int block = 0; block < 10; block++) {
            AudioBlock heard = windows.get(Math.max(0, block - 1)).blocks().get(block == 0 ? 0 : 1);
            for (int i = 0; i < AudioBlock.SAMPLES; i++) {
                assertThat(heard.sample(i)).isEqualTo(samples[block * AudioBlock.SAMPLES + i]);
            }
        }
        assertThat(receiver.stats().malformed()).isZero();
    }

    private static byte[] cutIntoFrames(byte[] sound, Random random) {
        byte[] sent = new byte[0];
        for (int at = 0; at < sound.length; ) {
            int length = Math.min(2 * random.nextInt(random.nextInt(8) == 0 ? 3_000 : 400), sound.length - at);
            byte[] payload = Arrays.copyOfRange(sound, at, at + length);
            at += length;
            byte[] between = random.nextBoolean() ? Frames.frame(true, Frames.PING, (byte) 1) : new byte[0];
            if (random.nextInt(4) == 0 && length > 2) {
                // A message in two frames, cut within a sample, with a ping between.
                byte[] head = Frames.frame(false, Frames.BINARY, Arrays.copyOf(payload, 1));
                byte[] tail = Frames.frame(true, 0, Arrays.copyOfRange(payload, 1, length));
                sent = Frames.joined(sent, head, between, tail);
            } else {
                sent = Frames.joined(sent, between, Frames.frame(true, Frames.BINARY, payload));
            }
            sent = random.nextInt(5) == 0 ? Frames.joined(sent, Frames.text("MEDIA_XOFF")) : sent;
        }
        return sent;
    }

    /** Wherever reading ended, the media thread is woken next when the block that is begun is whole, and no byte later. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isWokenWhenABlockIsWhole(long seed) {
        Random random = new Random(seed);
        byte[] sent =
                Frames.joined(IntStream.range(0, 400).mapToObj(Frames::nth).toArray(byte[][]::new));
        int at = 644;
        read(sent, 0, at);
        while (at < sent.length - 8_000) {
            int piece = random.nextInt(4_000);
            read(sent, at, at + piece);
            at += piece;
            int before = windows.size();
            int wanted = reader.wanted();
            read(sent, at, at + wanted - 1);
            assertThat(windows).as("a byte before").hasSize(before);
            at += wanted;
            read(sent, at - 1, at);
            assertThat(at % (5 * 644)).as("the end of a block").isZero();
            assertThat(windows).hasSize(at / (5 * 644) - 1);
        }
    }

    private void read(byte[] sent, int from, int to) {
        reader.read(Unpooled.wrappedBuffer(sent, from, to - from), channel);
        clock.advance(Duration.ofMillis(20));
    }

    @Test
    void aFrameWithAnOddNumberOfBytesLosesItsLastAndIsCounted() {
        receive(Frames.frame(true, Frames.BINARY, (byte) 1, (byte) 2, (byte) 99));
        receive(Frames.frame(true, Frames.BINARY, (byte) 3, (byte) 4));
        receive(Frames.sound(new short[2 * AudioBlock.SAMPLES]));

        assertThat(receiver.stats().malformed()).isEqualTo(1);
        AudioBlock heard = windows.get(0).blocks().get(0);
        assertThat(heard.sample(0)).isEqualTo((short) 0x0201);
        assertThat(heard.sample(1)).isEqualTo((short) 0x0403);
        assertThat(heard.sample(2)).isZero();
    }

    @Test
    void soundAfterAStallIsJoinedAndTheStallCounted() {
        for (int n = 0; n < 5; n++) {
            receive(Frames.nth(n));
        }
        clock.advance(Duration.ofMillis(600));
        for (int n = 5; n < 10; n++) {
            reader.read(buffer(Frames.nth(n)), channel);
        }

        StreamStats stats = receiver.stats();
        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).missingShare()).isZero();
        assertThat(windows.get(0).blocks().get(1).sample(0)).isEqualTo((short) 6);
        assertThat(stats.stalls()).isEqualTo(1);
        assertThat(stats.longestStall()).isEqualTo(Duration.ofMillis(620));
        assertThat(stats.jitter()).isGreaterThan(Duration.ofMillis(30));
    }

    @Test
    void whoSendsFasterThanItSoundsIsRefused() {
        byte[] twoSeconds = Frames.sound(new short[32_000]);
        for (int n = 0; n < 5; n++) {
            reader.read(buffer(twoSeconds), channel);
        }

        assertThatExceptionOfType(FrameReader.Refused.class)
                .isThrownBy(() -> reader.read(buffer(twoSeconds), channel))
                .withMessage("it sends sound faster than it sounds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MEDIA_START connection_id:1 channel:WebSocket/INCOMING/0x7f channel_id:u.1 format:slin16"
                        + " optimal_frame_size:640 ptime:20",
                "{\"event\":\"MEDIA_START\",\"connection_id\":\"1\",\"format\":\"slin16\",\"optimal_frame_size\":640}",
                "MEDIA_XOFF",
                "{\"event\":\"MEDIA_XON\",\"channel_id\":\"u.1\"}",
                "STATUS format:none",
                ""
            })
    void textsOfThePbxAreNoSound(String text) {
        receive(Frames.text(text));
        receive(Frames.nth(0));

        assertThat(receiver.stats().packets()).isEqualTo(1);
        assertThat(receiver.stats().firstPacketAt()).contains(VirtualClock.START.plusMillis(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MEDIA_START connection_id:1 channel:WebSocket/INCOMING/0x7f format:ulaw optimal_frame_size:160",
                "{\"event\":\"MEDIA_START\",\"connection_id\":\"1\",\"format\":\"ulaw\"}"
            })
    void anotherFormatIsRefused(String text) {
        assertThatExceptionOfType(FrameReader.Refused.class)
                .isThrownBy(() -> receive(Frames.text(text)))
                .withMessage("it sends ulaw where slin16 was asked for");
    }

    @Test
    void aLongTextIsNotKept() {
        receive(Frames.text("MEDIA_START " + "x".repeat(60_000) + " format:ulaw"));
        receive(Frames.nth(0));

        assertThat(receiver.stats().packets()).isEqualTo(1);
    }

    @Test
    void aHugeFrameIsRefusedBeforeItComes() {
        ByteBuf head = Unpooled.buffer().writeByte(0x82).writeByte(127).writeLong(Long.MAX_VALUE);
        assertRefused(head, "it sends a frame of more than 65536 bytes");
    }

    @Test
    void whatNoServerSendsIsRefused() {
        assertRefused(bytes(0x82, 0x82), "what it sends is no websocket frame of a server"); // masked
        assertRefused(bytes(0xc2, 2), "what it sends is no websocket frame of a server"); // an extension
        assertRefused(bytes(0x83, 2), "it sends frames of the unknown kind 3");
        assertRefused(bytes(0x80, 2), "it continues a message that never began");
        assertRefused(bytes(0x02, 0, 0x82, 0), "it begins a message within another");
        assertRefused(bytes(0x09, 0), "it sends a control frame that is cut or too long");
        assertRefused(bytes(0x89, 126, 1, 0), "it sends a control frame that is cut or too long");
        assertRefused(bytes(0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0), "it sends a frame of more than 65536 bytes");
    }

    private void assertRefused(ByteBuf sent, String why) {
        FrameReader fresh = new FrameReader(receiver, reason -> {}, Poller.NIO);
        assertThatExceptionOfType(FrameReader.Refused.class)
                .isThrownBy(() -> fresh.read(sent, channel))
                .withMessage(why);
    }

    @Test
    void tellsTheLevelOfWhatIsHeard() {
        for (int n = 0; n < 50; n++) {
            receive(Frames.sound(Rtp.filled(3_276)));
        }

        assertThat(receiver.stats().levelDbfs()).isCloseTo(-20, within(0.01));
    }

    @Test
    void afterItsCloseNothingIsHeard() {
        receiver.intake().close(new MediaException("closed"));
        for (int n = 0; n < 20; n++) {
            receive(Frames.nth(n));
        }

        assertThat(windows).isEmpty();
        assertThat(receiver.stats().packets()).isZero();
        assertThat(receiver.intake().firstPacket().toCompletableFuture()).isCompletedExceptionally();
    }

    /** Each comes 20 ms after the one before. */
    private void receive(byte[] frame) {
        reader.read(buffer(frame), channel);
        clock.advance(Duration.ofMillis(20));
    }

    private static ByteBuf buffer(byte[] bytes) {
        return Unpooled.wrappedBuffer(bytes);
    }

    private static ByteBuf bytes(int... values) {
        ByteBuf bytes = Unpooled.buffer();
        for (int value : values) {
            bytes.writeByte(value);
        }
        return bytes;
    }
}
