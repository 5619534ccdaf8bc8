package org.undertone.aribridge.who;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.Profile;
import org.undertone.core.LegId;
import org.undertone.core.Role;

/**
 * What is known of a channel for as long as it is there: what the PBX showed and told, and who it turned out to be. A role,
 * once known, is kept, since a transfer changes what a channel says of itself. Owned by the thread of the calls.
 */
public final class SeenChannel {

    private static final int MOST_DOUBTS = 8;

    private Sighting sighting;
    private Optional<Reading> reading = Optional.empty();
    private Optional<String> number = Optional.empty();
    private boolean asked;
    /** How often it may have changed what it tells. */
    private int changes;

    private final Map<String, SeenChannel> standIns = new LinkedHashMap<>();
    /** Those of them that stood for it in a call that is over. */
    private final Set<String> formerStandIns = new HashSet<>();

    private Optional<Sighting> sightingThen = Optional.empty();

    private boolean gone;
    private Role role = Role.UNKNOWN;
    private Optional<LegId> leg = Optional.empty();
    private String doubt = "";
    private boolean doubtedCustomer;
    private boolean certainlyCustomer;
    private String whyAgent = "";
    private boolean holds;
    private boolean met;
    private boolean found;
    private boolean alone;
    private boolean called;
    private boolean wasCalled;
    private boolean wasFound;
    private boolean toldAsAgent;
    private Optional<String> stoodFor = Optional.empty();
    private Optional<Sighting> nearEnd = Optional.empty();
    private String servedQueue = "";
    private boolean suspected;
    private int doubts;

    SeenChannel(Sighting sighting) {
        this.sighting = sighting;
    }

    /** The id of the channel. */
    public String id() {
        return sighting.id();
    }

    /** As it was when the PBX showed it last. */
    public Sighting sighting() {
        return sighting;
    }

    void seen(Sighting now) {
        called |= sighting.side() == Sighting.Side.CALLED;
        wasCalled |= called && now.side() == Sighting.Side.CALLER;
        sighting = now;
        number = Optional.empty();
    }

    /** Whether it calls now, and was called before. */
    boolean wasCalled() {
        return wasCalled;
    }

    /**
     * Whether it calls now, and may have been called before. Of one that was found calling it is not known, but who was called has
     * the linkedid of who called; so has who was joined with an older call.
     */
    boolean mayHaveBeenCalled() {
        return wasCalled || (wasFound && sighting.side() == Sighting.Side.CALLER && isOfAnothersCall());
    }

    private boolean isOfAnothersCall() {
        return reading.map(Reading::linkedId)
                .filter(linked -> !linked.isEmpty() && !linked.equals(id()))
                .isPresent();
    }

    /** Whether it was called by a customer, or its phone was called on another line, while it was there: it may be an agent's. */
    boolean isSuspected() {
        return suspected;
    }

    void suspect() {
        suspected = true;
    }

    /**
     * The number behind its endpoint, as far as it tells one from others; empty of a phone. Of other technologies than PJSIP it is
     * the caller's number.
     */
    String number() {
        if (number.isEmpty()) {
            String device = sighting.device();
            String told = reading.map(Reading::number).orElse("");
            if (told.isEmpty() && !device.startsWith("PJSIP/")) {
                told = sighting.callerNumber();
            }
            number = Optional.of(device.endsWith("/" + told) ? "" : Numbers.key(told));
        }
        return number.get();
    }

    /** Whether it told that its number is withheld. */
    boolean isWithheld() {
        return reading.map(Reading::number).filter(Numbers::isWithheld).isPresent();
    }

    /** What it told when it was asked last. */
    public Optional<Reading> reading() {
        return reading;
    }

    /** Whether it was asked for what it tells now, and has not answered yet. */
    public boolean asked() {
        return asked;
    }

    /** It is asked; what the answer will be about, for {@link #isOld}. */
    public int ask() {
        asked = true;
        return changes;
    }

    /** Whether it may have changed since it was asked that. */
    public boolean isOld(int question) {
        return question != changes;
    }

    /** It has answered; what it told before counts no longer. */
    public void told(Reading now) {
        asked = false;
        reading = Optional.of(now);
        number = Optional.empty();
    }

    /** It did not answer, and may be asked again; what it told before stays. */
    public void notTold() {
        asked = false;
    }

    /** It may tell something else by now; a question that is under way may have been read before. */
    public void askAgain() {
        changes++;
        asked = false;
        reading = Optional.empty();
    }

    /** The ends of Local channels that stand, or stood, for it where others are. */
    public Map<String, SeenChannel> standIns() {
        return standIns;
    }

    /** A call that it had a part in is over for it: what stood for it there says nothing of the next once it is gone. */
    public void callIsOver() {
        formerStandIns.addAll(standIns.keySet());
        sightingThen = Optional.of(sighting);
        dropFormerStandIns();
    }

    /** The agent waits for calls of any queue, and will not be called for that of the last. */
    public void waitsForTheNext() {
        callIsOver();
        servedQueue = "";
    }

    /**
     * An end that is still there may join it with the next one too; one that is gone does not, unless it is by that end that it came:
     * an agent goes from call to call, but everybody else has come for what they do, for as long as they do that.
     */
    void dropFormerStandIns() {
        if (!formerStandIns.isEmpty()) {
            boolean same = role != Role.AGENT
                    && sightingThen.filter(sighting::tellsTheSame).isPresent();
            Evidence evidence = evidence();
            standIns.values()
                    .removeIf(end -> end.gone
                            && formerStandIns.contains(end.id())
                            && !(same && evidence.cameBy(end))
                            && formerStandIns.remove(end.id()));
        }
    }

    /** It has hung up. */
    void hangUp() {
        gone = true;
    }

    /** What tells who it is, as it is now. */
    public Evidence evidence() {
        return Evidence.of(this);
    }

    /** Who it is; unknown until {@link #is}. */
    public Role role() {
        return role;
    }

    /** It is known now who it is. */
    public void is(Role known) {
        role = known;
    }

    /** Why it is not known who it is, where there is more to say than that nothing tells; else empty. */
    public String doubt() {
        return doubt;
    }

    void doubt(String why) {
        doubt = why;
    }

    /** It came as a customer does, but is in doubt; whether only because of what else its phone does or did. */
    void doubtedCustomer(boolean certain) {
        doubtedCustomer = true;
        certainlyCustomer |= certain;
    }

    /** It is taken for a customer no longer; who is so again and again stays in doubt: two lines must not doubt each other for ever. */
    void isInDoubtAgain() {
        doubts++;
        suspected |= doubts >= MOST_DOUBTS;
    }

    /** Whether it would be a customer but for a doubt. */
    boolean isDoubtedCustomer() {
        return doubtedCustomer;
    }

    /** Whether that doubt was about its phone only, and not about how it came. */
    boolean wasCertainlyCustomer() {
        return certainlyCustomer;
    }

    /** Why it is an agent though nothing in its call tells so; else empty. */
    public String whyAgent() {
        return whyAgent;
    }

    void whyAgent(String why) {
        whyAgent = why;
    }

    /** What leg of a call it is, while it has a part in one. */
    public Optional<LegId> leg() {
        return leg;
    }

    /** It is that leg of a call now; empty when it has no part in one any more. */
    public void takesPart(Optional<LegId> now) {
        leg = now;
    }

    /** Whether it ever talked with somebody. */
    public boolean met() {
        return met;
    }

    /** It talks with somebody, and is not alone. */
    public void meet() {
        met = true;
        alone = false;
    }

    /** Whether it has been on the line with nobody for a while. */
    public boolean alone() {
        return alone;
    }

    /** Nobody has been on the line with it for a while. */
    public void leaveAlone() {
        alone = true;
    }

    /** Whether it was found there, so that what happened to it before is not known. */
    public boolean found() {
        return found;
    }

    /** Notes whether it was found there; {@link #wasFound} remembers that it ever was. */
    public void find(boolean now) {
        wasFound |= now;
        found = now;
    }

    /** Whether it was found there at any time. */
    boolean wasFound() {
        return wasFound;
    }

    /** It is an end of a Local channel, and stands for somebody who is with its other end. */
    void standsFor(SeenChannel person, Optional<Sighting> otherEnd) {
        stoodFor = stoodFor.or(() -> Optional.of(person.id()));
        nearEnd = otherEnd.or(() -> nearEnd);
    }

    /** The end of it that is with whom it stands for, as it was seen last. */
    Optional<Sighting> nearEnd() {
        return nearEnd;
    }

    /** Whether it stood for somebody else before. */
    boolean stoodForAnother(SeenChannel person) {
        return stoodFor.filter(id -> !id.equals(person.id())).isPresent();
    }

    /** It was called in a call of a profile; if it answers for the queue, that is known of it as long as it is there. */
    public void servesQueue(ProfileChoice.Choice call) {
        boolean answers = evidence().isCalledByQueue()
                || (role == Role.AGENT && evidence().side() == Sighting.Side.CALLED);
        if (call.profile().isPresent() && !call.queue().isEmpty() && answers) {
            servedQueue = call.queue();
        }
    }

    /** The queue that called it, or empty. */
    String servedQueue() {
        if (!servedQueue.isEmpty() || !evidence().isCalledByQueue()) {
            return servedQueue;
        }
        return evidence().ends().stream()
                .filter(end -> end.sighting().application().equals("AppQueue"))
                .flatMap(end -> end.reading().stream())
                // What its caller's dialplan says was handed on to it.
                .filter(told -> !told.profile().equals(Profile.OFF))
                .map(Reading::queue)
                .filter(queue -> !queue.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** It is told of as an agent without a call; whether that is to be told, since it was not before. */
    public boolean tellAsAgent() {
        boolean first = !toldAsAgent;
        toldAsAgent = true;
        return first;
    }

    /** Whether it has put the others on hold. */
    public boolean holds() {
        return holds;
    }

    /** It puts the others on hold, or takes them back. */
    public void hold(boolean on) {
        holds = on;
    }
}
