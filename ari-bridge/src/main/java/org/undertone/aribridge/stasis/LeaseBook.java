package org.undertone.aribridge.stasis;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When which lease is to be renewed. Each has its own time, so that hundreds do not fall due at once. For one thread. */
final class LeaseBook {

    /** How soon it is tried again: a channel that still rings takes no lease, and one that the PBX has locked does not answer. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final long renewal;
    private final Map<String, Long> dueAt = new HashMap<>();

    LeaseBook(Duration renewal) {
        this.renewal = renewal.toNanos();
    }

    /**
     * Which leases are due, those that wait longest first; one that is new is due at once.
     *
     * @param held the channels that we hold; all others are forgotten
     * @param now by {@link System#nanoTime}
     */
    List<String> due(Set<String> held, long now) {
        dueAt.keySet().retainAll(held);
        held.forEach(channel -> dueAt.putIfAbsent(channel, now));
        return dueAt.entrySet().stream()
                .filter(lease -> lease.getValue() - now <= 0)
                .sorted(Comparator.comparing(lease -> lease.getValue() - now))
                .map(Map.Entry::getKey)
                .toList();
    }

    void renewed(String channel, long now) {
        dueAt.put(channel, now + renewal);
    }

    /** Refused, or not answered: those that wait come before it now. */
    void notRenewed(String channel, long now) {
        dueAt.put(channel, now + Math.min(AGAIN.toNanos(), renewal));
    }
}
