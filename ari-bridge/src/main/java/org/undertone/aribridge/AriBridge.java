package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.ApplicationReplaced;
import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Channel;
import ch.loway.oss.ari4java.generated.models.ChannelDestroyed;
import ch.loway.oss.ari4java.generated.models.ChannelEnteredBridge;
import ch.loway.oss.ari4java.generated.models.ChannelHold;
import ch.loway.oss.ari4java.generated.models.ChannelLeftBridge;
import ch.loway.oss.ari4java.generated.models.ChannelUnhold;
import ch.loway.oss.ari4java.generated.models.Dial;
import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.generated.models.StasisEnd;
import ch.loway.oss.ari4java.generated.models.StasisStart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.Settings;
import org.undertone.core.AudioWindow;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.LoadLevel;
import org.undertone.mediatap.StreamStats;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.WindowSpec;

/**
 * Undertone's end of one PBX: finds the calls that a profile names, taps their legs, and tells of them. Calls are followed
 * on one thread, {@code undertone-calls}, which also tells every {@link CallEvent}.
 */
public final class AriBridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AriBridge.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration RESUME = Duration.ofSeconds(20);
    private static final Duration FOLLOW = Duration.ofMillis(500);

    private final String app;
    private final Consumer<CallEvent> listener;
    private final Consumer<CallEvent> events;
    private final Supplier<LoadLevel> load;
    private final InstantSource clock;
    private final CallsThread calls = new CallsThread(this::refresh);
    private final StasisArrivals arrivals = new StasisArrivals();
    private final Pauses pauses = new Pauses();
    private final OwnIds ids;
    private final AsteriskLink link;
    private final Taps taps;
    private final PartyReader reader;
    private final ChannelFacts channelFacts;
    private final ChannelReader channels;
    private final StockTaking stock;
    private final CallTracker tracker;
    private final Sweeper sweeper;
    private final PbxActions actions;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> resumed = new CompletableFuture<>();
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
        this.app = settings.asterisk().app();
        this.events = this::tell;
        this.listener = events;
        this.load = load;
        this.clock = clock;
        this.ids = new OwnIds(app, Long.toString(clock.millis(), Character.MAX_RADIX));
        this.link = new AsteriskLink(settings.asterisk(), new FromLink());
        this.taps = new Taps(
                link,
                arrivals,
                app,
                ids,
                ports,
                new WindowSpec(settings.media().window(), settings.media().hop()),
                load,
                settings.media().advertise(),
                window -> {
                    if (pauses.passes(window)) {
                        sound.accept(window);
                    }
                },
                new FromTaps(),
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
        this.sweeper = new Sweeper(link, ids);
        this.stock = new StockTaking(calls, this::refresh);
        this.actions = new PbxActions(settings, link, taps::snoopOf, arrivals, ids, clock);
    }

    /**
     * Connects, removes what an earlier life left on the PBX, and hears the calls in progress.
     *
     * @throws AsteriskException saying what is wrong and what to do; nothing is left behind then
     */
    public void start() {
        try {
            link.connect();
            resumed.get(RESUME.toSeconds(), TimeUnit.SECONDS);
            sweepNowAndThen();
            followLoad();
        } catch (TimeoutException e) {
            closeUndisturbed();
            throw new AsteriskException(
                    "could not take stock of the PBX within " + RESUME.toSeconds() + " s; is it overloaded?", 0, e);
        } catch (ExecutionException e) {
            closeUndisturbed();
            throw new AsteriskException(e.getCause().getMessage(), 0, e.getCause());
        } catch (InterruptedException e) {
            closeUndisturbed();
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while connecting to the PBX", 0, e);
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

    /** What can be done inside a call. */
    public PbxActions actions() {
        return actions;
    }

    private void tell(CallEvent event) {
        if (event instanceof CallEvent.CallSeen seen) {
            actions.callChanged(seen.facts());
        } else if (event instanceof CallEvent.CallEnded ended) {
            actions.callEnded(ended.call());
        }
        listener.accept(event);
    }

    /** Compares our picture with the PBX's own, after a time without events; again and again until that succeeds. */
    private void resume() {
        stock.take(
                this::takeStock,
                () -> {
                    events.accept(new CallEvent.Connected(clock.instant()));
                    resumed.complete(null);
                },
                e -> {
                    if (!resumed.completeExceptionally(e) && link.connected()) {
                        LOG.warn("could not take stock of the PBX, trying again: {}", e.getMessage());
                        calls.later(this::resume, AGAIN);
                    }
                });
    }

    /** Something was asked of the PBX and not answered: what it was about is found by taking stock a little later. */
    private void refresh() {
        if (resumed.isDone() && link.connected() && refreshing.compareAndSet(false, true)) {
            calls.later(
                    () -> {
                        refreshing.set(false);
                        stock.take(this::takeStock, () -> {}, e -> {
                            LOG.warn("could not take stock of the PBX, trying again: {}", e.getMessage());
                            refresh();
                        });
                    },
                    AGAIN);
        }
    }

    /** Asks the PBX for all that there is, on the thread for that; what is to be done with the answer on that of the calls. */
    private Runnable takeStock() {
        List<CallTap> stood = taps.standing();
        List<Channel> allChannels = link.requests()
                .repeatable("list channels", () -> link.ari().channels().list().execute());
        List<Bridge> bridges = link.requests()
                .repeatable("list bridges", () -> link.ari().bridges().list().execute());
        sweeper.sweepEarlierLives(allChannels, bridges);
        sweeper.sweepOrphans(allChannels, bridges, this::holds);
        Set<String> there = new HashSet<>();
        allChannels.forEach(channel -> there.add(channel.getId()));
        bridges.forEach(bridge -> there.add(bridge.getId()));
        return () -> {
            taps.closeBroken(stood, there);
            actions.resumed(there);
            tracker.compare(
                    allChannels.stream()
                            .filter(channel -> !ids.ours(channel.getId()))
                            .map(Sighting::of)
                            .toList(),
                    bridges.stream()
                            .filter(bridge -> !ids.ours(bridge.getId()))
                            .map(BridgeState::of)
                            .toList());
        };
    }

    private boolean holds(String id) {
        return taps.holds(id) || actions.holds(id);
    }

    private void sweepNowAndThen() {
        calls.every(() -> stock.beside(() -> sweeper.sweepOrphans(this::holds)), SWEEP);
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
        channelFacts.close();
        channels.close();
        stock.close();
        actions.close();
        taps.closeAll("Undertone ended");
        calls.close();
        link.close();
    }

    /** What the link tells goes to the thread of the calls, except arrivals, for which a tap waits. */
    private final class FromLink implements AsteriskLink.Listener {

        @Override
        public void connected() {
            calls.execute(AriBridge.this::resume);
        }

        @Override
        public void lost() {
            calls.execute(() -> events.accept(new CallEvent.Lost(clock.instant())));
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
                ofCalls(message);
            }
        }

        /** What happens while stock is taken waits for that, and then happens to what was found. */
        private void ofCalls(Message message) {
            if (message instanceof ChannelDestroyed destroyed) {
                ownChannelGone(destroyed.getChannel());
                stock.after(() -> tracker.destroyed(destroyed.getChannel().getId()));
            } else if (message instanceof ChannelEnteredBridge entered && entered.getChannel() != null) {
                if (!ids.ours(entered.getBridge().getId())) {
                    stock.after(() ->
                            tracker.entered(Sighting.of(entered.getChannel()), BridgeState.of(entered.getBridge())));
                }
            } else if (message instanceof ChannelLeftBridge left && left.getChannel() != null) {
                if (!ids.ours(left.getBridge().getId())) {
                    stock.after(() -> tracker.left(
                            left.getChannel().getId(), left.getBridge().getId()));
                }
            } else if (message instanceof Dial dial && dial.getCaller() != null) {
                Sighting caller = Sighting.of(dial.getCaller());
                if (caller.otherEnd().isPresent()) {
                    stock.after(() -> tracker.dials(caller));
                }
            } else if (message instanceof ChannelHold hold) {
                stock.after(() -> tracker.held(hold.getChannel().getId(), true));
            } else if (message instanceof ChannelUnhold unhold) {
                stock.after(() -> tracker.held(unhold.getChannel().getId(), false));
            }
        }

        private void ownChannelGone(Channel channel) {
            if (ids.ours(channel.getId())) {
                arrivals.gone(channel.getId());
                stock.beside(() -> taps.ownChannelGone(channel.getId(), reader));
            }
        }
    }

    /** What the taps tell goes to the thread of the calls. */
    private final class FromTaps implements Taps.Listener {

        @Override
        public void opened(Leg leg, Duration setUp, Instant at) {
            calls.execute(() -> events.accept(new CallEvent.TapOpened(leg, setUp, at)));
        }

        @Override
        public void failed(Leg leg, String reason) {
            calls.execute(() -> {
                pauses.forget(leg.id());
                events.accept(new CallEvent.NotTapped(leg.id(), reason, clock.instant()));
                tracker.tapGone(leg.id());
            });
        }

        @Override
        public void closed(LegId leg, String reason, StreamStats stats) {
            calls.execute(() -> {
                pauses.forget(leg);
                events.accept(new CallEvent.TapClosed(leg, reason, clock.instant(), stats));
                tracker.tapGone(leg);
            });
        }
    }

    private final class ToTaps implements CallTracker.Ears {

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
    }
}
