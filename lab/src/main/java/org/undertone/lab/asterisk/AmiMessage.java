package org.undertone.lab.asterisk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message of the manager interface: header lines, of which some ({@code Output}) come more than once.
 *
 * @param headers the values by name, in the order of their coming
 */
public record AmiMessage(Map<String, List<String>> headers) {

    static AmiMessage of(List<String> lines) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                // One blank is the protocol's; more belong to the value, as in a table of the command line.
                String value = line.substring(colon + 1);
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(value.startsWith(" ") ? value.substring(1) : value);
            }
        }
        return new AmiMessage(headers);
    }

    /** The first value of that name, or the empty string. */
    public String get(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Whether it is that event. */
    public boolean is(String event) {
        return get("Event").equals(event);
    }

    /** Whether it is the event that a dialplan raised by that name. */
    public boolean isUserEvent(String name) {
        return is("UserEvent") && get("UserEvent").equals(name);
    }

    boolean isError() {
        return get("Response").equals("Error");
    }
}
