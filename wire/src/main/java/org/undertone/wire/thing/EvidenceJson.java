package org.undertone.wire.thing;

import java.util.List;
import org.undertone.core.Assessment;

/**
 * A window that spoke for an alert.
 *
 * @param toMillis where it ends
 * @param inWords what was heard in it, such as {@code angry 0.52 + sad 0.31}
 */
public record EvidenceJson(long toMillis, String inWords) {

    /** Those windows. */
    public static List<EvidenceJson> of(List<Assessment.Scored> evidence) {
        return evidence.stream()
                .map(scored -> new EvidenceJson(
                        scored.window().to().toMillis(), scored.track().label()))
                .toList();
    }
}
