package org.undertone.aribridge.who;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.undertone.config.Profile;
import org.undertone.core.Role;

/**
 * Which phones are employees', by what was seen of them in this life: who was an agent once is never a customer. A phone is
 * known by its endpoint. Behind a trunk the number decides: customers and agents on the road come by the same. An endpoint is
 * taken for a trunk if a profile names it under {@code customers}, or if two numbers were seen behind it. Owned by the thread
 * of the calls; bounded, what was seen longest ago is forgotten first.
 */
public final class Employees {

    /** Whether a phone is an employee's. */
    enum Answer {
        NO,
        /** It may be: it was in a call of which it is not known who was who. */
        PERHAPS,
        YES
    }

    private static final int REMEMBERED = 20_000;
    private static final int NUMBERS = 1_000;
    private static final String NO_NUMBER = "";

    private final List<Profile> profiles;
    /** The numbers that were seen behind an endpoint, two at most. */
    private final Map<String, Set<String>> numbers = bounded(REMEMBERED);
    /** Of which endpoint, and which number behind it, somebody is an employee. */
    private final Map<String, Map<String, Answer>> known = bounded(REMEMBERED);

    private final Map<String, Boolean> employeesNumbers = bounded(REMEMBERED);
    private final Map<String, Boolean> extensions = bounded(REMEMBERED);
    /** The endpoints through which numbers are called: many use them, though no two numbers were seen behind them yet. */
    private final Map<String, Boolean> trunks = bounded(REMEMBERED);

    /** Begins with the trunks that the profiles name, and nobody known as an employee. */
    public Employees(List<Profile> profiles) {
        this.profiles = List.copyOf(profiles);
        profiles.forEach(profile -> Stream.concat(profile.agents().stream(), profile.customers().stream())
                .forEach(this::seeDialled));
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes note of the trunks in what somebody dials, in who is a member, or in the settings: {@code PJSIP/0171555@trunk}. */
    public void seeDialled(String target) {
        if (!Numbers.keyIn(target).isEmpty()) {
            Numbers.trunk(target).ifPresent(device -> trunks.put(device, true));
        }
    }

    /** Takes note of the number behind an endpoint. */
    public void see(SeenChannel channel) {
        String number = channel.number();
        if (!number.isEmpty()) {
            Set<String> seen = numbers.computeIfAbsent(channel.sighting().device(), device -> new HashSet<>());
            if (seen.size() < 2) {
                seen.add(number);
            }
        }
    }

    /** Whether many use an endpoint, so that it says nothing of who they are. */
    public boolean isTrunk(String device) {
        return isCustomers(device)
                || trunks.get(device) != null
                || numbers.getOrDefault(device, Set.of()).size() > 1;
    }

    private boolean isCustomers(String device) {
        return profiles.stream()
                .anyMatch(profile ->
                        profile.roleOf(device).filter(Role.CUSTOMER::equals).isPresent());
    }

    /** Somebody is an employee, or may be. */
    void learn(SeenChannel channel, Answer answer) {
        // A number that is withheld is everybody's: it tells nothing of who calls next.
        if (!isOneOfMany(channel)) {
            learn(channel.sighting().device(), channel.number(), answer);
        }
    }

    private void learn(String device, String number, Answer answer) {
        known.computeIfAbsent(device, key -> bounded(NUMBERS))
                .merge(number, answer, (before, now) -> before.compareTo(now) > 0 ? before : now);
        if (!number.isEmpty() && answer == Answer.YES) {
            employeesNumbers.put(number, true);
        }
    }

    /** Whether it is behind a trunk and its number is withheld: a phone of its own, for this channel only. */
    private boolean isOneOfMany(SeenChannel channel) {
        String device = channel.sighting().device();
        return channel.isWithheld() && (isTrunk(device) || numbers.containsKey(device));
    }

    /** Somebody is a member of a queue, by their interface there. */
    public void learnMember(String target) {
        String number = Numbers.keyIn(target);
        seeDialled(target);
        if (!number.isEmpty()) {
            employeesNumbers.put(number, true);
        } else if (target.startsWith("Local/") && target.indexOf('@') > 0) {
            extensions.put(target.substring("Local/".length(), target.indexOf('@')), true);
        } else if (target.indexOf('/') > 0) {
            learn(target, NO_NUMBER, Answer.YES);
        }
    }

    /** Whether the settings of some profile name its number a customer's: then nothing that was seen makes it an employee's. */
    boolean isCustomersNumber(SeenChannel channel) {
        return profiles.stream().anyMatch(profile -> Named.byNumber(profile, channel)
                .filter(Role.CUSTOMER::equals)
                .isPresent());
    }

    /** Whether the phone behind a channel is an employee's. */
    Answer isEmployee(SeenChannel channel) {
        if (isCustomersNumber(channel)) {
            return Answer.NO;
        }
        String device = channel.sighting().device();
        String number = channel.number();
        Map<String, Answer> behind = known.getOrDefault(device, Map.of());
        if (!number.isEmpty() && employeesNumbers.get(number) != null) {
            return Answer.YES;
        }
        if (isOneOfMany(channel)) {
            return Answer.NO;
        }
        if (isTrunk(device)) {
            Answer unnamed = isCustomers(device) ? Answer.NO : atMostPerhaps(behind.get(NO_NUMBER));
            return number.isEmpty() ? unnamed : behind.getOrDefault(number, unnamed);
        }
        if (extensions.get(channel.sighting().callerNumber()) != null) {
            return Answer.YES;
        }
        return behind.values().stream().max(Answer::compareTo).orElse(Answer.NO);
    }

    /** Of an agent behind a trunk whose number was not told it is not known who of all behind it that is. */
    private static Answer atMostPerhaps(Answer unnamed) {
        return unnamed == Answer.YES ? Answer.PERHAPS : Answer.NO;
    }

    /** Whether an endpoint is known to be one employee's phone, so that nothing has to be asked of it. */
    public boolean isEmployeesPhone(String device) {
        return !isTrunk(device) && known.getOrDefault(device, Map.of()).get(NO_NUMBER) == Answer.YES;
    }

    /** Whether two channels of one endpoint may be the same phone's. */
    boolean maybeOnePhone(SeenChannel one, SeenChannel other) {
        if (isOneOfMany(one) || isOneOfMany(other) || (one.isWithheld() && other.isWithheld())) {
            return false;
        }
        if (!isTrunk(one.sighting().device())) {
            return true;
        }
        String number = one.number();
        return !number.isEmpty() && number.equals(other.number());
    }
}
