package org.undertone.rules;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;

/** Functions over time, ends of alerts, restarts, and rules that change in the middle of a call. */
class RulesOverTimeTest {

    private final CallFacts call = Voice.call("call-1");

    @Test
    void functionsFollowEachLegOverAudioTime() {
        Voice customer = customer("avg(p.angry, '4s') >= 0.5", "");

        customer.calmFor(4, SECONDS).angryFor(2, SECONDS);
        assertThat(customer.alerts()).isEmpty();
        customer.angryFor(1, SECONDS);

        assertThat(customer.alerts()).singleElement().satisfies(alert -> assertThat(alert.values())
                .containsEntry("avg(p.angry, \"4s\")", "0.581")
                .containsEntry("p.angry", "0.9"));
    }

    @Test
    void twoRulesShareWhatTheyFollow() {
        RuleEngine engine = Voice.engine("""
                rules:
                  - alert: one
                    expr: max(p.angry, '10s') > 0.8 && p.angry < 0.1
                    actions: [{mark: one}]
                  - alert: two
                    expr: count(p.angry > 0.8, '60s') >= 2
                    actions: [{mark: two}]
                """);
        Voice customer = Voice.customer(engine, call);

        customer.angryFor(1, SECONDS).calmFor(1, SECONDS).angryFor(1, SECONDS);

        assertThat(customer.alerts()).extracting(alert -> alert.id().rule()).containsExactly("one", "two");
    }

    @Test
    void aPauseIsNoSilenceAndSilenceIsCountedWhereItIsHeard() {
        Voice customer = customer("silence_s >= 10", "");

        customer.silentFor(30, SECONDS);
        assertThat(customer.alerts()).as("nobody has spoken yet").isEmpty();
        customer.calmFor(1, SECONDS)
                .silentFor(3, SECONDS)
                .unheardFor(60, SECONDS)
                .silentFor(1, SECONDS);
        assertThat(customer.alerts()).isEmpty();
        customer.silentFor(4, SECONDS);

        assertThat(customer.alerts()).hasSize(1);
        assertThat(customer.alerts().get(0).evidence())
                .as("what was heard last")
                .hasSize(1);
    }

    @Test
    void anAlertGoesOnWhileItsConditionHolds() {
        Voice customer = customer("p.angry >= 0.6", "");
        customer.angryFor(2, SECONDS).silentFor(5, SECONDS).angryFor(1, SECONDS);
        assertThat(customer.ends()).isEmpty();

        customer.calmFor(0.5, SECONDS);

        assertThat(customer.alerts()).hasSize(1);
        assertThat(customer.ends())
                .containsExactly(new AlertEnd(
                        customer.alerts().get(0).id(),
                        call.legs().get(0).id(),
                        Duration.ofMillis(10_500),
                        Voice.START));
    }

    @Test
    void anAlertThatIsKeptFiringIsOneThoughItsConditionComesAndGoes() {
        Voice customer = customer("p.angry >= 0.6", "keep_firing_for: 5s\n    cooldown: 0s");
        for (int i = 0; i < 5; i++) {
            customer.angryFor(1, SECONDS).calmFor(4, SECONDS);
        }
        assertThat(customer.alerts()).hasSize(1);
        assertThat(customer.ends()).isEmpty();

        customer.calmFor(2, SECONDS).angryFor(0.5, SECONDS);
        assertThat(customer.ends()).hasSize(1);
        assertThat(customer.alerts()).extracting(alert -> alert.id().episode()).containsExactly(1, 2);
    }

    @Test
    void theEndOfACallEndsItsAlerts() {
        RuleEngine engine = Voice.engine(rules("p.angry >= 0.6", ""));
        Voice.customer(engine, call).angryFor(1, SECONDS);

        assertThat(engine.callEnded(call.call()))
                .extracting(end -> end.alert().toString())
                .containsExactly("call-1/one/1");
        assertThat(engine.callEnded(call.call())).isEmpty();
    }

    @Test
    void howLongASilenceIsLetPassIsTheRulesOwn() {
        Voice patient = customer("p.angry >= 0.6", "for: 2s\n    silence: 30s");
        patient.angryFor(2, SECONDS).silentFor(25, SECONDS).angryFor(0.5, SECONDS);
        assertThat(patient.alerts()).hasSize(1);

        RuleEngine hasty = Voice.engine("silence: 2s\n" + rules("p.angry >= 0.6", "for: 2s"));
        Voice other = Voice.customer(hasty, call);
        other.angryFor(2, SECONDS).silentFor(3, SECONDS).angryFor(2, SECONDS);
        assertThat(other.alerts()).isEmpty();
    }

    @Test
    void anAlertTellsWhatWasNotScoredMeanwhile() {
        Voice customer = customer("p.angry >= 0.6", "for: 2s");
        customer.angryFor(1, SECONDS).notScoredFor(1.5, SECONDS).angryFor(1.5, SECONDS);

        assertThat(customer.alerts().get(0).values()).containsEntry("not_scored", "1.5 s (overload)");
    }

    @Test
    void bothTalkAtOnceAsFarAsThatIsCertain() {
        RuleEngine engine = Voice.engine(rules("overlap >= 0.5", "on: either\n    for: 0s"));
        Voice customer = Voice.customer(engine, call);
        Voice agent = Voice.agent(engine, call);

        customer.calmFor(1, SECONDS);
        assertThat(customer.alerts()).as("the agent was not heard yet").isEmpty();
        agent.calmFor(1.5, SECONDS);

        assertThat(agent.alerts()).as("0.8 + 0.8 - 1").singleElement().satisfies(alert -> assertThat(alert.values())
                .containsEntry("overlap", "0.6"));
    }

    @Test
    void aRuleCanBeForSomeProfilesAndHoursAlone() {
        assertThat(customer("p.angry >= 0.6", "profiles: [sales]")
                        .angryFor(5, SECONDS)
                        .alerts())
                .isEmpty();
        // It is a Sunday, noon in UTC.
        assertThat(customer("p.angry >= 0.6", "hours: mon-fri 08:00-18:00 UTC")
                        .angryFor(5, SECONDS)
                        .alerts())
                .isEmpty();
        assertThat(customer("p.angry >= 0.6", "hours: [sat 10:00-11:00 UTC, sun 20:00-21:00 Asia/Shanghai]")
                        .angryFor(5, SECONDS)
                        .alerts())
                .hasSize(1);
        assertThat(customer("p.angry >= 0.6", "hours: {days: [sat], from: '22:00', to: '12:01', zone: UTC}")
                        .angryFor(5, SECONDS)
                        .alerts())
                .as("the night of Saturday goes on until Sunday noon")
                .hasSize(1);
    }

    @Test
    void anAlertThatWasOpenAtARestartGoesOnOrEnds() {
        AlertId old = new AlertId(call.call(), "one", 3);
        LegId leg = call.legs().get(0).id();
        RuleEngine still = Voice.engine(rules("p.angry >= 0.6", ""));
        still.goOn(old, leg, Voice.START.minusSeconds(600));
        Voice angry = Voice.customer(still, call).angryFor(5, SECONDS);
        assertThat(angry.alerts()).as("it is the same alert").isEmpty();
        assertThat(angry.calmFor(1, SECONDS).ends())
                .extracting(end -> end.alert().toString())
                .containsExactly("call-1/one/3");

        RuleEngine over = Voice.engine(rules("p.angry >= 0.6", "keep_firing_for: 5s"));
        over.goOn(old, leg, Voice.START.minusSeconds(600));
        Voice calm = Voice.customer(over, call).calmFor(5, SECONDS);
        assertThat(calm.ends()).isEmpty();
        assertThat(calm.calmFor(1, SECONDS).ends()).hasSize(1);
        assertThat(calm.angryFor(1, SECONDS).alerts())
                .extracting(alert -> alert.id().episode())
                .containsExactly(4);
    }

    @Test
    void anAlertThatWasOpenAtARestartEndsAtOnceIfItsRuleIsGone() {
        AlertId old = new AlertId(call.call(), "of-the-old-file", 2);
        LegId leg = call.legs().get(0).id();
        RuleEngine engine = Voice.engine(rules("p.angry >= 0.6", ""));

        assertThat(engine.goOn(old, leg, Voice.START.minusSeconds(600)))
                .contains(new AlertEnd(old, leg, Duration.ZERO, Voice.START));
        assertThat(engine.callEnded(call.call())).as("it ends once").isEmpty();
        assertThat(engine.goOn(new AlertId(call.call(), "one", 1), leg, Voice.START))
                .as("a rule that is still there")
                .isEmpty();
    }

    @Test
    void rulesCanBeReplacedInTheMiddleOfACall() {
        RuleEngine engine = Voice.engine(rules("p.angry >= 0.6", "for: 4s"));
        Voice customer = Voice.customer(engine, call);
        customer.angryFor(3, SECONDS);

        assertThat(engine.replace(set(rules("p.angry >= 0.6", "for: 4s")))).isEmpty();
        customer.angryFor(1.5, SECONDS);
        assertThat(customer.alerts()).as("the same rule went on").hasSize(1);

        List<AlertEnd> ended = engine.replace(set(rules("p.angry >= 0.5", "for: 4s\n    cooldown: 0s")));
        assertThat(ended).extracting(end -> end.alert().episode()).containsExactly(1);
        customer.angryFor(20, SECONDS);
        assertThat(customer.alerts()).as("the cooldown of 1m goes on").hasSize(1);
        customer.angryFor(45, SECONDS);
        assertThat(customer.alerts()).extracting(alert -> alert.id().episode()).containsExactly(1, 2);
    }

    @Test
    void spansThatNoRuleAsksForAnyMoreAreForgotten() {
        // Over ten minutes one value each 250 ms is kept, here one of three: 0.9, and the two after it are left out.
        String max = "max(p.angry, '5s') >= 0";
        RuleEngine engine = Voice.engine(rules("avg(p.angry, '10m') >= 0 && " + max, "cooldown: 0s"));
        assertThat(valuesOfFastWindows(engine, 0)).containsEntry("avg(p.angry, \"10m\")", "0.9");

        engine.replace(set(rules("avg(p.angry, '3s') >= 0 && " + max, "for: 2900ms")));

        assertThat(valuesOfFastWindows(engine, 3_000))
                .as("all of the 30 windows count")
                .containsEntry("avg(p.angry, \"3s\")", "0.3");
    }

    @Test
    void whatTwoVersionsOfTheRulesFollowAlikeIsRemembered() {
        RuleEngine engine = Voice.engine(rules("max(p.angry, '60s') > 1 || max(p.angry, '30s') > 1", ""));
        Voice customer = Voice.customer(engine, call).angryFor(1, SECONDS).calmFor(1, SECONDS);

        engine.replace(set(rules("max(p.angry, '60s') > 0.8 && p.angry < 0.1", "")));

        assertThat(customer.calmFor(0.5, SECONDS).alerts()).hasSize(1);
    }

    /** Ten windows a second for 3 s, every third of them angry; what the newest alert was made of. */
    private Map<String, String> valuesOfFastWindows(RuleEngine engine, long after) {
        List<Alert> alerts = new java.util.ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Duration to = Voice.WINDOW.plusMillis(after + 100L * i);
            WindowRef window = new WindowRef(call.legs().get(0).id(), to.minus(Voice.WINDOW), to, Voice.START.plus(to));
            alerts.addAll(engine.on(Voice.scored(window, i % 3 == 0 ? 0.9 : 0.0), call)
                    .fired());
        }
        return alerts.get(alerts.size() - 1).values();
    }

    @Test
    void theReferenceRuleMakesATicketAndATextMessageOnlyWhenTheySpeakFast() {
        String yaml = rules("""
                p.fearful >= 0.2 && p.angry >= 0.2 && p.fearful + p.angry >= 0.6 && speech_rate > 180""", """
                for: 5s
                    labels: {severity: critical}
                    annotations: {summary: "{{ heard }} at {{ speech_rate }} a minute ({{ labels.severity }})"}\
                """).replace("[{mark: one}]", """

                      - ticket: {subject: "{{ annotations.summary }}"}
                      - sms: {to: supervisor}
                """);
        RuleSet set = RuleSet.parse(
                "test", yaml, RuleContext.of(Set.of()).withDeliveries(Map.of("supervisor", Set.of("sms"))));

        assertThat(fearfulAndAngry(set, 170)).isEmpty();
        assertThat(fearfulAndAngry(set, 200)).singleElement().satisfies(alert -> {
            assertThat(alert.firedAtAudio()).isEqualTo(Duration.ofSeconds(8));
            assertThat(alert.labels()).isEqualTo(Map.of("severity", "critical"));
            String summary = "sounds angry and fearful, about 40 % and 35 % sure at 200 a minute (critical)";
            assertThat(alert.annotations()).isEqualTo(Map.of("summary", summary));
            assertThat(((Action.Ticket) alert.actions().get(0)).subject()).isEqualTo(summary);
            assertThat(alert.actions().get(1))
                    .isEqualTo(
                            new Action.Sms(
                                    "supervisor",
                                    "Undertone: a customer sounds angry and fearful, about 40 % and 35 % sure (call call-1, one)."));
        });
    }

    private List<Alert> fearfulAndAngry(RuleSet set, double rate) {
        RuleEngine engine = new RuleEngine(set, InstantSource.fixed(Voice.START));
        List<Alert> alerts = new java.util.ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Duration to = Voice.WINDOW.plus(Voice.HOP.multipliedBy(i));
            Instant at = Voice.START.plus(to);
            WindowRef window = new WindowRef(call.legs().get(0).id(), to.minus(Voice.WINDOW), to, at);
            Assessment.Scored heard = Voice.mixed(window, 0.4, 0.35, rate);
            alerts.addAll(engine.on(heard, call).fired());
        }
        return alerts;
    }

    private Voice customer(String condition, String keys) {
        return Voice.customer(Voice.engine(rules(condition, keys)), call);
    }

    private static RuleSet set(String yaml) {
        return RuleSet.parse("test", yaml, Set.of());
    }

    private static String rules(String condition, String keys) {
        return "rules:\n  - alert: one\n    expr: \"" + condition + "\"\n"
                + (keys.isEmpty() ? "" : "    " + keys + "\n") + "    actions: [{mark: one}]\n";
    }
}
