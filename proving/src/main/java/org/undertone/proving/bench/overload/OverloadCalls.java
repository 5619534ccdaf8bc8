package org.undertone.proving.bench.overload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.mediatap.RtpStream;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.WindowSpec;

/**
 * The legs of calls of two profiles, every third of the one that is paused first. It follows the published load as the
 * bridge does: what is paused is received but not scored, up to the first window without any sound of the pause, and a call
 * for which there is no room is heard when there is. One thread calls it; windows come on the media thread.
 */
final class OverloadCalls {

    private static final int EACH = 3;

    /** Whether the less important are paused, and when their last pause ended. */
    private record Pause(boolean on, Optional<Instant> endedAt) {

        boolean passes(AudioWindow window) {
            Duration length = window.ref().to().minus(window.ref().from());
            Instant begin = window.ref().lastPacketAt().minus(length);
            return !on && endedAt.filter(begin::isBefore).isEmpty();
        }
    }

    private final TapPorts ports;
    private final WindowSpec spec;
    private final Supplier<LoadLevel> load;
    private final Consumer<AudioWindow> engine;
    private final InstantSource clock;
    private final List<RtpStream> open = new ArrayList<>();
    private final List<RtpStream> all = new ArrayList<>();
    private final LongAdder paused = new LongAdder();
    private volatile Pause pause = new Pause(false, Optional.empty());
    private int begun;
    private int waiting;
    private int refused;

    OverloadCalls(
            TapPorts ports,
            WindowSpec spec,
            Supplier<LoadLevel> load,
            Consumer<AudioWindow> engine,
            InstantSource clock) {
        this.ports = ports;
        this.spec = spec;
        this.load = load;
        this.engine = engine;
        this.clock = clock;
    }

    /** A call begins: it is heard from now on, and the port is told; or there is no room for it. */
    Optional<Integer> begin() {
        if (!load.get().opensTaps()) {
            refused++;
            waiting++;
            return Optional.empty();
        }
        return Optional.of(hear());
    }

    private int hear() {
        int number = begun++;
        boolean lessImportant = number % EACH == EACH - 1;
        LegId leg = new LegId(new CallId("bench-" + number), "bench-" + number);
        RtpStream stream = ports.open(leg, spec, load, window -> heard(window, lessImportant));
        open.add(stream);
        all.add(stream);
        return stream.port();
    }

    /** A window of a leg; on the media thread. */
    void heard(AudioWindow window, boolean lessImportant) {
        if (lessImportant && !pause.passes(window)) {
            paused.increment();
        } else {
            engine.accept(window);
        }
    }

    /** Does what the load asks for now. The ports of calls that waited and are heard from now on. */
    List<Integer> follow() {
        LoadLevel level = load.get();
        if (level.pausesLowest() != pause.on()) {
            pause = level.pausesLowest()
                    ? new Pause(true, Optional.empty())
                    : new Pause(false, Optional.of(clock.instant()));
        }
        List<Integer> heard = new ArrayList<>();
        while (waiting > 0 && level.opensTaps()) {
            waiting--;
            heard.add(hear());
        }
        return heard;
    }

    /** Those that are left when that many stay, the oldest. */
    List<RtpStream> leaving(int staying) {
        return List.copyOf(open.subList(Math.min(staying, open.size()), open.size()));
    }

    /** They are not heard any more. */
    void close(List<RtpStream> leaving) {
        leaving.forEach(RtpStream::close);
        open.removeAll(leaving);
    }

    /** Those that are heard now. */
    List<RtpStream> open() {
        return List.copyOf(open);
    }

    /** Those that were ever heard. */
    List<RtpStream> all() {
        return List.copyOf(all);
    }

    /** Windows that were held back by the pause. */
    long paused() {
        return paused.sum();
    }

    /** Calls for which there was no room when they began. */
    int refused() {
        return refused;
    }

    /** Those of them that still wait. */
    int waiting() {
        return waiting;
    }
}
