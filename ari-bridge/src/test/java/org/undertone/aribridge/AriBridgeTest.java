package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.act.VariableOutcome;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.Sweeper;
import org.undertone.config.Profile;
import org.undertone.config.Secret;
import org.undertone.config.Settings;
import org.undertone.config.TestingProfile;
import org.undertone.core.Leg;
import org.undertone.core.Role;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Cdr;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Pbx;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** On a real Asterisk, with phones that play tones: the customer 440 Hz, the agent 1000 Hz. */
@Tag("asterisk")
class AriBridgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CUSTOMER_TONE = 440;
    private static final int AGENT_TONE = 1000;

    @TempDir
    static Path folder;

    private static Lab lab;
    private static Script customerTone;
    private static Script agentTone;

    @BeforeAll
    static void startLab() throws IOException {
        lab = Lab.start(LabOptions.defaults());
        customerTone =
                Script.silent().play("tone", TestingTones.wav(folder.resolve("customer.wav"), CUSTOMER_TONE, 30));
        agentTone = Script.silent().play("tone", TestingTones.wav(folder.resolve("agent.wav"), AGENT_TONE, 30));
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @AfterEach
    void hangUp() {
        lab.reset();
        lab.awaitIdle(PATIENCE);
    }

    @Test
    void hearsTheCustomerOfAQueueCallAndNotTheAgent() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("hears", TestingDaemon.queue(Role.CUSTOMER)))) {
            PhoneCall customer = queueCall();
            await().atMost(PATIENCE).until(() -> daemon.windows().size() >= 2);

            AudioWindow heard = daemon.windows().get(1);
            assertThat(TestingTones.amplitude(heard, CUSTOMER_TONE)).isGreaterThan(8_000);
            assertThat(TestingTones.amplitude(heard, AGENT_TONE)).isLessThan(100);
            assertThat(daemon.facts())
                    .satisfies(facts -> assertThat(facts.queue()).isEqualTo("support"))
                    .satisfies(facts -> assertThat(facts.did()).isEqualTo("600"))
                    .satisfies(facts -> assertThat(facts.agent()).isEqualTo("PJSIP/agent"))
                    .satisfies(facts -> assertThat(facts.legs())
                            .extracting(Leg::role)
                            .containsExactlyInAnyOrder(Role.CUSTOMER, Role.AGENT));
            assertThat(names("Snoop/")).singleElement().asString().contains(customerChannel(daemon));

            customer.hangUp();
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.CallEnded.class).isEmpty());
            assertThat(daemon.events(CallEvent.TapClosed.class)).singleElement().satisfies(closed -> {
                assertThat(closed.reason()).isEqualTo("hung up");
                assertThat(closed.stats().lost()).isZero();
                assertThat(closed.stats().foreign()).isZero();
            });
            lab.awaitIdle(PATIENCE);
        }
    }

    @Test
    void hearsBothLegsEachByItselfWhereTheProfileSaysSo() {
        try (TestingDaemon daemon =
                TestingDaemon.started(settings("both", TestingDaemon.queue(Role.CUSTOMER, Role.AGENT)))) {
            queueCall();
            await().atMost(PATIENCE)
                    .until(() -> daemon.windows().stream()
                                    .map(window -> window.ref().leg())
                                    .distinct()
                                    .count()
                            == 2);

            for (AudioWindow window : List.copyOf(daemon.windows())) {
                boolean customers = daemon.facts().roleOf(window.ref().leg()) == Role.CUSTOMER;
                assertThat(TestingTones.amplitude(window, customers ? AGENT_TONE : CUSTOMER_TONE))
                        .isLessThan(100);
            }
        }
    }

    @Test
    void leavesACallAloneThatNoProfileNamesAndSaysWhy() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("alone", TestingDaemon.queue(Role.CUSTOMER)))) {
            lab.phones().agent().answersWith(agentTone);
            PhoneCall customer = lab.phones().customer().call("601", customerTone);
            customer.awaitAnswered(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.NotTapped.class).size() == 2);

            assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(CallEvent.NotTapped::reason)
                    .containsOnly("no profile names its number 601");
            assertThat(names("Snoop/")).isEmpty();
        }
    }

    @Test
    void aCallToANumberOfTheProfileIsHeardWithoutAQueue() {
        Profile direct = TestingProfile.named("direct").dids("601").build();
        try (TestingDaemon daemon = TestingDaemon.started(settings("direct", direct))) {
            lab.phones().agent().answersWith(agentTone);
            lab.phones().customer().call("601", customerTone);
            await().atMost(PATIENCE).until(() -> !daemon.windows().isEmpty());

            assertThat(TestingTones.amplitude(daemon.windows().get(0), AGENT_TONE))
                    .isLessThan(100);
        }
    }

    @Test
    void setsATrueChannelVariableOnBothLegsDuringTheCall() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("sets", TestingDaemon.queue(Role.CUSTOMER)))) {
            queueCall();
            awaitTap(daemon);

            List<VariableOutcome> outcomes =
                    daemon.actions().setVariables(daemon.facts(), Map.of("EMOTION", "angry, 92 % (sure)"));

            assertThat(outcomes)
                    .hasSize(2)
                    .extracting(VariableOutcome::result)
                    .containsOnly(VariableOutcome.Result.SET);
            for (Leg leg : daemon.facts().legs()) {
                assertThat(lab.pbx().variable(leg.channelName(), "EMOTION")).contains("angry, 92 % (sure)");
            }
        }
    }

    @Test
    void setsASharedVariableWhereThePbxHasNoExport() throws Exception {
        ari("DELETE", "/ari/asterisk/modules/func_export.so");
        try (TestingDaemon daemon = TestingDaemon.started(settings("shared", TestingDaemon.queue(Role.CUSTOMER)))) {
            queueCall();
            awaitTap(daemon);

            List<VariableOutcome> outcomes = daemon.actions().setVariables(daemon.facts(), Map.of("EMOTION", "angry"));

            assertThat(outcomes)
                    .hasSize(2)
                    .extracting(VariableOutcome::result)
                    .containsOnly(VariableOutcome.Result.SHARED);
            for (Leg leg : daemon.facts().legs()) {
                assertThat(lab.pbx().variable(leg.channelName(), "SHARED(EMOTION)"))
                        .contains("angry");
            }
        } finally {
            ari("POST", "/ari/asterisk/modules/func_export.so");
        }
    }

    @Test
    void aVariableForACallThatIsOverIsReportedAsGone() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("over", TestingDaemon.queue(Role.CUSTOMER)))) {
            PhoneCall customer = queueCall();
            awaitTap(daemon);
            customer.hangUp();
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.CallEnded.class).isEmpty());

            assertThat(daemon.actions().setVariables(daemon.facts(), Map.of("EMOTION", "angry")))
                    .extracting(VariableOutcome::result)
                    .containsOnly(VariableOutcome.Result.GONE);
        }
    }

    @Test
    void hearsACallThatWasThereBeforeIt() {
        queueCall();
        try (TestingDaemon daemon = TestingDaemon.started(settings("late", TestingDaemon.queue(Role.CUSTOMER)))) {
            await().atMost(PATIENCE).until(() -> !daemon.windows().isEmpty());

            assertThat(daemon.facts().queue()).isEqualTo("support");
            assertThat(TestingTones.amplitude(daemon.windows().get(0), CUSTOMER_TONE))
                    .isGreaterThan(8_000);
        }
    }

    @Test
    void removesWhatAnEarlierLifeLeftAndNothingElse() throws Exception {
        ari("POST", "/ari/bridges/undertone.sweeps.earlier.1.bridge?type=mixing");
        ari("POST", "/ari/bridges/undertone.another.earlier.1.bridge?type=mixing");
        ari("POST", "/ari/bridges/somebody-elses?type=mixing");

        TestingDaemon.started(settings("sweeps", TestingDaemon.queue(Role.CUSTOMER)))
                .close();

        assertThat(lab.pbx().bridges())
                .extracting(bridge -> bridge.id())
                .containsExactlyInAnyOrder("undertone.another.earlier.1.bridge", "somebody-elses");
        ari("DELETE", "/ari/bridges/undertone.another.earlier.1.bridge");
        ari("DELETE", "/ari/bridges/somebody-elses");
    }

    @Test
    void removesWhatThisLifeMadeAndNoTapHolds() throws Exception {
        OwnIds ids = new OwnIds("orphans", "now");
        OwnIds.TapIds held = ids.nextTap();
        OwnIds.TapIds orphan = ids.nextTap();
        ari("POST", "/ari/bridges/" + held.bridge() + "?type=mixing");
        ari("POST", "/ari/bridges/" + orphan.bridge() + "?type=mixing");
        Settings settings = settings("orphans", TestingDaemon.queue(Role.CUSTOMER));

        try (AsteriskLink link = new AsteriskLink(settings.asterisk(), TestingDaemon.DEAF)) {
            link.connect();
            new Sweeper(link, ids).sweepOrphans(held.bridge()::equals);
        }

        assertThat(lab.pbx().bridges()).extracting(bridge -> bridge.id()).containsExactly(held.bridge());
        ari("DELETE", "/ari/bridges/" + held.bridge());
    }

    @Test
    void theNewestOfAnApplicationNameWinsAndHearsTheCall() {
        Settings settings = settings("newest", TestingDaemon.queue(Role.CUSTOMER));
        try (TestingDaemon older = TestingDaemon.started(settings)) {
            queueCall();
            awaitTap(older);
            try (TestingDaemon newer = TestingDaemon.started(settings)) {
                await().atMost(PATIENCE)
                        .until(() -> !older.events(CallEvent.Replaced.class).isEmpty());
                older.stop();
                await().atMost(PATIENCE).until(() -> !newer.windows().isEmpty());

                assertThat(names("Snoop/")).hasSize(1);
                assertThat(names("WebSocket/")).hasSize(1);
            }
        }
    }

    @Test
    void leavesNothingOfCallsThatEndWhileTheirTapIsSetUp() throws InterruptedException {
        Random random = new Random(20_261_122);
        int cdrsBefore = lab.pbx().cdrs().size();
        int tapsThatFailed;
        try (TestingDaemon daemon = TestingDaemon.started(settings("short", TestingDaemon.queue(Role.CUSTOMER)))) {
            for (int i = 0; i < 8; i++) {
                lab.phones().agent().answersWith(Script.silent());
                PhoneCall customer = lab.phones().customer().call("600", Script.silent());
                customer.awaitAnswered(PATIENCE);
                Thread.sleep(random.nextInt(60));
                customer.hangUp();
                lab.awaitIdle(PATIENCE);
            }
            // Each ended as a call, or was over before it could be read, and has its reason.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            daemon.events(CallEvent.CallEnded.class).size()
                                    + daemon.events(CallEvent.NotTapped.class).stream()
                                            .filter(not -> not.reason().startsWith("hung up so soon"))
                                            .count())
                    .isEqualTo(8));
            tapsThatFailed = (int) daemon.events(CallEvent.NotTapped.class).stream()
                    .filter(not -> !not.reason().startsWith("profile"))
                    .count();
        }
        await().atMost(PATIENCE).until(() -> lab.pbx().cdrs().size() >= cdrsBefore + 8);
        List<String> channels =
                lab.pbx().cdrs().stream().skip(cdrsBefore).map(Cdr::channel).toList();
        assertThat(channels).noneMatch(name -> name.startsWith("UnicastRTP/") || name.startsWith("WebSocket/"));
        // A leg that hangs up within the few milliseconds in which its snoop is made: Asterisk itself then writes one.
        assertThat(channels).filteredOn(name -> name.startsWith("Snoop/")).hasSizeLessThanOrEqualTo(tapsThatFailed);
    }

    @Test
    void endingInTheMiddleOfACallRemovesEverythingAndTheCallGoesOn() {
        PhoneCall customer;
        try (TestingDaemon daemon = TestingDaemon.started(settings("ends", TestingDaemon.queue(Role.CUSTOMER)))) {
            customer = queueCall();
            awaitTap(daemon);
        }

        // A channel ends some milliseconds after Asterisk was told to end it.
        await().atMost(PATIENCE).until(() -> lab.pbx().channels().size() == 2);
        assertThat(names("PJSIP/")).hasSize(2);
        assertThat(lab.pbx().bridges()).hasSize(1);
        assertThat(customer.ended()).isFalse();
    }

    @Test
    void saysWhatIsWrongWhenThePasswordIs() {
        assertThatThrownBy(() -> TestingDaemon.started(TestingDaemon.settings(
                        lab.pbx(), "wrong", new Secret("wrong"), TestingDaemon.queue(Role.CUSTOMER))))
                .isInstanceOf(AsteriskException.class)
                .hasMessageContaining("refuses the ARI user 'undertone'")
                .hasMessageContaining("compare asterisk.user and asterisk.password with the section of that user");
    }

    private static Settings settings(String app, Profile profile) {
        return TestingDaemon.settings(lab.pbx(), app, profile);
    }

    private static PhoneCall queueCall() {
        lab.phones().agent().answersWith(agentTone);
        PhoneCall customer = lab.phones().customer().call("600", customerTone);
        customer.awaitAnswered(PATIENCE);
        return customer;
    }

    private static void awaitTap(TestingDaemon daemon) {
        await().atMost(PATIENCE)
                .until(() -> !daemon.events(CallEvent.TapOpened.class).isEmpty());
    }

    private static List<String> names(String kind) {
        return lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith(kind))
                .toList();
    }

    private static String customerChannel(TestingDaemon daemon) {
        return daemon.facts().legs().stream()
                .filter(leg -> leg.role() == Role.CUSTOMER)
                .map(leg -> leg.id().channelId())
                .findFirst()
                .orElseThrow();
    }

    private static void ari(String method, String path) throws IOException, InterruptedException {
        Pbx pbx = lab.pbx();
        String user = pbx.ariUser() + ":" + pbx.ariPassword();
        URI uri = pbx.httpUri().resolve(path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }
}
