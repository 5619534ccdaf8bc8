package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.ApplicationReplaced;
import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Channel;
import ch.loway.oss.ari4java.generated.models.ChannelDestroyed;
import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.generated.models.StasisEnd;
import ch.loway.oss.ari4java.generated.models.StasisStart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.aribridge.act.PbxActions;
import org.undertone.aribridge.calls.AlreadyGoing;
import org.undertone.aribridge.calls.CallTracker;
import org.undertone.aribridge.calls.CallsThread;
import org.undertone.aribridge.calls.ChannelFacts;
import org.undertone.aribridge.calls.ChannelReader;
import org.undertone.aribridge.calls.LegEars;
import org.undertone.aribridge.calls.PbxMessages;
import org.undertone.aribridge.calls.Shedding;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.VariableRequests;
import org.undertone.aribridge.stasis.Lease;
import org.undertone.aribridge.stasis.Leases;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.PassedOn;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.aribridge.stasis.StasisArrivals;
import org.undertone.aribridge.stasis.Sweeper;
import org.undertone.aribridge.taps.CallTap;
import org.undertone.aribridge.taps.PartyReader;
import org.undertone.aribridge.taps.Pauses;
import org.undertone.aribridge.taps.RtpReader;
import org.undertone.aribridge.taps.Silences;
import org.undertone.aribridge.taps.Taps;
import org.undertone.aribridge.taps.Transports;
import org.undertone.config.Settings;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadLevel;
import org.undertone.mediatap.TapPorts;

/**
 * Undertone's end of one PBX: finds the calls that a profile names, taps their legs, and tells of them. Calls are followed
 * on one thread, {@code undertone-calls}, which also tells every {@link CallEvent}.
 */
public final class AriBridge implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration FOLLOW = Duration.ofMillis(500);

    private final String app;
    private final Consumer<CallEvent> listener;
    private final Consumer<CallEvent> events;
    private final Supplier<LoadLevel> load;
    private final InstantSource clock;
    private final CallsThread calls = new CallsThread(this::missed);
    private final StasisArrivals arrivals = new StasisArrivals();
    private final Pauses pauses = new Pauses();
    private final OwnIds ids;
    private final AsteriskLink link;
    private final Transports transports;
    private final Taps taps;
    private final ChannelFacts channelFacts;
    private final ChannelReader channels;
    private final PartyReader reader;
    private final CallTracker tracker;
    private final PbxMessages messages;
    private final StockTaking stock;
    private final PbxActions actions;
    private final Leases leases;
    private final Silences silences;
    private final AlreadyGoing going = new AlreadyGoing();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Whether it is to be told that there is a connection, when stock is taken; on the thread of the calls. */
    private boolean connected;
    /** The load that calls were last told of; on the timer's thread. */
    private LoadLevel followed = LoadLevel.FULL;

    /**
     * Makes one that is not connected yet.
     *
     * @param settings of the daemon
     * @param ports to receive sound on
     * @param load how much to hear; it is read again and again, also on the media thread, and must not wait
     * @param sound takes each window on the media thread, and must not wait
     * @param events takes each event on the thread {@code undertone-calls}
     * @param clock tells the time
     */
    public AriBridge(
            Settings settings,
            TapPorts ports,
            Supplier<LoadLevel> load,
            Consumer<AudioWindow> sound,
            Consumer<CallEvent> events,
            InstantSource clock) {
        this(settings, ports, load, sound, events, clock, Lease.USUAL);
    }

    AriBridge(
            Settings settings,
            TapPorts ports,
            Supplier<LoadLevel> load,
            Consumer<AudioWindow> sound,
            Consumer<CallEvent> events,
            InstantSource clock,
            Lease lease) {
        this.app = settings.asterisk().app();
        this.events = this::tell;
        this.listener = events;
        this.load = load;
        this.clock = clock;
        this.ids = new OwnIds(app, Long.toString(clock.millis(), Character.MAX_RADIX));
        this.link = new AsteriskLink(settings.asterisk(), new FromLink());
        Snoops snoops = new Snoops(link, arrivals, new PassedOn(link, clock), app, lease);
        this.transports = new Transports(
                link,
                arrivals,
                settings,
                ports,
                load,
                window -> {
                    if (pauses.passes(window)) {
                        sound.accept(window);
                    }
                },
                clock);
        this.reader = new PartyReader(link);
        VariableRequests variables = new VariableRequests(link.http(), settings.asterisk());
        this.channelFacts = new ChannelFacts(variables, calls);
        this.channels = new ChannelReader(variables, settings.profiles(), channelFacts, link::connected, calls);
        this.tracker = new CallTracker(
                channels,
                settings.profiles(),
                new ToTaps(),
                this.events,
                calls::later,
                new Shedding(load, settings.leastImportant()),
                clock);
        this.messages = new PbxMessages(tracker, ids::ours, this::happened);
        TapNews news = new TapNews(calls, tracker, pauses, this.events, clock);
        this.taps = new Taps(link, arrivals, snoops, ids, transports, news, clock);
        this.actions = new PbxActions(settings, link, taps::snoopOf, snoops, ids, clock);
        this.stock = new StockTaking(link, taps::standing, new Sweeper(link, ids), this::holds, calls, this::taken);
        this.leases = new Leases(link, lease, () -> Stream.concat(taps.channels(), actions.channels())
                .collect(Collectors.toSet()));
        this.silences = new Silences(
                link,
                new RtpReader(link, settings.asterisk().requestTimeout()),
                taps,
                new ToSupervisors(),
                news::renewed);
    }

    /**
     * Connects, removes what an earlier life left on the PBX, and hears the calls in progress. Waits for a PBX that is away as
     * long as that takes.
     *
     * @throws AsteriskException if the PBX refuses us ({@link AsteriskException#refused}), or the waiting thread is
     *     interrupted; nothing is left behind then
     */
    public void start() {
        try {
            link.connect();
            stock.first().get();
            calls.every(stock::sweep, SWEEP);
            followLoad();
            leases.start();
            silences.start();
        } catch (ExecutionException e) {
            closeUndisturbed();
            throw new AsteriskException(e.getCause().getMessage(), 0, e.getCause());
        } catch (InterruptedException e) {
            closeUndisturbed();
            Thread.currentThread().interrupt();
            throw new AsteriskException("Undertone ended while it connected to the PBX", 0, e);
        } catch (AsteriskException e) {
            closeUndisturbed();
            throw e;
        }
    }

    /** An interruption ends the start, not the tidying up after it. */
    private void closeUndisturbed() {
        boolean interrupted = Thread.interrupted();
        close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How the ids of all that this bridge makes on the PBX begin, of no other and in no other life. */
    public String life() {
        return ids.life();
    }

    /** What can be done inside a call. */
    public PbxActions actions() {
        return actions;
    }

    /** The threads on which it follows the PBX, by name: each does what it is given on that thread. */
    public Map<String, Executor> threads() {
        return Map.of("undertone-ari-events", link.events(), "undertone-calls", calls);
    }

    private void tell(CallEvent event) {
        if (event instanceof CallEvent.CallSeen seen) {
            actions.callChanged(seen.facts());
        } else if (event instanceof CallEvent.CallEnded ended) {
            actions.callEnded(ended.call());
            going.ended(ended.call());
        }
        listener.accept(event);
        if (event instanceof CallEvent.CallSeen seen && going.seen(seen.facts())) {
            listener.accept(
                    new CallEvent.AlreadyGoing(seen.facts().call(), seen.facts().startedAt()));
        }
    }

    private void missed() {
        stock.soon();
    }

    /** Compares our picture with the PBX's own, after a time without events. */
    private void taken(List<CallTap> stood, List<Channel> allChannels, List<Bridge> bridges) {
        Set<String> there = new HashSet<>();
        allChannels.forEach(channel -> there.add(channel.getId()));
        bridges.forEach(bridge -> there.add(bridge.getId()));
        taps.closeBroken(stood, there);
        actions.resumed(there);
        going.stock(bridges.stream()
                .filter(bridge -> bridge.getChannels().size() > 1)
                .flatMap(bridge -> bridge.getChannels().stream())
                .toList());
        messages.compare(allChannels, bridges);
        if (connected) {
            connected = false;
            events.accept(new CallEvent.Connected(clock.instant()));
        }
    }

    /** What happens while stock is taken waits for that, and then happens to what was found. */
    private void happened(Runnable event) {
        calls.execute(() -> stock.happened(event));
    }

    private boolean holds(String id) {
        return taps.holds(id) || actions.holds(id);
    }

    private void followLoad() {
        calls.every(
                () -> {
                    LoadLevel now = load.get();
                    if (now != followed) {
                        followed = now;
                        calls.execute(tracker::loadChanged);
                    }
                },
                FOLLOW);
    }

    /** Ends all taps, removes everything of ours from the PBX, and disconnects. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        calls.stopTimer();
        stock.close();
        channelFacts.close();
        channels.close();
        silences.close();
        actions.close();
        taps.closeAll("Undertone ended");
        leases.close();
        calls.close();
        link.close();
    }

    /** What the link tells goes to the thread of the calls, except arrivals, for which a tap waits. */
    private final class FromLink implements AsteriskLink.Listener {

        @Override
        public void connected() {
            transports.connected();
            channels.connected();
            calls.execute(() -> connected = true);
            stock.now();
        }

        @Override
        public void lost() {
            calls.execute(() -> events.accept(new CallEvent.Lost(clock.instant())));
        }

        @Override
        public void missed() {
            stock.soon();
        }

        @Override
        public void event(Message message) {
            actions.event(message);
            if (message instanceof StasisStart start) {
                arrivals.arrived(start.getChannel().getId());
            } else if (message instanceof StasisEnd end) {
                ownChannelGone(end.getChannel());
            } else if (message instanceof ApplicationReplaced) {
                calls.execute(() -> events.accept(new CallEvent.Replaced(app)));
            } else {
                if (message instanceof ChannelDestroyed destroyed) {
                    taps.destroyed(destroyed.getChannel().getId());
                    ownChannelGone(destroyed.getChannel());
                }
                messages.take(message);
            }
        }

        private void ownChannelGone(Channel channel) {
            if (ids.ours(channel.getId())) {
                arrivals.gone(channel.getId());
                taps.ownChannelGone(channel.getId(), reader);
            }
        }
    }

    private final class ToTaps implements LegEars {

        @Override
        public void open(Leg leg) {
            taps.open(leg);
        }

        @Override
        public void close(LegId leg, String reason) {
            taps.close(leg, reason);
        }

        @Override
        public void pause(LegId leg) {
            pauses.begin(leg);
        }

        @Override
        public void resume(LegId leg) {
            pauses.end(leg, clock.instant());
        }

        @Override
        public Optional<String> noRoom() {
            return transports.noRoom();
        }
    }

    private final class ToSupervisors implements Silences.Supervisors {

        @Override
        public CompletableFuture<Void> letGo(CallId call, String channel) {
            return actions.letGo(call, channel);
        }

        @Override
        public void hearAnew(CallId call, Set<String> except) {
            actions.hearAnew(call, except);
        }
    }
}
