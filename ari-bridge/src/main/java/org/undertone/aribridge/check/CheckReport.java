package org.undertone.aribridge.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.event.Finding;

/**
 * What a check found.
 *
 * @param findings in the order in which they are told
 * @param asterisk the PBX's version as it says it, if it was reached
 * @param figures what was measured, each by a name with its unit, such as {@code firstPacketMillis}
 */
public record CheckReport(List<Finding> findings, Optional<String> asterisk, Map<String, Number> figures) {

    public CheckReport {
        findings = List.copyOf(findings);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
