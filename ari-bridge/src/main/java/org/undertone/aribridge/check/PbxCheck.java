package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.undertone.config.Settings;
import org.undertone.core.event.Finding;
import org.undertone.mediatap.TapPorts;

/**
 * Looks whether calls of a PBX can be heard with these settings: ports, connection, rights, version, modules, clock, and
 * a test call whose sound must arrive. It stands on plain HTTP alone, may run beside a daemon, and removes what it makes.
 */
public final class PbxCheck {

    private static final String APP = "app";
    private static final String CLOCK = "clock";
    private static final Duration SKEW = Duration.ofSeconds(1);
    private static final int LOOKS = 50;

    private final Settings settings;
    private final TapPorts ports;
    private final InstantSource clock;

    /**
     * Makes one.
     *
     * @param settings of the daemon that will run
     * @param ports of these settings, to hear the test call with
     * @param clock tells the time
     */
    public PbxCheck(Settings settings, TapPorts ports, InstantSource clock) {
        this.settings = settings;
        this.ports = ports;
        this.clock = clock;
    }

    /** The names of all findings, in their order. */
    public static List<String> names() {
        return Stream.of(
                        List.of(CheckPorts.PORTS, CheckPorts.UDP, CheckReach.PBX, CheckVersion.NAME, CheckReach.RIGHTS),
                        CheckModules.names(),
                        List.of(APP, CheckRoom.NAME),
                        CheckCall.names(),
                        CheckPlaces.names(),
                        CheckFiles.names(),
                        List.of(CheckIds.CLEANUP, CLOCK))
                .flatMap(List::stream)
                .toList();
    }

    /** Looks at everything; on a healthy PBX that takes about three seconds. The caller's thread does the work. */
    public CheckReport run() {
        CheckBook book = new CheckBook(names());
        new CheckPorts(settings.media()).look(book);
        CheckAri ari = new CheckAri(settings.asterisk());
        CheckReach reach = new CheckReach(settings.asterisk(), ari, clock);
        boolean usable = reach.look(book);
        Optional<Duration> ahead = reach.ahead();
        if (usable) {
            try {
                Set<String> running = running(ari);
                CheckModules.judge(running, settings.media().transport()).forEach(book::add);
                book.add(app(ari));
                CheckRoom room = new CheckRoom(ari, settings.media(), running, book.version());
                ahead = testCall(ari, running, room, book).or(reach::ahead);
            } catch (IOException e) {
                book.rest("the PBX did not answer any more: " + e.getMessage());
            }
        }
        ahead.ifPresent(seen -> clock(seen, book));
        return book.report();
    }

    private static Set<String> running(CheckAri ari) throws IOException {
        Set<String> running = new HashSet<>();
        for (JsonNode module : ari.get("asterisk/modules").body()) {
            if (module.path("status").asText().equals("Running")) {
                running.add(module.path("name").asText().replaceFirst("\\.so$", ""));
            }
        }
        return running;
    }

    private Finding app(CheckAri ari) throws IOException {
        String app = settings.asterisk().app();
        return ari.get("applications/" + app).done()
                ? Finding.warning(
                        APP,
                        "the application name '" + app + "' is in use",
                        "right if Undertone runs with these settings now; else choose another asterisk.app, for one"
                                + " program takes the name from the other")
                : Finding.ok(APP, "the application name '" + app + "' is free");
    }

    private Optional<Duration> testCall(CheckAri ari, Set<String> running, CheckRoom room, CheckBook book)
            throws IOException {
        CheckIds ids = new CheckIds(clock.instant());
        ids.sweep(ari);
        Optional<Duration> ahead = new CheckCall(ari, settings, ports, clock, ids, room, book)
                .look(questions -> ask(questions, ari, running, book));
        List<String> left = ids.left(ari);
        for (int look = 0; look < LOOKS && !left.isEmpty(); look++) {
            pause();
            left = ids.left(ari);
        }
        book.add(
                left.isEmpty()
                        ? Finding.ok(CheckIds.CLEANUP, "everything of the test call was removed")
                        : Finding.problem(
                                CheckIds.CLEANUP,
                                "still on the PBX: " + String.join(", ", left),
                                "run the check again in two minutes, which removes it; or hang it up by hand"));
        return ahead;
    }

    /** While the test call is there, for it takes a channel to ask on. */
    private void ask(CheckQuestions questions, CheckAri ari, Set<String> running, CheckBook book) throws IOException {
        new CheckPlaces(questions, settings.profiles())
                .look(running, ari.get("endpoints").body(), book);
        new CheckFiles(questions, book).look(running.contains("bridge_native_rtp"));
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void clock(Duration ahead, CheckBook book) {
        book.figure("clockAheadMillis", ahead.toMillis());
        String seen = Math.abs(ahead.toMillis()) + " ms " + (ahead.isNegative() ? "behind" : "ahead of");
        book.add(
                ahead.abs().compareTo(SKEW) <= 0
                        ? Finding.ok(CLOCK, "the PBX's clock is about " + seen + " ours")
                        : Finding.warning(
                                CLOCK,
                                "the PBX's clock is " + seen + " ours",
                                "calls and alerts get times that do not match the PBX's records. Let both machines"
                                        + " keep time by NTP (chrony, systemd-timesyncd)"));
    }
}
