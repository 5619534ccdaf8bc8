package org.undertone.aribridge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.config.Profile;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;

/**
 * Which calls exist and who is who. It is told what happens on the PBX, asks for what it must know besides, and never waits:
 * parties are judged when those who talk with each other have told. Whoever is unknown is judged again when something changes.
 * All methods run on one thread.
 */
final class CallTracker {

    /** Hears a leg, or no longer, or not for the moment. */
    interface Ears {

        void open(Leg leg);

        void close(LegId leg, String reason);

        void pause(LegId leg);

        void resume(LegId leg);
    }

    /** Does something on the same thread some time later. */
    interface Later {

        void run(Runnable task, Duration delay);
    }

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    private static final int STAND_INS = 8;

    private final Questions questions;
    private final ProfileChoice choice;
    private final Ears ears;
    private final Consumer<CallEvent> events;
    private final InstantSource clock;
    private final Later later;
    private final Map<CallId, LiveCall> calls = new HashMap<>();
    private final CallIds ids = new CallIds();
    private final Picture picture = new Picture();
    private final Roles roles = new Roles(picture);
    private final Pausing pausing;
    private final Listening listening;

    CallTracker(
            Questions questions,
            List<Profile> profiles,
            Ears ears,
            Consumer<CallEvent> events,
            Later later,
            Shedding shedding,
            InstantSource clock) {
        this.questions = questions;
        this.choice = new ProfileChoice(profiles);
        this.ears = ears;
        this.events = events;
        this.pausing = new Pausing(picture, questions, ears, events, shedding, clock);
        this.listening = new Listening(ears, pausing, shedding, events, clock);
        this.later = later;
        this.clock = clock;
    }

    /** A channel has entered a bridge; {@code bridge} is as it was then. */
    void entered(Sighting channel, BridgeState bridge) {
        SeenChannel seen = note(channel);
        if (!isSettled(seen)) {
            seen.askAgain();
        }
        picture.see(bridge.with(channel.id()));
        settle(channel.id());
        seen.party().map(this::callOf).ifPresent(pausing::asNeeded);
    }

    /** A channel has left a bridge. */
    void left(String channelId, String bridgeId) {
        picture.left(channelId, bridgeId);
        picture.channel(channelId).flatMap(SeenChannel::party).map(this::callOf).ifPresent(pausing::asNeeded);
    }

    /** A channel dials. Of a Local channel's end that must be known before it is optimised away. */
    void dials(Sighting caller) {
        if (caller.otherEnd().isPresent()) {
            SeenChannel end = note(caller);
            if (caller.side() == Sighting.Side.CALLER && end.reading().isEmpty()) {
                ask(end);
            }
            picture.otherEnd(end).ifPresent(other -> settle(other.id()));
        }
    }

    private SeenChannel note(Sighting channel) {
        Optional<Sighting> before = picture.channel(channel.id()).map(SeenChannel::sighting);
        SeenChannel seen = picture.see(channel);
        if (!isSettled(seen) && before.filter(channel::tellsTheSame).isEmpty()) {
            seen.askAgain();
        }
        return seen;
    }

    /** Whether it is known who that is, in a call of a profile. */
    private boolean isSettled(SeenChannel channel) {
        return channel.role() != Role.UNKNOWN
                && channel.party().map(this::callOf).flatMap(LiveCall::profile).isPresent();
    }

    private LiveCall callOf(Party party) {
        return calls.get(party.id().call());
    }

    /** Judges those who talk with a channel, as soon as all have told who must. */
    private void settle(String channelId) {
        List<SeenChannel> talk = picture.talk(channelId);
        List<SeenChannel> people =
                talk.stream().filter(channel -> channel.sighting().isParty()).toList();
        people.forEach(this::rememberStandIns);
        if (people.size() > 1) {
            people.forEach(SeenChannel::meet);
            if (!waitsForAnswers(talk, people)) {
                people.forEach(person -> readHold(person, people));
                judge(people);
            }
        }
    }

    /** Of one that was found there: if its endpoint is on hold, and has no other call, the others have put it there. */
    private void readHold(SeenChannel found, List<SeenChannel> people) {
        if (found.found()) {
            found.find(false);
            boolean held = found.reading().filter(Reading::onHold).isPresent() && picture.onlyOfItsDevice(found);
            people.stream().filter(person -> person != found && held).forEach(person -> person.hold(true));
        }
    }

    private void rememberStandIns(SeenChannel person) {
        for (SeenChannel end : picture.standIns(person.id())) {
            if (person.standIns().size() < STAND_INS) {
                person.standIns().put(end.id(), end);
            }
        }
    }

    /** Whoever calls tells whose call it is; those who were called need not be asked, unless nobody else is there. */
    private boolean waitsForAnswers(List<SeenChannel> talk, List<SeenChannel> people) {
        List<SeenChannel> unsettled =
                people.stream().filter(person -> !isSettled(person)).toList();
        if (unsettled.isEmpty()) {
            return false;
        }
        List<SeenChannel> callers = Stream.concat(
                        unsettled.stream()
                                .filter(person ->
                                        person.found() || person.sighting().side() != Sighting.Side.CALLED),
                        talk.stream()
                                .filter(channel -> channel.sighting().otherEnd().isPresent()
                                        && channel.sighting().side() == Sighting.Side.CALLER))
                .toList();
        List<SeenChannel> tellers = callers.isEmpty() ? unsettled : callers;
        tellers.stream()
                .filter(teller -> teller.reading().isEmpty() && !teller.asked())
                .forEach(this::ask);
        return tellers.stream().anyMatch(teller -> teller.reading().isEmpty());
    }

    private void ask(SeenChannel channel) {
        channel.ask();
        questions.read(channel.sighting(), answer -> answered(channel, answer));
    }

    private void answered(SeenChannel channel, Questions.Answer answer) {
        if (answer instanceof Questions.Read read) {
            channel.told(read.reading());
        } else if (answer instanceof Questions.Unanswered) {
            channel.notTold();
            later.run(() -> settleIfThere(channel), ASK_AGAIN);
            return;
        } else if (channel.sighting().isParty()) {
            // It is told of as gone in a moment.
            return;
        } else {
            channel.told(Reading.NOTHING);
        }
        settleIfThere(channel);
        channel.sighting().otherEnd().ifPresent(end -> picture.otherEnd(channel)
                .ifPresent(other -> settle(other.id())));
    }

    private void settleIfThere(SeenChannel channel) {
        if (picture.channel(channel.id()).filter(there -> there == channel).isPresent()) {
            settle(channel.id());
        }
    }

    /** All in one conversation are known by now as far as they can be: who is who, and whose call is it? */
    private void judge(List<SeenChannel> people) {
        customersCall(people).ifPresent(call -> gather(people, call));
        List<SeenChannel> unsettled = people.stream()
                .filter(person -> !isSettled(person))
                .sorted(Comparator.comparing(
                                (SeenChannel person) -> person.evidence().side())
                        .thenComparing(person -> !person.evidence().byQueue()))
                .toList();
        boolean onlyAgents = people.stream().allMatch(person -> person.role() == Role.AGENT);
        if (!unsettled.isEmpty() && !onlyAgents) {
            LiveCall call = customersCall(people).orElseGet(() -> theirCall(people, unsettled));
            unsettled.stream().filter(person -> person.party().isEmpty()).forEach(person -> join(call, person));
            cast(call, unsettled, people);
            customersCall(people).ifPresent(host -> gather(people, host));
        }
        people.forEach(this::maybeInAnotherQueue);
        people.stream()
                .flatMap(person -> person.party().stream())
                .map(this::callOf)
                .distinct()
                .toList()
                .forEach(this::follow);
    }

    private Optional<LiveCall> customersCall(List<SeenChannel> people) {
        return people.stream()
                .filter(person -> person.role() == Role.CUSTOMER)
                .flatMap(person -> person.party().stream())
                .map(this::callOf)
                .findFirst();
    }

    /** Everybody joins the customer's call, whatever call they came from. */
    private void gather(List<SeenChannel> people, LiveCall host) {
        for (SeenChannel person : people) {
            boolean customer = person.role() == Role.CUSTOMER && person.party().isPresent();
            boolean here = person.party().map(this::callOf).filter(host::equals).isPresent();
            if (!customer && !here) {
                person.party().ifPresent(party -> leave(party, "joined another call"));
                join(host, person);
            }
        }
    }

    /** The call that some of them are in, unless its customer is elsewhere and somebody new calls; else a new one. */
    private LiveCall theirCall(List<SeenChannel> people, List<SeenChannel> callersFirst) {
        boolean somebodyCalls = people.stream()
                .anyMatch(person -> person.party().isEmpty()
                        && person.role() == Role.UNKNOWN
                        && person.evidence().side() == Sighting.Side.CALLER);
        return people.stream()
                .flatMap(person -> person.party().stream())
                .map(this::callOf)
                .filter(call -> !(call.hasCustomer() && somebodyCalls))
                .min(Comparator.comparing(call -> call.profile().isEmpty()))
                .orElseGet(() -> {
                    CallId id = ids.of(callersFirst);
                    return calls.computeIfAbsent(id, unused -> new LiveCall(id, clock.instant()));
                });
    }

    private void join(LiveCall call, SeenChannel person) {
        Party party = new Party(new LegId(call.id(), person.id()), person);
        person.takesPart(Optional.of(party));
        call.add(party);
        call.cast(party);
    }

    private void cast(LiveCall call, List<SeenChannel> unsettled, List<SeenChannel> people) {
        if (call.profile().isEmpty()) {
            choice.choose(call, people);
        }
        call.profile().ifPresent(profile -> {
            ids.use(call.id());
            for (SeenChannel person : unsettled) {
                if (person.role() == Role.UNKNOWN) {
                    person.is(roles.of(profile, call, person, people));
                    person.party().ifPresent(call::cast);
                }
            }
        });
    }

    private void maybeInAnotherQueue(SeenChannel person) {
        String queue = person.sighting().queue();
        if (person.role() == Role.CUSTOMER && !queue.isEmpty()) {
            person.party().map(this::callOf).ifPresent(call -> call.nowIn(queue));
        }
    }

    /** Tells of a call what is new, and hears whom it is to hear. */
    private void follow(LiveCall call) {
        tellNews(call);
        List.copyOf(call.parties()).forEach(party -> hearOrTell(call, party));
        pausing.asNeeded(call);
        questions.readFacts(call, grown -> {
            if (calls.get(grown.id()) == grown) {
                tellNews(grown);
            }
        });
    }

    private void tellNews(LiveCall call) {
        call.news().ifPresent(facts -> events.accept(new CallEvent.CallSeen(facts)));
    }

    private void hearOrTell(LiveCall call, Party party) {
        if (party.heard()) {
            return;
        }
        Optional<String> reason = whyNot(call, party);
        if (reason.isEmpty()) {
            party.hear(true);
            listen(party.id());
        } else if (party.isNotHeard(reason.get())) {
            notTapped(party.id(), reason.get());
        }
    }

    private static Optional<String> whyNot(LiveCall call, Party party) {
        if (call.profile().isEmpty()) {
            return Optional.of(call.whyNot());
        }
        Profile profile = call.profile().get();
        if (party.role() == Role.UNKNOWN) {
            return Optional.of("nothing tells whose leg it is (it runs '"
                    + party.channel().evidence().application()
                    + "'); name its endpoint under agents or customers of profile " + profile.name());
        }
        return profile.legs().contains(party.role())
                ? Optional.empty()
                : Optional.of("profile " + profile.name() + " does not hear the "
                        + party.role().label());
    }

    private void notTapped(LegId leg, String reason) {
        events.accept(new CallEvent.NotTapped(leg, reason, clock.instant()));
    }

    /** Opens the tap of a party that is to be heard and is not. */
    private void listen(LegId leg) {
        LiveCall call = calls.get(leg.call());
        Optional<Party> party = partyOf(leg);
        if (call != null && party.filter(Party::heard).isPresent() && !call.isTapped(leg)) {
            listening.begin(call, party.get());
        }
    }

    private Optional<Party> partyOf(LegId leg) {
        return picture.channel(leg.channelId()).flatMap(SeenChannel::party).filter(party -> party.id()
                .equals(leg));
    }

    private Stream<Party> parties() {
        return calls.values().stream().flatMap(call -> call.parties().stream());
    }

    /** More or less is to be heard: those that were put off may be heard, and legs may pause or go on. */
    void loadChanged() {
        parties().filter(Party::putOff).toList().forEach(party -> listen(party.id()));
        List.copyOf(calls.values()).forEach(pausing::asNeeded);
    }

    /** A channel put the others on hold, or took them back. */
    void held(String channelId, boolean on) {
        picture.channel(channelId).ifPresent(channel -> {
            channel.hold(on);
            channel.party().map(this::callOf).ifPresent(pausing::asNeeded);
        });
    }

    /** A channel has hung up. */
    void destroyed(String channelId) {
        List<SeenChannel> others = picture.talk(channelId);
        picture.gone(channelId).ifPresent(gone -> {
            gone.party().ifPresentOrElse(party -> leave(party, "hung up"), () -> goneBeforeItWasJudged(gone));
            others.stream().filter(other -> other != gone).forEach(other -> settle(other.id()));
        });
    }

    /** A channel that calls gives its own id to the call, so that even this call has its line in the ledger. */
    private void goneBeforeItWasJudged(SeenChannel gone) {
        if (gone.met() && gone.role() == Role.UNKNOWN && gone.sighting().side() == Sighting.Side.CALLER) {
            notTapped(new LegId(new CallId(gone.id()), gone.id()), "hung up so soon that nothing could be read of it");
        }
    }

    private void leave(Party party, String reason) {
        LiveCall call = callOf(party);
        if (call == null || !call.parties().contains(party)) {
            return;
        }
        pausing.end(party);
        call.remove(party);
        party.channel().takesPart(Optional.empty());
        ears.close(party.id(), reason);
        if (call.isAbandoned()) {
            List.copyOf(call.parties()).forEach(rest -> leave(rest, "its call is over"));
        } else {
            tellNews(call);
            pausing.asNeeded(call);
        }
        endIfOver(call);
    }

    /** A leg that was to be heard no longer is: its call is over, or it is heard again a little later. */
    void tapGone(LegId leg) {
        LiveCall call = calls.get(leg.call());
        if (call == null) {
            return;
        }
        call.tapped(leg, false);
        partyOf(leg).filter(Party::heard).ifPresent(party -> later.run(() -> listen(leg), listening.retryIn(party)));
        endIfOver(call);
    }

    private void endIfOver(LiveCall call) {
        if (call.over() && calls.remove(call.id(), call) && call.profile().isPresent()) {
            events.accept(new CallEvent.CallEnded(call.id(), clock.instant()));
        }
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
        Map<String, Instant> created =
                channels.stream().collect(Collectors.toMap(Sighting::id, Sighting::createdAt, (a, b) -> a));
        Set<String> settled = new HashSet<>();
        bridges.stream()
                .flatMap(bridge -> bridge.members().stream())
                .filter(created::containsKey)
                .sorted(Comparator.comparing(created::get).reversed())
                .filter(settled::add)
                .forEach(this::settle);
        List.copyOf(calls.values()).forEach(pausing::readHolds);
        parties().toList().forEach(party -> {
            party.retryAtOnce();
            listen(party.id());
        });
    }

    /** Whether nothing is kept of any call or channel. */
    boolean isIdle() {
        return calls.isEmpty() && picture.isEmpty();
    }
}
