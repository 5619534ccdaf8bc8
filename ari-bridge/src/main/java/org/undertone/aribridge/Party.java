package org.undertone.aribridge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;

/** A party's channel in a call, as long as it is there. Owned by the thread of the calls. */
final class Party {

    static final String HOLD = "hold";
    private static final Duration PEACE = Duration.ofMinutes(1);
    static final String PARKED = "parked";
    static final String NO_AGENT = "no-agent";

    private final LegId leg;
    private final SeenChannel channel;
    private boolean heard;
    private boolean putOff;
    private String notHeard = "";
    private Optional<String> paused = Optional.empty();
    private int retries;
    private Instant retriedAt = Instant.EPOCH;

    Party(LegId leg, SeenChannel channel) {
        this.leg = leg;
        this.channel = channel;
    }

    LegId id() {
        return leg;
    }

    SeenChannel channel() {
        return channel;
    }

    Role role() {
        return channel.role();
    }

    /** Whether it is to be heard. */
    boolean heard() {
        return heard;
    }

    void hear(boolean wanted) {
        heard = wanted;
    }

    /** Whether this party has put the others on hold. */
    boolean holds() {
        return channel.holds();
    }

    /** Why it is not heard; whether that is another reason than was told last. */
    boolean isNotHeard(String reason) {
        boolean other = !notHeard.equals(reason);
        notHeard = reason;
        return other;
    }

    /** Whether there is no room to hear it now. */
    boolean putOff() {
        return putOff;
    }

    /** There is no room for it; whether that is to be told, because it was told otherwise before. */
    boolean putOff(String reason) {
        putOff = true;
        return isNotHeard(reason);
    }

    /** It is tried to hear it now. */
    void tried() {
        putOff = false;
    }

    /** It is heard now. */
    void hearing() {
        notHeard = "";
    }

    /** Why its sound is not scored at the moment. */
    Optional<String> paused() {
        return paused;
    }

    void pause(Optional<String> reason) {
        paused = reason;
    }

    /** How often its tap was tried again without a minute of peace between. */
    int nextRetry(Instant now) {
        if (retriedAt.plus(PEACE).isBefore(now)) {
            retries = 0;
        }
        retriedAt = now;
        return retries++;
    }

    void retryAtOnce() {
        retries = 0;
    }

    Leg asLeg() {
        return new Leg(leg, channel.sighting().name(), role());
    }
}
