package org.undertone.aribridge.check;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What stands in the PBX's own files and matters to taps: the range of RTP ports, the limit of HTTP connections, and what
 * modules a restart brings back. Read by way of {@code AST_CONFIG} (func_config.so).
 */
final class CheckFiles {

    static final String RTP = "rtp-ports";
    static final String HTTP = "http-sessions";
    static final String RESTART = "restart";

    /** Asterisk's defaults where the file says nothing (res_rtp_asterisk.c, http.c, sample files). */
    private static final int RTP_START = 5_000;

    private static final int RTP_END = 31_000;
    private static final int SESSIONS = 100;

    /** With fewer calls than this a site notices the limit on a busy morning. */
    private static final int FEW_CALLS = 25;

    private static final String NATIVE = "bridge_native_rtp";

    private final CheckQuestions questions;
    private final CheckBook book;

    CheckFiles(CheckQuestions questions, CheckBook book) {
        this.questions = questions;
        this.book = book;
    }

    static List<String> names() {
        return List.of(RTP, HTTP, RESTART);
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
        book.add(rtp());
        book.add(http());
        book.add(restart(nativeRuns));
    }

    private Finding rtp() throws IOException {
        int start = number("rtp.conf", "rtpstart").orElse(RTP_START);
        int end = number("rtp.conf", "rtpend").orElse(RTP_END);
        int legs = Math.max(0, (end - start + 1) / 2);
        book.figure("pbxRtpLegs", legs);
        String room = "rtp.conf has UDP ports " + start + "-" + end + ", for " + legs + " legs";
        // A call has two legs, and one of them is tapped.
        int calls = legs / 3;
        return calls >= FEW_CALLS
                ? Finding.ok(RTP, room)
                : Finding.warning(
                        RTP,
                        room,
                        "a leg that is tapped by RTP takes one more, so that " + calls + " calls use them up; and where"
                                + " none is left for a tap, Asterisk itself crashes (asterisk#1757). Widen rtpstart and"
                                + " rtpend in rtp.conf, and the firewall with them");
    }

    private Finding http() throws IOException {
        int sessions = number("http.conf", "sessionlimit").orElse(SESSIONS);
        book.figure("pbxHttpSessions", sessions);
        String room = "http.conf allows " + sessions + " connections at once";
        return questions
                        .config("http.conf", "general", "session_keep_alive")
                        .filter("0"::equals)
                        .isPresent()
                ? Finding.warning(
                        HTTP,
                        room + ", and closes each after one answer (session_keep_alive = 0)",
                        "each of Undertone's requests then opens a connection of its own, and a tap begins later. Remove"
                                + " that line from http.conf (the default is 15000), and run 'module reload http'")
                : Finding.ok(HTTP, room);
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

    private OptionalInt number(String file, String key) throws IOException {
        Optional<String> value = questions.config(file, "general", key);
        return value.filter(text -> text.matches("\\d{1,6}")).stream()
                .mapToInt(Integer::parseInt)
                .findFirst();
    }
}
