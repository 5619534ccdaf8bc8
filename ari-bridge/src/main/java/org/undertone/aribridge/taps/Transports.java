package org.undertone.aribridge.taps;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.media.PbxMedia;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.stasis.StasisArrivals;
import org.undertone.config.MediaSettings;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.config.Settings;
import org.undertone.core.Leg;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.mediatap.MediaException;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.WindowSpec;

/**
 * By which way the sound of each tap comes, and how many come at once: no tap may take what the PBX needs for its calls, for
 * one that finds no RTP port kills it. What the PBX has is asked once a connection, when the first tap needs it. Any thread
 * may call.
 */
public final class Transports {

    private static final Logger LOG = LoggerFactory.getLogger(Transports.class);
    private static final Duration COUNTED_ANEW = Duration.ofSeconds(1);
    /** Where nobody can be heard by any way: somebody may load a module. */
    private static final Duration ASKED_ANEW = Duration.ofSeconds(20);

    private final AsteriskLink link;
    private final StasisArrivals arrivals;
    private final MediaSettings settings;
    private final URI pbx;
    private final String app;
    private final Duration limit;
    private final TapPorts ports;
    private final WindowSpec windows;
    private final Supplier<LoadLevel> load;
    private final Consumer<AudioWindow> sound;
    private final InstantSource clock;
    private final PbxMediaReader reader;

    private final AtomicInteger webSockets = new AtomicInteger();
    private final AtomicInteger rtp = new AtomicInteger();
    private volatile Optional<PbxMedia> known = Optional.empty();
    private volatile Instant askAgainAt = Instant.MIN;
    private final WebSocketRefusal noWebSockets;
    /** Held by whoever asks the PBX, so that it is asked once; never by who must not wait. */
    private final Object asking = new Object();

    private Optional<PbxMedia> told = Optional.empty();
    private int streams;
    private Instant countedAt = Instant.MIN;

    /**
     * Makes it of its parts; the PBX is not asked yet.
     *
     * @param link to the PBX
     * @param arrivals tells when a channel of ours has come into its application
     * @param settings of the daemon
     * @param ports on which sound arrives
     * @param load how busy the program is
     * @param sound takes each window, on the thread that brings it
     * @param clock tells the time
     */
    public Transports(
            AsteriskLink link,
            StasisArrivals arrivals,
            Settings settings,
            TapPorts ports,
            Supplier<LoadLevel> load,
            Consumer<AudioWindow> sound,
            InstantSource clock) {
        this.link = link;
        this.arrivals = arrivals;
        this.settings = settings.media();
        this.pbx = settings.asterisk().url();
        this.app = settings.asterisk().app();
        this.limit = settings.asterisk().requestTimeout();
        this.ports = ports;
        this.windows =
                new WindowSpec(settings.media().window(), settings.media().hop());
        this.load = load;
        this.sound = sound;
        this.clock = clock;
        this.noWebSockets = new WebSocketRefusal(clock);
        this.reader = new PbxMediaReader(link);
    }

    /** It may be another PBX now, or one that was mended: what was known of the last one is forgotten. */
    public void connected() {
        known = Optional.empty();
        noWebSockets.forget();
    }

    /** Why no leg more is heard, as far as is known; does not wait. */
    public Optional<String> noRoom() {
        return known.filter(has -> hasWay(has) && !hasRoom(has)).map(this::full);
    }

    /** Whether there is a way at all, and it is room that a leg may lack. */
    private boolean hasWay(PbxMedia has) {
        return mayBeWebSocket(has) || mayBeRtp(has);
    }

    /** Whether the PBX cannot do what the settings ask for, which is another reason than a want of room. */
    private boolean lacks(PbxMedia has) {
        return settings.transport() == Transport.WEBSOCKET && !has.webSockets();
    }

    private boolean hasRoom(PbxMedia has) {
        return (mayBeWebSocket(has) && webSockets.get() < has.webSocketLegs(settings))
                || (mayBeRtp(has) && rtp.get() < has.rtpLegs(settings));
    }

    private boolean mayBeWebSocket(PbxMedia has) {
        return settings.transport() != Transport.RTP && has.webSockets() && !noWebSockets.stands();
    }

    private boolean mayBeRtp(PbxMedia has) {
        return settings.transport() != Transport.WEBSOCKET
                && has.notByRtp(settings).isEmpty();
    }

    /**
     * Chooses for a leg, and opens the end here. Waits for the PBX.
     *
     * @throws PutOffException if as many legs are heard as the PBX has room for, or it does not tell how many that are
     * @throws AsteriskException if the PBX does not answer, or the leg has hung up
     * @throws MediaException if there is no end here
     */
    TapMedia take(Leg leg) {
        PbxMedia has = has(leg);
        if (lacks(has)) {
            throw new AsteriskException("the PBX has no " + PbxMedia.MODULE
                    + ", which media.transport: websocket needs (Asterisk 20.16, 21.11, 22.6 or newer); load it, or"
                    + " choose auto or rtp");
        }
        if (!hasWay(has)) {
            throw new PutOffException(has.notByRtp(settings).orElseThrow(), PutOffException.Waits.FOR_THE_PBX);
        }
        if (mayBeWebSocket(has) && reserve(webSockets, has.webSocketLegs(settings))) {
            return holding(webSockets, () -> byWebSocket(leg));
        }
        if (mayBeRtp(has) && reserve(rtp, has.rtpLegs(settings))) {
            return holding(rtp, () -> byRtp(leg, has));
        }
        throw new PutOffException(full(has), PutOffException.Waits.FOR_ROOM);
    }

    private static boolean reserve(AtomicInteger count, int most) {
        return count.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    private static TapMedia holding(AtomicInteger count, Supplier<TapMedia> open) {
        try {
            return open.get();
        } catch (RuntimeException e) {
            count.decrementAndGet();
            throw e;
        }
    }

    private TapMedia byWebSocket(Leg leg) {
        return new WebSocketMedia(
                link, arrivals, app, ports.sockets().open(leg.id(), windows, load, sound), pbx, limit);
    }

    private TapMedia byRtp(Leg leg, PbxMedia has) {
        requirePort(has);
        return new RtpMedia(link, app, ports.open(leg.id(), windows, load, sound), settings.advertise());
    }

    private PbxMedia has(Leg leg) {
        Optional<PbxMedia> before = useful();
        if (before.isPresent()) {
            return before.get();
        }
        synchronized (asking) {
            Optional<PbxMedia> meanwhile = useful();
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            PbxMedia read = reader.read(leg.id().channelId());
            askAgainAt = clock.instant().plus(ASKED_ANEW);
            known = Optional.of(read);
            tell(read);
            return read;
        }
    }

    private Optional<PbxMedia> useful() {
        return known.filter(has -> hasWay(has) || clock.instant().isBefore(askAgainAt));
    }

    /** Once, until it is otherwise. */
    private void tell(PbxMedia has) {
        if (told.equals(Optional.of(has)) || mayBeWebSocket(has)) {
            return;
        }
        told = Optional.of(has);
        if (!hasWay(has)) {
            LOG.warn(
                    "{}",
                    lacks(has)
                            ? "the PBX has no " + PbxMedia.MODULE
                            : has.notByRtp(settings).orElseThrow());
            return;
        }
        String why = settings.transport() == Transport.AUTO
                ? "the PBX has no " + PbxMedia.MODULE + " (Asterisk 20.16, 21.11, 22.6 or newer): sound"
                : "sound";
        LOG.warn(
                "{} comes by RTP, for at most {} legs at once (media.pbx-ports){}",
                why,
                has.rtpLegs(settings),
                has.rtpPorts().isPresent()
                        ? ""
                        : "; the PBX does not tell how many RTP ports it has (" + PbxMedia.TELLS + ")");
    }

    /** The PBX's own calls need ports too, and they take them unasked. */
    private void requirePort(PbxMedia has) {
        if (has.rtpPorts().isEmpty()) {
            // The admin has said how many there may be.
            return;
        }
        synchronized (asking) {
            Instant now = clock.instant();
            if (countedAt.isBefore(now.minus(COUNTED_ANEW))) {
                streams = reader.rtpStreams();
                countedAt = now;
            }
            if (!has.hasRtpPort(streams)) {
                throw new PutOffException(
                        "no room: calls and taps may take " + streams + " RTP ports of the PBX, which has "
                                + has.rtpPorts().getAsInt()
                                + " (rtp.conf), and one that is missing would kill it; it is heard as soon as there are"
                                + " more",
                        PutOffException.Waits.FOR_ROOM);
            }
            streams++;
        }
    }

    private String full(PbxMedia has) {
        String legs = " legs are heard by ";
        String byWebSocket = has.webSocketLegs(settings) + legs + "websocket (media.pbx-sessions)";
        String byRtp = has.rtpLegs(settings) + legs + "RTP (media.pbx-ports)";
        return "no room: as many as the PBX has room for, "
                + (!mayBeRtp(has) ? byWebSocket : mayBeWebSocket(has) ? byWebSocket + " and " + byRtp : byRtp)
                + "; it is heard as soon as one has ended";
    }

    /** Gives back what a tap took. Does not wait. */
    void release(TapMedia media) {
        if (media instanceof WebSocketMedia webSocket) {
            webSockets.decrementAndGet();
            webSocket.refused().ifPresent(this::refused);
        } else {
            rtp.decrementAndGet();
        }
    }

    /** What stands between may forward ARI alone. */
    private void refused(MediaException why) {
        if (settings.transport() == Transport.AUTO && noWebSockets.came(why.status())) {
            LOG.warn("{}; sound comes by RTP for some minutes, or until the next connection", why.getMessage());
        }
    }
}
