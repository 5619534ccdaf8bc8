package org.undertone.aribridge.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.event.Finding;

/** Collects what a check finds; what was never looked at is {@code unknown}, with the reason. One thread's. */
final class CheckBook {

    private final List<String> names;
    private final Map<String, Finding> found = new LinkedHashMap<>();
    private final Map<String, Number> figures = new LinkedHashMap<>();
    private Optional<String> asterisk = Optional.empty();
    private String reason = "";

    /** Takes the names of everything that is to be looked at, in the order in which it is told. */
    CheckBook(List<String> names) {
        this.names = List.copyOf(names);
    }

    void add(Finding finding) {
        found.put(finding.name(), finding);
        if (finding.state() == Finding.State.PROBLEM) {
            reason = "not looked at, because of the problem with " + finding.name();
        }
    }

    boolean problemWith(String name) {
        return found.containsKey(name) && found.get(name).state() == Finding.State.PROBLEM;
    }

    /** Why what follows is not looked at. */
    void rest(String why) {
        reason = why;
    }

    void figure(String name, Number value) {
        figures.put(name, value);
    }

    void asterisk(String version) {
        asterisk = Optional.of(version);
    }

    /** The PBX's version as it says it, or nothing. */
    String version() {
        return asterisk.orElse("");
    }

    CheckReport report() {
        List<Finding> all = names.stream()
                .map(name -> found.getOrDefault(name, Finding.unknown(name, reason)))
                .toList();
        return new CheckReport(all, asterisk, figures);
    }
}
