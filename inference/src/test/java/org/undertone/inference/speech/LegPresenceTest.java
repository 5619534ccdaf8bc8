package org.undertone.inference.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.SampleSpeech;
import org.undertone.inference.Sounds;

/** What people hear as speech, and what a gate by level would have taken for it. */
class LegPresenceTest {

    private static final double ENOUGH = 0.2;
    private static final int SECONDS = 12;

    private static SileroVad vad;

    @BeforeAll
    static void open() {
        vad = SileroVad.open();
    }

    @AfterAll
    static void close() {
        vad.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer-calm.wav", "customer-angry.wav", "agent-calm.wav", "supervisor-calm.wav"})
    void speechIsSpeechInEveryWindowAndHasARate(String file) throws Exception {
        List<HeardSpeech> heard = hear(SampleSpeech.windows(file));

        assertThat(heard).hasSizeGreaterThan(10).allSatisfy(window -> assertThat(window.ratio())
                .isGreaterThan(ENOUGH));
        assertThat(heard.get(0).rate()).isEmpty();
        assertThat(heard.get(heard.size() - 1).rate()).hasValueSatisfying(rate -> {
            assertThat(rate.articulation()).isBetween(150.0, 420.0);
            assertThat(rate.speech()).isLessThan(rate.articulation()).isGreaterThan(100);
        });
    }

    static Stream<Arguments> otherSounds() {
        Random random = new Random(7);
        return Stream.of(
                Arguments.of("silence", (IntToDoubleFunction) i -> 0),
                Arguments.of("440 Hz", (IntToDoubleFunction) i -> 8_000 * sine(440, i)),
                Arguments.of("ringback", (IntToDoubleFunction)
                        i -> i / 16_000 % 6 < 2 ? 4_000 * (sine(440, i) + sine(480, i)) : 0),
                Arguments.of("noise at -30 dBFS", (IntToDoubleFunction) i -> 1_036 * random.nextGaussian()),
                Arguments.of("chords", (IntToDoubleFunction) LegPresenceTest::chords));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherSounds")
    void whatNobodySaysIsNoSpeechAndHasNoRate(String name, IntToDoubleFunction sound) {
        List<HeardSpeech> heard = hear(Sounds.windows(sound(sound)));

        assertThat(heard).allSatisfy(window -> {
            assertThat(window.ratio()).isLessThan(ENOUGH);
            assertThat(window.rate()).isEmpty();
        });
    }

    @Test
    void eachSoundIsHeardOnceHoweverManyWindowsHoldIt() throws Exception {
        List<AudioWindow> windows = SampleSpeech.windows("customer-angry.wav");
        List<AudioWindow> everyFourth = IntStream.range(0, windows.size())
                .filter(number -> number % 4 == 0)
                .mapToObj(windows::get)
                .toList();
        int last = 4 * (everyFourth.size() - 1);

        HeardSpeech seldom = hear(everyFourth).get(everyFourth.size() - 1);
        HeardSpeech often = hear(windows.subList(0, last + 1)).get(last);

        assertThat(seldom.ratio()).isCloseTo(often.ratio(), within(0.03));
        assertThat(seldom.rate().orElseThrow().articulation())
                .isCloseTo(often.rate().orElseThrow().articulation(), withinPercentage(5));
    }

    @Test
    void soundThatNeverCameIsNoPause() throws Exception {
        List<AudioWindow> windows = SampleSpeech.windows("agent-calm.wav");
        List<AudioWindow> aSecondMissing = new ArrayList<>(windows.subList(0, 12));
        for (int number = 18; number < windows.size(); number++) {
            aSecondMissing.add(
                    Sounds.window(Sounds.LEG, number + 2, windows.get(number).blocks(), 0));
        }

        HeardSpeech whole = last(hear(windows));
        HeardSpeech torn = last(hear(aSecondMissing));

        assertThat(torn.ratio()).isCloseTo(whole.ratio(), within(0.05));
        assertThat(torn.rate().orElseThrow().speech())
                .isCloseTo(whole.rate().orElseThrow().speech(), withinPercentage(12));
    }

    @Test
    void aForgottenLegBeginsAnew() throws Exception {
        List<AudioWindow> windows = SampleSpeech.windows("agent-calm.wav");
        LegPresence presence = new LegPresence(vad, 0.5);
        assertThat(last(hear(presence, windows)).rate()).isPresent();

        presence.forget(Sounds.LEG);

        assertThat(presence.hear(List.of(windows.get(0))).get(0).rate()).isEmpty();
    }

    @Test
    void aLegWhoseAudioTimeBeginsAnewIsHeardAnew() throws Exception {
        LegPresence presence = new LegPresence(vad, 0.5);
        List<AudioWindow> silence = IntStream.range(0, 40)
                .mapToObj(number -> Sounds.window(Sounds.LEG, number, 0))
                .toList();
        assertThat(last(hear(presence, silence)).ratio()).isZero();

        List<HeardSpeech> afterwards = hear(presence, SampleSpeech.windows("agent-calm.wav"));

        assertThat(afterwards).allSatisfy(window -> assertThat(window.ratio()).isGreaterThan(ENOUGH));
    }

    @Test
    void aLegKeepsRoomForAHopAndNotForItsFirstWindow() {
        LegSpeech leg = new LegSpeech(0.5);
        for (int number = 0; number < 3; number++) {
            leg.add(Sounds.window(Sounds.LEG, number, 0));
            vad.hear(List.of(leg));
        }

        assertThat(leg.room()).isLessThan(16_000);
    }

    @Test
    void legsDoNotHearEachOther() throws Exception {
        LegId silent = Sounds.leg("silent");
        List<AudioWindow> spoken = SampleSpeech.windows("customer-angry.wav");
        LegPresence presence = new LegPresence(vad, 0.5);
        for (int number = 0; number < 6; number++) {
            List<HeardSpeech> both = presence.hear(List.of(Sounds.window(silent, number, 0), spoken.get(number)));
            assertThat(both.get(0).ratio()).isZero();
            assertThat(both.get(1).ratio()).isGreaterThan(ENOUGH);
        }
    }

    private static List<HeardSpeech> hear(List<AudioWindow> windows) {
        return hear(new LegPresence(vad, 0.5), windows);
    }

    private static List<HeardSpeech> hear(LegPresence presence, List<AudioWindow> windows) {
        return windows.stream()
                .map(window -> presence.hear(List.of(window)).get(0))
                .toList();
    }

    private static HeardSpeech last(List<HeardSpeech> heard) {
        return heard.get(heard.size() - 1);
    }

    static short[] sound(IntToDoubleFunction sample) {
        short[] sound = new short[SECONDS * 16_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) Math.round(sample.applyAsDouble(i));
        }
        return sound;
    }

    private static double sine(double hertz, int i) {
        return Math.sin(2 * Math.PI * hertz * i / 16_000);
    }

    /** Hold music at its simplest: a chord each half second, struck and fading, with overtones. */
    private static double chords(int i) {
        double[][] chords = {{262, 330, 392}, {220, 262, 330}, {175, 220, 262}, {196, 247, 294}};
        double fading = Math.exp(-3.0 * (i % 8_000) / 8_000);
        double sum = 0;
        for (double note : chords[i / 8_000 % chords.length]) {
            sum += sine(note, i) + 0.5 * sine(2 * note, i) + 0.25 * sine(3 * note, i);
        }
        return 2_500 * fading * sum;
    }
}
