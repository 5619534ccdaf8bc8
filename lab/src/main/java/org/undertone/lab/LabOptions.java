package org.undertone.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.undertone.lab.tool.LabException;

/**
 * How a lab is set up.
 *
 * @param cache where an Asterisk and phones that had to be downloaded are kept between runs (about 150 and 65 MB)
 * @param temp where the lab's own files live while it runs; a short path, for Asterisk's control socket must stay
 *     under 108 characters
 * @param patience how long one step (booting, a command, a phone's registration) may take
 * @param rtpStreams how many RTP streams the PBX has ports for
 * @param httpSessions how many sessions its HTTP server has ({@code sessionlimit})
 */
public record LabOptions(Path cache, Path temp, Duration patience, int rtpStreams, int httpSessions) {

    private static final int USUAL_STREAMS = 500;

    private static final int USUAL_SESSIONS = 200;

    public LabOptions {
        if (rtpStreams < 1 || rtpStreams > USUAL_STREAMS) {
            throw new LabException("A lab has ports for 1 to " + USUAL_STREAMS + " RTP streams, not for " + rtpStreams);
        }
    }

    /** The usual places: {@code $UNDERTONE_CACHE}, else {@code $XDG_CACHE_HOME}, else {@code ~/.cache}; 60 seconds. */
    public static LabOptions defaults() {
        return new LabOptions(
                cacheFolder(System.getenv(), Path.of(System.getProperty("user.home"))),
                Path.of(System.getProperty("java.io.tmpdir")),
                Duration.ofSeconds(60),
                USUAL_STREAMS,
                USUAL_SESSIONS);
    }

    /** Has the lab's own files there; a short path. */
    public LabOptions withTemp(Path newTemp) {
        return new LabOptions(cache, newTemp, patience, rtpStreams, httpSessions);
    }

    /** Whether calls and external media use up the same ports, as where a PBX is bound to all its addresses. */
    boolean sharesRtpPorts() {
        return rtpStreams < USUAL_STREAMS;
    }

    /** A PBX with ports for so many RTP streams, calls' and external media's together. */
    public LabOptions withRtpStreams(int newRtpStreams) {
        return new LabOptions(cache, temp, patience, newRtpStreams, httpSessions);
    }

    /** Where the cache is with those environment variables and that home folder; makes nothing. */
    public static Path cacheFolder(Map<String, String> environment, Path home) {
        return folderOf(environment, "UNDERTONE_CACHE")
                .or(() -> folderOf(environment, "XDG_CACHE_HOME"))
                .orElse(home.resolve(".cache"))
                .resolve("undertone");
    }

    private static Optional<Path> folderOf(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
