package org.undertone.aribridge.calls;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.undertone.config.Profile;
import org.undertone.core.event.LoadLevel;

/** What of the calls is left out while there is too much load. It reads the published level whenever it is asked. */
public final class Shedding {

    /** Why a leg of one of the least important profiles is paused. */
    static final String OVERLOAD = "overload";

    /** Why a leg is not tapped. */
    static final String NO_ROOM =
            "overload: this machine has as much to hear as it can; it is heard as soon as there is room";

    private final Supplier<LoadLevel> load;
    private final Set<String> leastImportant;

    /**
     * Leaves out what that load asks for.
     *
     * @param leastImportant the names of the profiles that are paused first
     */
    public Shedding(Supplier<LoadLevel> load, Set<String> leastImportant) {
        this.load = load;
        this.leastImportant = Set.copyOf(leastImportant);
    }

    boolean opensTaps() {
        return load.get().opensTaps();
    }

    /** Why the legs of that call are paused, if they are. */
    Optional<String> pause(LiveCall call) {
        boolean least = call.profile()
                .map(Profile::name)
                .filter(leastImportant::contains)
                .isPresent();
        return least && load.get().pausesLowest() ? Optional.of(OVERLOAD) : Optional.empty();
    }
}
