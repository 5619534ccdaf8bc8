package org.undertone.aribridge.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.loway.oss.ari4java.generated.models.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.TestingRelay;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.config.Settings;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Role;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;

/** Lamps on a PBX that takes its time. */
@Tag("asterisk")
class LampsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LAMP = "Stasis:undertone-support";
    private static final int WAITING = 3;

    @Test
    void aLampGoesOutWithItsCallHoweverManyWaitToBeSwitched() throws Exception {
        try (Lab lab = Lab.start(LabOptions.defaults());
                TestingRelay network =
                        new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
                AsteriskLink link = link(lab, network)) {
            link.connect();
            Lamps lamps = new Lamps(link, new Parties(link), call -> true, WAITING);
            CallFacts call =
                    new CallFacts(new CallId("1.1"), "support", "support", "600", "", Instant.now(), List.of());
            Action.Blf steady = new Action.Blf("support", Action.Blf.Light.STEADY);
            assertThat(lamps.light(call, steady)).isEqualTo(ActionResult.done(LAMP));
            assertThat(lab.pbx().deviceState(LAMP)).isEqualTo("INUSE");

            network.stop("/deviceStates");
            for (int i = 0; i < 2 * WAITING; i++) {
                lamps.putOutLeftovers();
            }
            assertThat(lamps.light(call, steady).detail()).contains("lamps wait to be switched");
            lamps.ended(call.call());
            network.mend();

            await().atMost(PATIENCE).until(() -> !lab.pbx().deviceState(LAMP).equals("INUSE"));
            lamps.close();
        }
    }

    private static AsteriskLink link(Lab lab, TestingRelay network) {
        Settings direct = TestingDaemon.settings(lab.pbx(), "lamps-wait", TestingDaemon.queue(Role.CUSTOMER));
        Settings settings = TestingDaemon.by(network.uri(), Duration.ofSeconds(10), direct);
        return new AsteriskLink(settings.asterisk(), new AsteriskLink.Listener() {

            @Override
            public void connected() {}

            @Override
            public void lost() {}

            @Override
            public void event(Message message) {}
        });
    }
}
