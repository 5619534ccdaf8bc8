package org.undertone.rules.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.core.Action;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Role;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;

class AlertTextTest {

    private static final CallId CALL = new CallId("1795363200.7");
    private static final LegId LEG = new LegId(CALL, "in");
    private static final Instant AT = Instant.parse("2026-11-22T12:00:42Z");
    private static final Probabilities SHARES = Probabilities.of(0.72, 0, 0.1, 0, 0.18, 0, 0, 0, 0);
    private static final Set<Action.Cue.Way> TONE = Set.of(Action.Cue.Way.TONE);

    @Test
    void saysWhatWasHeardAndHowSureThatIs() {
        assertThat(cue(Language.EN, "{{ heard }}")).isEqualTo("sounds angry, about 72 % sure");
        assertThat(cue(Language.ZH, "{{role}}{{heard}}")).isEqualTo("客户听起来生气，把握约 72 %");
    }

    @Test
    void saysSomethingCalmByItself() {
        assertThat(cue(Language.EN, Defaults.advice(Language.EN)))
                .isEqualTo("The customer sounds angry, about 72 % sure. Take it slowly.");
        assertThat(cue(Language.ZH, Defaults.advice(Language.ZH))).isEqualTo("客户听起来生气，把握约 72 %。请放慢语速，先倾听。");
    }

    @Test
    void knowsTheCallAndTheMoment() {
        assertThat(
                        cue(
                                Language.EN,
                                "{{ call.id }} {{ call.queue }} {{ call.did }} {{ call.agent }} {{ call.profile }}"
                                        + " {{ call.customer_group }} {{ rule }} {{ emotion }} {{ probability }} {{ certainty }}"))
                .isEqualTo("1795363200.7 billing 4420 PJSIP/7001 support gold one angry 0.72 72 %");
        assertThat(cue(Language.EN, "{{ speech_rate }} {{ words_per_minute }} {{ since }} {{ at }}"))
                .isEqualTo("210 150 1:05 2026-11-22T12:00:42Z");
    }

    @Test
    void whatComesFromACallStaysOneLineOfPlainText() {
        AlertText text = text(Language.EN, "a\nb ${SHELL(x)}", Map.of(), Map.of());

        assertThat(text.actions(List.of(new Action.Set(Map.of("A", "{{ call.queue }}")))))
                .containsExactly(new Action.Set(Map.of("A", "a b $ {SHELL(x)}")));
    }

    @Test
    void aTextIsNeverBlankAndNeverTooLong() {
        AlertText text = text(Language.EN, "", Map.of(), Map.of());

        assertThat(text.actions(
                        List.of(new Action.Cue("{{ call.queue }}", TONE), new Action.Mark("{{ heard }}".repeat(100)))))
                .satisfiesExactly(cue -> assertThat(cue).isEqualTo(new Action.Cue("-", TONE)), mark -> assertThat(
                                ((Action.Mark) mark).label())
                        .hasSize(1_000)
                        .endsWith("…"));
    }

    @Test
    void annotationsMayUseEachOther() {
        Map<String, String> annotations = Map.of("a", "so: {{ annotations.b }}", "b", "{{ labels.c }}\n{{ emotion }}");
        AlertText text = text(Language.EN, "", Map.of("c", "{{ rule }}!"), annotations);

        assertThat(text.all("annotations", annotations)).isEqualTo(Map.of("a", "so: one!\nangry", "b", "one!\nangry"));
    }

    private static String cue(Language language, String template) {
        Action.Cue cue = new Action.Cue(template, TONE);
        return ((Action.Cue) text(language, "billing", Map.of(), Map.of())
                        .actions(List.of(cue))
                        .get(0))
                .advice();
    }

    private static AlertText text(
            Language language, String queue, Map<String, String> labels, Map<String, String> annotations) {
        WindowRef window = new WindowRef(LEG, Duration.ZERO, Duration.ofSeconds(3), AT);
        CallFacts facts = new CallFacts(
                CALL,
                "support",
                queue,
                "4420",
                "PJSIP/7001",
                AT,
                List.of(new Leg(LEG, "PJSIP/trunk", Role.CUSTOMER)),
                "gold",
                0,
                Map.of());
        Assessment.Scored heard = new Assessment.Scored(
                window,
                SHARES,
                Track.of(SHARES, Emotion.ANGRY, 0.2),
                0.8,
                -25,
                Quality.undoubted(),
                Optional.of(new SpeechRate(250, 210)));
        return new AlertText(
                language,
                new AlertId(CALL, "one", 1),
                Role.CUSTOMER,
                facts,
                heard,
                Duration.ofSeconds(65),
                AT,
                labels,
                annotations);
    }
}
