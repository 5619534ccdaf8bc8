package org.undertone.proving.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.undertone.core.SupervisionMode;
import org.undertone.lab.Lab;

/** The demo's own voices: a supervisor beside an angry customer, wherever either is in what they say. */
class VoiceTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int RATE = 8_000;
    private static final int LENGTH = 6 * RATE;
    private static final SupervisedTime STAGE = new SupervisedTime(
            SupervisionMode.LISTEN, NOON.plusSeconds(1), NOON.plusSeconds(1).plusMillis(4_100));
    private static final int TIMES = 24;

    @Test
    void aVoiceThatIsNotThereIsNotFoundInAnothers() throws Exception {
        List<Voice> found = new ArrayList<>();
        Random random = new Random(14);
        for (int i = 0; i < TIMES; i++) {
            short[] supervisor = some("supervisor-calm.wav", random);
            short[] customer = some("customer-angry.wav", random);

            found.add(Voice.in(new ChannelSound(customer, NOON), new ChannelSound(supervisor, NOON), STAGE));
        }

        assertThat(found)
                .allSatisfy(voice -> assertThat(voice.is(false)).as("%s", voice).isTrue());
    }

    @Test
    void aVoiceThatIsThereIsFoundBesideAnothersAndLateByAQuarterOfASecond() throws Exception {
        List<Voice> found = new ArrayList<>();
        Random random = new Random(15);
        for (int i = 0; i < TIMES; i++) {
            short[] supervisor = some("supervisor-calm.wav", random);
            short[] both = some("customer-angry.wav", random);
            for (int at = 0; at < LENGTH; at++) {
                both[at] += supervisor[at];
            }
            Instant late = NOON.plus(Duration.ofMillis(250));

            found.add(Voice.in(new ChannelSound(both, late), new ChannelSound(supervisor, NOON), STAGE));
        }

        assertThat(found)
                .allSatisfy(voice -> assertThat(voice.is(true)).as("%s", voice).isTrue());
    }

    /** That clip from anywhere in it, again and again. */
    private static short[] some(String clip, Random random) throws IOException, UnsupportedAudioFileException {
        try (InputStream in = Lab.class.getResourceAsStream("speech/" + clip);
                AudioInputStream sound = AudioSystem.getAudioInputStream(new BufferedInputStream(in))) {
            byte[] bytes = sound.readAllBytes();
            int step = (int) (sound.getFormat().getSampleRate() / RATE);
            int samples = bytes.length / 2 / step;
            int from = random.nextInt(samples);
            short[] some = new short[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                int at = 2 * step * ((from + i) % samples);
                some[i] = (short) ((bytes[at] & 0xff) | (bytes[at + 1] << 8));
            }
            return some;
        }
    }
}
