package org.undertone.aribridge.calls;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** A lab of its own for each class of tests, and calls through its queue in which nobody says anything. */
@Tag("asterisk")
public abstract class QueueCalls {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    protected static Lab lab;

    @BeforeAll
    protected static void startLab() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    protected static void stopLab() {
        lab.close();
    }

    @AfterEach
    protected void hangUp() {
        lab.reset();
        lab.awaitIdle(PATIENCE);
    }

    /** The customer's phone calls that extension, and the agent's answers. */
    protected static PhoneCall customerCalls(String extension) {
        lab.phones().agent().answersWith(Script.silent());
        PhoneCall customer = lab.phones().customer().call(extension, Script.silent());
        customer.awaitAnswered(PATIENCE);
        return customer;
    }

    protected static void awaitEvent(TestingDaemon daemon, Class<? extends CallEvent> type) {
        await().atMost(PATIENCE).until(() -> !daemon.events(type).isEmpty());
    }
}
