package org.undertone.aribridge.act;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.stasis.Lease;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.config.SuperviseSettings;
import org.undertone.core.Leg;
import org.undertone.core.SupervisionMode;

/**
 * What one supervision holds on the PBX: the supervisor's channel, a snoop of it, a snoop of the agent's leg, and a bridge of
 * the two snoops. The supervisor's channel itself is in no bridge, since a CDR of a channel ends with each that leaves its
 * bridge: so it has one, from the answer to the hang-up, however often the mode changes. One thread at a time uses a seat,
 * and waits for the PBX; {@link #holds} may be asked by any.
 */
final class SupervisorSeat {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisorSeat.class);

    /** From the end of the ringing to the first time that a lease can be set. */
    private static final Duration ANSWERED = Duration.ofSeconds(5);

    private final AsteriskLink link;
    private final Snoops snoops;
    private final OwnIds.SupervisionIds ids;
    private final String app;
    private final SuperviseSettings settings;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private Optional<String> supervisor = Optional.empty();
    private Optional<String> snoop = Optional.empty();
    private Optional<Leg> heard = Optional.empty();
    private int rings;
    private int ears;

    SupervisorSeat(
            AsteriskLink link, Snoops snoops, OwnIds.SupervisionIds ids, String app, SuperviseSettings settings) {
        this.link = link;
        this.snoops = snoops;
        this.ids = ids;
        this.app = app;
        this.settings = settings;
    }

    /** What the supervisor's phone shows: one short line without what a SIP header gives a meaning to. */
    static String caller(String title) {
        String plain = title.replaceAll("[\\p{Cntrl}\"<>\\\\]+", " ").strip();
        return "Undertone: " + (plain.length() > 60 ? plain.substring(0, 60) : plain);
    }

    /** What a supervisor asks for by that key. */
    static Optional<SupervisionMode> modeOf(String key) {
        return switch (key) {
            case "4" -> Optional.of(SupervisionMode.LISTEN);
            case "5" -> Optional.of(SupervisionMode.COACH);
            case "6" -> Optional.of(SupervisionMode.BARGE);
            default -> Optional.empty();
        };
    }

    /** The channels that it holds. May be asked by any thread. */
    Stream<String> channels() {
        return held.stream().filter(id -> !id.equals(ids.bridge()));
    }

    boolean holds(String id) {
        return held.contains(id);
    }

    /** The channel of the supervisor that is rung or has joined. */
    Optional<String> supervisor() {
        return supervisor;
    }

    /** The snoop that the supervisor hears by. */
    Optional<String> snoop() {
        return snoop;
    }

    /** Whether that is what the supervisor speaks and hears through, whoever it is that he hears. */
    boolean isPlace(String id) {
        return id.equals(ids.voice()) || id.equals(ids.bridge());
    }

    /** Whether the place of a supervisor who has joined is still there; asks the PBX. */
    boolean stands() {
        return link.requests()
                        .find(
                                "find the supervisor's voice",
                                () -> link.ari().channels().get(ids.voice()).execute())
                        .isPresent()
                && link.requests()
                        .find(
                                "find the supervisor's bridge",
                                () -> link.ari().bridges().get(ids.bridge()).execute())
                        .isPresent();
    }

    /** Why nothing can be heard on that leg, if so. */
    Optional<String> passedOn(Leg leg) {
        return snoops.passedOn(leg.id().channelId());
    }

    /** Whose leg the supervisor hears. */
    Optional<Leg> heard() {
        return heard;
    }

    /**
     * Rings a supervisor.
     *
     * @param caller what the phone shows
     * @throws AsteriskException with status 500 if there is no such phone; nothing is left then
     */
    void ring(String endpoint, Duration time, String caller) {
        String channel = ids.supervisor(++rings);
        held.add(channel);
        supervisor = Optional.of(channel);
        try {
            link.requests().once("ring " + endpoint, () -> link.ari()
                    .channels()
                    .originateWithId(channel, endpoint)
                    .setApp(app)
                    .setAppArgs("supervisor")
                    .setTimeout((int) Math.max(1, (time.toMillis() + 999) / 1000))
                    .setCallerId("\"" + caller + "\" <undertone>")
                    .setVariables(variables(time))
                    .execute());
        } catch (AsteriskException e) {
            dismiss();
            throw e;
        }
    }

    /** While the phone rings the lease cannot be renewed, so that it lasts as long as that, if it rings for longer. */
    private Map<String, String> variables(Duration ringing) {
        Map<String, String> variables = new HashMap<>(snoops.lease().variables());
        Duration answered = ringing.plus(ANSWERED);
        if (answered.compareTo(snoops.lease().length()) > 0) {
            variables.put(Lease.FUNCTION, Lease.seconds(answered));
        }
        if (settings.cdr()) {
            variables.remove(Lease.NO_CDR);
            variables.put("CHANNEL(accountcode)", settings.account());
        }
        return variables;
    }

    /** Gives the supervisor who has answered a place, in which as yet nothing is heard and nobody hears him. */
    void seat() {
        String channel = supervisor.orElseThrow();
        // What it rang with may be longer.
        snoops.endAfter(channel, snoops.lease().length());
        mute();
        // A whisper is mixed into what is written to a channel, so something must be.
        link.requests()
                .once(
                        "start silence to the supervisor",
                        () -> link.ari().channels().startSilence(channel).execute());
        held.add(ids.voice());
        snoops.make(channel, "the supervisor", ids.voice(), "in", "out");
        held.add(ids.bridge());
        link.requests().once("make a bridge", () -> link.ari()
                .bridges()
                .createWithId(ids.bridge())
                .setType("mixing")
                .setName("supervision")
                .execute());
        join(ids.voice());
    }

    /** Nobody hears the supervisor any more. The keys he presses still arrive. */
    void mute() {
        link.requests().repeatable("mute the supervisor", () -> {
            link.ari()
                    .channels()
                    .mute(supervisor.orElseThrow())
                    .setDirection("in")
                    .execute();
            return true;
        });
    }

    /** The supervisor is heard by whom the snoop lets hear him. */
    void unmute() {
        link.requests().repeatable("unmute the supervisor", () -> {
            link.ari()
                    .channels()
                    .unmute(supervisor.orElseThrow())
                    .setDirection("in")
                    .execute();
            return true;
        });
    }

    /**
     * Lets the supervisor hear that leg and its far end. The new snoop is made ready before it takes the place of the old
     * one, in the few milliseconds of two requests; both at once would whisper the one's sound into the other's leg.
     */
    void hear(Leg leg, SupervisionMode mode) {
        String next = ids.snoop(++ears);
        held.add(next);
        try {
            snoops.make(leg.id().channelId(), leg.channelName(), next, "both", whisper(mode));
        } catch (AsteriskException e) {
            remove(next);
            throw e;
        }
        Optional<String> previous = snoop;
        snoop = Optional.of(next);
        heard = Optional.of(leg);
        previous.ifPresent(this::leave);
        try {
            join(next);
        } catch (AsteriskException e) {
            deaf();
            throw e;
        } finally {
            previous.ifPresent(this::remove);
        }
    }

    private static String whisper(SupervisionMode mode) {
        return switch (mode) {
            case LISTEN -> "none";
            case COACH -> "out";
            case BARGE -> "both";
        };
    }

    private void join(String channel) {
        link.requests().once("join the supervisor's bridge", () -> link.ari()
                .bridges()
                .addChannel(ids.bridge(), channel)
                .execute());
    }

    private void leave(String channel) {
        try {
            link.requests().once("leave the supervisor's bridge", () -> link.ari()
                    .bridges()
                    .removeChannel(ids.bridge(), channel)
                    .execute());
        } catch (AsteriskException e) {
            LOG.debug("{}; it is removed now", e.getMessage());
        }
    }

    /** The supervisor hears nothing from now on. */
    void deaf() {
        snoop.ifPresent(this::remove);
        snoop = Optional.empty();
        heard = Optional.empty();
    }

    /** The same, if he hears such a channel; when it returns, nothing of ours is on that any more. */
    void letGo(Predicate<String> channel) {
        heard.map(leg -> leg.id().channelId()).filter(channel).ifPresent(leg -> {
            snoop.ifPresent(id -> snoops.removeSurely(leg, id));
            deaf();
        });
    }

    /** Hangs up the supervisor who is rung or has joined, and takes the place away. */
    void dismiss() {
        supervisor.ifPresent(this::remove);
        supervisor = Optional.empty();
        if (held.contains(ids.voice())) {
            remove(ids.voice());
        }
        deaf();
        if (held.contains(ids.bridge())) {
            snoops.removeBridge(ids.bridge());
            held.remove(ids.bridge());
        }
    }

    private void remove(String channel) {
        snoops.remove(channel);
        held.remove(channel);
    }
}
