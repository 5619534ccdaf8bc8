package org.undertone.evaluation.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.undertone.evaluation.alarms.TestingRecordings.calm;
import static org.undertone.evaluation.alarms.TestingRecordings.heard;
import static org.undertone.evaluation.alarms.TestingRecordings.mark;
import static org.undertone.evaluation.alarms.TestingRecordings.ticket;
import static org.undertone.evaluation.alarms.TestingRecordings.window;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.Emotion;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.report.ScoresCsv;
import org.undertone.inference.model.ModelDescription;
import org.undertone.rules.RuleSet;

/** What is counted of natural speech. */
class NaturalEvaluationTest {

    private static final Set<Emotion> TWO = Set.of(Emotion.ANGRY, Emotion.NEUTRAL);
    private static final RuleSet RULES = RuleSet.parse("test", """
            rules:
              - {alert: angry, expr: p.angry >= 0.6, actions: [{ticket: {subject: angry}}]}
              - {alert: rising, expr: p.angry >= 0.4, actions: [{mark: rising}]}
              - {alert: never, expr: p.angry >= 1, actions: [{mark: never}]}
            """, TWO);

    @Test
    void alarmsAreCountedByRuleAnHourOfSpeechAndByRecording() {
        NaturalEvaluation natural = evaluation(
                calm("a-1", Duration.ofMinutes(10), ticket("angry", 1), ticket("angry", 2), mark("rising", 1)),
                calm("a-2", Duration.ofMinutes(10), mark("rising", 1)),
                calm("b-1", Duration.ofMinutes(10)));

        assertThat(natural.alarms())
                .extracting(
                        AlarmCount::what,
                        count -> count.rate().count(),
                        count -> count.rate().perHour(),
                        AlarmCount::recordings)
                .containsExactly(
                        Tuple.tuple("all rules", 4, 8.0, 2),
                        Tuple.tuple("those that open a ticket", 2, 4.0, 1),
                        Tuple.tuple("angry", 2, 4.0, 1),
                        Tuple.tuple("rising", 2, 4.0, 2),
                        Tuple.tuple("never", 0, 0.0, 0));
        assertThat(natural.alarms().get(0).recordingShare()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(natural.sources())
                .extracting(
                        NaturalEvaluation.Source::source,
                        source -> source.alarms().rate().perHour())
                .containsExactly(Tuple.tuple("a", 12.0), Tuple.tuple("b", 0.0));
    }

    @Test
    void longSilenceIsNoSpeechAndWhatWindowsShareCountsOnce() {
        List<Scored> windows = List.of(
                window("a-1", Duration.ZERO, 0),
                window("a-1", Duration.ofMillis(500), 0),
                window("a-1", Duration.ofSeconds(60), 0));

        HeardRecording recording = heard("a-1", windows, List.of());

        assertThat(recording.length()).hasSeconds(63);
        assertThat(recording.speech()).hasMillis(6_500);
    }

    @Test
    void theSilenceThatFillsTheLastWindowUpIsNoSpeech() {
        HeardRecording padded = heard("a-1", List.of(window("a-1", Duration.ZERO, 0)), List.of());
        HeardRecording cut =
                new HeardRecording(padded.recording(), Duration.ofSeconds(1), Line.CLEAN, padded.windows(), List.of());

        assertThat(cut.speech()).hasSeconds(1);
    }

    @Test
    void anEmotionIsHeardFromPointFiveOn() {
        NaturalEvaluation natural = evaluation(heard("a-1", List.of(), 0.5, 0.59), heard("b-1", List.of(), 0.6, 0.1));

        assertThat(natural.shares())
                .containsExactly(
                        new EmotionShare(Emotion.ANGRY, 0.75, 0.25), new EmotionShare(Emotion.NEUTRAL, 0.5, 0.25));
    }

    @Test
    void oneWindowInAHundredLiesAboveTheThreshold() {
        List<Scored> windows = thousand();

        PassingThreshold hundredth = PassingThreshold.of(0.01, windows).orElseThrow();
        PassingThreshold thousandth = PassingThreshold.of(0.001, windows).orElseThrow();

        assertThat(hundredth.threshold()).isCloseTo(0.989, within(1e-9));
        assertThat(passing(windows, hundredth)).isEqualTo(10).isEqualTo(hundredth.windows());
        assertThat(passing(windows, thousandth)).isEqualTo(1).isEqualTo(thousandth.windows());
    }

    @Test
    void ofTooFewWindowsNoThresholdIsTold() {
        assertThat(PassingThreshold.of(0.001, thousand().subList(0, 999))).isEmpty();
    }

    @Test
    void whoeverHasTheScoresCanCountAgain() throws IOException {
        StringWriter out = new StringWriter();

        ScoresCsv.write(out, evaluation(heard("a-1, old", List.of(), 0.25, 0.75)), List.of());

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0))
                .startsWith("file,source,line,label,speaker,p.angry,p.disgusted,")
                .contains(",start_s,quality,doubts,smoothed.angry,", ",speech_ratio,own_known,own.angry,");
        assertThat(lines.get(2))
                .startsWith("\"a-1, old\",a,clean,natural,,0.75,0.0,")
                .contains(",0.5,1.000,,0.75,0.0,");
        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(
                        line.replace("a-1, old", "a").split(",", -1))
                .hasSize(5 + 9 + 3 + 9 + 2 + 9));
    }

    private static long passing(List<Scored> windows, PassingThreshold threshold) {
        return windows.stream()
                .filter(window -> window.probabilities().of(Emotion.ANGRY) > threshold.threshold())
                .count();
    }

    /** 0, 0.001 to 0.999, the loudest first. */
    private static List<Scored> thousand() {
        List<Scored> windows = new ArrayList<>();
        IntStream.range(0, 1_000)
                .forEach(i -> windows.add(window("a-1", Duration.ofMillis(500L * i), (999 - i) / 1_000.0)));
        return windows;
    }

    private static NaturalEvaluation evaluation(HeardRecording... heard) {
        ModelDescription model = new ModelDescription(
                "testing",
                "0.1.0",
                "made up",
                Emotion.all().stream().map(Emotion::label).toList(),
                TWO,
                16_000,
                Duration.ofSeconds(3),
                "audio",
                "scores",
                Optional.empty(),
                "embedding",
                4,
                "0".repeat(64),
                Optional.empty());
        return new NaturalEvaluation(
                model,
                new NaturalPlan(RULES, "rules.yaml", Line.PHONE, 1, new TreeSet<>()),
                List.of(heard),
                Map.of(),
                Map.of());
    }
}
