package org.undertone.aribridge.check;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.undertone.aribridge.link.PlainHttp;
import org.undertone.aribridge.link.Unreached;
import org.undertone.config.AsteriskSettings;
import org.undertone.core.event.Finding;

/** Whether the PBX can be reached and used. */
final class CheckReach {

    static final String PBX = Unreached.PBX;
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
            book.add(Unreached.of(settings, e));
            return false;
        }
        String version = info.body().path("system").path("version").asText();
        if (!info.done() || version.isEmpty()) {
            book.add(Unreached.refused(settings, info.status(), info.server(), info.told()));
            return false;
        }
        book.asterisk(version);
        book.add(PlainHttp.warning(settings.url())
                .orElseGet(() -> Finding.ok(PBX, "Asterisk answers at " + settings.url())));
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
            book.add(Unreached.of(settings, e));
            return false;
        }
    }
}
