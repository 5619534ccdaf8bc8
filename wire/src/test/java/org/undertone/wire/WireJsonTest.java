package org.undertone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Doubt;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.OwnVoice;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.SpeechRate;
import org.undertone.core.SupervisionMode;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.wire.thing.ActionJson;
import org.undertone.wire.thing.AlertJson;
import org.undertone.wire.thing.CallJson;

class WireJsonTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CallId CALL = new CallId("pbx-1.0");
    private static final LegId LEG = new LegId(CALL, "pbx-1.1");

    @Test
    void anAlertIsToldWithWhatWasHeardInTheWindowThatCompletedIt() {
        JsonNode alert =
                notice(alert(heard(3, 0.51234, 0.4), heard(4, 0.71236, 0.2))).path("alert");

        assertThat(alert.path("id").asText()).isEqualTo("pbx-1.0/angry/2");
        assertThat(alert.path("callId").asText()).isEqualTo("pbx-1.0");
        assertThat(alert.path("firedAt").asText()).isEqualTo("2026-11-22T12:00:04.250Z");
        assertThat(alert.path("sinceMillis").asLong()).isEqualTo(3_000);
        assertThat(alert.at("/heard/emotion").asText()).isEqualTo("angry");
        assertThat(alert.at("/heard/probability").asDouble())
                .as("to the fourth digit")
                .isEqualTo(0.7124);
        assertThat(alert.at("/heard/inWords").asText()).isEqualTo("angry 0.71 + fearful 0.20");
        assertThat(alert.at("/heard/mixed/1").toString()).isEqualTo("{\"emotion\":\"fearful\",\"share\":0.2}");
        assertThat(alert.at("/heard/speechRate").asDouble()).isEqualTo(240.1);
        assertThat(alert.path("evidence").toString())
                .isEqualTo("[{\"toMillis\":3000,\"inWords\":\"angry 0.51 + fearful 0.40\"},"
                        + "{\"toMillis\":4000,\"inWords\":\"angry 0.71 + fearful 0.20\"}]");
    }

    @Test
    void whatIsNotKnownIsNull() {
        JsonNode notice = notice(alert());

        assertThat(notice.at("/alert/heard").isNull()).isTrue();
        assertThat(notice.at("/alert/endedAt").isNull()).isTrue();
        assertThat(notice.at("/alert/actions").isNull())
                .as("what goes to other receivers")
                .isTrue();
        assertThat(notice.at("/call/queue").asText()).isEqualTo("support");
        assertThat(notice.at("/call/did").isNull()).as("an empty text").isTrue();
        assertThat(notice.at("/call/holdCount")).isEqualTo(new IntNode(0));
        assertThat(TestingSchemas.faults("notice", notice.toString())).isEmpty();
    }

    @Test
    void everyKindOfActionIsToldByTheSameNames() {
        List<Action> all = List.of(
                new Action.Set(Map.of("VIP", "yes")),
                new Action.Ticket("desk", "Anger", "The customer sounds angry"),
                new Action.Sms("boss", "Call 7001"),
                new Action.Webhook("hook", Map.of("reason", "anger")),
                new Action.Mark("angry"),
                new Action.Cue("Speak calmly", Set.of(Action.Cue.Way.TONE, Action.Cue.Way.MESSAGE)),
                new Action.Blf("agent", Action.Blf.Light.FLASHING),
                new Action.Supervise(List.of("PJSIP/90", "PJSIP/91"), SupervisionMode.LISTEN, Duration.ofSeconds(20)),
                new Action.UserEvent("Angry", Map.of("p", "0.92")));
        String told =
                WireJson.tree(replay(all)).at("/recordings/0/alerts/0/actions").toString();

        assertThat(TestingSchemas.faults("replay", WireJson.text(replay(all)))).isEmpty();
        assertThat(WireJson.tree(replay(all))
                        .at("/recordings/0/alerts/0/firedAt")
                        .isNull())
                .as("a recording has no clock")
                .isTrue();
        assertThat(told)
                .contains(
                        "{\"verb\":\"set\",\"to\":null,\"subject\":null,\"text\":null,\"values\":{\"VIP\":\"yes\"}}",
                        "\"verb\":\"ticket\",\"to\":\"desk\",\"subject\":\"Anger\",\"text\":\"The customer sounds angry\"",
                        "\"verb\":\"sms\",\"to\":\"boss\",\"subject\":null,\"text\":\"Call 7001\"",
                        "\"verb\":\"webhook\",\"to\":\"hook\"",
                        "\"text\":\"angry\"",
                        "\"text\":\"Speak calmly\",\"values\":{\"by\":\"tone, message\"}",
                        "\"values\":{\"lamp\":\"agent\",\"light\":\"flashing\"}",
                        "\"values\":{\"supervisors\":\"PJSIP/90, PJSIP/91\",\"mode\":\"listen\",\"ringMillis\":\"20000\"}",
                        "\"verb\":\"user-event\",\"to\":null,\"subject\":null,\"text\":\"Angry\",\"values\":{\"p\":\"0.92\"}");
    }

    @Test
    void eachKindOfAssessmentSaysWhichItIs() {
        WindowRef window = window(3);
        AssessmentsMessage message = AssessmentsMessage.of(List.of(
                new Assessment.NoSpeech(window, 0.00004, -61.26),
                heard(4, 0.7, 0.2),
                new Assessment.NotScored(window, NotScoredReason.TOO_LATE)));

        ObjectNode tree = WireJson.tree(message);

        assertThat(TestingSchemas.faults("assessments", tree.toString())).isEmpty();
        assertThat(tree.at("/assessments/0").toString())
                .isEqualTo("{\"kind\":\"no-speech\",\"fromMillis\":0,\"toMillis\":3000,\"speechRatio\":0.0,"
                        + "\"levelDbfs\":-61.3}");
        assertThat(tree.at("/assessments/1/kind").asText()).isEqualTo("scored");
        assertThat(tree.at("/assessments/1/own").isNull()).isTrue();
        assertThat(tree.at("/assessments/2").toString())
                .isEqualTo("{\"kind\":\"not-scored\",\"fromMillis\":0,\"toMillis\":3000,\"reason\":\"too-late\"}");
    }

    @Test
    void aVoiceThatIsKnownIsToldAgainstHowItBegan() {
        Assessment.Scored scored = heard(4, 0.7, 0.2);
        Track track = scored.track().with(OwnVoice.of(2.5, 0, 0, 0, -1, 0, 0, 0, 0));

        ObjectNode tree = WireJson.tree(AssessmentsMessage.of(List.of(scored.judged(scored.probabilities(), track))));

        assertThat(tree.at("/assessments/0/own/angry").asDouble()).isEqualTo(2.5);
        assertThat(TestingSchemas.faults("assessments", tree.toString())).isEmpty();
    }

    @Test
    void aStepOfTheLoadIsToldInMilliseconds() {
        LoadStep step = new LoadStep(NOON, LoadLevel.FULL, LoadLevel.NO_NEW_TAPS, 1.2, Duration.ofMillis(640));

        assertThat(WireJson.tree(LoadStepsMessage.of(List.of(step))).toString())
                .isEqualTo("{\"loadSteps\":[{\"tookPlaceAt\":\"2026-11-22T12:00:00Z\",\"fromLevel\":\"full\","
                        + "\"toLevel\":\"no-new-taps\",\"demand\":1.2,\"waitedMillis\":640}]}");
    }

    @Test
    void whatDoesNotFitASchemaIsFoundWithItsPlace() {
        ObjectNode notice = notice(alert());
        ((ObjectNode) notice.path("alert")).put("sinceMillis", "3 s").put("when", "now");

        assertThat(TestingSchemas.faults("notice", notice.toString()))
                .anySatisfy(fault -> assertThat(fault).contains("sinceMillis"))
                .anySatisfy(fault -> assertThat(fault).contains("when"));
    }

    private static ObjectNode notice(Alert alert) {
        CallFacts facts = new CallFacts(CALL, "support", "support", "", "PJSIP/7001", NOON, List.of());
        return WireJson.tree(new NoticeMessage(
                "key",
                AlertJson.fired(alert),
                CallJson.of(facts),
                ActionJson.of(new Action.Ticket("Anger")).telling("Anger", "The customer sounds angry")));
    }

    private static ReplayMessage replay(List<Action> actions) {
        AlertJson alert = AlertJson.replayed(alert(actions, heard(4, 0.7, 0.2)), Duration.ofSeconds(9));
        return new ReplayMessage(List.of(new ReplayMessage.Replay("a.wav", 8, List.of(alert), List.of())));
    }

    private static Alert alert(Assessment.Scored... evidence) {
        return alert(List.of(), evidence);
    }

    private static Alert alert(List<Action> actions, Assessment.Scored... evidence) {
        return new Alert(
                new AlertId(CALL, "angry", 2),
                LEG,
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                NOON.plusMillis(4_250),
                "0123456789ab",
                List.of(evidence),
                actions,
                Map.of("severity", "high"),
                Map.of("summary", "The customer sounds angry"),
                Map.of("p.angry", "0.71"));
    }

    private static Assessment.Scored heard(int second, double angry, double fearful) {
        Probabilities heard = Probabilities.of(angry, 0, fearful, 0, 1 - angry - fearful, 0, 0, 0, 0);
        return new Assessment.Scored(
                window(second),
                heard,
                Track.of(heard, heard.top(), 0.15),
                0.8,
                -21.5,
                new Quality(0.9, Set.of(Doubt.SOUND_MISSING)),
                Optional.of(new SpeechRate(310, 240.06)));
    }

    private static WindowRef window(int second) {
        return new WindowRef(LEG, Duration.ofSeconds(second - 3), Duration.ofSeconds(second), NOON.plusSeconds(second));
    }
}
