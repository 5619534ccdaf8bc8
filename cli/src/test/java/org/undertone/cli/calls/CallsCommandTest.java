package org.undertone.cli.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.CallId;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.story.CallStory;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

class CallsCommandTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    private Path folder;

    private Path settings;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void settings() throws IOException {
        settings = Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk: {user: undertone, password: x}
                model: {folder: model}
                profiles: [{name: support, queues: [support]}]
                """);
    }

    @Test
    void aCallIsToldFromItsStartToItsEnd() {
        try (Ledger ledger = ledger()) {
            Examples.full(ledger);

            assertThat(text(ledger, Examples.CALL)).isEqualTo("""
                    Call pbx-1795324314.0, 2026-11-22 13:00:00, 0:42 long
                    profile support, queue support-queue, number 4420, agent PJSIP/7001

                      13:00:00.123  call        connected
                      13:00:00.125  no tap      pbx-1795324315.1: profile support does not hear the agent
                      13:00:00.250  tap         customer pbx-1795324314.0 is heard, set up in 125 ms
                      13:00:06.763  alert       customer-angry/1: customer angry 0.90, quality 0.98 (sound-missing), held from 4.5 s to 6.5 s of the tap, 5 windows; ticket 1
                                                summary: A customer became angry
                                                advice: Listen first, then help
                                                labels severity=high, team=billing
                                                values p.angry=0.90, not_scored=0
                      13:00:06.763  mark        customer-angry/1: 'outburst' at 6.5 s of the customer
                      13:00:06.763  delivery    2, webhook to hook for customer-angry/1, waits, 2 tries: could not be reached
                      13:00:06.763  delivery    3, sms to texts for customer-angry/1, is a dead letter, never tried: no delivery 'texts' in the settings
                      13:00:06.823  action      ticket for customer-angry/1 done: A customer became angry
                      13:00:06.843  action      set for customer-angry/1 failed: EMOTION on pbx-1795324314.0 gone
                      13:00:07.923  delivery    1, ticket to zammad for customer-angry/1, delivered, 2 tries
                      13:00:09.263  alert       customer-angry/1 is over, it held until 9.0 s of the tap
                      13:00:11.123  action      supervise for customer-angry/1 done: PJSIP/supervisor joined (listen)
                      13:00:11.123  supervisor  PJSIP/supervisor joins for customer-angry/1: listen
                      13:00:15.123  supervisor  PJSIP/supervisor: end of listen, after 4.0 s: changed to coach
                      13:00:15.123  supervisor  PJSIP/supervisor joins for customer-angry/1: coach
                      13:00:19.123  supervisor  PJSIP/supervisor: end of coach, after 4.0 s: hung up
                      13:00:20.123  pause       customer is not scored: hold
                      13:00:30.123  pause       customer: end of hold, after 10.0 s
                      13:00:31.123  pause       customer is not scored: parked
                      13:00:42.123  pause       customer: end of parked, after 11.0 s
                      13:00:42.123  tap         customer is no longer heard, after 41.9 s: hung up
                      13:00:42.123  call        ended

                    The sound of the customer:
                      scored         5 windows     2.5 s
                      - doubtful     5 windows     2.5 s  sound-missing: part of the sound was lost on the way
                      no speech       1 window     3.0 s  nobody spoke, or too little to judge
                      not scored     2 windows     1.0 s  overload: the next window came before this one's turn: too many legs for this machine
                      not scored      1 window     3.0 s  sound-missing: too much sound was lost on the way (model.maximum-missing)
                      paused                      10.0 s  hold
                      paused                      11.0 s  parked
                    """);
        }
    }

    @Test
    void aCallOfNoProfileIsToldByWhyItWasNotTapped() {
        try (Ledger ledger = ledger()) {
            Examples.stranger(ledger);

            assertThat(text(ledger, Examples.STRANGER)).isEqualTo("""
                    Call pbx-1795324390.7, 2026-11-22 13:01:16, of no profile

                      13:01:16.123  no tap      pbx-1795324390.7: no profile has queue sales
                      13:01:16.623  no tap      pbx-1795324391.8: no profile has queue sales

                    Nobody was heard; the lines 'no tap' say why.
                    """);
        }
    }

    @Test
    void aCallThatGoesOnHasNoEndYet() {
        try (Ledger ledger = ledger()) {
            assertThat(text(ledger, Examples.goingOn(ledger))).isEqualTo("""
                    Call pbx-1795324330.3, 2026-11-22 13:01:00, goes on
                    profile support, number 4420

                      13:01:00.123  call        connected
                      13:01:00.223  tap         customer pbx-1795324330.3 is heard, set up in 98 ms

                    The sound of the customer:
                      no window of it is in the ledger: too short a tap, no sound, or a pause
                    """);
        }
    }

    @Test
    void theCustomersReasonIsToldBeforeTheAgentsAndWhileTheCallGoesOn() {
        try (Ledger ledger = ledger()) {
            assertThat(new CallsTable(BERLIN).text(List.of(story(ledger, Examples.goingOnUnheard(ledger)))))
                    .isEqualTo("""
                    START                LENGTH   CALL              PROFILE  QUEUE  AGENT  TAPS  ALERTS  NOT SCORED
                    2026-11-22 13:01:00  goes on  pbx-1795324340.4  support  -      -      0     0       not tapped: all 1000 ports are in use
                    """);
        }
    }

    @Test
    void aPauseIsToldWhileItLasts() {
        try (Ledger ledger = ledger()) {
            CallId call = Examples.goingOn(ledger);
            Examples.hold(ledger, call);

            assertThat(new CallsTable(BERLIN).text(List.of(story(ledger, call))))
                    .contains("paused now: hold");
        }
    }

    private static CallStory story(Ledger ledger, CallId call) {
        return CallStory.read(ledger, call).orElseThrow();
    }

    void aCallThatBeganBeforeUndertoneAndGoesOnAfterItSaysSo() {
        try (Ledger ledger = ledger()) {
            CallId call = Examples.goingOn(ledger);
            Instant start = ledger.calls().find(call).orElseThrow().startedAt();
            ledger.calls().alreadyGoing(call, start);
            ledger.leave(start.plusSeconds(25));

            assertThat(text(ledger, call))
                    .contains("2026-11-22 13:01:00, at least 0:25 long")
                    .contains("13:01:00.123  call        was already going; followed from here on")
                    .contains("13:01:25.123  call        no longer followed, and may go on: Undertone ended");
            CallStory story = CallStory.read(ledger, call).orElseThrow();
            assertThat(new CallsTable(BERLIN).text(List.of(story))).contains("  0:25+ ");
        }
    }

    @Test
    void theListHasALineForEachCallTheNewestFirst() {
        try (Ledger ledger = ledger()) {
            Examples.full(ledger);
            Examples.stranger(ledger);
            Examples.goingOn(ledger);

            List<CallStory> calls = ledger.calls().newestIds(10).stream()
                    .map(call -> CallStory.read(ledger, call).orElseThrow())
                    .toList();
            assertThat(new CallsTable(BERLIN).text(calls)).isEqualTo("""
                    START                LENGTH   CALL              PROFILE  QUEUE          AGENT       TAPS  ALERTS  NOT SCORED
                    2026-11-22 13:01:16  -        pbx-1795324390.7  -        -              -           0     0       not tapped: no profile has queue sales
                    2026-11-22 13:01:00  goes on  pbx-1795324330.3  support  -              -           1     0
                    2026-11-22 13:00:00  0:42     pbx-1795324314.0  support  support-queue  PJSIP/7001  1     1       overload 1.0 s, sound-missing 3.0 s
                    """);
        }
    }

    @Test
    void theListIsReadBesideTheProgramThatWritesAndEndsAtItsLimit() {
        try (Ledger ledger = ledger()) {
            Examples.full(ledger);
            Examples.stranger(ledger);

            assertThat(run("--limit", "1")).isZero();
            assertThat(out.toString()).contains(Examples.STRANGER.linkedId()).hasLineCount(4);
            assertThat(out.toString()).contains("A caller who waits in a queue is not heard");
        }
    }

    @Test
    void theJsonHasStableKeys() throws IOException {
        try (Ledger ledger = ledger()) {
            Examples.full(ledger);
        }

        assertThat(run("--json", Examples.CALL.linkedId())).isZero();
        JsonNode call = new ObjectMapper().readTree(out.toString());
        assertThat(TestingSchemas.faults("call", out.toString())).isEmpty();
        assertThat(call.at("/sound/0/notScored/0").toString())
                .isEqualTo("{\"reason\":\"overload\",\"windowCount\":2,\"millis\":1000}");
        assertThat(call.at("/sound/0/doubtful").toString())
                .isEqualTo("[{\"doubt\":\"sound-missing\",\"windowCount\":5,\"millis\":2500}]");
        assertThat(call.at("/alerts/0/heard/doubts").toString()).isEqualTo("[\"sound-missing\"]");
        for (String some : List.of("taps", "notTapped", "pauses", "alerts", "marks", "deliveries", "supervisions")) {
            assertThat(call.path(some)).as(some).isNotEmpty();
        }
        assertThat(call.at("/alerts/0/actionResults")).isNotEmpty();
    }

    @Test
    void theJsonTellsWhatAnAlertSaidWhatItMarkedAndWhatItSent() throws IOException {
        try (Ledger ledger = ledger()) {
            Examples.full(ledger);
        }

        assertThat(run("--json", Examples.CALL.linkedId())).isZero();
        JsonNode call = new ObjectMapper().readTree(out.toString());
        assertThat(call.at("/alerts/0/labels").toString()).isEqualTo("{\"severity\":\"high\",\"team\":\"billing\"}");
        assertThat(call.at("/alerts/0/annotations/advice").asText()).isEqualTo("Listen first,\nthen help");
        assertThat(keys(call.at("/alerts/0/values"))).containsExactly("p.angry", "not_scored");
        assertThat(call.at("/alerts/0/untilMillis").asLong()).isEqualTo(9_000);
        assertThat(call.at("/marks/0/alertId")).isEqualTo(call.at("/alerts/0/id"));
        assertThat(call.path("deliveries").findValuesAsText("state")).containsExactly("delivered", "waiting", "dead");
        assertThat(call.at("/deliveries/0/lastError").isNull()).isTrue();
        assertThat(call.at("/deliveries/1/lastError").asText()).isEqualTo("could not be reached");
    }

    @Test
    void whatIsInTheMessagesIsNotShown() {
        try (Ledger ledger = ledger()) {
            Examples.full(ledger);
            assertThat(ledger.outbox().of(Examples.CALL))
                    .allSatisfy(delivery ->
                            assertThat(delivery.key() + delivery.body()).contains(Examples.SECRET, Examples.PHONE));
        }

        assertThat(run(Examples.CALL.linkedId())).isZero();
        assertThat(run("--json", Examples.CALL.linkedId())).isZero();
        assertThat(out.toString()).contains("zammad").doesNotContain(Examples.SECRET, Examples.PHONE);
    }

    @Test
    void theStepsOfTheLoadAreListedTheNewestFirst() {
        try (Ledger ledger = ledger()) {
            Examples.overload(ledger);

            assertThat(LoadSteps.read(ledger, 20, BERLIN).text()).isEqualTo("""
                    WHEN                 FROM        TO          DEMAND  WAITED
                    2026-11-22 13:01:05  hop-1500ms  hop-1s      30 %    0 ms
                    2026-11-22 13:00:05  hop-1s      hop-1500ms  91 %    80 ms
                    2026-11-22 13:00:00  full        hop-1s      123 %   640 ms
                    """);
            assertThat(run("--load", "--limit", "1")).isZero();
            assertThat(out.toString()).contains("30 %").hasLineCount(2);
        }
    }

    @Test
    void theJsonOfTheLoadHasStableKeys() throws IOException {
        try (Ledger ledger = ledger()) {
            Examples.overload(ledger);
        }

        assertThat(run("--load", "--json")).isZero();
        JsonNode steps = new ObjectMapper().readTree(out.toString()).path("loadSteps");
        assertThat(steps).hasSize(3);
        assertThat(TestingSchemas.faults("load-steps", out.toString())).isEmpty();
        assertThat(steps.at("/0/fromLevel").asText()).isEqualTo("hop-1500ms");
        assertThat(steps.at("/2/demand").asDouble()).isEqualTo(1.234);
    }

    @Test
    void whereThereWasNeverTooMuchLoadThatIsSaid() {
        ledger().close();

        assertThat(run("--load")).isZero();
        assertThat(run("--load", "--json")).isZero();

        assertThat(out.toString())
                .startsWith("There were no steps of the load: everything was heard as the settings say.\n")
                .contains("\"loadSteps\" : [ ]");
    }

    @Test
    void theLoadIsNotThatOfOneCall() {
        assertThat(run("--load", "pbx-1.1")).isEqualTo(2);

        assertThat(err.toString()).contains("either --load or ID");
    }

    @Test
    void theJsonOfTheListHasStableKeysAndNullForWhatIsNotKnown() throws IOException {
        try (Ledger ledger = ledger()) {
            Examples.stranger(ledger);
        }

        assertThat(run("--json")).isZero();
        assertThat(TestingSchemas.faults("call-list", out.toString())).isEmpty();
        JsonNode call = new ObjectMapper().readTree(out.toString()).at("/calls/0");
        assertThat(call.at("/call/profile").isNull()).isTrue();
        assertThat(call.path("notTapped")).hasSize(2);
    }

    @Test
    void anUnknownCallIsExitCode1AndASentenceThatSaysWhatToTry() {
        ledger().close();

        assertThat(run("pbx-1.1")).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("""
                undertone: the ledger %s knows no call 'pbx-1.1': try 'undertone calls --config %s', which lists those it \
                knows, by their linkedid. A caller who gave up in a queue is not among them, since waiting is not heard
                """.formatted(folder.resolve("undertone.db"), settings));
    }

    @Test
    void whoGivesTheIdOfALegIsToldItsCall() {
        try (Ledger ledger = ledger()) {
            Examples.full(ledger);
        }

        assertThat(run(Examples.AGENT.channelId())).isEqualTo(1);

        assertThat(err.toString())
                .contains("but this is a leg of pbx-1795324314.0")
                .endsWith("undertone.yaml pbx-1795324314.0'\n");
    }

    @Test
    void wrongSettingsAreAllToldAtOnceWithExitCode78() throws IOException {
        Files.writeString(settings, "asterisk: {url: 'ftp://pbx'}\nmedia: {hop: 250ms}\n");

        assertThat(run()).isEqualTo(78);

        assertThat(err.toString()).contains("asterisk.url", "asterisk.user", "media.hop", "profiles");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(settings);
        }
    }

    private Ledger ledger() {
        return Ledger.open(folder.resolve("undertone.db"));
    }

    private static String text(Ledger ledger, CallId call) {
        return new StoryText(BERLIN).text(CallStory.read(ledger, call).orElseThrow());
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", settings.toString()));
        return new CommandLine(new CallsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
