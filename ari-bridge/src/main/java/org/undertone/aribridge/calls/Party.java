package org.undertone.aribridge.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.who.SeenChannel;
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
    private Optional<PutOffException.Waits> putOff = Optional.empty();
    private String notHeard = "";
    private Optional<String> paused = Optional.empty();
    private int retries;
    private Instant retriedAt = Instant.EPOCH;
    /** Counts what made a retry that was to come needless. */
    private int retryRound;

    private boolean retryPending;

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

    /** Whether it cannot be heard for the moment. */
    boolean putOff() {
        return putOff.isPresent();
    }

    /** Whether it can be heard as soon as there is room. */
    boolean waitsForRoom() {
        return putOff.filter(PutOffException.Waits.FOR_ROOM::equals).isPresent();
    }

    /** It cannot be heard for the moment; whether that is to be told, because it was told otherwise before. */
    boolean putOff(String reason, PutOffException.Waits waits) {
        putOff = Optional.of(waits);
        return isNotHeard(reason);
    }

    /** It is tried to hear it now. */
    void tried() {
        putOff = Optional.empty();
    }

    /** It is heard now; a retry that was to come has nothing to do. */
    void hearing() {
        notHeard = "";
        forgetRetry();
    }

    private void forgetRetry() {
        retryPending = false;
        retryRound++;
    }

    /**
     * It is to be tried again later: once, however many tries fail until then.
     *
     * @return what {@link #retries} asks for then; empty if that is arranged for already
     */
    OptionalInt retryLater() {
        if (retryPending) {
            return OptionalInt.empty();
        }
        retryPending = true;
        return OptionalInt.of(++retryRound);
    }

    /** The time of a retry has come; whether it is still wanted. */
    boolean retries(int round) {
        boolean wanted = retryPending && round == retryRound;
        if (wanted) {
            retryPending = false;
        }
        return wanted;
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
        forgetRetry();
    }

    Leg asLeg() {
        return new Leg(leg, channel.sighting().name(), role());
    }
}
