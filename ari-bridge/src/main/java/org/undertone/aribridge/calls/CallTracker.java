package org.undertone.aribridge.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.who.BridgeState;
import org.undertone.aribridge.who.Employees;
import org.undertone.aribridge.who.Picture;
import org.undertone.aribridge.who.ProfileChoice;
import org.undertone.aribridge.who.Roles;
import org.undertone.aribridge.who.SeenChannel;
import org.undertone.aribridge.who.Sighting;
import org.undertone.config.Profile;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;

/**
 * Which calls exist and who is who. It is told what happens on the PBX, asks for what it must know besides, and never waits:
 * parties are judged when those who talk with each other have told. Whoever is unknown is judged again when something changes.
 * All methods run on one thread.
 */
public final class CallTracker {

    private static final Duration ALONE = Duration.ofSeconds(1);

    private final Questions questions;
    private final ProfileChoice profiles;
    private final Consumer<CallEvent> events;
    private final InstantSource clock;
    private final Later later;
    private final LiveCalls calls;
    private final Picture picture = new Picture();
    private final Employees employees;
    private final Roles roles;
    private final Witnesses witnesses;
    private final Pausing pausing;
    private final Listening listening;

    /** Makes it of its parts, all used on the thread of the calls; the profiles in the order of the settings. */
    public CallTracker(
            Questions questions,
            List<Profile> named,
            LegEars ears,
            Consumer<CallEvent> events,
            Later later,
            Shedding shedding,
            InstantSource clock) {
        this.questions = questions;
        this.profiles = new ProfileChoice(named);
        this.employees = new Employees(named);
        this.roles = new Roles(picture, profiles, employees);
        this.witnesses = new Witnesses(picture, employees, questions, later, this::settleIfThere);
        this.events = events;
        this.pausing = new Pausing(picture, questions, ears, events, shedding, clock);
        this.calls = new LiveCalls(picture, ears, pausing, events, clock);
        this.listening = new Listening(calls, ears, pausing, shedding, events, later, clock);
        this.later = later;
        this.clock = clock;
    }

    /** A channel has entered a bridge; {@code bridge} is as it was then. */
    void entered(Sighting channel, BridgeState bridge) {
        SeenChannel seen = note(channel);
        if (channel.isParty() && !isSettled(seen)) {
            seen.askAgain();
        }
        picture.see(bridge.with(channel.id()));
        if (bridge.holding()) {
            calls.waits(seen);
        }
        settle(channel.id());
        settleLeftBehind();
        calls.of(seen).ifPresent(pausing::asNeeded);
    }

    /** A channel has left a bridge. */
    void left(String channelId, String bridgeId) {
        List<SeenChannel> talked = picture.talk(channelId);
        noticeUnjudged(picture.people(channelId));
        picture.left(channelId, bridgeId);
        talked.forEach(this::maybeAlone);
        witnesses.settleWaiting(talked);
        settleDoubtful(talked);
        picture.channel(channelId).flatMap(calls::of).ifPresent(pausing::asNeeded);
    }

    /** A channel dials. Of a Local channel's end that must be known before it is optimised away. */
    void dials(Sighting caller) {
        if (caller.otherEnd().isPresent()) {
            SeenChannel end = note(caller);
            if (caller.side() == Sighting.Side.CALLER && end.reading().isEmpty()) {
                witnesses.ask(end);
            }
            picture.otherEnd(end).ifPresent(other -> settle(other.id()));
            settleLeftBehind();
        }
    }

    private SeenChannel note(Sighting channel) {
        Optional<Sighting> before = picture.channel(channel.id()).map(SeenChannel::sighting);
        SeenChannel seen = picture.see(channel);
        channel.dials().forEach(employees::seeDialled);
        if (!isSettled(seen) && before.filter(channel::tellsTheSame).isEmpty()) {
            seen.askAgain();
        }
        return seen;
    }

    /** Whether it is known who that is, in a call of a profile. */
    private boolean isSettled(SeenChannel channel) {
        return channel.role() != Role.UNKNOWN
                && calls.of(channel).flatMap(LiveCall::profile).isPresent();
    }

    /** Judges those who talk with a channel, as soon as all have told who must. */
    private void settle(String channelId) {
        List<SeenChannel> people = picture.people(channelId);
        people.forEach(picture::rememberStandIns);
        if (people.size() > 1) {
            people.forEach(SeenChannel::meet);
            List<SeenChannel> unsettled =
                    people.stream().filter(person -> !isSettled(person)).toList();
            if (witnesses.haveTold(channelId, people, unsettled)) {
                people.forEach(person -> pausing.readHold(person, people));
                judge(people);
                witnesses.askOfCalled(people);
            }
        }
    }

    private void settleLeftBehind() {
        for (Optional<SeenChannel> next = calls.leftBehind(); next.isPresent(); next = calls.leftBehind()) {
            settleIfThere(next.get());
        }
    }

    /** Somebody may be judged who could not be before; or nobody, for they have gone meanwhile. */
    private void settleIfThere(SeenChannel channel) {
        if (picture.channel(channel.id()).filter(there -> there == channel).isPresent()) {
            settle(channel.id());
        }
        settleLeftBehind();
    }

    /** Who was in doubt because of another line of their phone is judged again when something becomes of that line. */
    private void settleDoubtful(List<SeenChannel> changed) {
        changed.stream()
                .filter(channel -> channel.sighting().isParty())
                .flatMap(channel -> picture.ofDevice(channel.sighting().device()).stream())
                .filter(channel -> !channel.doubt().isEmpty())
                .distinct()
                .toList()
                .forEach(this::settleIfThere);
    }

    /** All in one conversation are known by now as far as they can be: who is who, and whose call is it? */
    private void judge(List<SeenChannel> people) {
        calls.customers(people).ifPresent(call -> calls.gather(people, call));
        List<SeenChannel> callersFirst = people.stream()
                .sorted(Comparator.comparing(
                                (SeenChannel person) -> person.evidence().side())
                        .thenComparing(person -> !person.evidence().byQueue())
                        .thenComparing(person -> !profiles.tells(person)))
                .toList();
        boolean allSettled = people.stream().allMatch(this::isSettled);
        boolean onlyAgents = people.stream().allMatch(person -> person.role() == Role.AGENT);
        if (!allSettled && !onlyAgents) {
            cast(callersFirst);
            calls.customers(people).ifPresent(call -> calls.gather(people, call));
        }
        if (onlyAgents && calls.of(people).isEmpty()) {
            listening.tellAgents(people);
        }
        people.forEach(person -> calls.of(person).ifPresent(call -> person.servesQueue(call.choice())));
        people.forEach(this::maybeInAnotherQueue);
        roles.notice(people);
        people.forEach(this::noLongerCustomers);
        calls.of(people).forEach(this::follow);
    }

    /** Whose call it is tells who is who, and who is who tells what it is called. */
    private void cast(List<SeenChannel> callersFirst) {
        Optional<LiveCall> known = calls.customers(callersFirst).or(() -> calls.theirs(callersFirst));
        if (known.isEmpty()
                && callersFirst.stream().allMatch(person -> person.leg().isPresent())) {
            // All have calls whose customers are elsewhere: it is nobody's.
            return;
        }
        boolean chosen = known.flatMap(LiveCall::profile).isPresent();
        ProfileChoice.Choice choice =
                chosen ? known.map(LiveCall::choice).orElseThrow() : profiles.choose(callersFirst);
        boolean hasCustomer = known.filter(LiveCall::hasCustomer).isPresent();
        for (SeenChannel person : callersFirst) {
            boolean off = calls.of(person).filter(LiveCall::isOff).isPresent()
                    || person.evidence().profiles().contains(Profile.OFF);
            if (person.role() == Role.UNKNOWN && choice.profile().isPresent() && !off) {
                boolean another = hasCustomer && !calls.isInDoubtInOwn(person);
                person.is(roles.of(choice, another, person, callersFirst));
                hasCustomer |= person.role() == Role.CUSTOMER;
                calls.leaveAnothers(person);
            }
        }
        LiveCall call = calls.goesOn(callersFirst, known);
        if (call.profile().isEmpty() && !call.isOff()) {
            call.belongs(choice);
        }
        callersFirst.stream().filter(person -> person.leg().isEmpty()).forEach(person -> calls.join(call, person));
        call.parties().forEach(call::cast);
    }

    /** What was learned of a phone may tell that somebody on another call of it was taken for a customer. */
    private void noLongerCustomers(SeenChannel person) {
        picture.ofDevice(person.sighting().device()).stream()
                .filter(other -> other != person && other.role() == Role.CUSTOMER)
                .filter(other -> roles.isNoLongerCustomer(other, person))
                .toList()
                .forEach(other -> {
                    calls.party(other).ifPresent(calls::isNoLongerCustomers);
                    calls.leaveBehind(other);
                });
    }

    private void maybeInAnotherQueue(SeenChannel person) {
        String queue = person.sighting().queue();
        if (person.role() == Role.CUSTOMER && !queue.isEmpty()) {
            calls.of(person).ifPresent(call -> call.nowIn(queue));
        }
    }

    /** Tells of a call what is new, and hears whom it is to hear. */
    private void follow(LiveCall call) {
        calls.tell(call);
        List.copyOf(call.parties()).forEach(party -> listening.hearOrTell(call, party));
        pausing.asNeeded(call);
        questions.readFacts(call, calls::tell);
    }

    /** People part who were together so shortly that not all were judged: who may be an agent is noted all the same. */
    private void noticeUnjudged(List<SeenChannel> people) {
        if (people.size() > 1
                && people.stream().anyMatch(person -> calls.of(person).isEmpty())) {
            roles.notice(people);
        }
    }

    /** A customer with whom nobody talks: for a moment that is part of a transfer. */
    private void maybeAlone(SeenChannel channel) {
        if (isAlone(channel)) {
            later.run(
                    () -> {
                        if (isAlone(channel)) {
                            channel.leaveAlone();
                            calls.of(channel).ifPresent(pausing::asNeeded);
                        }
                    },
                    ALONE);
        }
    }

    private boolean isAlone(SeenChannel channel) {
        return channel.role() == Role.CUSTOMER
                && channel.leg().isPresent()
                && picture.talk(channel.id()).stream()
                        .noneMatch(other -> other != channel && other.sighting().isParty());
    }

    /** More or less is to be heard: those that were put off may be heard, and legs may pause or go on. */
    public void loadChanged() {
        roomAgain();
        calls.all().forEach(pausing::asNeeded);
    }

    /** Those that were put off for want of room may be heard. */
    public void roomAgain() {
        calls.parties().stream().filter(Party::waitsForRoom).forEach(party -> listening.listen(party.id()));
    }

    /** A leg is heard. */
    public void heard(LegId leg) {
        calls.party(leg).ifPresent(Party::hearing);
    }

    /** A leg that was to be heard cannot be for the moment; it is tried again, and when there is room. */
    public void putOff(LegId leg, String reason, PutOffException.Waits waits) {
        calls.party(leg).ifPresent(party -> listening.putOff(party, reason, waits));
        tapGone(leg);
    }

    /** A channel put the others on hold, or took them back. */
    void held(String channelId, boolean on) {
        picture.channel(channelId).ifPresent(channel -> {
            channel.hold(on);
            calls.of(channel).ifPresent(pausing::asNeeded);
        });
    }

    /** A channel has hung up. */
    void destroyed(String channelId) {
        List<SeenChannel> others = picture.talk(channelId);
        noticeUnjudged(picture.people(channelId));
        picture.gone(channelId).ifPresent(gone -> {
            calls.party(gone)
                    .ifPresentOrElse(party -> calls.leave(party, "hung up"), () -> goneBeforeItWasJudged(gone));
            others.stream().filter(other -> other != gone).forEach(other -> {
                settle(other.id());
                maybeAlone(other);
            });
            List<SeenChannel> all =
                    Stream.concat(Stream.of(gone), others.stream()).toList();
            witnesses.settleWaiting(all);
            settleDoubtful(all);
        });
        settleLeftBehind();
    }

    /** A channel that calls gives its own id to the call, so that even this call has its line in the ledger. */
    private void goneBeforeItWasJudged(SeenChannel gone) {
        if (gone.met() && gone.role() == Role.UNKNOWN && gone.sighting().side() == Sighting.Side.CALLER) {
            events.accept(new CallEvent.NotTapped(
                    new LegId(new CallId(gone.id()), gone.id()),
                    "hung up so soon that nothing could be read of it",
                    clock.instant()));
        }
    }

    /** A leg that was to be heard no longer is. */
    public void tapGone(LegId leg) {
        listening.tapGone(leg);
    }

    /**
     * Compares with what the PBX has now, after a time without events; the newest calls first.
     *
     * @param channels all channels there are
     * @param bridges all bridges there are
     */
    void compare(List<Sighting> channels, List<BridgeState> bridges) {
        Set<String> existing = channels.stream().map(Sighting::id).collect(Collectors.toSet());
        picture.channels().stream()
                .map(SeenChannel::id)
                .filter(id -> !existing.contains(id))
                .toList()
                .forEach(this::destroyed);
        for (Sighting channel : channels) {
            boolean known = picture.channel(channel.id()).isPresent();
            SeenChannel seen = note(channel);
            seen.find(seen.found() || !known);
        }
        picture.replace(bridges);
        picture.channels().stream().filter(seen -> picture.parked(seen.id())).forEach(calls::waits);
        Map<String, Instant> created =
                channels.stream().collect(Collectors.toMap(Sighting::id, Sighting::createdAt, (a, b) -> a));
        Set<String> settled = new HashSet<>();
        bridges.stream()
                .flatMap(bridge -> bridge.members().stream())
                .filter(created::containsKey)
                .sorted(Comparator.comparing(created::get).reversed())
                .filter(settled::add)
                .forEach(this::settle);
        settleLeftBehind();
        calls.all().forEach(pausing::readHolds);
        calls.parties().forEach(party -> {
            party.retryAtOnce();
            listening.listen(party.id());
        });
    }

    /** Whether nothing is kept of any call or channel. */
    boolean isIdle() {
        return calls.isEmpty() && picture.isEmpty() && witnesses.isEmpty();
    }
}
