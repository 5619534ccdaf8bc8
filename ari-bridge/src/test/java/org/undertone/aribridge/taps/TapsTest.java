package org.undertone.aribridge.taps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.loway.oss.ari4java.generated.ari_10_0_0.models.Bridge_impl_ari_10_0_0;
import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.generated.models.StasisStart;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingAri;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.stasis.Lease;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.PassedOn;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.aribridge.stasis.StasisArrivals;
import org.undertone.aribridge.stasis.Sweeper;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Settings;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.StreamStats;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;

/** Taps and what is swept of them, where the PBX does not do as it is asked. */
@Tag("asterisk")
class TapsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Lab lab;

    private final StasisArrivals arrivals = new StasisArrivals();
    private final OwnIds ids = new OwnIds("taps", "now");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Optional<Error> fault = Optional.empty();
    private AsteriskLink link;
    private TapPorts ports;
    private Taps taps;

    @BeforeAll
    static void startLab() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @BeforeEach
    void makeTaps() {
        link = new AsteriskLink(settings(), new TestingArrivals());
        ports = new TapPorts(
                InetAddress.getLoopbackAddress(),
                new PortRange(42_000, 42_049),
                Duration.ofMinutes(1),
                Clock.systemUTC());
        taps = new Taps(
                link,
                arrivals,
                new Snoops(link, arrivals, new PassedOn(link, Clock.systemUTC()), "taps", Lease.USUAL),
                ids,
                new Transports(link, arrivals, daemon(), ports, () -> LoadLevel.FULL, window -> {}, Clock.systemUTC()),
                new TestingListener(),
                Clock.systemUTC());
    }

    @AfterEach
    void hangUp() {
        taps.closeAll("the test is over");
        link.close();
        ports.close();
        lab.reset();
    }

    @Test
    void noPortIsTakenForATapWhileThereIsNoConnection() {
        taps.open(new Leg(new LegId(new CallId("1.1"), "1.1"), "PJSIP/customer-00000001", Role.CUSTOMER));

        assertThat(told).containsExactly("failed: there is no connection to the PBX at the moment");
        assertThat(ports.use().inUse() + ports.use().resting()).isZero();
    }

    @Test
    void aTapWhoseSnoopIsGoneIsClosedThoughThePbxDoesNotTellWhy() {
        link.connect();
        taps.open(call());
        await().atMost(PATIENCE).until(() -> told.contains("opened"));

        try (AsteriskLink silent = new AsteriskLink(settings(), new TestingArrivals())) {
            taps.ownChannelGone("undertone.taps.now.1.snoop", new PartyReader(silent));
        }

        await().atMost(PATIENCE).until(() -> told.contains("closed: its channels on the PBX were removed"));
        assertThat(taps.holds("undertone.taps.now.1.snoop")).isFalse();
    }

    @Test
    void aTapOnWhoseWayAnErrorIsThrownIsRemovedAndHoldsUpNoEnd() {
        fault = Optional.of(new LinkageError("a jar was replaced"));
        link.connect();
        taps.open(call());

        // The error goes on to whatever logs the ends of threads.
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> told.stream()
                .anyMatch(what -> what.contains("a jar was replaced")));
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> lab.pbx().channels().stream()
                .noneMatch(channel -> channel.uniqueId().startsWith("undertone.")));
        assertThat(taps.holds("undertone.taps.now.1.snoop")).isFalse();
    }

    @Test
    void aPbxThatDoesNotTellOfCodecsIsTrusted() throws Exception {
        TestingAri ari = new TestingAri(lab.pbx());
        ari.send("DELETE", "asterisk/modules/func_channel.so");
        try {
            link.connect();
            taps.open(call());

            await().atMost(PATIENCE).until(() -> told.contains("opened"));
        } finally {
            ari.send("POST", "asterisk/modules/func_channel.so");
        }
    }

    @Test
    void aChannelOfAKindThatHasNoRtpHasNoCounts() {
        link.connect();
        taps.open(call());
        await().atMost(PATIENCE).until(() -> told.contains("opened"));

        assertThat(new RtpReader(link, PATIENCE).read("undertone.taps.now.1.snoop"))
                .isEmpty();
        assertThat(new RtpReader(link, PATIENCE).read("nobody")).isEmpty();
    }

    @Test
    void whatCannotBeRemovedKeepsNothingElseFromBeingSwept() throws Exception {
        new TestingAri(lab.pbx()).send("POST", "bridges/undertone.taps.earlier.2.bridge?type=mixing");
        link.connect();
        // A line of 20,000 characters is more than Asterisk's HTTP server reads: no answer of 404.
        List<Bridge> bridges = new ArrayList<>();
        for (String id : List.of("undertone.taps.earlier." + "1".repeat(20_000), "undertone.taps.earlier.2.bridge")) {
            Bridge bridge = new Bridge_impl_ari_10_0_0();
            bridge.setId(id);
            bridges.add(bridge);
        }

        new Sweeper(link, ids).sweepEarlierLives(List.of(), bridges);

        assertThat(lab.pbx().bridges()).isEmpty();
    }

    private static Settings daemon() {
        return TestingDaemon.settings(lab.pbx(), "taps", TestingDaemon.queue(Role.CUSTOMER));
    }

    private static AsteriskSettings settings() {
        return daemon().asterisk();
    }

    private static Leg call() {
        lab.phones().agent().answersWith(Script.silent());
        PhoneCall customer = lab.phones().customer().call("601", Script.silent());
        customer.awaitAnswered(PATIENCE);
        Channel channel = lab.pbx().channels().get(0);
        return new Leg(new LegId(new CallId(channel.linkedId()), channel.uniqueId()), channel.name(), Role.CUSTOMER);
    }

    private final class TestingArrivals implements AsteriskLink.Listener {

        @Override
        public void connected() {}

        @Override
        public void lost() {}

        @Override
        public void event(Message message) {
            if (message instanceof StasisStart start) {
                arrivals.arrived(start.getChannel().getId());
            }
        }
    }

    private final class TestingListener implements Taps.Listener {

        @Override
        public void opened(Leg leg, Duration setUp, Instant at) {
            fault.ifPresent(error -> {
                throw error;
            });
            told.add("opened");
        }

        @Override
        public void failed(Leg leg, String reason) {
            told.add("failed: " + reason);
        }

        @Override
        public void putOff(Leg leg, String reason, PutOffException.Waits waits) {
            told.add("put off: " + reason);
        }

        @Override
        public void closed(LegId leg, String reason, StreamStats stats) {
            told.add("closed: " + reason);
        }
    }
}
