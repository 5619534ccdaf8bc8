package org.undertone.aribridge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.config.Settings;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** PBXes that end HTTP connections when they like to. */
@Tag("asterisk")
class KeepAliveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLS = 4;

    private static Lab lab;

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
        lab.reset();
    }

    @Test
    void aPbxThatEndsEachConnectionWithItsAnswerIsHeardAtTheFirstTry() {
        keepAlive("0");

        everyCallIsHeardAtTheFirstTry("zero");
    }

    @Test
    void aPbxThatEndsConnectionsAfterAnIdleMomentIsHeardAtTheFirstTry() {
        keepAlive("100");

        everyCallIsHeardAtTheFirstTry("moment");
    }

    private static void keepAlive(String millis) {
        lab.pbx().configure("http.conf", text -> text.replaceFirst("session_keep_alive.*\n", "")
                .concat("session_keep_alive = " + millis + "\n"));
        lab.pbx().command("module reload http");
    }

    private static void everyCallIsHeardAtTheFirstTry(String app) {
        Settings direct = TestingDaemon.settings(lab.pbx(), app, TestingDaemon.queue(Role.CUSTOMER, Role.AGENT));
        Settings quick = TestingDaemon.by(lab.pbx().httpUri(), Duration.ofSeconds(3), direct);
        try (TestingDaemon daemon = TestingDaemon.started(quick)) {
            for (int call = 1; call <= CALLS; call++) {
                int legs = 2 * call;
                lab.phones().agent().answersWith(Script.silent());
                PhoneCall customer = lab.phones().customer().call("600", Script.silent());
                customer.awaitAnswered(PATIENCE);
                await().atMost(PATIENCE)
                        .until(() -> daemon.events(CallEvent.TapOpened.class).size() == legs);
                customer.hangUp();
                lab.awaitIdle(PATIENCE);
            }

            assertThat(daemon.events(CallEvent.NotTapped.class)).isEmpty();
            assertThat(daemon.events(CallEvent.Lost.class)).isEmpty();
        }
    }
}
