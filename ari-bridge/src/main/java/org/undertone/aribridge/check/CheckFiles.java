package org.undertone.aribridge.check;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.undertone.core.event.Finding;

/**
 * What stands in the PBX's own files and matters to taps: whether HTTP connections are kept, and what modules a restart brings
 * back. Read by way of {@code AST_CONFIG} (func_config.so).
 */
final class CheckFiles {

    static final String KEEP_ALIVE = "keep-alive";
    static final String RESTART = "restart";

    private static final String NATIVE = "bridge_native_rtp";

    private final CheckQuestions questions;
    private final CheckBook book;

    CheckFiles(CheckQuestions questions, CheckBook book) {
        this.questions = questions;
        this.book = book;
    }

    static List<String> names() {
        return List.of(KEEP_ALIVE, RESTART);
    }

    /**
     * Reads them.
     *
     * @param nativeRuns whether bridge_native_rtp.so is running now
     */
    void look(boolean nativeRuns) throws IOException {
        if (questions.config("modules.conf", "modules", "autoload").isEmpty()) {
            names().forEach(name -> book.add(
                    Finding.unknown(name, "func_config.so is not running, by which the PBX's files could be read")));
            return;
        }
        book.add(keepAlive());
        book.add(restart(nativeRuns));
    }

    private Finding keepAlive() throws IOException {
        return questions
                        .config("http.conf", "general", "session_keep_alive")
                        .filter("0"::equals)
                        .isPresent()
                ? Finding.warning(
                        KEEP_ALIVE,
                        "the PBX closes each HTTP connection after one answer (http.conf: session_keep_alive = 0)",
                        "each of Undertone's requests then opens a connection of its own, and a tap begins later. Remove"
                                + " that line from http.conf (the default is 15000), and run 'module reload http'")
                : Finding.ok(KEEP_ALIVE, "the PBX keeps HTTP connections open");
    }

    private Finding restart(boolean nativeRuns) throws IOException {
        List<String> misplaced = questions.everyConfig("modules.conf", "global", "noload");
        if (!misplaced.isEmpty()) {
            return Finding.warning(
                    RESTART,
                    "modules.conf says noload => " + String.join(", ", misplaced) + " in its section [global], where it"
                            + " has no effect",
                    "move the line up into [modules]: what stands at the end of the file belongs to the last section");
        }
        if (nativeRuns || !comesBack()) {
            // What runs now is told by native-bridges.
            return Finding.ok(RESTART, "a restart of Asterisk changes nothing of this");
        }
        return Finding.warning(
                RESTART,
                "bridge_native_rtp.so does not run now, but comes back when Asterisk is restarted",
                "put noload => bridge_native_rtp.so into the section [modules] of modules.conf");
    }

    private boolean comesBack() throws IOException {
        if (named("noload")) {
            return false;
        }
        boolean autoload = questions
                .config("modules.conf", "modules", "autoload")
                .filter(CheckFiles::isTrue)
                .isPresent();
        return autoload || Stream.of("load", "require", "preload").anyMatch(this::namedSurely);
    }

    private boolean namedSurely(String key) {
        try {
            return named(key);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean named(String key) throws IOException {
        return questions.everyConfig("modules.conf", "modules", key).stream()
                .anyMatch(module -> module.equals(NATIVE) || module.equals(NATIVE + ".so"));
    }

    /** As {@code ast_true} reads it (main/utils.c). */
    private static boolean isTrue(String value) {
        return Stream.of("yes", "true", "y", "t", "1", "on").anyMatch(value::equalsIgnoreCase);
    }
}
