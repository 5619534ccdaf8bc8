package org.undertone.config;

import java.nio.file.Path;
import org.undertone.config.yaml.Problems;
import org.undertone.config.yaml.Section;

/**
 * A part of the settings file that a module above this one reads and understands, such as the deliveries. Whoever opens the
 * file hands it to the reader of the whole, so that its problems come together with all others.
 *
 * @param absent what it is in settings that were not read from a file
 * @param reader reads it
 * @param <T> what it is as a value
 */
public record SettingsPart<T>(T absent, Reader<T> reader) {

    /** Reads a part; what is wrong goes to the {@link Problems} of the file. */
    public interface Reader<T> {

        /**
         * Reads it.
         *
         * @param root the whole file; only the part's own keys may be asked for
         * @param folder what paths in it are relative to
         */
        T read(Section root, Path folder);
    }
}
