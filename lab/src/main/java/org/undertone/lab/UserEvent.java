package org.undertone.lab;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.undertone.lab.asterisk.AmiMessage;
import org.undertone.lab.tool.Epoch;

/**
 * A user event of the PBX's manager interface, whoever caused it: the dialplan's {@code UserEvent()} or an application.
 *
 * @param name its own name, for example {@code EmotionAlert}
 * @param fields all its headers, the channel's too
 * @param when by the machine's wall clock, as Asterisk read it
 */
public record UserEvent(String name, Map<String, String> fields, Instant when) {
    public UserEvent {
        fields = Map.copyOf(fields);
    }

    static UserEvent of(AmiMessage event) {
        Map<String, String> fields = new LinkedHashMap<>();
        event.headers().forEach((name, values) -> fields.put(name, values.get(0)));
        return new UserEvent(event.get("UserEvent"), fields, Epoch.instant(event.get("Timestamp")));
    }
}
