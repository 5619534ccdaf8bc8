package org.undertone.aribridge.world;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.undertone.config.Profile;

/**
 * Customers whom nothing that the PBX tells parts from employees, who must not be scored. There are two truths each time, and the
 * PBX tells the same of both: it shows how channels came, and not for whom their people work. In one of them somebody is the
 * customer and another works here, in the other it is the other way round. Each rule says which; TwoTruthsTest plays some of them. The settings can
 * part them, and the reason that Undertone gives says so.
 */
final class Alike {

    private static final String DOUBT = "its phone may be an agent's";
    private static final String KNOWN = "its phone was an agent's before";
    private static final String CALLED = "nothing tells whose leg it is (it runs 'AppDial')";

    private final Predicate<PbxChannel> mayBeCustomer;
    /** The telephones of the house that somebody called, in this life of the daemon, and spoke with. */
    private final Set<Person> wereCalled = new HashSet<>();
    /** Those who spoke with another who came as customers do, as they did themselves. */
    private final Set<Person> wereJoined = new HashSet<>();
    /** The telephones that a queue called. */
    private final Set<Person> wereCalledByQueue = new HashSet<>();
    /** Those who were found where a queue's member is. */
    private final Set<Person> wereFoundAsMembers = new HashSet<>();
    /** The channels that were found, so that what happened to them before is not known. */
    private final Set<String> found = new HashSet<>();

    /**
     * Makes it.
     *
     * @param mayBeCustomer whether Undertone takes somebody for a customer, or for one who may be, and nothing tells that they are not
     */
    Alike(Predicate<PbxChannel> mayBeCustomer) {
        this.mayBeCustomer = mayBeCustomer;
    }

    /** The daemon starts again, and knows nothing of before. */
    void forget() {
        wereCalled.clear();
        wereJoined.clear();
        wereCalledByQueue.clear();
        wereFoundAsMembers.clear();
        found.clear();
    }

    /** Channels are found whose past is not known. */
    void find(List<PbxChannel> channels) {
        channels.forEach(channel -> {
            found.add(channel.id());
            channel.person().filter(person -> isWhereMemberIs(channel)).ifPresent(wereFoundAsMembers::add);
        });
    }

    /** They talk with each other. */
    void meet(Set<PbxChannel> people) {
        if (people.size() > 1) {
            people.stream()
                    .filter(member -> member.ending() == PbxChannel.Ending.CALLED)
                    .flatMap(member -> member.person().stream())
                    .filter(person -> !person.behindTrunk())
                    .forEach(wereCalled::add);
        }
        people.stream()
                .filter(member -> member.application().equals("AppQueue"))
                .flatMap(member -> member.person().stream())
                .forEach(wereCalledByQueue::add);
        people.stream()
                .filter(one -> people.stream().anyMatch(other -> other != one && areBothLikeCustomers(one, other)))
                .flatMap(one -> one.person().stream())
                .forEach(wereJoined::add);
    }

    /**
     * Whether both are customers or taken for some, or both came there as customers do: they called, or a dialer called them; or somebody
     * called both, joined them and is gone. One of them may be the colleague whom the agent has brought in.
     */
    private boolean areBothLikeCustomers(PbxChannel one, PbxChannel other) {
        return Stream.of(one, other).allMatch(channel -> isCustomer(channel) || isTakenForCustomer(channel))
                || Stream.of(one, other).allMatch(Alike::cameAsCustomersDo)
                || Stream.of(one, other)
                        .allMatch(channel -> channel.application().equals("AppDial") && isCallerGone(channel));
    }

    private boolean isTakenForCustomer(PbxChannel channel) {
        return mayBeCustomer.test(channel)
                && channel.person().filter(wereCalledByQueue::contains).isEmpty();
    }

    static boolean isCustomer(PbxChannel channel) {
        return channel.person().filter(person -> !person.employee()).isPresent();
    }

    private static boolean cameAsCustomersDo(PbxChannel channel) {
        return channel.person().isPresent()
                && (channel.ending() != PbxChannel.Ending.CALLED
                        || localBeside(channel, ";2")
                                .filter(Alike::callsByOtherEnd)
                                .isPresent());
    }

    private static boolean callsByOtherEnd(PbxChannel second) {
        return Set.of("Queue", "Dial").contains(second.otherEnd().orElseThrow().application());
    }

    /** The Local channel's end with which a channel alone is in a bridge. */
    private static Optional<PbxChannel> localBeside(PbxChannel channel, String end) {
        return Optional.of(channel)
                .filter(Moves::talks)
                .map(Moves::peer)
                .filter(PbxChannel::local)
                .filter(local -> local.name().endsWith(end));
    }

    static boolean isDoubt(String reason) {
        return reason.startsWith(DOUBT);
    }

    /** Whether one of those reasons is given for a customer of whom it is true. */
    boolean excuses(PbxChannel channel, String reason) {
        Person person = channel.person().orElseThrow();
        if (reason.startsWith(DOUBT)) {
            return wereCalled.contains(person)
                    || wereJoined.contains(person)
                    || tookAnothersPlace(channel)
                    || isFoundAndMayHaveBeenSentOn(channel);
        }
        if (reason.startsWith(KNOWN)) {
            return wereFoundAsMembers.contains(person);
        }
        return reason.startsWith(CALLED) && wasCalledByOneWhoIsGone(channel);
    }

    /**
     * Who was called, and is now behind the first end of a Local channel, where the one was who dialled that. An employee has called a
     * customer, asked a queue by a Local channel, and joined both; or a customer has called an employee on a mobile, and
     * done the same.
     */
    private static boolean tookAnothersPlace(PbxChannel channel) {
        return channel.ending() == PbxChannel.Ending.CALLED
                && localBeside(channel, ";1").isPresent();
    }

    /**
     * Who is found calling, or behind a Local channel that calls, with another's linkedid. They were called and are sent on, as a
     * customer is; or they are an agent who calls, and who was joined with an older call.
     */
    private boolean isFoundAndMayHaveBeenSentOn(PbxChannel channel) {
        return found.contains(channel.id())
                && (localBeside(channel, ";2")
                                .flatMap(PbxChannel::otherEnd)
                                .filter(Alike::callsInAnothersCall)
                                .isPresent()
                        || callsInAnothersCall(channel));
    }

    private static boolean callsInAnothersCall(PbxChannel channel) {
        return channel.ending() != PbxChannel.Ending.CALLED
                && Set.of("Queue", "Dial").contains(channel.application())
                && !channel.linkedId().equals(channel.id());
    }

    /**
     * Whom a queue's Local channel has dialled: the member's other phone, or a customer to whom the member has transferred the caller
     * before it was found.
     */
    private static boolean isWhereMemberIs(PbxChannel channel) {
        return localBeside(channel, ";2")
                .filter(second -> second.otherEnd().orElseThrow().application().equals("AppQueue"))
                .filter(second -> dialled(second, channel))
                .isPresent();
    }

    private static boolean dialled(PbxChannel caller, PbxChannel called) {
        return caller.application().equals("Dial")
                && List.of(caller.data()
                                .substring(0, caller.data().indexOf(','))
                                .split("&"))
                        .contains(called.person().orElseThrow().dialString());
    }

    /**
     * A telephone of the house, or one behind a trunk that was found, whose caller has joined it with somebody and is gone: a customer
     * who was called back, or a colleague who was asked.
     */
    private boolean wasCalledByOneWhoIsGone(PbxChannel channel) {
        boolean isOneOfMany = channel.person().orElseThrow().behindTrunk();
        return (!isOneOfMany || found.contains(channel.id())) && isCallerGone(channel);
    }

    private static boolean isCallerGone(PbxChannel channel) {
        return channel.ending() == PbxChannel.Ending.CALLED
                && channel.person().isPresent()
                && Conversation.of(channel).stream()
                        .noneMatch(other -> dialled(other, channel) && !isLocalOfOneWhoIsGone(other));
    }

    private static boolean isLocalOfOneWhoIsGone(PbxChannel second) {
        return second.otherEnd()
                .filter(PbxChannel::wasCalled)
                .filter(first -> Conversation.of(first).stream()
                        .noneMatch(other -> other.data().startsWith(first.name().replaceAll("-[0-9a-f]{8};1$", ""))))
                .isPresent();
    }

    /**
     * Whether nothing is left that says of a channel that it is off. A Local channel alone said so, was optimised away, and Undertone
     * has started since: of a call that is not off the PBX shows the same.
     */
    boolean isOffForgotten(PbxChannel channel, List<PbxChannel> ends) {
        return found.contains(channel.id())
                && ends.stream().noneMatch(end -> end.variables().containsValue(Profile.OFF));
    }
}
