package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.Emotion;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.onnx.OnnxScorer;

/** On {@code testing-loudness}: a sound that gets louder gets angrier. */
class RecordingTrackTest {

    private static final int RATE = AudioBlock.SAMPLE_RATE;
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path temp;

    private OnnxScorer model;
    private RecordingTrack recording;

    @BeforeEach
    void open() {
        model = OnnxScorer.open(TestingModels.load(temp, "testing-loudness"));
        recording = new RecordingTrack(assessor(), Duration.ofSeconds(3), Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aRecordingIsHeardAsALiveCallIs() {
        short[] sound = louderAndLouder(8);
        List<Assessment> live = new CopyOnWriteArrayList<>();
        try (ScoringEngine engine = new ScoringEngine(assessor(), 1, live::add)) {
            for (int number = 0; number < 11; number++) {
                engine.submit(window(sound, number));
                int heard = number + 1;
                await().atMost(Duration.ofMinutes(1)).until(() -> live.size() == heard);
            }
        }

        List<Assessment> heard = recording.hear(Sounds.LEG, Instant.EPOCH, sound);

        assertThat(heard).isEqualTo(live).hasSize(11);
    }

    @Test
    void eachWindowSaysWhenItWasSpokenAndTheTrackFollows() {
        List<Assessment> heard = recording.hear(Sounds.LEG, NOON, louderAndLouder(4));

        assertThat(heard)
                .extracting(assessment -> assessment.window().to())
                .containsExactly(Duration.ofSeconds(3), Duration.ofMillis(3500), Duration.ofSeconds(4));
        assertThat(heard.get(2).window().lastPacketAt()).isEqualTo(NOON.plusSeconds(4));
        assertThat(heard).allSatisfy(one -> assertThat(one).isInstanceOf(Assessment.Scored.class));
        Assessment.Scored last = (Assessment.Scored) heard.get(2);
        assertThat(last.track().smoothed().of(Emotion.ANGRY))
                .isPositive()
                .isLessThan(last.probabilities().of(Emotion.ANGRY) - 0.01);
    }

    @Test
    void theEndIsHeardToo() {
        short[] sound = louderAndLouder(4);
        assertThat(recording.hear(Sounds.LEG, NOON, Arrays.copyOf(sound, 3 * RATE + 1)))
                .hasSize(2);
        assertThat(recording.hear(Sounds.LEG, NOON, Arrays.copyOf(sound, 3 * RATE)))
                .hasSize(1);

        short[] loud = new short[RATE];
        Arrays.fill(loud, (short) 16_384);
        assertThat(recording.hear(Sounds.LEG, NOON, loud))
                .singleElement()
                .isInstanceOfSatisfying(Assessment.Scored.class, scored -> assertThat(
                                scored.probabilities().of(Emotion.ANGRY))
                        .isCloseTo(0.5 / 3, within(1e-4)));
        assertThat(recording.hear(Sounds.LEG, NOON, new short[0])).isEmpty();
    }

    @Test
    void recordingsDoNotHearEachOther() {
        List<Assessment> first = recording.hear(Sounds.LEG, NOON, louderAndLouder(4));
        recording.hear(Sounds.LEG, NOON, new short[5 * RATE]);

        assertThat(recording.hear(Sounds.LEG, NOON, louderAndLouder(4))).isEqualTo(first);
    }

    @Test
    void windowsAndHopsAreWholeBlocks() {
        assertThatThrownBy(() -> new RecordingTrack(assessor(), Duration.ofSeconds(3), Duration.ofMillis(250)))
                .hasMessage("recording: hop=PT0.25S is no multiple of 100 ms");
        assertThatThrownBy(() -> new RecordingTrack(assessor(), Duration.ofMillis(500), Duration.ofSeconds(1)))
                .hasMessage("recording: hop=PT1S > window=PT0.5S");
    }

    private Assessor assessor() {
        return new Assessor(model, TestingPresence.gate(), 0.5, TrackSettings.USUAL);
    }

    private static short[] louderAndLouder(int seconds) {
        short[] sound = new short[seconds * RATE];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) (1_000 + 2 * (i / 100) * 4);
        }
        return sound;
    }

    private static AudioWindow window(short[] sound, int number) {
        int first = number * RATE / 2;
        List<AudioBlock> blocks = IntStream.range(0, 30)
                .mapToObj(block -> AudioBlock.of(Arrays.copyOfRange(
                        sound, first + block * AudioBlock.SAMPLES, first + (block + 1) * AudioBlock.SAMPLES)))
                .toList();
        return Sounds.window(Sounds.LEG, number, blocks, 0);
    }
}
