package org.undertone.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.undertone.config.yaml.Section;

/** What the modules above read of a settings file. Immutable where their values are. */
public final class SettingsParts {

    /** Nothing was read. */
    public static final SettingsParts NONE = new SettingsParts(Map.of());

    /** Each value is of its part's type. */
    private final Map<SettingsPart<?>, Object> values;

    private SettingsParts(Map<SettingsPart<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads each part by its own reader, which notes what is wrong.
     *
     * @param root the whole settings file
     * @param folder of the settings file, from which paths in it go
     */
    public static SettingsParts read(List<SettingsPart<?>> parts, Section root, Path folder) {
        Map<SettingsPart<?>, Object> values = new HashMap<>();
        parts.forEach(part -> values.put(part, part.reader().read(root, folder)));
        return new SettingsParts(values);
    }

    /** What was read of that part. */
    @SuppressWarnings("unchecked") // put in by its own reader
    public <T> T of(SettingsPart<T> part) {
        return (T) values.getOrDefault(part, part.absent());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettingsParts parts && values.equals(parts.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.values().toString();
    }
}
