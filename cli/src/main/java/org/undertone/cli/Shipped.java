package org.undertone.cli;

import java.nio.file.Path;

/** Where the files are that come with the program. */
public final class Shipped {

    private static final Path HOME = Path.of(System.getProperty("undertone.home", "."));

    /** The model that hears where nobody names another. */
    public static final Path MODEL = HOME.resolve("inference/models/moonshine-tiny-emotion");

    /** The rules that an admin copies. */
    public static final Path RULES = HOME.resolve("config/rules.yaml");

    private Shipped() {}

    /** A file of the program's folder. */
    public static Path file(String name) {
        return HOME.resolve(name);
    }
}
