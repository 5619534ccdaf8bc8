package org.undertone.aribridge;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.undertone.aribridge.act.PbxActions;
import org.undertone.aribridge.stasis.Lease;
import org.undertone.config.CueSettings;
import org.undertone.config.Secret;
import org.undertone.config.Settings;
import org.undertone.config.SettingsParts;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;

/**
 * A program of its own that hears both sides of the first call to 903, lights a lamp, lets a supervisor in and begins a cue;
 * then it waits to be killed. It prints {@value #CONNECTED} with the life of its ids, and {@value #BUSY} when all of that goes on.
 */
final class TestingKilledBridge {

    static final String APP = "killed";
    static final String LAMP = "killed-lamp";
    static final String CONNECTED = "connected";
    static final String BUSY = "busy";

    static final Duration RING = Duration.ofSeconds(20);

    private TestingKilledBridge() {}

    /** Takes the PBX's address, a user and password of it, and the length and the renewal of the lease. */
    public static void main(String[] arguments) throws InterruptedException {
        endWithTheTest();
        Settings settings = withLongestTone(TestingDaemon.settings(
                URI.create(arguments[0]),
                arguments[1],
                new Secret(arguments[2]),
                APP,
                TestingDaemon.number("903", Role.CUSTOMER, Role.AGENT)));
        Lease lease = new Lease(Duration.parse(arguments[3]), Duration.parse(arguments[4]));
        TapPorts ports = new TapPorts(
                settings.media().address(),
                new PortRange(settings.media().firstPort(), settings.media().lastPort()),
                settings.media().rest(),
                Clock.systemUTC());
        BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
        @SuppressWarnings("resource") // it never gets to close it
        AriBridge bridge = new AriBridge(
                settings, ports, () -> LoadLevel.FULL, window -> {}, events::add, Clock.systemUTC(), lease);
        bridge.start();
        System.out.println(CONNECTED + " " + bridge.life());
        help(bridge.actions(), awaitCall(events));
    }

    /** Whoever started it holds the other end of its standard input, until it is killed itself. */
    private static void endWithTheTest() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // Nobody is there either.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "test-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static Settings withLongestTone(Settings usual) {
        return new Settings(
                usual.asterisk(),
                usual.media(),
                usual.model(),
                usual.track(),
                usual.load(),
                usual.rules(),
                usual.ledger(),
                new CueSettings("880/5000", usual.cue().rest(), usual.cue().from()),
                usual.supervise(),
                SettingsParts.NONE,
                usual.profiles(),
                Optional.empty());
    }

    private static CallFacts awaitCall(BlockingQueue<CallEvent> events) throws InterruptedException {
        int heard = 0;
        List<CallFacts> seen = new ArrayList<>();
        while (heard < 2) {
            CallEvent event = events.take();
            if (event instanceof CallEvent.CallSeen now) {
                seen.add(now.facts());
            } else if (event instanceof CallEvent.TapOpened) {
                heard++;
            }
        }
        return seen.get(seen.size() - 1);
    }

    private static void help(PbxActions pbx, CallFacts call) throws InterruptedException {
        pbx.blf(call, new Action.Blf(LAMP, Action.Blf.Light.FLASHING));
        BlockingQueue<SupervisionEvent> supervision = new LinkedBlockingQueue<>();
        pbx.supervise(
                call,
                new Action.Supervise(List.of("PJSIP/supervisor"), SupervisionMode.LISTEN, RING),
                "killed",
                supervision::add);
        while (!(supervision.take() instanceof SupervisionEvent.Joined)) {
            // It rings first.
        }
        System.out.println(BUSY);
        pbx.cue(call, new Action.Cue("never ends", Set.of(Action.Cue.Way.TONE)));
    }
}
