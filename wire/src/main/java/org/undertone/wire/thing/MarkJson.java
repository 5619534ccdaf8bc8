package org.undertone.wire.thing;

import java.time.Instant;

/**
 * A place in a call that a rule marked.
 *
 * @param alertId of the alert that did
 * @param rule its name
 * @param channel the leg's
 * @param markedAt when
 * @param markedAtAudioMillis where in the sound
 * @param text of the mark
 */
public record MarkJson(
        String alertId, String rule, String channel, Instant markedAt, long markedAtAudioMillis, String text) {}
