package org.undertone.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a lab is set up.
 *
 * @param cache where an Asterisk that had to be downloaded is kept between runs (about 150 MB)
 * @param temp where the lab's own files live while it runs; a short path, for Asterisk's control socket must stay
 *     under 108 characters
 * @param patience how long one step (booting, a command, a phone's registration) may take
 */
public record LabOptions(Path cache, Path temp, Duration patience) {

    /** The usual places: {@code $UNDERTONE_CACHE}, else {@code $XDG_CACHE_HOME}, else {@code ~/.cache}; 60 seconds. */
    public static LabOptions defaults() {
        return new LabOptions(
                cacheFolder(System.getenv(), Path.of(System.getProperty("user.home"))),
                Path.of(System.getProperty("java.io.tmpdir")),
                Duration.ofSeconds(60));
    }

    public LabOptions withCache(Path newCache) {
        return new LabOptions(newCache, temp, patience);
    }

    public LabOptions withTemp(Path newTemp) {
        return new LabOptions(cache, newTemp, patience);
    }

    public LabOptions withPatience(Duration newPatience) {
        return new LabOptions(cache, temp, newPatience);
    }

    static Path cacheFolder(Map<String, String> environment, Path home) {
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
