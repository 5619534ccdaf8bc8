package org.undertone.aribridge.act;

import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.generated.models.PlaybackFinished;
import ch.loway.oss.ari4java.generated.models.PlaybackStarted;
import ch.loway.oss.ari4java.generated.models.Variable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.StasisApps;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.config.Settings;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.event.SupervisionEvent;

/**
 * What can be done inside a call on the PBX. Where nothing else is said, each waits for the PBX within the settings' time
 * limit, so call it from a thread that may wait.
 */
public final class PbxActions {

    private static final int ASKS = 5;
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private static final String OVER = "the call is over";

    private final AsteriskLink link;
    private final Parties parties;
    private final Function<CallFacts, Optional<String>> snoopOf;
    private final InstantSource clock;
    private final Cues cues;
    private final Lamps lamps;
    private final UserEvents userEvents;
    private final Supervisions supervisions;
    /** The calls that go on. */
    private final Set<CallId> live = ConcurrentHashMap.newKeySet();

    /**
     * Makes it of its parts.
     *
     * @param settings of the daemon
     * @param link to the PBX
     * @param snoopOf a snoop of one of the call's legs that is in use, through which variables can be set
     * @param snoops makes what is needed on the PBX
     * @param ids of this life
     * @param clock tells the time
     */
    public PbxActions(
            Settings settings,
            AsteriskLink link,
            Function<CallFacts, Optional<String>> snoopOf,
            Snoops snoops,
            OwnIds ids,
            InstantSource clock) {
        this.link = link;
        this.snoopOf = snoopOf;
        this.clock = clock;
        String app = settings.asterisk().app();
        this.parties = new Parties(link);
        this.cues = new Cues(link, parties, snoops, ids, settings.cue(), clock);
        this.lamps = new Lamps(link, parties, live::contains, Lamps.WAITING);
        this.userEvents = new UserEvents(link, parties, app);
        String supervisors = StasisApps.of(settings.asterisk()).supervisors();
        this.supervisions = new Supervisions(link, parties, snoops, ids, supervisors, settings.supervise(), clock);
    }

    /**
     * Cues the agent who is in the call now, by every way that the cue names; done if one of them worked. At most one cue
     * an agent in the settings' {@code rest}, else it is skipped; one that failed does not count. Waits until the tone is
     * over. That the phone has taken a message is not told by the PBX: a message is done when the PBX has sent it.
     */
    public ActionResult cue(CallFacts facts, Action.Cue cue) {
        return live.contains(facts.call()) ? cues.give(facts, cue) : ActionResult.failed(OVER);
    }

    /**
     * Lights a lamp, the device state {@code Stasis:undertone-<lamp>}, until the call ends; a lamp that several calls light
     * goes out with the last of them. The agent's is that of the agent who is in the call now, and goes out when they leave it.
     */
    public ActionResult blf(CallFacts facts, Action.Blf blf) {
        return lamps.light(facts, blf);
    }

    /**
     * Sends an event that applications of ARI ({@code ChannelUserevent}) and AMI ({@code UserEvent}) see.
     *
     * @param about what is known of the alert; a variable of the event with the same name replaces it
     */
    public ActionResult userEvent(CallFacts facts, Action.UserEvent event, Map<String, String> about) {
        return userEvents.tell(facts, event, about);
    }

    /**
     * Rings supervisors one after the other, and lets the first who answers into the call. Returns at once.
     *
     * @param title one line of what it is about, shown on the supervisor's phone
     * @param events told in order, one at a time, by threads of the supervision; it may wait a little
     */
    public void supervise(
            CallFacts facts, Action.Supervise supervise, String title, Consumer<SupervisionEvent> events) {
        if (!live.contains(facts.call())) {
            events.accept(new SupervisionEvent.GaveUp(OVER, clock.instant()));
            return;
        }
        supervisions.begin(facts, supervise, title, events);
        if (!live.contains(facts.call())) {
            // It ended meanwhile, perhaps before the supervision could be told of it.
            supervisions.callEnded(facts.call());
        }
    }

    /** A call has begun, or its facts have grown. Returns at once. */
    public void callChanged(CallFacts facts) {
        live.add(facts.call());
        supervisions.callChanged(facts);
        lamps.changed(facts);
    }

    /** A call is over: its supervisor leaves, its lamps go out. Returns at once. */
    public void callEnded(CallId call) {
        // First: what begins after this is refused, what began before is ended by what follows.
        live.remove(call);
        supervisions.callEnded(call);
        lamps.ended(call);
    }

    /** Something happened on the PBX; what is not about a channel of ours is dropped here. Returns at once. */
    public void event(Message message) {
        if (message instanceof PlaybackStarted started) {
            cues.begun(started.getPlayback());
        } else if (message instanceof PlaybackFinished finished) {
            cues.finished(finished.getPlayback());
        } else {
            supervisions.event(message);
        }
    }

    /** Whether the channel or bridge of that id is in use. */
    public boolean holds(String id) {
        return cues.holds(id) || supervisions.holds(id);
    }

    /** Takes a supervisor's snoop off that leg for a moment; done when it is gone, or there was none. */
    public CompletableFuture<Void> letGo(CallId call, String channel) {
        return supervisions.letGo(call, channel);
    }

    /** Lets a supervisor of that call hear anew, unless by one of those channels. Returns at once. */
    public void hearAnew(CallId call, Set<String> except) {
        supervisions.hearAnew(call, except);
    }

    /** The channels whose lease is to be renewed; a cue's ends by itself. */
    public Stream<String> channels() {
        return supervisions.channels();
    }

    /**
     * The connection is there, for the first time or after a loss during which events were missed: supervisions whose
     * channels are gone end, and lamps that nobody wants lit any more go out. Returns at once.
     *
     * @param channelIds the channels there are now
     */
    public void resumed(Set<String> channelIds) {
        supervisions.resumed(channelIds);
        lamps.putOutLeftovers();
    }

    /** Ends every supervision and tone, and puts out all lamps, within bounds. Before the link is closed. */
    public void close() {
        supervisions.close();
        cues.close();
        lamps.close();
    }

    /**
     * Sets variables on all legs of a call. ARI refuses that for a channel outside an application (409); our snoop is
     * inside one, and the dialplan function EXPORT sets through it a true channel variable on any channel. Where that
     * does not take, the function SHARED does, for plain names.
     *
     * @param variables name to value, in order; a name may be a function such as {@code CDR(emotion)}
     * @return one outcome a leg and variable
     */
    public List<VariableOutcome> setVariables(CallFacts facts, Map<String, String> variables) {
        List<VariableOutcome> outcomes = new ArrayList<>();
        Optional<String> snoop = snoopOf.apply(facts);
        for (Leg leg : facts.legs()) {
            variables.forEach((name, value) -> outcomes.add(snoop.map(id -> set(id, leg, name, value))
                    .orElseGet(() -> notSet(leg, name, "no leg of the call is tapped any more"))));
        }
        return outcomes;
    }

    private VariableOutcome set(String snoop, Leg leg, String name, String value) {
        try {
            if (through(snoop, leg, "EXPORT(" + leg.channelName() + "," + name + ")", name, value)) {
                return outcome(leg, name, VariableOutcome.Result.SET, "");
            }
            boolean plain = name.indexOf('(') < 0;
            String shared = "SHARED(" + name + ")";
            if (plain && through(snoop, leg, "SHARED(" + name + "," + leg.channelName() + ")", shared, value)) {
                return outcome(leg, name, VariableOutcome.Result.SHARED, "read it as ${" + shared + "}");
            }
            return notSet(leg, name, "the PBX took it, but it is not there");
        } catch (AsteriskException e) {
            // A snoop ends with its own leg: first it leaves the application (409), and then Asterisk does not find it.
            return e.notFound() || e.status() == 409
                    ? notSet(leg, name, e.getMessage())
                    : outcome(leg, name, VariableOutcome.Result.FAILED, e.getMessage());
        }
    }

    /** Whoever has hung up misses nothing. */
    private VariableOutcome notSet(Leg leg, String name, String why) {
        try {
            return staysThere(leg)
                    ? outcome(leg, name, VariableOutcome.Result.FAILED, why)
                    : outcome(leg, name, VariableOutcome.Result.GONE, "the channel has hung up");
        } catch (AsteriskException e) {
            return outcome(leg, name, VariableOutcome.Result.FAILED, why);
        }
    }

    /** Asterisk lists a channel for a moment longer than anything can be done with it. */
    private boolean staysThere(Leg leg) {
        for (int asked = 1; parties.there(leg); asked++) {
            if (asked == ASKS) {
                return true;
            }
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
        return false;
    }

    /** Sets by way of the snoop and reads back from the leg: for a channel that is gone Asterisk says 204 all the same. */
    private boolean through(String snoop, Leg leg, String function, String readAs, String value) {
        link.requests().once("set " + function, () -> link.ari()
                .channels()
                .setChannelVar(snoop, function)
                .setValue(value)
                .execute());
        return link.requests()
                .find("read " + readAs + " of " + leg.channelName(), () -> link.ari()
                        .channels()
                        .getChannelVar(leg.id().channelId(), readAs)
                        .execute())
                .map(Variable::getValue)
                .filter(value::equals)
                .isPresent();
    }

    private VariableOutcome outcome(Leg leg, String name, VariableOutcome.Result result, String detail) {
        return new VariableOutcome(leg.id(), name, result, detail, clock.instant());
    }
}
