package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.Impairment;
import org.undertone.lab.sip.PhoneSound;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;
import org.undertone.lab.sip.SipRtpPacket;
import org.undertone.lab.tool.Waiting;
import org.undertone.lab.tool.Wav;

/** What phones in plain Java say and hear through the PBX, and what the network does to it. */
@Tag("asterisk")
class SipMediaTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterEach
    void endAllCalls() {
        lab.reset();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Codec.class,
            names = {"ULAW", "ALAW", "L16"})
    void aToneIsHeardAtTheOtherEndInAnotherCodec(Codec codec) {
        Pair pair = Pair.of("line1", "line3", "903", codec, Codec.ULAW);

        pair.customer().media().play(PhoneSound.tone(codec, 440, 9000, Duration.ofSeconds(20)));

        assertThat(pair.customer().codec()).contains(codec);
        await().atMost(SOON).until(() -> recent(pair.agent(), 440) > 6000);
        assertThat(recent(pair.agent(), 1000)).isLessThan(300);
    }

    @Test
    void g722IsMadeByThePbxAndSaid(@TempDir Path folder) throws IOException {
        Path g722 = lab.pbx().convert(Tones.file(folder, 440, 20), "g722");
        Pair pair = Pair.of("line1", "line3", "903", Codec.G722, Codec.ULAW);

        pair.customer().media().play(PhoneSound.encoded(Codec.G722, g722));

        await().atMost(SOON).until(() -> recent(pair.agent(), 440) > 6000);
    }

    @Test
    void theNetworkLosesPacketsAndTheOtherEndMissesThem() {
        Pair pair = Pair.of("direct1", "direct2", "912", Codec.ULAW, Codec.ULAW);
        awaitDirect(pair);
        PhoneSound sound = PhoneSound.tone(Codec.ULAW, 440, 9000, Duration.ofSeconds(20));

        pair.customer().media().play(sound, Impairment.loss(0.2, 7));
        await().atMost(SOON).until(() -> pair.customer().media().lost().size() >= 20);
        pair.customer().media().play(sound);
        int lost = pair.customer().media().lost().size();
        int sent = pair.customer().media().sent().size();
        await().atMost(SOON).until(() -> pair.customer().media().sent().size() > sent + 5);

        assertThat((double) lost / sent).isBetween(0.02, 0.4);
        await().atMost(SOON).until(() -> pair.agent().media().missing() >= lost);
    }

    @Test
    void jitterMakesPacketsLateAndThePhonesKnowByHowMuch() {
        Pair pair = Pair.of("direct1", "direct2", "912", Codec.ULAW, Codec.ULAW);
        awaitDirect(pair);

        pair.customer()
                .media()
                .play(
                        PhoneSound.tone(Codec.ULAW, 440, 9000, Duration.ofSeconds(20)),
                        Impairment.jitter(Duration.ofMillis(300), 7));

        await().atMost(SOON).until(() -> overtaken(pair.agent().media().heard()) > 10);
    }

    @Test
    void aPacketsWayThroughThePbxIsMeasuredInOneClock() {
        Pair pair = Pair.of("line1", "line3", "903", Codec.ULAW, Codec.ULAW);
        pair.customer().media().play(PhoneSound.tone(Codec.ULAW, 440, 9000, Duration.ofSeconds(20)));
        await().atMost(SOON).until(() -> recent(pair.agent(), 440) > 6000);

        SipRtpPacket first = firstLoud(pair.customer().media().sent());
        SipRtpPacket heard = firstLoud(pair.agent().media().heard());

        assertThat(Duration.ofNanos(heard.nanos() - first.nanos())).isBetween(Duration.ZERO, Duration.ofSeconds(2));
        assertThat(pair.agent().media().missing()).isZero();
    }

    @Test
    void directMediaGoesPastThePbx() {
        Pair pair = Pair.of("direct1", "direct2", "912", Codec.ULAW, Codec.ULAW);

        awaitDirect(pair);
        pair.customer().media().play(PhoneSound.tone(Codec.ULAW, 440, 9000, Duration.ofSeconds(20)));

        await().atMost(SOON).until(() -> recent(pair.agent(), 440) > 8000);
    }

    @Test
    void aPhoneThatStopsSendingIsSilent() {
        Pair pair = Pair.of("line1", "line3", "903", Codec.ULAW, Codec.ULAW);
        pair.customer().media().stopSending();
        Waiting.pause(Duration.ofMillis(100));
        int before = pair.customer().media().sent().size();

        Waiting.pause(Duration.ofMillis(500));

        assertThat(pair.customer().media().sent()).hasSize(before);
    }

    @Test
    void aStreamIsSwitchedInTheMiddleOfACall() {
        Pair pair = Pair.of("direct1", "direct2", "912", Codec.ULAW, Codec.ULAW);
        awaitDirect(pair);
        pair.customer().media().play(PhoneSound.tone(Codec.ULAW, 440, 9000, Duration.ofSeconds(20)));
        await().atMost(SOON).until(() -> recent(pair.agent(), 440) > 8000);
        SipRtpPacket before = last(pair.agent());

        pair.customer().media().switchStream(60_000, false);
        await().atMost(SOON).until(() -> last(pair.agent()).sequence() > 60_000);
        SipRtpPacket jumped = last(pair.agent());
        pair.customer().media().switchStream(7, true);
        await().atMost(SOON).until(() -> last(pair.agent()).sequence() < 1_000);
        SipRtpPacket other = last(pair.agent());

        assertThat(jumped.ssrc()).isEqualTo(before.ssrc());
        assertThat(jumped.timestamp() - before.timestamp()).isBetween(1L, 8_000L * 60);
        assertThat(other.ssrc()).isNotEqualTo(before.ssrc());
        assertThat(Math.abs((int) (other.timestamp() - jumped.timestamp()))).isGreaterThan(8_000 * 60);
    }

    @Test
    void aWavFileKeepsItsLoudness(@TempDir Path folder) throws IOException {
        Path wav = Tones.file(folder, 440, 1);

        PhoneSound sound = PhoneSound.wav(Codec.ALAW, wav);

        assertThat(sound.frames()).hasSize(50).allMatch(frame -> frame.length == 160);
        assertThat(PhoneSound.wav(Codec.L16, wav).frames()).hasSize(50).allMatch(frame -> frame.length == 640);
    }

    /** Two phones that speak with each other. */
    private record Pair(SipCall customer, SipCall agent) {
        static Pair of(String customer, String agent, String extension, Codec customers, Codec agents) {
            SipPhone called = lab.sipPhone(agent).speaks(agents);
            SipCall call = lab.sipPhone(customer).speaks(customers).call(extension);
            call.awaitAnswered(SOON);
            SipCall taken = called.awaitCall(SOON);
            taken.awaitAnswered(SOON);
            return new Pair(call, taken);
        }
    }

    private static void awaitDirect(Pair pair) {
        InetAddress pbx = lab.pbx().address();
        await().atMost(SOON)
                .until(() -> pair.customer().media().remote().isPresent()
                        && !pair.customer().media().remote().get().getAddress().equals(pbx)
                        && !pair.agent().media().remote().get().getAddress().equals(pbx));
    }

    private static long overtaken(List<SipRtpPacket> heard) {
        long count = 0;
        for (int i = 1; i < heard.size(); i++) {
            count += (short) (heard.get(i).sequence() - heard.get(i - 1).sequence()) < 0 ? 1 : 0;
        }
        return count;
    }

    private static SipRtpPacket firstLoud(List<SipRtpPacket> packets) {
        return packets.stream()
                .filter(packet -> loud(packet.payload()))
                .findFirst()
                .orElseThrow();
    }

    /** In mu-law the lower seven bits grow as the sound falls silent. */
    private static boolean loud(byte[] payload) {
        int loud = 0;
        for (byte code : payload) {
            loud += (code & 0x7F) < 0x40 ? 1 : 0;
        }
        return loud > payload.length / 2;
    }

    private static SipRtpPacket last(SipCall call) {
        List<SipRtpPacket> heard = call.media().heard();
        return heard.get(heard.size() - 1);
    }

    private static double recent(SipCall call, int hertz) {
        short[] heard = call.media().samples();
        int part = Wav.RATE / 4;
        return heard.length < part ? 0 : Tones.loudness(heard, heard.length - part, heard.length, hertz);
    }
}
