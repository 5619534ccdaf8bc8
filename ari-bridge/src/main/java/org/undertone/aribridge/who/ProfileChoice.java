package org.undertone.aribridge.who;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.Profile;
import org.undertone.core.Role;

/**
 * Which profile a call belongs to: the one that the dialplan names, else the first that names its queue or number. Owned by
 * the thread of the calls.
 */
public final class ProfileChoice {

    /** Why a call has no profile where the dialplan wants none. */
    public static final String OFF = "the dialplan says " + Profile.VARIABLE + "=" + Profile.OFF;

    static final String NOBODY_TOLD = "nothing told whose call it was: no Dial and no Queue was seen";

    /** How long a number may be that is not outside. */
    private static final int EXTENSION = 6;

    private static final Logger LOG = LoggerFactory.getLogger(ProfileChoice.class);

    /** A dialplan may make names of what it is told. */
    private static final int WARNINGS = 100;

    private final List<Profile> profiles;
    private final Set<String> warnedOf = new HashSet<>();

    /** Chooses among those profiles; of several that would do, the first. */
    public ProfileChoice(List<Profile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /**
     * What the channels tell that began a call.
     *
     * @param profile the call's; empty if it belongs to none
     * @param whyNot why it belongs to none
     * @param queue through which it came, or empty
     * @param did the number that was dialled, or empty
     */
    public record Choice(Optional<Profile> profile, String whyNot, String queue, String did) {

        static Choice none(String whyNot) {
            return new Choice(Optional.empty(), whyNot, "", "");
        }

        /** Whether it is the customer who calls. */
        boolean customerCalls() {
            return !queue.isEmpty()
                    || profile.filter(p -> p.direction() == Profile.Direction.INBOUND)
                            .isPresent();
        }
    }

    /** Chooses for those who talk with each other. */
    public Choice choose(List<SeenChannel> people) {
        List<Evidence> callers = tellers(people);
        // Where all were called there may be ends of Local channels that call.
        List<Evidence> tellers =
                callers.isEmpty() ? people.stream().map(SeenChannel::evidence).toList() : callers;
        List<String> queues = tellers.stream().flatMap(e -> e.queues().stream()).toList();
        List<String> numbers =
                tellers.stream().flatMap(e -> e.numbers().stream()).toList();
        List<String> named = people.stream()
                .flatMap(person -> person.evidence().profiles().stream())
                .toList();
        if (named.contains(Profile.OFF)) {
            return Choice.none(OFF);
        }
        if (!named.isEmpty()) {
            return byName(named.get(0), queues, numbers);
        }
        Choice own = tellers.stream().noneMatch(Evidence::tells)
                ? Choice.none(NOBODY_TOLD)
                : byQueueOrNumber(queues, numbers);
        return own.profile().isPresent() ? own : byServedQueue(people).orElse(own);
    }

    /** Who speaks with an agent whom somebody asked for by a queue has come through that queue. */
    private Optional<Choice> byServedQueue(List<SeenChannel> people) {
        List<String> served = people.stream()
                .map(SeenChannel::servedQueue)
                .filter(queue -> !queue.isEmpty())
                .toList();
        return Optional.of(byQueueOrNumber(served, List.of()))
                .filter(choice -> choice.profile().isPresent());
    }

    /** Whether some profile says that this is a customer. */
    boolean nameAsCustomer(SeenChannel person) {
        return profiles.stream()
                .anyMatch(profile ->
                        Named.in(profile, person).filter(Role.CUSTOMER::equals).isPresent());
    }

    /** Whether somebody tells by themselves which profile's call it is. */
    public boolean tells(SeenChannel person) {
        Evidence evidence = person.evidence();
        return evidence.profiles().stream().anyMatch(name -> profiles.stream()
                        .anyMatch(profile -> profile.name().equals(name)))
                || profiles.stream()
                        .anyMatch(profile -> evidence.queues().stream().anyMatch(queue -> profile.matches(queue, ""))
                                || evidence.numbers().stream().anyMatch(number -> profile.matches("", number)));
    }

    /** Whoever calls a queue tells before whoever dials, and they before those of whom nothing is clear. */
    private static List<Evidence> tellers(List<SeenChannel> people) {
        List<Evidence> all = people.stream()
                .filter(person ->
                        person.role() != Role.AGENT || person.evidence().side() == Sighting.Side.CALLER)
                .map(SeenChannel::evidence)
                .filter(evidence -> evidence.side() != Sighting.Side.CALLED)
                .toList();
        int best = all.stream().mapToInt(ProfileChoice::rank).min().orElse(0);
        return all.stream().filter(evidence -> rank(evidence) == best).toList();
    }

    private static int rank(Evidence evidence) {
        if (evidence.side() != Sighting.Side.CALLER) {
            return 2;
        }
        return evidence.byQueue() ? 0 : 1;
    }

    private Choice byQueueOrNumber(List<String> queues, List<String> numbers) {
        return profiles.stream()
                .filter(profile -> queues.stream().anyMatch(queue -> profile.matches(queue, ""))
                        || numbers.stream().anyMatch(number -> profile.matches("", number)))
                .findFirst()
                .map(profile -> chosen(profile, queues, numbers))
                .orElseGet(() -> Choice.none(unnamed(queues, numbers)));
    }

    /** What was seen, so that it can be copied into the settings; a number outside only as far as that needs. */
    private static String unnamed(List<String> queues, List<String> numbers) {
        List<String> seen = Stream.concat(
                        queues.stream().map(queue -> "queue '" + queue + "'"),
                        numbers.stream().map(number -> "number " + shortened(number)))
                .distinct()
                .toList();
        return seen.isEmpty()
                ? "it came by no queue and to no number that a profile could name"
                : "no profile names its " + String.join(" or its ", seen);
    }

    private static String shortened(String number) {
        return number.length() <= EXTENSION
                ? number
                : number.substring(0, EXTENSION) + "... (" + number.length() + " characters)";
    }

    private Choice byName(String name, List<String> queues, List<String> numbers) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .map(profile -> chosen(profile, queues, numbers))
                .orElseGet(() -> unknownProfile(name));
    }

    private static Choice chosen(Profile profile, List<String> queues, List<String> numbers) {
        return new Choice(
                Optional.of(profile),
                "",
                preferred(queues, queue -> profile.matches(queue, "")),
                preferred(numbers, number -> profile.matches("", number)));
    }

    private static String preferred(List<String> seen, Predicate<String> named) {
        return seen.stream()
                .filter(named)
                .findFirst()
                .or(() -> seen.stream().findFirst())
                .orElse("");
    }

    private Choice unknownProfile(String name) {
        String reason = "the dialplan says " + Profile.VARIABLE + "=" + name + ", but no profile has that name";
        if (warnedOf.size() < WARNINGS && warnedOf.add(name)) {
            LOG.warn("a call is not heard: {}", reason);
        }
        return Choice.none(reason);
    }
}
