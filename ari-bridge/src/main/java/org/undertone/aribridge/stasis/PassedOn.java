package org.undertone.aribridge.stasis;

import ch.loway.oss.ari4java.generated.models.Module;
import ch.loway.oss.ari4java.generated.models.Variable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.media.Translators;

/**
 * Knows the legs on which no snoop is made, since the PBX only passes their codec on ({@link Translators}). What it translates is
 * asked when it is first needed, and again now and then while legs are left alone: somebody may load a module. Any thread may
 * call, and waits for the PBX.
 */
public final class PassedOn {

    private static final String RUNNING = "Running";
    private static final Duration ASKED_ANEW = Duration.ofSeconds(20);

    private final AsteriskLink link;
    private final InstantSource clock;
    private Optional<Translators> translators = Optional.empty();
    private Instant askedAt = Instant.MIN;

    /** Makes it; the PBX is asked when a leg is. */
    public PassedOn(AsteriskLink link, InstantSource clock) {
        this.link = link;
        this.clock = clock;
    }

    /**
     * Why nothing can be heard of a channel, or said to it; empty if that can be, or the channel is gone.
     *
     * @throws AsteriskException if the PBX does not answer
     */
    Optional<String> why(String channelId) {
        return formats(channelId)
                .flatMap(this::notTranslated)
                .map(codec -> "its codec is " + codec + ", which the PBX passes on but cannot translate: load a codec"
                        + " module for " + codec + ", or have this phone or trunk use alaw or ulaw");
    }

    /** As the function CHANNEL tells them; empty where the PBX has no func_channel.so, which it answers with 500. */
    private Optional<String> formats(String channelId) {
        try {
            return link.requests()
                    .find("read the codec of channel " + channelId, () -> link.ari()
                            .channels()
                            .getChannelVar(channelId, "CHANNEL(audionativeformat)")
                            .execute())
                    .map(Variable::getValue);
        } catch (AsteriskException e) {
            if (e.status() == 500) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private synchronized Optional<String> notTranslated(String formats) {
        Optional<String> known = translators.flatMap(has -> has.notTranslated(formats));
        if (translators.isPresent() && (known.isEmpty() || clock.instant().isBefore(askedAt.plus(ASKED_ANEW)))) {
            return known;
        }
        Translators asked = ask();
        translators = Optional.of(asked);
        askedAt = clock.instant();
        return asked.notTranslated(formats);
    }

    private Translators ask() {
        return Translators.among(
                link
                        .requests()
                        .repeatable(
                                "list modules",
                                () -> link.ari().asterisk().listModules().execute())
                        .stream()
                        .filter(module -> RUNNING.equals(module.getStatus()))
                        .map(Module::getName));
    }
}
