package org.undertone.aribridge.act;

import ch.loway.oss.ari4java.generated.models.ChannelDestroyed;
import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.generated.models.StasisEnd;
import ch.loway.oss.ari4java.generated.models.StasisStart;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.stasis.Lease;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.PassedOn;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.aribridge.stasis.StasisArrivals;
import org.undertone.config.Settings;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;

/** The actions alone, on a connection of their own; calls are told of by the test. */
final class TestingActions implements AutoCloseable {

    private final StasisArrivals arrivals = new StasisArrivals();
    private final AsteriskLink link;
    private final PbxActions actions;
    private final List<SupervisionEvent> events = new CopyOnWriteArrayList<>();
    private volatile boolean deaf;

    private TestingActions(Settings settings) {
        Clock clock = Clock.systemUTC();
        OwnIds ids = new OwnIds(settings.asterisk().app(), Long.toString(clock.millis(), Character.MAX_RADIX));
        this.link = new AsteriskLink(settings.asterisk(), new Listener());
        Snoops snoops = new Snoops(
                link,
                arrivals,
                new PassedOn(link, Clock.systemUTC()),
                settings.asterisk().app(),
                Lease.USUAL);
        this.actions = new PbxActions(settings, link, facts -> Optional.empty(), snoops, ids, clock);
        link.connect();
    }

    /** Connected as that application. */
    static TestingActions on(Lab lab, String app) {
        return new TestingActions(TestingDaemon.settings(lab.pbx(), app, TestingDaemon.queue(Role.CUSTOMER)));
    }

    /** Connected as that application, by way of that address. */
    static TestingActions by(URI address, Lab lab, String app) {
        Settings direct = TestingDaemon.settings(lab.pbx(), app, TestingDaemon.queue(Role.CUSTOMER));
        return with(TestingDaemon.by(address, direct.asterisk().requestTimeout(), direct));
    }

    static TestingActions with(Settings settings) {
        return new TestingActions(settings);
    }

    /** What is true of the call that the lab has now, between its customer and its agent. */
    static CallFacts facts(Lab lab) {
        List<Channel> channels = lab.pbx().channels().stream()
                .filter(channel -> channel.name().matches("PJSIP/(customer|agent)-.*"))
                .sorted(Comparator.comparing(Channel::name, Comparator.comparing(TestingActions::number)))
                .toList();
        CallId call = new CallId(channels.get(0).linkedId());
        List<Leg> legs = channels.stream()
                .filter(channel -> channel.linkedId().equals(call.linkedId()))
                .map(channel -> new Leg(new LegId(call, channel.uniqueId()), channel.name(), role(channel)))
                .toList();
        return new CallFacts(call, "support", "support", "600", "PJSIP/agent", Instant.now(), legs);
    }

    private static String number(String channelName) {
        return channelName.substring(channelName.lastIndexOf('-'));
    }

    private static Role role(Channel channel) {
        return channel.name().startsWith("PJSIP/customer-") ? Role.CUSTOMER : Role.AGENT;
    }

    PbxActions pbx() {
        return actions;
    }

    /** Tells of a call, as the bridge does before anything can be done in it. */
    CallFacts seen(CallFacts facts) {
        actions.callChanged(facts);
        return facts;
    }

    /** Tells of that call, and begins a supervision of it. */
    void supervise(CallFacts facts, Action.Supervise supervise) {
        seen(facts);
        actions.supervise(facts, supervise, "angry, \"92 %\"", events::add);
    }

    /** What supervisions told so far. */
    List<SupervisionEvent> events() {
        return events;
    }

    <T extends SupervisionEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Loses all events from now on, as a lost connection does. */
    void deaf() {
        deaf = true;
    }

    /** Hears events again, and takes stock of what is there now. */
    void hearsAgain(Lab lab) {
        deaf = false;
        actions.resumed(lab.pbx().channels().stream().map(Channel::uniqueId).collect(Collectors.toSet()));
    }

    @Override
    public void close() {
        actions.close();
        link.close();
    }

    private final class Listener implements AsteriskLink.Listener {

        @Override
        public void connected() {}

        @Override
        public void lost() {}

        @Override
        public void event(Message message) {
            if (deaf) {
                return;
            }
            if (message instanceof StasisStart start) {
                arrivals.arrived(start.getChannel().getId());
            } else if (message instanceof StasisEnd end) {
                arrivals.gone(end.getChannel().getId());
            } else if (message instanceof ChannelDestroyed destroyed) {
                arrivals.gone(destroyed.getChannel().getId());
            }
            actions.event(message);
        }
    }
}
