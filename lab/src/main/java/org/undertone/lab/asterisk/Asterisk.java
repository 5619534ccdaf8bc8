package org.undertone.lab.asterisk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An Asterisk that can be run.
 *
 * @param command how to start it: the program, or the loader that starts it with libraries of its own
 * @param modules the folder of its modules
 * @param data the folder with its documentation and sounds
 * @param version as {@code asterisk -V} says it, for example {@code 22.10.1}
 */
public record Asterisk(List<String> command, Path modules, Path data, String version) {
    public Asterisk {
        command = List.copyOf(command);
    }

    List<String> with(String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return all;
    }
}
