package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.config.Profile;
import org.undertone.config.Secret;
import org.undertone.config.Settings;
import org.undertone.config.TestingProfile;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadLevel;

/** What becomes of calls on a real Asterisk when there is too much load, and when there is room again. */
class SheddingTest extends QueueCalls {

    @Test
    void legsOfTheLeastImportantProfilePauseAndGoOn() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("pauses", 2))) {
            customerCalls("600");
            await().atMost(PATIENCE).until(() -> daemon.windows().size() >= 2);

            daemon.hear(LoadLevel.PAUSE_LOWEST);
            awaitEvent(daemon, CallEvent.Paused.class);
            CallEvent.Paused paused = daemon.events(CallEvent.Paused.class).get(0);
            assertThat(paused.reason()).isEqualTo("overload");
            assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();

            daemon.hear(LoadLevel.FULL);
            awaitEvent(daemon, CallEvent.Resumed.class);
            await().atMost(PATIENCE).until(() -> daemon.lastWindow()
                    .ref()
                    .lastPacketAt()
                    .isAfter(daemon.events(CallEvent.Resumed.class).get(0).at()));
            assertThat(daemon.windows())
                    .filteredOn(window -> window.ref().lastPacketAt().isAfter(paused.at()))
                    .allMatch(window -> window.ref()
                            .lastPacketAt()
                            .isAfter(daemon.events(CallEvent.Resumed.class)
                                    .get(0)
                                    .at()));
        }
    }

    @Test
    void anImportantProfileGoesOnWhileANewCallWaitsForRoom() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("waits", 9))) {
            daemon.hear(LoadLevel.NO_NEW_TAPS);
            customerCalls("600");
            await().atMost(PATIENCE).until(() -> !withoutRoom(daemon).isEmpty());

            daemon.hear(LoadLevel.PAUSE_LOWEST);
            await().atMost(PATIENCE).until(() -> !daemon.windows().isEmpty());
            LegId heard = daemon.windows().get(0).ref().leg();
            assertThat(heard).isEqualTo(withoutRoom(daemon).get(0).leg());
            assertThat(withoutRoom(daemon)).as("told once").hasSize(1);
            assertThat(daemon.events(CallEvent.Paused.class)).isEmpty();

            daemon.hear(LoadLevel.NO_NEW_TAPS);
            int before = daemon.windows().size();
            await("a leg that is heard stays so")
                    .atMost(PATIENCE)
                    .until(() -> daemon.windows().size() > before + 1);
            assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();
        }
    }

    private static List<CallEvent.NotTapped> withoutRoom(TestingDaemon daemon) {
        return daemon.events(CallEvent.NotTapped.class).stream()
                .filter(not -> not.reason().equals(Shedding.NO_ROOM))
                .toList();
    }

    /** Calls through the queue are that important; another profile has the usual priority. */
    private static Settings settings(String app, int priority) {
        Profile support = TestingProfile.named("support")
                .queues("support")
                .priority(priority)
                .build();
        Secret password = new Secret(lab.pbx().ariPassword());
        return TestingDaemon.settings(lab.pbx(), app, password, support, TestingDaemon.number("601", Role.CUSTOMER));
    }
}
