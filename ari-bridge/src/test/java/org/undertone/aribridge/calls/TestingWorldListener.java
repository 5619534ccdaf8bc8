package org.undertone.aribridge.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.undertone.aribridge.who.BridgeState;
import org.undertone.aribridge.who.Reading;
import org.undertone.aribridge.who.Sighting;
import org.undertone.aribridge.world.BridgeView;
import org.undertone.aribridge.world.ChannelView;
import org.undertone.aribridge.world.PbxEvent;
import org.undertone.aribridge.world.TestingPbxWorld;
import org.undertone.aribridge.world.WorldOracle;
import org.undertone.aribridge.world.WorldPlayer;
import org.undertone.config.Profile;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadLevel;

/** A tracker of calls in a world, whose questions are answered sooner or later, and by what is true by then. */
final class TestingWorldListener implements WorldPlayer.Subject {

    private static final int LONG = 10_000;

    private final TestingPbxWorld world;
    private final WorldOracle oracle;
    private final Random chance;
    private final List<Runnable> unanswered = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private Life life;

    TestingWorldListener(TestingPbxWorld world, WorldOracle oracle, Random chance) {
        this.world = world;
        this.oracle = oracle;
        this.chance = chance;
        this.life = new Life();
    }

    @Override
    public void told(PbxEvent event) {
        life.told(event);
        while (!unanswered.isEmpty() && chance.nextBoolean()) {
            unanswered.remove(chance.nextInt(unanswered.size())).run();
        }
    }

    @Override
    public void takesStock() {
        life.tracker.compare(
                world.channelViews().stream()
                        .map(TestingWorldListener::sighting)
                        .toList(),
                world.bridgeViews().stream().map(TestingWorldListener::state).toList());
    }

    @Override
    public void restarts() {
        unanswered.clear();
        later.clear();
        life = new Life();
        takesStock();
    }

    @Override
    public void settles() {
        for (int i = 0; i < LONG && !(unanswered.isEmpty() && later.isEmpty()); i++) {
            if (unanswered.isEmpty()) {
                life.now = life.now.plusSeconds(1);
                later.remove(0).run();
            } else {
                unanswered.remove(chance.nextInt(unanswered.size())).run();
            }
        }
    }

    @Override
    public String keeps() {
        return (life.tracker.isIdle() ? "" : "something of somebody ")
                + (life.open.isEmpty() ? "" : "taps " + life.open)
                + (life.calls.isEmpty() ? "" : "calls " + life.calls);
    }

    private static Sighting sighting(ChannelView channel) {
        String number = channel.id().substring(channel.id().indexOf('.') + 1);
        return new Sighting(
                channel.id(),
                channel.name(),
                channel.application(),
                channel.data(),
                channel.number(),
                Instant.EPOCH.plusSeconds(Long.parseLong(number)));
    }

    private static BridgeState state(BridgeView bridge) {
        return new BridgeState(bridge.id(), bridge.holding(), bridge.channels());
    }

    /** From a start of Undertone to the next. */
    private final class Life implements Questions, LegEars {

        @Override
        public Optional<String> noRoom() {
            return Optional.empty();
        }

        private final Set<LegId> open = new HashSet<>();
        private final Set<String> calls = new HashSet<>();
        private final CallTracker tracker = new CallTracker(
                this,
                world.site().profiles(),
                this,
                this::event,
                this::later,
                new Shedding(() -> LoadLevel.FULL, Set.of()),
                () -> now());
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        private Instant now() {
            return now;
        }

        void told(PbxEvent event) {
            String id = event.channel().id();
            if (event instanceof PbxEvent.Entered entered) {
                tracker.entered(sighting(entered.channel()), state(entered.bridge()));
            } else if (event instanceof PbxEvent.Left left) {
                tracker.left(id, left.bridge().id());
            } else if (event instanceof PbxEvent.Dials dials) {
                tracker.dials(sighting(dials.channel()));
            } else if (event instanceof PbxEvent.Held) {
                tracker.held(id, true);
            } else if (event instanceof PbxEvent.Unheld) {
                tracker.held(id, false);
            } else if (event instanceof PbxEvent.Destroyed) {
                tracker.destroyed(id);
            }
        }

        private void event(CallEvent event) {
            if (event instanceof CallEvent.NotTapped not) {
                oracle.excused(not.leg().channelId(), not.reason());
            } else if (event instanceof CallEvent.CallSeen seen) {
                String call = seen.facts().call().toString();
                calls.add(call);
                oracle.callSeen(
                        call,
                        seen.facts().legs().stream()
                                .filter(leg -> leg.role() == Role.CUSTOMER)
                                .map(leg -> leg.id().channelId())
                                .collect(Collectors.toSet()));
            } else if (event instanceof CallEvent.CallEnded ended) {
                calls.remove(ended.call().toString());
                oracle.callEnded(ended.call().toString());
            }
        }

        private void later(Runnable task, Duration delay) {
            later.add(task);
        }

        @Override
        public void read(Sighting channel, Consumer<Answer> answer) {
            unanswered.add(() -> answer.accept(answer(channel.id())));
        }

        private Answer answer(String id) {
            if (world.variable(id, "CHANNEL(linkedid)").isEmpty()) {
                return new Gone();
            }
            return new Read(new Reading(
                    variable(id, "CHANNEL(linkedid)"),
                    variable(id, Profile.VARIABLE),
                    variable(id, "CALLERID(dnid)"),
                    variable(id, "QUEUENAME"),
                    variable(id, "CHANNEL(pjsip,remote_uri)"),
                    world.isHeld(id),
                    Map.of(),
                    world.site().memberInterfaces()));
        }

        private String variable(String id, String name) {
            return world.variable(id, name).orElse("");
        }

        @Override
        public void readFacts(LiveCall call, Consumer<LiveCall> told) {}

        @Override
        public void open(Leg leg) {
            open.add(leg.id());
            oracle.opened(leg.id().channelId());
        }

        @Override
        public void close(LegId leg, String reason) {
            if (open.remove(leg)) {
                oracle.closed(leg.channelId());
                Life told = this;
                later.add(() -> told.tracker.tapGone(leg));
            }
        }

        @Override
        public void pause(LegId leg) {}

        @Override
        public void resume(LegId leg) {}
    }
}
