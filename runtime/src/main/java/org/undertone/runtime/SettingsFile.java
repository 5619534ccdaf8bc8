package org.undertone.runtime;

import java.util.List;
import java.util.Map;
import org.undertone.config.read.SettingsLoader;
import org.undertone.delivery.Deliveries;

/** The settings file of the whole program, with the parts of it that only some modules understand. */
public final class SettingsFile {

    private SettingsFile() {}

    /** Reads it, with values written <code>${NAME}</code> from this environment. */
    public static SettingsLoader loader(Map<String, String> environment) {
        return new SettingsLoader(environment, List.of(Deliveries.SETTINGS));
    }
}
