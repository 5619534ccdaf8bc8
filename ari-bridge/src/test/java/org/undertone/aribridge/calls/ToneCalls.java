package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.TestingTones;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** A lab of its own for each class of tests; the customer plays 440 Hz, the agent 1000 Hz, the supervisor 1500 Hz. */
@Tag("asterisk")
abstract class ToneCalls {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final int CUSTOMER_TONE = 440;
    static final int AGENT_TONE = 1000;
    static final int SUPERVISOR_TONE = 1500;

    @TempDir
    static Path folder;

    static Lab lab;
    static Script customerTone;
    static Script agentTone;
    static Script supervisorTone;

    @BeforeAll
    static void startLab() throws IOException {
        lab = Lab.start(LabOptions.defaults());
        customerTone = tone("customer", CUSTOMER_TONE);
        agentTone = tone("agent", AGENT_TONE);
        supervisorTone = tone("supervisor", SUPERVISOR_TONE);
    }

    private static Script tone(String name, int hertz) throws IOException {
        return Script.silent().play("tone", TestingTones.wav(folder.resolve(name + ".wav"), hertz, 90));
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @AfterEach
    void hangUp() {
        lab.reset();
    }

    /** One that hears the customers of some queues. */
    static Profile queues(String... queues) {
        return TestingProfile.named("support").queues(queues).build();
    }

    static TestingDaemon started(String app, Profile profile) {
        return TestingDaemon.startedWithShortWindows(lab.pbx(), app, profile);
    }

    /** Lets an extension that any phone may dial do these steps. */
    static void dialplan(String extension, String... steps) {
        for (int i = 0; i < steps.length; i++) {
            String line = extension + "," + (i + 1) + ",\"" + steps[i] + "\"";
            assertThat(lab.pbx().command("dialplan add extension " + line + " into services"))
                    .contains("added");
        }
    }

    static PhoneCall customerCalls(String extension) {
        lab.phones().agent().answersWith(agentTone);
        PhoneCall customer = lab.phones().customer().call(extension, customerTone);
        customer.awaitAnswered(PATIENCE);
        return customer;
    }

    static Channel channel(String phone) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/" + phone + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for the customer's sound; nobody else's was ever heard. */
    static Leg awaitHeardAlone(TestingDaemon daemon) {
        return awaitHeardAlone(daemon, 1);
    }

    /** Waits for the sound of that many customers, one after the other; nobody else's was ever heard. */
    static Leg awaitHeardAlone(TestingDaemon daemon, int customers) {
        await().atMost(PATIENCE)
                .until(() -> daemon.events(CallEvent.TapOpened.class).size() == customers);
        Leg newest = daemon.events(CallEvent.TapOpened.class).get(customers - 1).leg();
        await().atMost(PATIENCE)
                .until(() -> !daemon.windows().isEmpty()
                        && daemon.lastWindow().ref().leg().equals(newest.id())
                        && TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE) > 7_000);
        assertNobodyElseWasHeard(daemon);
        return newest;
    }

    static void awaitAgent(TestingDaemon daemon, LegId customer, String endpoint) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(daemon.facts(customer).legs())
                        .filteredOn(leg -> leg.role() == Role.AGENT)
                        .extracting(leg -> leg.channelName().replaceAll("-[^-]*$", ""))
                        .containsExactly(endpoint));
        assertThat(daemon.facts(customer).agent()).isEqualTo(endpoint);
    }

    static void awaitEnded(TestingDaemon daemon, LegId customer) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(daemon.events(CallEvent.CallEnded.class))
                .extracting(CallEvent.CallEnded::call)
                .contains(customer.call()));
    }

    static void assertNobodyElseWasHeard(TestingDaemon daemon) {
        assertThat(List.copyOf(daemon.windows())).allSatisfy(window -> {
            assertThat(TestingTones.amplitude(window, AGENT_TONE)).isLessThan(200);
            assertThat(TestingTones.amplitude(window, SUPERVISOR_TONE)).isLessThan(200);
        });
    }
}
