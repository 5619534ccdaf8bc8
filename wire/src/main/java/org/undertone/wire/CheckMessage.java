package org.undertone.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.wire.thing.FindingJson;

/**
 * Whether calls can be heard, as {@code undertone check} tells it.
 *
 * @param undertone its version
 * @param asterisk the PBX's version; null if it was not reached
 * @param result the worst of the findings: {@code ok}, {@code warning} or {@code problem}
 * @param findings one by one
 * @param figures what was measured, by name
 */
public record CheckMessage(
        String undertone,
        Optional<String> asterisk,
        String result,
        List<FindingJson> findings,
        Map<String, Number> figures)
        implements WireMessage {

    @Override
    public String schema() {
        return "check";
    }
}
