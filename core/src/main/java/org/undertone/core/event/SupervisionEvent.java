package org.undertone.core.event;

import java.time.Instant;
import org.undertone.core.SupervisionMode;

/**
 * What happens in one supervision, told in order. It ends with {@link Left} if a supervisor had joined, with {@link GaveUp}
 * if none had; everything of it is removed from the PBX by then.
 */
public sealed interface SupervisionEvent {

    /** When it happened. */
    Instant at();

    /**
     * A supervisor's phone is being rung.
     *
     * @param supervisor the endpoint, such as {@code PJSIP/supervisor}
     * @param at since when
     */
    record Ringing(String supervisor, Instant at) implements SupervisionEvent {}

    /**
     * A supervisor could not be reached; the next one is tried.
     *
     * @param supervisor the endpoint
     * @param reason why, in words
     * @param at when that was certain
     */
    record NotReached(String supervisor, String reason, Instant at) implements SupervisionEvent {}

    /**
     * A supervisor takes part from now on.
     *
     * @param supervisor the endpoint
     * @param mode how
     * @param at since when
     */
    record Joined(String supervisor, SupervisionMode mode, Instant at) implements SupervisionEvent {}

    /**
     * The supervisor takes part in another way from now on.
     *
     * @param mode how
     * @param at since when
     */
    record ModeChanged(SupervisionMode mode, Instant at) implements SupervisionEvent {}

    /**
     * The supervisor no longer takes part.
     *
     * @param reason why, in words
     * @param at since when
     */
    record Left(String reason, Instant at) implements SupervisionEvent {}

    /**
     * No supervisor has joined, and no further one is tried.
     *
     * @param reason why, in words
     * @param at when
     */
    record GaveUp(String reason, Instant at) implements SupervisionEvent {}
}
