package org.undertone.mediatap;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;

/**
 * The way by which sound comes without a port: one websocket to the PBX a leg, opened from here. The thread that serves the
 * {@link TapPorts} serves them too. Any thread may use it.
 */
public final class TapSockets {

    /** Asterisk sends 50 frames a second through hold, mute and silence. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final MediaThread mediaThread;
    private final InstantSource clock;

    TapSockets(MediaThread mediaThread, InstantSource clock) {
        this.mediaThread = mediaThread;
        this.clock = clock;
    }

    /**
     * Makes a stream for that leg, with hops as long as the load asks for; it is connected when the PBX has told where.
     *
     * @param load asked on the media thread every 100 ms of sound, so it must only read
     * @param windows takes the windows, on the media thread, which serves all legs: it must not block but only pass them
     *     on; what it throws is counted and logged once
     * @throws MediaException if the program is stopping
     */
    public WebSocketStream open(LegId leg, WindowSpec spec, Supplier<LoadLevel> load, Consumer<AudioWindow> windows) {
        if (mediaThread.closed()) {
            throw new MediaException("leg " + leg + ": no websocket is opened any more: the program is stopping");
        }
        SoundIntake intake = new SoundIntake(leg, spec, load, windows, clock);
        return new WebSocketStream(leg, mediaThread, new WebSocketReceiver(intake), SILENCE);
    }
}
