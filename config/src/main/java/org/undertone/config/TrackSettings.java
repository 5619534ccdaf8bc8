package org.undertone.config;

import java.time.Duration;

/**
 * How the windows of a voice become a track that does not flicker.
 *
 * @param smoothing the time constant: what was heard that long ago counts a third of what is heard now; zero leaves each
 *     window by itself. A silence longer than this starts anew
 * @param hysteresis by how much another emotion must lead before it becomes the top, 0..0.5
 * @param mixedThreshold the least share of an emotion in a mixture, 0.05..0.5
 */
public record TrackSettings(Duration smoothing, double hysteresis, double mixedThreshold) {

    /** What holds where the file says nothing. */
    public static final TrackSettings USUAL = new TrackSettings(Duration.ofSeconds(1), 0.1, 0.2);
}
