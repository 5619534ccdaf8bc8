package org.undertone.aribridge.act;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.TestingRecordings;
import org.undertone.aribridge.TestingTones;
import org.undertone.core.Action;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/**
 * A lab of its own for each class of tests, and its supervised calls: the customer's phone plays 440 Hz, the agent's 1000
 * Hz, the supervisor's 1500 Hz.
 */
@Tag("asterisk")
abstract class SupervisedCalls {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration RING = Duration.ofSeconds(20);
    static final String SUPERVISOR = "PJSIP/supervisor";
    static final double LOUD = 6_000;
    static final double NOTHING = 200;

    @TempDir
    static Path folder;

    static Lab lab;
    static Script customerTone;
    static Script agentTone;
    static Path supervisorTone;

    @BeforeAll
    static void startLab() throws Exception {
        lab = Lab.start(LabOptions.defaults());
        TestingRecordings.withoutNativeBridges(lab);
        customerTone = Script.silent().play("tone", TestingTones.wav(folder.resolve("customer.wav"), 440, 60));
        agentTone = Script.silent().play("tone", TestingTones.wav(folder.resolve("agent.wav"), 1000, 60));
        supervisorTone = TestingTones.wav(folder.resolve("supervisor.wav"), 1500, 60);
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

    static long names(String prefix) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith(prefix))
                .count();
    }

    static PhoneCall call() {
        lab.phones().agent().answersWith(agentTone);
        PhoneCall customer = lab.phones().customer().call("601", customerTone);
        customer.awaitAnswered(PATIENCE);
        await().atMost(PATIENCE).until(() -> lab.pbx().bridges().stream()
                .anyMatch(bridge -> bridge.channels().size() == 2));
        return customer;
    }

    static Script speaking(String label) {
        return Script.silent().play(label, supervisorTone);
    }

    static PhoneCall joined(TestingActions actions, SupervisionMode mode) {
        lab.phones().supervisor().answersWith(speaking("tone"));
        actions.supervise(TestingActions.facts(lab), wanted(mode, SUPERVISOR));
        awaitEvent(actions, SupervisionEvent.Joined.class, 1);
        return lab.phones().supervisor().awaitCall(PATIENCE);
    }

    static Action.Supervise wanted(SupervisionMode mode, String... supervisors) {
        return new Action.Supervise(List.of(supervisors), mode, RING);
    }

    static <T extends SupervisionEvent> T awaitEvent(TestingActions actions, Class<T> type, int count) {
        await().atMost(PATIENCE).until(() -> actions.events(type).size() >= count);
        return actions.events(type).get(count - 1);
    }

    static void nothingIsLeftButTheCall() {
        await().atMost(PATIENCE)
                .until(() ->
                        lab.pbx().channels().size() == 2 && lab.pbx().bridges().size() == 1);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
