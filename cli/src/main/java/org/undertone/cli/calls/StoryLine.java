package org.undertone.cli.calls;

import java.time.Instant;
import java.util.List;

/**
 * One thing that happened to a call.
 *
 * @param at when
 * @param subject what it is about, one word or two
 * @param text what happened
 * @param more what belongs to it, a line each
 */
record StoryLine(Instant at, String subject, String text, List<String> more) {

    StoryLine {
        more = List.copyOf(more);
    }

    StoryLine(Instant at, String subject, String text) {
        this(at, subject, text, List.of());
    }
}
