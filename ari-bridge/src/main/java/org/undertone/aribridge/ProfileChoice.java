package org.undertone.aribridge;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.Profile;
import org.undertone.core.Role;

/** Which profile a call belongs to: the one that the dialplan names, else the first that names its queue or number. */
final class ProfileChoice {

    static final String NOBODY_TOLD = "nothing told whose call it was: no Dial and no Queue was seen";

    private static final Logger LOG = LoggerFactory.getLogger(ProfileChoice.class);

    private final List<Profile> profiles;

    ProfileChoice(List<Profile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /**
     * Gives a call its profile, by what the channels tell that began it; or the reason why it has none.
     *
     * @param people those who talk in it
     */
    void choose(LiveCall call, List<SeenChannel> people) {
        List<Evidence> tellers = tellers(people);
        if (tellers.isEmpty()) {
            call.belongsToNone(NOBODY_TOLD);
            return;
        }
        List<String> queues = tellers.stream().flatMap(e -> e.queues().stream()).toList();
        List<String> numbers =
                tellers.stream().flatMap(e -> e.numbers().stream()).toList();
        List<String> named = people.stream()
                .flatMap(person -> person.evidence().profiles().stream())
                .toList();
        if (named.contains(Profile.OFF)) {
            call.belongsToNone("the dialplan says " + Profile.VARIABLE + "=" + Profile.OFF);
        } else if (named.isEmpty()) {
            byQueueOrNumber(call, queues, numbers);
        } else {
            byName(call, named.get(0), queues, numbers);
        }
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

    private void byQueueOrNumber(LiveCall call, List<String> queues, List<String> numbers) {
        Optional<Profile> found = profiles.stream()
                .filter(profile -> queues.stream().anyMatch(queue -> profile.matches(queue, ""))
                        || numbers.stream().anyMatch(number -> profile.matches("", number)))
                .findFirst();
        found.ifPresentOrElse(
                profile -> belongs(call, profile, queues, numbers),
                () -> call.belongsToNone("no profile names its queue or number"));
    }

    private void byName(LiveCall call, String name, List<String> queues, List<String> numbers) {
        Optional<Profile> found =
                profiles.stream().filter(profile -> profile.name().equals(name)).findFirst();
        found.ifPresentOrElse(profile -> belongs(call, profile, queues, numbers), () -> unknownProfile(call, name));
    }

    private static void belongs(LiveCall call, Profile profile, List<String> queues, List<String> numbers) {
        call.belongsTo(
                profile,
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

    private static void unknownProfile(LiveCall call, String name) {
        String reason = "the dialplan says " + Profile.VARIABLE + "=" + name + ", but no profile has that name";
        LOG.warn("call={} is not heard: {}", call.id(), reason);
        call.belongsToNone(reason);
    }
}
