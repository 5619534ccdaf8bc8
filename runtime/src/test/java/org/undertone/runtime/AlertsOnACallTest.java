package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.Settings;
import org.undertone.core.Action;
import org.undertone.core.CallId;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.ActionRecord;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.Ticket;
import org.undertone.runtime.event.DaemonEvent;

/** What rules, ledger and deliveries make of one call on a real Asterisk, where things happen at the same moment. */
@Tag("asterisk")
class AlertsOnACallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Lab lab;

    @TempDir
    Path folder;

    private final TestingListener told = new TestingListener();

    @BeforeAll
    static void startLab() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @AfterEach
    void hangUp() {
        told.close();
        lab.reset();
    }

    @Test
    void twoAlertsOfOneWindowAreBothKeptAndBothAct() throws Exception {
        rules("""
                rules:
                  - alert: angry
                    expr: p.angry >= 0.3
                    labels: {severity: warning}
                    actions: [{set: {MOOD: angry}}, {mark: anger begins}, {ticket: {subject: A customer is angry}}]
                  - alert: leads
                    expr: top == 'angry' && call.queue == 'support'
                    labels: {severity: critical, queue: "{{ call.queue }}"}
                    actions: [{set: {LEADS: anger}}, {mark: anger leads}, {ticket: {subject: Anger leads}}]
                """);
        try (Daemon daemon = Daemon.start(settings(), told, Clock.systemUTC())) {
            assertThat(daemon.summary()).contains("angry, leads");
            customerSpeaks();
            await().atMost(PATIENCE).until(() -> told.acted(Action.Set.class) == 2);
            String channel = customerChannel().name();
            assertThat(lab.pbx().variable(channel, "MOOD")).contains("angry");
            assertThat(lab.pbx().variable(channel, "LEADS")).contains("anger");

            CallId call = told.raised().get(0).id().call();
            await().atMost(PATIENCE).until(() -> actions(call) == 6);
            List<AlertRecord> kept = ledger(ledger -> ledger.alerts().of(call));
            assertThat(kept)
                    .extracting(alert -> alert.id().toString())
                    .containsExactly(call + "/angry/1", call + "/leads/1");
            assertThat(kept.get(0).firedAtAudio()).isEqualTo(kept.get(1).firedAtAudio());
            assertThat(kept.get(0).evidence()).isEqualTo(kept.get(1).evidence()).isNotEmpty();
            assertThat(kept).flatExtracting(AlertRecord::actions).allMatch(act -> act.outcome() == ActionOutcome.DONE);
            assertThat(kept.get(0).labels()).containsOnly(entry("severity", "warning"));
            assertThat(kept.get(1).labels()).containsOnly(entry("severity", "critical"), entry("queue", "support"));
            assertThat(Double.parseDouble(kept.get(0).values().get("p.angry"))).isBetween(0.3, 1.0);
            assertThat(kept.get(1).values()).contains(entry("top", "angry"), entry("call.queue", "support"));
            assertThat(kept)
                    .flatExtracting(AlertRecord::tickets)
                    .extracting(Ticket::subject)
                    .containsExactly("A customer is angry", "Anger leads");
            assertThat(marks(call)).extracting(Mark::label).containsExactlyInAnyOrder("anger begins", "anger leads");
        }
        assertThat(told.errors()).isEmpty();
    }

    @Test
    void anAlertAtTheMomentOfHangUpHurtsNothingAndLosesNothing() throws Exception {
        rules("""
                rules:
                  - alert: angry
                    expr: p.angry >= 0.3
                    actions: [{set: {MOOD: angry}}, {mark: too late}, {webhook: {to: hook}}]
                """);
        List<List<String>> control = callWithoutUndertone();
        try (TestingHook hook = TestingHook.start(Clock.systemUTC());
                Daemon daemon = Daemon.start(settings(hook), told, Clock.systemUTC())) {
            assertThat(daemon.summary()).contains("angry");
            // The phone is told before anything is done for the alert, and then while it is done.
            CallId before = speaksUntilRaised(PhoneCall::hangUp);
            CallId meanwhile = speaksUntilRaised(call -> {
                var unused = CompletableFuture.runAsync(call::hangUp);
            });

            assertThat(before).isNotEqualTo(meanwhile);
            for (CallId call : List.of(before, meanwhile)) {
                await().atMost(PATIENCE).until(() -> actions(call) == 3 && delivered(call) && ended(call));
                assertWhole(call, control);
            }
            assertThat(hook.requests()).hasSize(2).allMatch(request -> request.result()
                    .equals("202"));
            assertThat(hook.actedOn()).hasSize(2);
        }
        assertThat(told.errors()).isEmpty();
    }

    @Test
    void rulesThatAreChangedDuringACallWorkInThatCallAndBadOnesDoNot() throws Exception {
        String first = """
                rules:
                  - alert: heard
                    expr: p.angry >= 0.3
                    actions: [{mark: heard}]
                  - alert: changed
                    expr: p.angry < 0.1
                    actions: [{set: {MOOD: angry}}]
                """;
        String wanted = first.replace("p.angry < 0.1", "p.angry >= 0.3");
        rules(first);
        try (Daemon daemon = Daemon.start(settings(), told, Clock.systemUTC())) {
            assertThat(daemon.summary()).contains("heard, changed");
            customerSpeaks();
            await().atMost(PATIENCE).until(() -> !told.raised().isEmpty());

            rules(wanted + """
                  - alert: first mistake
                    expr: p.anrgy > 0.5
                    actions: [{bark: loud}]
                """);
            await().atMost(PATIENCE).until(() -> !told.errors().isEmpty());
            long scored = told.scored();
            await().atMost(PATIENCE).until(() -> told.scored() > scored + 2);
            assertThat(told.raised()).extracting(alert -> alert.id().rule()).containsExactly("heard");
            assertThat(told.all(DaemonEvent.Lowered.class))
                    .as("the old rules go on")
                    .isEmpty();
            assertThat(told.errors())
                    .singleElement()
                    .asString()
                    .contains("the rules stay as they were", "rules.yaml: 3 problems")
                    .contains("rules[2].alert", "'p.anrgy' is no emotion", "bark");

            rules(wanted);
            await().atMost(PATIENCE).until(() -> told.acted(Action.Set.class) == 1);
            assertThat(told.raised()).extracting(alert -> alert.id().rule()).containsExactly("heard", "changed");
            assertThat(told.raised())
                    .extracting(alert -> alert.id().call())
                    .containsOnly(told.raised().get(0).id().call());
            assertThat(told.all(DaemonEvent.Lowered.class))
                    .as("what did not change goes on")
                    .isEmpty();
            assertThat(lab.pbx().variable(customerChannel().name(), "MOOD")).contains("angry");
        }
        assertThat(told.errors()).hasSize(1);
    }

    @Test
    void anAlertReachesAProgramOnceThoughThatIsBusyAndThenSilent() throws Exception {
        rules("""
                rules:
                  - alert: angry
                    expr: p.angry >= 0.3
                    labels: {severity: high}
                    annotations: {summary: "The {{ role }} {{ heard }}"}
                    actions: [{webhook: {to: hook, values: {reason: anger}}}]
                """);
        try (TestingHook hook = TestingHook.start(
                        Clock.systemUTC(), TestingHook.Reply.IS_BUSY, TestingHook.Reply.TAKES_AND_SAYS_NOTHING);
                Daemon daemon = Daemon.start(settings(hook), told, Clock.systemUTC())) {
            assertThat(daemon.summary()).contains("angry");
            customerSpeaks();
            await().atMost(PATIENCE).until(() -> !told.raised().isEmpty());
            CallId call = told.raised().get(0).id().call();
            await().atMost(PATIENCE).until(() -> delivered(call));

            assertThat(hook.requests())
                    .extracting(TestingHook.Request::result)
                    .containsExactly("503", "nothing", "202");
            assertThat(hook.requests().stream().map(TestingHook.Request::key).distinct())
                    .hasSize(1);
            assertThat(hook.requests().stream().map(TestingHook.Request::body).distinct())
                    .hasSize(1);
            assertThat(told.raised()).hasSize(1);
            assertThat(hook.actedOn()).hasSize(1);
            JsonNode body = JSON.readTree(hook.actedOn().get(0));
            assertThat(body.at("/key").asText())
                    .isEqualTo(hook.requests().get(0).key());
            assertThat(body.at("/alert/id").asText()).isEqualTo(call + "/angry/1");
            assertThat(body.at("/call/queue").asText()).isEqualTo("support");
            assertThat(body.at("/alert/labels/severity").asText()).isEqualTo("high");
            assertThat(body.at("/alert/annotations/summary").asText()).startsWith("The customer sounds angry");
            assertThat(body.at("/action/values/reason").asText()).isEqualTo("anger");
            assertThat(outgoing(call)).extracting(DeliveryRecord::attempts).containsExactly(3);
        }
        assertThat(told.errors()).isEmpty();
    }

    /** That the call ended as one without Undertone, nothing is left of it on the PBX, and all is in the ledger. */
    private void assertWhole(CallId call, List<List<String>> control) {
        lab.awaitIdle(PATIENCE);
        assertThat(shapes(call.linkedId())).isEqualTo(control);
        AlertRecord alert = ledger(ledger -> ledger.alerts().of(call)).get(0);
        assertThat(alert.ending()).isPresent();
        assertThat(alert.actions()).extracting(ActionRecord::verb).containsExactlyInAnyOrder("set", "mark", "webhook");
        assertThat(alert.actions().stream()
                        .filter(action -> action.verb().equals("set"))
                        .flatMap(action -> List.of(action.detail().split("; ")).stream()))
                .hasSizeBetween(1, 2)
                .allMatch(leg -> leg.matches("MOOD on \\S+ (set|gone)( .*)?"));
        assertThat(marks(call)).extracting(Mark::label).containsExactly("too late");
    }

    /** A call that is hung up so at the moment when its alert is raised. */
    private CallId speaksUntilRaised(Consumer<PhoneCall> hangUp) {
        int before = told.raised().size();
        PhoneCall call = calls();
        told.onRaised(alert -> hangUp.accept(call));
        call.awaitAnswered(PATIENCE);
        call.awaitEnded(PATIENCE);
        assertThat(told.raised()).hasSize(before + 1);
        CallId raised = told.raised().get(before).id().call();
        await().atMost(PATIENCE).until(() -> told.all(DaemonEvent.OnCall.class).stream()
                .anyMatch(event -> event.event() instanceof CallEvent.CallEnded ended
                        && ended.call().equals(raised)));
        return raised;
    }

    /** How such a call is in the call detail records of a PBX without Undertone. */
    private static List<List<String>> callWithoutUndertone() {
        PhoneCall call = customerSpeaks();
        String linkedId = customerChannel().linkedId();
        call.hangUp();
        call.awaitEnded(PATIENCE);
        await().atMost(PATIENCE).until(() -> !shapes(linkedId).isEmpty());
        lab.reset();
        return shapes(linkedId);
    }

    private static List<List<String>> shapes(String linkedId) {
        return lab.pbx().cdrs().stream()
                .filter(cdr -> cdr.linkedId().equals(linkedId))
                .map(cdr -> List.of(
                        cdr.channel().replaceFirst("-[^-]*$", ""),
                        cdr.dstChannel().replaceFirst("-[^-]*$", ""),
                        cdr.dst() + "@" + cdr.dcontext(),
                        cdr.lastApp(),
                        cdr.disposition()))
                .toList();
    }

    private static PhoneCall customerSpeaks() {
        PhoneCall customer = calls();
        customer.awaitAnswered(PATIENCE);
        lab.awaitConversations(1, PATIENCE);
        return customer;
    }

    private static PhoneCall calls() {
        lab.phones().agent().answersWith(Script.silent());
        Script speech = Script.silent();
        for (int i = 0; i < 6; i++) {
            speech = speech.play("speech " + i, lab.speech(Speech.CUSTOMER_CALM));
        }
        return lab.phones().customer().call("600", speech);
    }

    private static Channel customerChannel() {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/customer-"))
                .findFirst()
                .orElseThrow();
    }

    private boolean delivered(CallId call) {
        List<DeliveryRecord> outgoing = outgoing(call);
        return outgoing.size() == 1 && outgoing.get(0).state() == DeliveryState.DELIVERED;
    }

    private boolean ended(CallId call) {
        return ledger(ledger -> ledger.calls().find(call))
                .flatMap(CallRecord::endedAt)
                .isPresent();
    }

    private long actions(CallId call) {
        return ledger(ledger -> ledger.alerts().of(call)).stream()
                .mapToLong(alert -> alert.actions().size())
                .sum();
    }

    private List<Mark> marks(CallId call) {
        return ledger(ledger -> ledger.alerts().marksOf(call));
    }

    private List<DeliveryRecord> outgoing(CallId call) {
        return ledger(ledger -> ledger.outbox().of(call));
    }

    private <T> T ledger(Function<Ledger, T> question) {
        try (Ledger ledger = Ledger.openToRead(folder.resolve("undertone.db"))) {
            return question.apply(ledger);
        }
    }

    /** Puts rules in place of those that are there, in one moment. */
    private void rules(String yaml) throws IOException {
        Path next = Files.writeString(folder.resolve("rules.new"), yaml);
        Files.move(next, folder.resolve("rules.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Settings settings(TestingHook hook) {
        return settings(
                "deliveries: [{name: hook, kind: webhook, url: '%s', secret: '${HOOK_SECRET}'}]".formatted(hook.url()));
    }

    private Settings settings() {
        return settings("");
    }

    /** With a model that hears nothing but anger where somebody speaks. */
    private Settings settings(String more) {
        String yaml = """
                asterisk: {url: '%s', user: '%s', password: '%s', app: alerts-on-a-call}
                media: {ports: 44600-44699, rest: 0s}
                model: {folder: '%s'}
                profiles: [{name: support, queues: [support]}]
                %s
                """.formatted(
                        lab.pbx().httpUri(),
                        lab.pbx().ariUser(),
                        lab.pbx().ariPassword(),
                        Path.of("../inference/src/test/resources/models/testing-always-angry")
                                .toAbsolutePath(),
                        more);
        return SettingsFile.loader(Map.of("HOOK_SECRET", TestingHook.SECRET)).parse("alerts-on-a-call", yaml, folder);
    }
}
