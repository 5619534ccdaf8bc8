package org.undertone.aribridge.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.undertone.config.AsteriskSettings;

/** Whether the PBX can be reached and used, and if not, which of the many reasons it is. */
final class CheckReach {

    static final String PBX = "pbx";
    static final String RIGHTS = "rights";

    private final AsteriskSettings settings;
    private final CheckAri ari;
    private final InstantSource clock;
    private Optional<Duration> ahead = Optional.empty();

    CheckReach(AsteriskSettings settings, CheckAri ari, InstantSource clock) {
        this.settings = settings;
        this.ari = ari;
        this.clock = clock;
    }

    /** Looks, and returns whether more can be asked. */
    boolean look(CheckBook book) {
        CheckAri.Answer info;
        try {
            info = ari.get("asterisk/info");
            ahead = ahead(info.date());
        } catch (IOException e) {
            book.add(unreached(e));
            return false;
        }
        String version = info.body().path("system").path("version").asText();
        if (!info.done() || version.isEmpty()) {
            book.add(refused(info));
            return false;
        }
        book.asterisk(version);
        book.add(Finding.ok(PBX, "Asterisk answers at " + settings.url()));
        book.add(CheckVersion.judge(version));
        return mayWrite(book);
    }

    /** How far the PBX's clock is ahead of ours, to the second, if its answers say it. */
    Optional<Duration> ahead() {
        return ahead;
    }

    private Optional<Duration> ahead(String date) {
        try {
            Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            // The header has no fractions: half a second is the middle of what it may mean.
            return Optional.of(Duration.between(clock.instant(), there.plusMillis(500)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Finding unreached(IOException e) {
        URI url = settings.url();
        String at = url.getHost() + ":" + (url.getPort() < 0 ? 80 : url.getPort());
        if (unresolved(e)) {
            return Finding.problem(
                    PBX, "this machine knows no address of '" + url.getHost() + "'", "correct asterisk.url");
        }
        if (e instanceof HttpConnectTimeoutException) {
            return Finding.problem(
                    PBX,
                    at + " does not answer at all",
                    "the address is wrong, the machine is off, or a firewall drops TCP to that port. Correct"
                            + " asterisk.url, or open the port for this machine");
        }
        if (e instanceof HttpTimeoutException) {
            return Finding.problem(
                    PBX,
                    at + " takes the connection but gives no answer",
                    "Asterisk hangs, or another program has that port (ss -ltnp on the PBX shows which)");
        }
        if (e instanceof ConnectException) {
            return Finding.problem(
                    PBX,
                    "nothing listens at " + at,
                    "Asterisk is not running, or its HTTP server is off or bound elsewhere. Set enabled = yes, bindaddr"
                            + " and bindport in http.conf, run 'module reload http', and look at 'http show status'; or correct"
                            + " asterisk.url");
        }
        return Finding.problem(
                PBX,
                at + " does not speak HTTP (" + e.getMessage() + ")",
                "another program has that port, or it is Asterisk's TLS port. Correct asterisk.url");
    }

    private static boolean unresolved(Throwable e) {
        return e != null && (e instanceof UnresolvedAddressException || unresolved(e.getCause()));
    }

    private Finding refused(CheckAri.Answer answer) {
        return switch (answer.status()) {
            case 401 ->
                Finding.problem(
                        PBX,
                        "Asterisk refuses the ARI user '" + settings.user() + "': wrong user or password",
                        "compare asterisk.user and asterisk.password with the section of that user in ari.conf, and run"
                                + " 'module reload res_ari.so'");
            case 403 ->
                Finding.problem(
                        PBX,
                        "Asterisk does not let this machine in (" + answer.told() + ")",
                        "allow its address where the ARI user or http.conf has an ACL (permit)");
            case 503 -> Finding.problem(PBX, "Asterisk is starting or stopping", "try again in a moment");
            case 404 ->
                answer.server().startsWith("Asterisk")
                        ? Finding.problem(
                                PBX,
                                "Asterisk's HTTP server is at " + settings.url() + ", but no ARI",
                                "set enabled = yes in ari.conf, load res_ari.so and its parts, and leave prefix in"
                                        + " http.conf empty or add it to asterisk.url")
                        : notAsterisk(answer);
            default -> notAsterisk(answer);
        };
    }

    private Finding notAsterisk(CheckAri.Answer answer) {
        String who = answer.server().isEmpty() ? "" : " ('" + answer.server() + "')";
        return Finding.problem(
                PBX,
                "what answers at " + settings.url() + " is no ARI" + who + ": " + answer.told(),
                "correct asterisk.url: bindaddr and bindport of http.conf");
    }

    /** Nothing is changed by hanging up a channel that never was, but only who may write is told so. */
    private boolean mayWrite(CheckBook book) {
        try {
            CheckAri.Answer answer = ari.delete("channels/undertone-check-of-rights");
            if (answer.status() == 403) {
                book.add(Finding.problem(
                        RIGHTS,
                        "the ARI user '" + settings.user() + "' may only read",
                        "no call can be heard. Set read_only = no in ari.conf, and run 'module reload res_ari.so'"));
                return false;
            }
            book.add(Finding.ok(RIGHTS, "the ARI user '" + settings.user() + "' may write"));
            return true;
        } catch (IOException e) {
            book.add(unreached(e));
            return false;
        }
    }
}
