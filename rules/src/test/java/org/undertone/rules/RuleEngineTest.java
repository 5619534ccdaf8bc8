package org.undertone.rules;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.WindowRef;

class RuleEngineTest {

    private static final String ANGRY = """
            rules:
              - alert: customer-angry
                expr: p.angry >= 0.6
                for: 2s
                cooldown: 60s
                actions:
                  - set: {EMOTION: angry}
                  - ticket: {subject: A customer became angry, text: It sounds angry.}
            """;

    private final RuleEngine engine = Voice.engine(ANGRY);
    private final CallFacts call = Voice.call("call-1");
    private final Voice customer = Voice.customer(engine, call);

    @Test
    void firesOnceWhenTheConditionHasHeldForItsTime() {
        customer.calmFor(5, SECONDS).angryFor(2, SECONDS);
        assertThat(customer.alerts())
                .as("2 s lie between the first and the fifth window's end")
                .isEmpty();

        customer.angryFor(0.5, SECONDS);
        assertThat(customer.alerts()).hasSize(1);

        customer.angryFor(30, SECONDS);
        assertThat(customer.alerts()).hasSize(1);
    }

    @Test
    void tellsWhatItHeardAndWhatToDo() {
        customer.calmFor(5, SECONDS).angryFor(2.5, SECONDS);

        Alert alert = customer.alerts().get(0);
        assertThat(alert.id()).isEqualTo(new AlertId(new CallId("call-1"), "customer-angry", 1));
        assertThat(alert.leg()).isEqualTo(call.legs().get(0).id());
        assertThat(alert.since()).isEqualTo(Duration.ofSeconds(8));
        assertThat(alert.firedAtAudio()).isEqualTo(Duration.ofSeconds(10));
        assertThat(alert.firedAt()).isEqualTo(Voice.START);
        assertThat(alert.evidence())
                .extracting(scored -> scored.window().to().toMillis())
                .containsExactly(8000L, 8500L, 9000L, 9500L, 10000L);
        assertThat(alert.actions())
                .containsExactly(
                        new Action.Set(Map.of("EMOTION", "angry")),
                        new Action.Ticket("", "A customer became angry", "It sounds angry."));
        assertThat(alert.ruleVersion()).matches("[0-9a-f]{12}");
    }

    @Test
    void firesNoLaterThanAWindowItsTimeAndAHopAfterTheEmotionBegan() {
        // The voice turns angry at 4.2 s, and the engine recognises it only in windows that hold nothing else.
        Duration begins = Duration.ofMillis(4200);
        RuleEngine slow = Voice.engine(ANGRY);
        Duration fired = Duration.ZERO;
        for (Duration to = Voice.WINDOW; fired.isZero() && to.toSeconds() < 60; to = to.plus(Voice.HOP)) {
            boolean filled = to.minus(Voice.WINDOW).compareTo(begins) >= 0;
            var window = new WindowRef(call.legs().get(0).id(), to.minus(Voice.WINDOW), to, Voice.START.plus(to));
            for (Alert alert :
                    slow.on(Voice.scored(window, filled ? 0.9 : 0.1), call).fired()) {
                fired = alert.firedAtAudio();
            }
        }

        assertThat(fired)
                .isPositive()
                .isLessThanOrEqualTo(begins.plus(Voice.WINDOW).plusSeconds(2).plus(Voice.HOP));
    }

    @Test
    void startsAnewWhenTheConditionIsFalseOnce() {
        customer.angryFor(2, SECONDS).calmFor(0.5, SECONDS).angryFor(2, SECONDS);

        assertThat(customer.alerts()).isEmpty();
    }

    @Test
    void silenceNeitherCountsNorEndsWhatHeld() {
        customer.angryFor(1.5, SECONDS).silentFor(5, SECONDS);
        assertThat(customer.alerts()).isEmpty();

        customer.angryFor(0.5, SECONDS);
        assertThat(customer.alerts()).isEmpty();

        customer.angryFor(0.5, SECONDS);
        assertThat(customer.alerts()).hasSize(1);
        assertThat(customer.alerts().get(0).since()).isEqualTo(Voice.WINDOW);
    }

    @Test
    void aLongSilenceEndsWhatHeld() {
        customer.angryFor(2, SECONDS).silentFor(10.5, SECONDS).angryFor(2, SECONDS);

        assertThat(customer.alerts()).isEmpty();
    }

    @Test
    void aSilenceShorterThanTheTimeBetweenTwoWindowsEndsNothingThatIsHeard() {
        String hasty = ANGRY.replace("for: 2s", "for: 4s\n    silence: 1s");
        assertThat(everyTwoSeconds(hasty, "AAA")).isEqualTo(1);
        assertThat(everyTwoSeconds(hasty, "AA-A")).isZero();
        assertThat(everyTwoSeconds(hasty.replace("p.angry >= 0.6", "silence_s >= 2"), "A------"))
                .as("this one is asked of silence, too")
                .isEqualTo(1);
    }

    /** How many alerts come of windows that are 2 s apart: A is anger, - is silence. */
    private long everyTwoSeconds(String yaml, String sound) {
        RuleEngine slow = Voice.engine(yaml);
        long fired = 0;
        for (int i = 0; i < sound.length(); i++) {
            Duration to = Voice.WINDOW.plusSeconds(2L * i);
            var window = new WindowRef(call.legs().get(0).id(), to.minus(Voice.WINDOW), to, Voice.START.plus(to));
            Assessment heard =
                    sound.charAt(i) == 'A' ? Voice.scored(window, 0.9) : new Assessment.NoSpeech(window, 0, -60);
            fired += slow.on(heard, call).fired().size();
        }
        return fired;
    }

    @Test
    void whatWasNotScoredNeitherCountsNorEndsWhatHeld() {
        for (int i = 0; i < 4; i++) {
            customer.angryFor(0.5, SECONDS).notScoredFor(0.5, SECONDS);
        }
        assertThat(customer.alerts()).as("three of the seven hops were scored").isEmpty();

        customer.angryFor(0.5, SECONDS);
        assertThat(customer.alerts())
                .as("and still it fires when overload takes every other window")
                .hasSize(1);
    }

    @Test
    void aHoleInTheSoundCountsNoMoreThanTheWindowAfterIt() {
        RuleEngine patient = Voice.engine(ANGRY.replace("for: 2s", "for: 5s"));
        Voice voice = Voice.customer(patient, call);
        voice.angryFor(1, SECONDS).unheardFor(8, SECONDS).angryFor(0.5, SECONDS);
        assertThat(voice.alerts()).isEmpty();

        voice.angryFor(1.5, SECONDS);
        assertThat(voice.alerts())
                .as("0.5 s before, 3 s for the window after the hole, 1.5 s since")
                .hasSize(1);
    }

    @Test
    void firesAtOnceWhenNoTimeIsAsked() {
        Voice voice = Voice.customer(Voice.engine(ANGRY.replace("for: 2s", "for: 0s")), call);

        voice.calmFor(1, SECONDS).angryFor(0.5, SECONDS);

        assertThat(voice.alerts()).hasSize(1);
        assertThat(voice.alerts().get(0).evidence()).hasSize(1);
    }

    @Test
    void staysQuietUntilTheCooldownIsOver() {
        customer.angryFor(2.5, SECONDS)
                .calmFor(5, SECONDS)
                .angryFor(20, SECONDS)
                .calmFor(30, SECONDS);
        assertThat(customer.alerts()).hasSize(1);

        customer.calmFor(5, SECONDS).angryFor(2.5, SECONDS);
        assertThat(customer.alerts()).extracting(alert -> alert.id().episode()).containsExactly(1, 2);
    }

    @Test
    void firesWhenTheCooldownEndsIfItHoldsThenAnew() {
        customer.angryFor(2.5, SECONDS).calmFor(40, SECONDS).angryFor(30, SECONDS);

        assertThat(customer.alerts()).hasSize(2);
        Duration first = customer.alerts().get(0).firedAtAudio();
        assertThat(customer.alerts().get(1).firedAtAudio()).isEqualTo(first.plusSeconds(60));
    }

    @Test
    void oneLongAngerIsOneAlertHoweverLongTheCooldown() {
        customer.angryFor(5, MINUTES);

        assertThat(customer.alerts()).hasSize(1);
    }

    @Test
    void doesNotMixTwoCalls() {
        Voice other = Voice.customer(engine, Voice.call("call-2"));
        for (int i = 0; i < 4; i++) {
            customer.angryFor(0.5, SECONDS);
            other.angryFor(0.5, SECONDS);
        }
        assertThat(customer.alerts()).isEmpty();
        assertThat(other.alerts()).isEmpty();

        other.angryFor(0.5, SECONDS);
        assertThat(customer.alerts()).isEmpty();
        assertThat(other.alerts())
                .extracting(alert -> alert.id().toString())
                .containsExactly("call-2/customer-angry/1");
    }

    @Test
    void ignoresTheAgentAndStrangersUnlessTheRuleSaysOtherwise() {
        assertThat(Voice.agent(engine, call).angryFor(1, MINUTES).alerts()).isEmpty();
        assertThat(Voice.stranger(engine, call).angryFor(1, MINUTES).alerts()).isEmpty();

        RuleEngine onAgents = Voice.engine(ANGRY.replace("for: 2s", "for: 2s\n    on: agent"));
        assertThat(Voice.customer(onAgents, call).angryFor(1, MINUTES).alerts()).isEmpty();
        assertThat(Voice.agent(onAgents, call).angryFor(1, MINUTES).alerts()).hasSize(1);

        RuleEngine onBoth = Voice.engine(ANGRY.replace("for: 2s", "for: 2s\n    on: either"));
        assertThat(Voice.stranger(onBoth, call).angryFor(1, MINUTES).alerts()).isEmpty();
        assertThat(Voice.agent(onBoth, call).angryFor(1, MINUTES).alerts()).hasSize(1);
    }

    @Test
    void theCooldownOfACallCountsForAllItsLegs() {
        RuleEngine onBoth = Voice.engine(ANGRY.replace("for: 2s", "for: 2s\n    on: either"));
        Voice first = Voice.customer(onBoth, call).angryFor(2.5, SECONDS).calmFor(55, SECONDS);
        Voice second = Voice.agent(onBoth, call);

        // The agent's audio time begins only now, 60.5 s after the customer's.
        second.angryFor(3, SECONDS);
        assertThat(second.alerts()).isEmpty();

        second.angryFor(3, SECONDS);
        assertThat(first.alerts()).extracting(alert -> alert.id().episode()).containsExactly(1);
        assertThat(second.alerts()).extracting(alert -> alert.id().episode()).containsExactly(2);
    }

    @Test
    void goesOnWhenALegIsTappedAgain() {
        customer.angryFor(2, SECONDS).tappedAgain().angryFor(2, SECONDS);
        assertThat(customer.alerts()).as("what held on the old tap is over").isEmpty();

        customer.angryFor(0.5, SECONDS);
        assertThat(customer.alerts()).hasSize(1);

        customer.tappedAgain().angryFor(20, SECONDS);
        assertThat(customer.alerts()).as("the cooldown runs on").hasSize(1);

        customer.calmFor(40, SECONDS).angryFor(5, SECONDS);
        assertThat(customer.alerts()).hasSize(2);
    }

    @Test
    void ignoresAnAssessmentThatComesTooLate() {
        customer.calmFor(0.5, SECONDS).angryFor(2, SECONDS).repeat(4).repeat(0).angryFor(0.5, SECONDS);

        assertThat(customer.alerts()).hasSize(1);
        assertThat(customer.alerts().get(0).evidence()).hasSize(5);
    }

    @Test
    void forgetsACallThatEnded() {
        customer.angryFor(2, SECONDS);
        engine.callEnded(call.call());
        customer.angryFor(1, MINUTES);

        assertThat(customer.alerts()).isEmpty();
    }

    @Test
    void countsEpisodesOnAfterARestart() {
        engine.continueAfter(new AlertId(call.call(), "customer-angry", 3), Voice.START.minusSeconds(3600));

        customer.angryFor(3, SECONDS);

        assertThat(customer.alerts()).extracting(alert -> alert.id().episode()).containsExactly(4);
    }

    @Test
    void staysQuietAfterARestartForWhatIsLeftOfTheCooldown() {
        RuleEngine restarted = Voice.engine(ANGRY);
        restarted.continueAfter(new AlertId(call.call(), "customer-angry", 1), Voice.START.minusSeconds(40));
        Voice voice = Voice.customer(restarted, call);

        voice.angryFor(15, SECONDS);
        assertThat(voice.alerts()).isEmpty();
        voice.angryFor(10, SECONDS);

        assertThat(voice.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.id().episode()).isEqualTo(2);
            assertThat(alert.firedAtAudio()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
        });
    }

    @Test
    void keepsTheNewestOfALongEvidence() {
        Voice voice = Voice.customer(Voice.engine(ANGRY.replace("for: 2s", "for: 60s")), call);
        voice.angryFor(61, SECONDS);

        List<Assessment.Scored> evidence = voice.alerts().get(0).evidence();
        assertThat(evidence).hasSize(64);
        assertThat(evidence.get(63).window().to())
                .isEqualTo(voice.alerts().get(0).firedAtAudio());
    }

    @Test
    void countsAConditionThatCannotBeAskedAsFalseAndSaysSo() {
        RuleEngine broken = Voice.engine(ANGRY.replace("p.angry >= 0.6", "1 / call.queue.size() > 0 || 1 / 0 > 0"));
        Voice voice = Voice.customer(broken, call);

        assertThat(voice.angryFor(5, SECONDS).alerts()).isEmpty();
        assertThat(broken.ruleErrors()).singleElement().satisfies(error -> {
            assertThat(error.rule()).isEqualTo("customer-angry");
            assertThat(error.count()).isEqualTo(10);
            assertThat(error.first()).contains("by zero");
        });
        assertThat(engine.ruleErrors()).isEmpty();
    }

    @Test
    void severalRulesFireInTheOrderOfTheFile() {
        RuleEngine two = Voice.engine(ANGRY + """
                  - alert: always
                    expr: "true"
                    for: 2s
                    actions:
                      - set: {HEARD: "yes"}
                """);

        assertThat(Voice.customer(two, call).angryFor(3, SECONDS).alerts())
                .extracting(alert -> alert.id().rule())
                .containsExactly("customer-angry", "always");
    }
}
