package org.undertone.rules.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.OwnVoice;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Role;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;

class ConditionTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final CallId ID = new CallId("call-1");
    private static final CallFacts CALL = new CallFacts(
            ID,
            "support",
            "support-queue",
            "4420",
            "PJSIP/7001",
            START,
            List.of(new Leg(new LegId(ID, "in"), "PJSIP/trunk-1", Role.CUSTOMER)),
            "gold",
            2,
            Map.of("TIER", "3"));
    private static final Probabilities HEARD_OF_LATE =
            Probabilities.of(0.5, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.22);
    private static final Assessment.Scored HEARD = new Assessment.Scored(
            new WindowRef(CALL.legs().get(0).id(), Duration.ZERO, Duration.ofSeconds(3), START.plusSeconds(90)),
            Probabilities.of(0, 0, 0, 0, 1, 0, 0, 0, 0),
            Track.of(HEARD_OF_LATE, Emotion.ANGRY, 0.2).with(OwnVoice.of(2.5, 0, 0, 0, 0, 0, -1, 0, 0)),
            0.8,
            -25.5,
            new Quality(0.9, Set.of(Doubt.SOUND_MISSING)),
            Optional.of(new SpeechRate(280, 210)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p.angry >= 0.5 && p.disgusted == 0.01 && p.fearful == 0.02 && p.happy == 0.03 && p.neutral == 0.04",
                "p.other == 0.05 && p.sad == 0.06 && p.surprised == 0.07 && p.unknown == 0.22",
                "p.angry > 0 && p.angry < 1",
                "p.angry + p.fearful > 0.5",
                "level > -30 && level < -25.0",
                "speech_ratio == 0.8 && quality == 0.9",
                "top == 'angry' && top != \"sad\" && top in ['angry', 'sad']",
                "'angry' in mixed && 'unknown' in mixed && !('sad' in mixed) && mixed == ['angry', 'unknown']",
                "articulation_rate == 280.0 && speech_rate == 210.0 && words_per_minute > 149.9 && words_per_minute < 150.1",
                "role == 'customer'",
                "call.queue == 'support-queue' && call.did == '4420'",
                "call.agent == 'PJSIP/7001' && call.profile == 'support'",
                "call.queue.startsWith('support')",
                "!(p.sad > 0.5)",
                "p.angry + 1 > 1 && 2 * p.angry == 1 && 1 - p.angry == 0.5 && p.angry / 2 == 0.25 && p.angry == 5.0 / 10",
                "call.customer_group == 'gold' && call.holds == 2 && call.holds + 0.5 > 2 && call.duration == 90",
                "call.vars.TIER == '3' && call.vars['TIER'] == '3' && call.vars.NONE == ''",
                "overlap == 0.25 && silence_s == 0",
                "own_known && own.angry == 2.5 && own.sad == -1 && own.angry - own.sad > 3",
            })
    void knowsWhatWasHeardAndInWhichCall(String expression) throws Exception {
        assertThat(holds(expression, HEARD)).isTrue();
        assertThat(holds("!(" + expression + ")", HEARD)).isFalse();
    }

    @Test
    void untilItIsKnownHowAVoiceBeganItIsAsItBegan() throws Exception {
        Assessment.Scored early = new Assessment.Scored(
                HEARD.window(),
                HEARD.probabilities(),
                Track.of(HEARD_OF_LATE, Emotion.ANGRY, 0.2),
                0.8,
                -25.5,
                Quality.undoubted(),
                Optional.empty());

        assertThat(holds("!own_known && own.angry == 0", early)).isTrue();
    }

    @Test
    void findsTheEmotionsThatItAsksFor() throws Exception {
        assertThat(Condition.compile("p.angry > 0.5 || top == 'sad' || (p.happy + p.happy) < 0.1 || role == 'agent'")
                        .words()
                        .emotions())
                .containsExactlyInAnyOrder(Emotion.ANGRY, Emotion.SAD, Emotion.HAPPY);
        assertThat(Condition.compile("own.angry > 2 && own_known").words().emotions())
                .containsExactly(Emotion.ANGRY);
        assertThat(Condition.compile("level > -30").words().emotions()).isEmpty();
    }

    @Test
    void whatIsAskedOfAMixtureIsAskedFor() throws Exception {
        assertThat(Condition.compile("'fearful' in mixed && !('sad' in mixed)")
                        .words()
                        .emotions())
                .containsExactlyInAnyOrder(Emotion.FEARFUL, Emotion.SAD);
    }

    @Test
    void whileTheRateIsNotKnownItIsZeroAndWhereOneEmotionLeadsNothingIsMixed() throws Exception {
        Assessment.Scored early = new Assessment.Scored(
                HEARD.window(),
                HEARD.probabilities(),
                Track.of(HEARD.probabilities(), Emotion.NEUTRAL, 0.2),
                0.8,
                -25.5,
                Quality.undoubted(),
                Optional.empty());

        assertThat(holds(
                        "speech_rate == 0.0 && articulation_rate == 0.0 && words_per_minute == 0.0"
                                + " && mixed.size() == 0 && quality == 1.0",
                        early))
                .isTrue();
    }

    @Test
    void findsWhatItAsksForInFunctionsOverTimeToo() throws Exception {
        Condition condition = Condition.compile("avg(p.angry, '10s') > max(overlap, '5s') && call.vars.TIER == '3'"
                + " && changed(top, 'neutral', 'sad') && count(silence_s > 5, '60s') > 1");

        assertThat(condition.words().emotions()).containsExactlyInAnyOrder(Emotion.ANGRY, Emotion.NEUTRAL, Emotion.SAD);
        assertThat(condition.words().variables()).containsExactly("TIER");
        assertThat(condition.words().needBothLegs()).isTrue();
        assertThat(condition.words().askForSilence()).isTrue();
        assertThat(condition.times())
                .extracting(TimeCall::text)
                .containsExactly(
                        "avg(p.angry, \"10s\")",
                        "max(overlap, \"5s\")",
                        "changed(top, \"neutral\", \"sad\")",
                        "count(silence_s > 5, \"60s\")");
    }

    @Test
    void tellsWhatItsWordsAndFunctionsStoodFor() throws Exception {
        Condition condition = Condition.compile("p.angry > 0.4 && avg(p.fearful, '10s') < 0.5 && top != 'sad'");

        assertThat(condition.values(moment(HEARD), place -> 0.12345))
                .containsExactly(
                        Map.entry("p.angry", "0.5"),
                        Map.entry("p.fearful", "0.02"),
                        Map.entry("top", "angry"),
                        Map.entry("avg(p.fearful, \"10s\")", "0.123"));
    }

    @Test
    void tellsOfAChannelVariableOnlyWhetherItWasSet() throws Exception {
        Condition condition = Condition.compile("call.vars.TIER == '3' || call.vars.NUMBER == ''");

        assertThat(condition.values(moment(HEARD), place -> 0.0))
                .containsOnly(Map.entry("call.vars.TIER", "(set)"), Map.entry("call.vars.NUMBER", "(empty)"));
    }

    @Test
    void isTheSameConditionHoweverItIsSpaced() throws Exception {
        assertThat(Condition.compile("p.angry>=0.6  &&\n level > -30").normalised())
                .isEqualTo(Condition.compile("p.angry >= 0.6 && level > -30").normalised());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p.anrgy > 0.5                  | line 1, column 1: 'p.anrgy' is no emotion; known are p.angry, p.disgusted
            level > -30 && p.anrgy > 0.5   | line 1, column 16: 'p.anrgy' is no emotion
            p > 0.5                        | line 1, column 1: 'p' is no emotion
            loudness > 3                   | line 1, column 1: 'loudness' is not known here; known are p.<emotion>, own.<emotion>, level
            call.quue == ''                | line 1, column 1: 'call.quue' is not known here
            p.angry >                      | line 1, column 10: mismatched input
            p.angry + top > 1              | line 1, column 9: '+' does not take (double, string)
            avg(p.angry) > 0.5             | line 1, column 4: 'avg' does not take (double); write it such as avg(p.angry, '10s')
            avg(p.angry, '1 day') > 0.5    | line 1, column 14: '1 day' is no span of avg: a duration in quotes from 1s to 10m
            max(p.angry, '11m') > 0.5      | line 1, column 14: '11m' is no span of max
            min(p.angry, top) > 0.5        | line 1, column 14: this is no span of min
            count(p.angry, '10s') > 2      | line 1, column 6: 'count' does not take (double, string); write it such as count(
            level > 0 && avg(max(p.sad, '5s'), '9s') > 0.1 | line 1, column 21: max cannot stand within avg
            changed(top, 'calm', 'angry')  | line 1, column 14: 'calm' is no emotion
            changed(top, 'sad')            | line 1, column 8: 'changed' does not take (string, string); write it such as
            changed(top, top, 'sad')       | line 1, column 14: changed takes texts in quotes
            {'a': 1}.size() > 0            | line 1, column 1: a map { } has no use here
            call.vars.X > 3                | line 1, column 13: '>' does not take (string, int)
            top > 3                        | line 1, column 5: '>' does not take (string, int)
            p.angry                        | gives a double, not true or false
            top == 'angyr'                 | line 1, column 8: 'angyr' is no emotion; known are angry, disgusted
            top in ['sad', 'mad']          | line 1, column 16: 'mad' is no emotion
            !('mad' in mixed)              | line 1, column 3: 'mad' is no emotion; known are angry, disgusted
            mixed > 3                      | line 1, column 7: '>' does not take (list(string), int)
            role == 'caller'               | line 1, column 9: 'caller' is no role
            has(p.angry)                   | line 1, column 4: undeclared reference to 'has'
            """)
    void saysWhereAnExpressionIsWrongAndWhatIsKnown(String expression, String problem) {
        Condition.Invalid invalid = catchThrowableOfType(Condition.Invalid.class, () -> Condition.compile(expression));

        assertThat(invalid.problems()).singleElement().asString().startsWith(problem);
    }

    @Test
    void findsAllThatIsWrongAndTheLineOfEach() {
        Condition.Invalid invalid = catchThrowableOfType(
                Condition.Invalid.class, () -> Condition.compile("p.anrgy > 0.5 &&\n  p.sda > 0.5"));

        assertThat(invalid.problems())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("line 1, column 1: 'p.anrgy'"),
                        second -> assertThat(second).startsWith("line 2, column 3: 'p.sda'"));
    }

    @Test
    void refusesExpressionsThatAreTooLongOrTooDeep() {
        String longOne = "p.angry > 0.5" + " || p.angry > 0.5".repeat(200);
        String deepOne = "(".repeat(100) + "p.angry > 0.5" + ")".repeat(100);

        assertThat(catchThrowableOfType(Condition.Invalid.class, () -> Condition.compile(longOne)))
                .hasMessageContaining("size");
        assertThat(catchThrowableOfType(Condition.Invalid.class, () -> Condition.compile(deepOne)))
                .hasMessageContaining("recursion");
    }

    private static boolean holds(String expression, Assessment.Scored heard) throws Exception {
        return Condition.compile(expression).holds(moment(heard), place -> 0.0);
    }

    private static Moment moment(Assessment.Scored heard) {
        return Moment.of(heard, Role.CUSTOMER, CALL, 0.25);
    }
}
