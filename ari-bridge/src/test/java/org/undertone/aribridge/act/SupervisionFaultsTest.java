package org.undertone.aribridge.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.aribridge.TestingAri;
import org.undertone.aribridge.TestingRecordings;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** A supervision whose requests are refused, or whose parts are taken away by others. */
class SupervisionFaultsTest extends SupervisedCalls {

    private static final String MUTE = "POST .*/mute.*";
    private static final String UNMUTE = "DELETE .*/mute.*";

    private TestingRefusals way;

    @BeforeEach
    void openTheWay() throws IOException {
        way = new TestingRefusals(lab.spareAddress(), lab.pbx().httpUri());
    }

    @AfterEach
    void closeTheWay() throws IOException {
        way.close();
    }

    @Test
    void aMicrophoneThatCouldNotBeOpenedIsAMomentLater() throws IOException {
        try (TestingActions actions = actions("opens")) {
            PhoneCall customer = call();
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            PhoneCall supervisor = joined(actions, SupervisionMode.LISTEN);
            way.refuse(UNMUTE, 2);

            supervisor.perform(Script.silent().dial("5").play("after", supervisorTone));
            awaitEvent(actions, SupervisionEvent.ModeChanged.class, 1);
            await().atMost(PATIENCE).until(() -> way.toCome() == 0);
            pause(2_500);
            Instant end = Instant.now();
            customer.hangUp();

            assertThat(TestingRecordings.of(agent.heard()).amplitude(1500, end.minusMillis(800), end.minusMillis(100)))
                    .isGreaterThan(LOUD);
        }
    }

    @Test
    void aMicrophoneThatCannotBeClosedIsHeardByNobodyWhoseSupervisorAskedToListen() throws IOException {
        try (TestingActions actions = actions("closes")) {
            PhoneCall customer = call();
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            PhoneCall supervisor = joined(actions, SupervisionMode.COACH);
            way.refuse(MUTE, 1_000);

            supervisor.perform(Script.silent().dial("4").play("after", supervisorTone));
            assertThat(awaitEvent(actions, SupervisionEvent.ModeChanged.class, 1)
                            .mode())
                    .isEqualTo(SupervisionMode.LISTEN);
            pause(2_000);
            Instant end = Instant.now();
            assertThat(way.toCome()).isLessThan(1_000);
            customer.hangUp();
            supervisor.hangUp();

            assertThat(TestingRecordings.of(agent.heard())
                            .amplitude(1500, end.minusMillis(1_000), end.minusMillis(100)))
                    .isLessThan(NOTHING);
            assertThat(TestingRecordings.of(supervisor.heard())
                            .amplitude(1000, end.minusMillis(1_000), end.minusMillis(100)))
                    .isGreaterThan(LOUD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels/%svoice", "bridges/%sroom"})
    void aSupervisorWhosePlaceIsTakenAwayIsSentAwayRatherThanLeftInSilence(String path) throws Exception {
        try (TestingActions actions = actions("place")) {
            call();
            PhoneCall supervisor = joined(actions, SupervisionMode.LISTEN);
            String channel = lab.pbx().channels().stream()
                    .filter(c -> c.name().startsWith("PJSIP/supervisor-"))
                    .findFirst()
                    .orElseThrow()
                    .uniqueId();

            new TestingAri(lab.pbx())
                    .send("DELETE", path.formatted(channel.substring(0, channel.lastIndexOf('.') + 1)));

            assertThat(awaitEvent(actions, SupervisionEvent.Left.class, 1).reason())
                    .isEqualTo("the PBX took away what the supervisor heard through");
            supervisor.awaitEnded(PATIENCE);
            nothingIsLeftButTheCall();
        }
    }

    @Test
    void aHangUpThatWasMissedIsNoticedThoughThePbxRefusesToTellAtFirst() {
        try (TestingActions actions = actions("tells")) {
            call();
            PhoneCall supervisor = joined(actions, SupervisionMode.LISTEN);
            actions.deaf();
            supervisor.hangUp();
            await().atMost(PATIENCE).until(() -> names("PJSIP/supervisor-") == 0);
            way.refuse("GET .*supervisor1.*", 2);

            actions.hearsAgain(lab);

            assertThat(awaitEvent(actions, SupervisionEvent.Left.class, 1).reason())
                    .isEqualTo("the supervisor hung up");
            assertThat(way.toCome()).isZero();
            nothingIsLeftButTheCall();
        }
    }

    private TestingActions actions(String app) {
        return TestingActions.by(way.uri(), lab, app);
    }
}
