package org.undertone.config.yaml;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with one file, collected so that its author mends it once. Not thread-safe. */
public final class Problems {

    private final String source;
    private final List<String> found = new ArrayList<>();

    /**
     * Starts with none.
     *
     * @param source the file, as its reader knows it
     */
    public Problems(String source) {
        this.source = source;
    }

    /** Adds one: where it is, and what was wrong and what is allowed. */
    public void add(String path, String problem) {
        found.add(path.isEmpty() ? problem : path + ": " + problem);
    }

    /** Whether nothing was found so far. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException with all of them, if there is any
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SettingsException(source, found);
        }
    }
}
