package org.undertone.aribridge.act;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.SupervisionEvent;

/**
 * One supervision, from the first ring to its end. What happens is handed in from any thread, which never waits, and is dealt
 * with in order; so are the events that are told.
 */
final class Supervision {

    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);
    private static final Duration WATCH = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** So many looks, one a second, at a call without anybody in it: it is over, though nobody said so. */
    private static final int EMPTY_LOOKS = 10;

    private static final int SWITCHES = 10;

    private enum State {
        RINGING,
        JOINED,
        ENDED
    }

    private final Action.Supervise wanted;
    private final String caller;
    private final Consumer<SupervisionEvent> events;
    private final SupervisorSeat seat;
    private final Parties parties;
    private final SupervisionSteps steps;
    private final InstantSource clock;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CallId call;
    private CallFacts facts;
    private State state = State.RINGING;
    private SupervisionMode mode;
    private int tried;
    private int emptyLooks;
    private boolean lookingAgain;

    Supervision(
            CallFacts facts,
            Action.Supervise wanted,
            String title,
            Consumer<SupervisionEvent> events,
            SupervisorSeat seat,
            Parties parties,
            Serial serial,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.call = facts.call();
        this.facts = facts;
        this.wanted = wanted;
        this.caller = SupervisorSeat.caller(title);
        this.events = events;
        this.seat = seat;
        this.parties = parties;
        this.steps = new SupervisionSteps(call, serial, timer, this::hear, this::endNow);
        this.clock = clock;
        this.mode = wanted.mode();
    }

    CallId call() {
        return call;
    }

    /** What it holds. */
    SupervisorSeat seat() {
        return seat;
    }

    /** Done when everything of it is removed. */
    CompletableFuture<Void> over() {
        return over;
    }

    void start() {
        steps.then(this::ringNext);
    }

    /** A channel of ours has arrived: the supervisor has answered. */
    void arrived(String channel) {
        steps.then(() -> {
            if (state == State.RINGING && isSupervisor(channel)) {
                join();
            }
        });
    }

    /** A channel or bridge of ours is gone. */
    void gone(String id, HangupCause cause) {
        steps.surely(() -> goneNow(id, cause));
    }

    /** A key was pressed on a channel of ours. */
    void key(String channel, String key) {
        steps.then(() -> {
            if (state == State.JOINED && isSupervisor(channel)) {
                SupervisorSeat.modeOf(key).filter(to -> to != mode).ifPresent(this::change);
            }
        });
    }

    /** Takes the supervisor's snoop off the leg that is heard, if it is such a one, and makes another. */
    void letGo(Predicate<String> channel, Runnable gone) {
        steps.surely(() -> {
            seat.letGo(channel);
            gone.run();
            hear();
        });
    }

    void callChanged(CallFacts newest) {
        steps.then(() -> {
            facts = newest;
            emptyLooks = 0;
            hear();
        });
    }

    void end(String reason) {
        steps.surely(() -> endNow(reason));
    }

    /** Events were lost for a while. */
    void resumed(Set<String> channels) {
        steps.then(() -> resumedNow(channels));
    }

    private boolean isSupervisor(String channel) {
        return seat.supervisor().filter(channel::equals).isPresent();
    }

    private void ringNext() {
        while (state == State.RINGING && seat.supervisor().isEmpty()) {
            if (tried == wanted.supervisors().size()) {
                endNow("no supervisor could be reached");
            } else {
                ring(wanted.supervisors().get(tried++));
            }
        }
    }

    private void ring(String supervisor) {
        try {
            if (!parties.anybody(facts)) {
                endNow("the call is over");
            } else if (parties.takesPart(supervisor, facts)) {
                notReached("is in this call already");
            } else if (!endsAsNobodyCanHear(parties.agent(facts))) {
                seat.ring(supervisor, wanted.ring(), caller);
                tell(new SupervisionEvent.Ringing(supervisor, now()));
                String channel = seat.supervisor().orElseThrow();
                steps.later(wanted.ring().plus(WATCH), () -> rungLongEnough(channel));
            }
        } catch (AsteriskException e) {
            notReached(e.status() == 500 ? "there is no such phone, or it is not registered" : e.getMessage());
        }
    }

    /** Where the agent's codec is only passed on, a snoop brings nothing; that is so until the call's end. */
    private boolean endsAsNobodyCanHear(Optional<Leg> agent) {
        Optional<String> passedOn = agent.flatMap(seat::passedOn);
        passedOn.ifPresent(why -> endNow("the agent cannot be heard: " + why));
        return passedOn.isPresent();
    }

    private void rungLongEnough(String channel) {
        if (state == State.RINGING && isSupervisor(channel)) {
            nextAfter("the PBX did not tell of an answer");
        }
    }

    private void nextAfter(String reason) {
        seat.dismiss();
        notReached(reason);
        ringNext();
    }

    private void notReached(String reason) {
        tell(new SupervisionEvent.NotReached(current(), reason, now()));
    }

    /** The supervisor who was tried last. */
    private String current() {
        return wanted.supervisors().get(tried - 1);
    }

    private void join() {
        try {
            seat.seat();
        } catch (AsteriskException e) {
            nextAfter("answered, but could not be let in: " + e.getMessage());
            return;
        }
        state = State.JOINED;
        hear();
        if (state == State.JOINED) {
            tell(new SupervisionEvent.Joined(current(), mode, now()));
            if (mode != SupervisionMode.LISTEN) {
                microphone(SWITCHES);
            }
        }
    }

    /** Lets the supervisor hear the agent who is in the call now; waits for one if there is none. */
    private void hear() {
        if (state != State.JOINED || seat.snoop().isPresent()) {
            return;
        }
        try {
            var agent = parties.agent(facts);
            if (endsAsNobodyCanHear(agent)) {
                return;
            }
            if (agent.isPresent()) {
                seat.hear(agent.get(), mode);
                emptyLooks = 0;
                return;
            }
            emptyLooks = parties.anybody(facts) ? 0 : emptyLooks + 1;
        } catch (AsteriskException e) {
            LOG.debug("call={} the supervisor hears nobody yet: {}", call, e.getMessage());
        }
        if (emptyLooks >= EMPTY_LOOKS) {
            endNow("the call is over");
        } else if (!lookingAgain) {
            lookingAgain = true;
            steps.later(AGAIN, () -> {
                lookingAgain = false;
                hear();
            });
        }
    }

    private void goneNow(String id, HangupCause cause) {
        if (isSupervisor(id)) {
            if (state == State.RINGING) {
                nextAfter(cause.inWords());
            } else {
                endNow("the supervisor hung up");
            }
        } else if (seat.snoop().filter(id::equals).isPresent()) {
            seat.deaf();
            hear();
        } else if (state == State.JOINED && seat.isPlace(id)) {
            // Not at once: it also goes when the supervisor hangs up, which is told a moment later.
            steps.later(AGAIN, this::endUnlessSeated);
        }
    }

    private void endUnlessSeated() {
        try {
            if (state == State.JOINED && !seat.stands()) {
                endNow("the PBX took away what the supervisor heard through");
            }
        } catch (AsteriskException e) {
            LOG.debug("call={} it is not known whether the supervisor hears: {}", call, e.getMessage());
            steps.later(AGAIN, this::endUnlessSeated);
        }
    }

    /** Muted meanwhile, so that nobody hears a word that was not meant for him. */
    private void change(SupervisionMode to) {
        SupervisionMode before = mode;
        mode = to;
        try {
            seat.mute();
            if (seat.heard().isPresent()) {
                seat.hear(seat.heard().get(), to);
            }
        } catch (AsteriskException e) {
            if (to == SupervisionMode.LISTEN) {
                LOG.warn("call={} the supervisor hears nothing for a moment: {}", call, e.getMessage());
                // Whatever he was heard through goes: who asked to listen only must not be heard.
                seat.deaf();
                steps.later(AGAIN, () -> microphone(SWITCHES));
            } else {
                LOG.warn("call={} supervision stays in mode {}: {}", call, before.label(), e.getMessage());
                mode = before;
            }
        }
        if (mode != SupervisionMode.LISTEN) {
            microphone(SWITCHES);
        }
        if (mode == to) {
            tell(new SupervisionEvent.ModeChanged(to, now()));
        }
        hear();
    }

    /** Switches the supervisor's microphone as the mode wants it; where that fails, so often, once a second. */
    private void microphone(int tries) {
        if (state != State.JOINED) {
            return;
        }
        try {
            if (mode == SupervisionMode.LISTEN) {
                seat.mute();
            } else {
                seat.unmute();
            }
        } catch (AsteriskException e) {
            LOG.warn("call={} supervision in mode {}: {}", call, mode.label(), e.getMessage());
            if (tries > 1) {
                steps.later(AGAIN, () -> microphone(tries - 1));
            } else if (mode != SupervisionMode.LISTEN) {
                change(SupervisionMode.LISTEN);
            }
        }
    }

    private void resumedNow(Set<String> channels) {
        try {
            takeStock(channels);
        } catch (AsteriskException e) {
            LOG.warn("call={} supervision, trying again: {}", call, e.getMessage());
            steps.later(AGAIN, () -> resumedNow(channels));
        }
    }

    private void takeStock(Set<String> channels) {
        if (state == State.ENDED || seat.supervisor().isEmpty()) {
            return;
        }
        Optional<Channel> supervisor = parties.channel(seat.supervisor().get());
        if (supervisor.isEmpty()) {
            goneNow(seat.supervisor().get(), HangupCause.UNKNOWN);
        } else if (state == State.RINGING && "Up".equals(supervisor.get().getState())) {
            join();
        }
        Optional<String> snoop = seat.snoop();
        if (snoop.isPresent()
                && !channels.contains(snoop.get())
                && parties.channel(snoop.get()).isEmpty()) {
            goneNow(snoop.get(), HangupCause.UNKNOWN);
        }
        endUnlessSeated();
    }

    private void endNow(String reason) {
        if (state == State.ENDED) {
            return;
        }
        boolean joined = state == State.JOINED;
        state = State.ENDED;
        seat.dismiss();
        over.complete(null);
        tell(joined ? new SupervisionEvent.Left(reason, now()) : new SupervisionEvent.GaveUp(reason, now()));
    }

    private Instant now() {
        return clock.instant();
    }

    private void tell(SupervisionEvent event) {
        String name = event.getClass().getSimpleName();
        LOG.info("call={} supervision: {}", call, name);
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            LOG.error("call={} the event {} of a supervision could not be taken", call, name, e);
        }
    }
}
