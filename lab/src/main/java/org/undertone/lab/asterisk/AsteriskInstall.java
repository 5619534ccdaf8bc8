package org.undertone.lab.asterisk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.lab.install.AptDownload;
import org.undertone.lab.install.CachedTree;
import org.undertone.lab.install.DebianPackages;
import org.undertone.lab.tool.Commands;
import org.undertone.lab.tool.Folders;
import org.undertone.lab.tool.LabException;

/**
 * Finds an Asterisk on this machine, or makes one: Debian's packages, unpacked into a cache folder and run with their
 * own loader and libraries. The machine's own packages and apt are never touched, and root is not needed.
 */
public final class AsteriskInstall {
    private static final Logger LOG = LoggerFactory.getLogger(AsteriskInstall.class);
    private static final Pattern VERSION = Pattern.compile("Asterisk (?:certified[/-])?((\\d+)\\.(\\d+)\\S*)");
    /** The environment variable that names the root folder of an Asterisk, to try another version than the usual one. */
    private static final String NAMED = "UNDERTONE_ASTERISK";

    /** Without these an Asterisk is no use to the lab. */
    private static final List<String> NEEDED = List.of(
            "app_mixmonitor",
            "app_queue",
            "cdr_custom",
            "chan_pjsip",
            "chan_rtp",
            "func_export",
            "res_ari_channels",
            "res_stasis_snoop");

    private final Path cache;
    private final Path root;
    private final List<Path> programFolders;
    private final AptDownload download;
    private final Optional<Path> named;

    /**
     * @param named the root folder of the Asterisk to take, and no other
     * @param cache where an Asterisk that had to be made is kept
     * @param root the machine's root folder
     * @param programFolders where an installed {@code asterisk} may be
     */
    AsteriskInstall(Optional<Path> named, Path cache, Path root, List<Path> programFolders, AptDownload download) {
        this.named = named;
        this.cache = cache;
        this.root = root;
        this.programFolders = List.copyOf(programFolders);
        this.download = download;
    }

    /** Looks on the {@code PATH} and in the usual folders; an Asterisk that has to be made is kept in the cache. */
    public static AsteriskInstall ofThisMachine(Path cache) {
        Stream<String> path = Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1));
        List<Path> folders = Stream.concat(path, Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .distinct()
                .toList();
        Optional<Path> named = Optional.ofNullable(System.getenv(NAMED))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
        return new AsteriskInstall(
                named, cache, Path.of("/"), folders, new AptDownload(Path.of("/etc/apt"), DebianPackages.ASTERISK));
    }

    /**
     * The Asterisk that the environment names; else the installed one if it serves; else the one in the cache, which is made
     * now if it is not there yet.
     */
    public Asterisk find() {
        return named.map(this::builtInto).or(this::installed).orElseGet(this::cached);
    }

    /** One that was installed below a folder of its own, as {@code make install DESTDIR=...} does. */
    private Asterisk builtInto(Path folder) {
        Path program = folder.resolve("usr/sbin/asterisk");
        List<String> command =
                List.of("/usr/bin/env", "LD_LIBRARY_PATH=" + folder.resolve("usr/lib"), program.toString());
        return serving(command, folder)
                .orElseThrow(() -> new LabException("The Asterisk below " + folder + ", which " + NAMED
                        + " names, does not serve the lab: it needs 20.5 or newer, with " + NEEDED
                        + ". Name another, or none."));
    }

    private Optional<Asterisk> installed() {
        return programFolders.stream()
                .map(folder -> folder.resolve("asterisk"))
                .filter(Files::isExecutable)
                .flatMap(program -> asInstalled(program).stream())
                .findFirst();
    }

    private Optional<Asterisk> asInstalled(Path program) {
        Optional<Asterisk> asterisk = serving(List.of(program.toString()), root);
        if (asterisk.isEmpty()) {
            LOG.info("{} does not serve the lab (it needs 20.5 or newer, with {})", program, NEEDED);
        }
        return asterisk;
    }

    private static Optional<Asterisk> serving(List<String> command, Path root) {
        List<String> asked = Stream.concat(command.stream(), Stream.of("-V")).toList();
        Commands.Result told = Commands.run(Duration.ofSeconds(20), asked);
        Optional<String> version = told.ok() ? servingVersion(told.output()) : Optional.empty();
        Optional<Path> modules = Folders.firstWith(
                        "chan_pjsip.so",
                        root.resolve("usr/lib"),
                        root.resolve("usr/lib64"),
                        root.resolve("usr/local/lib"))
                .filter(AsteriskInstall::hasWhatIsNeeded);
        Optional<Path> data = Folders.firstOf(
                root.resolve("usr/share/asterisk"),
                root.resolve("var/lib/asterisk"),
                root.resolve("usr/local/share/asterisk"));
        return version.isEmpty() || modules.isEmpty() || data.isEmpty()
                ? Optional.empty()
                : Optional.of(new Asterisk(command, modules.get(), data.get(), version.get()));
    }

    /** The version out of what {@code asterisk -V} prints, if it is 20.5 or newer: EXPORT is broken before. */
    static Optional<String> servingVersion(String printed) {
        Matcher matcher = VERSION.matcher(printed);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(matcher.group(2));
        int minor = Integer.parseInt(matcher.group(3));
        return major > 20 || (major == 20 && minor >= 5) ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean hasWhatIsNeeded(Path modules) {
        return NEEDED.stream().allMatch(name -> Files.exists(modules.resolve(name + ".so")));
    }

    private Asterisk cached() {
        return unpacked(new CachedTree(cache, download).find(AsteriskInstall::unpacked));
    }

    /** An unpacked tree is run with its own loader, for its C library is not the machine's. */
    private static Asterisk unpacked(Path tree) {
        Path loader = Folders.firstWith("ld-linux*.so.*", tree.resolve("usr/lib"))
                .flatMap(folder ->
                        Folders.matching(folder, "ld-linux*.so.*").stream().findFirst())
                .orElseThrow(() -> broken(tree, "no loader ld-linux*.so.*"));
        Path modules = Folders.firstWith("chan_pjsip.so", tree.resolve("usr/lib"))
                .filter(AsteriskInstall::hasWhatIsNeeded)
                .orElseThrow(() -> broken(tree, "not all of the modules " + NEEDED));
        List<String> command = List.of(
                loader.toString(),
                "--library-path",
                String.valueOf(loader.getParent()),
                tree.resolve("usr/sbin/asterisk").toString());
        Asterisk asterisk = new Asterisk(command, modules, tree.resolve("usr/share/asterisk"), "");
        Commands.Result told = Commands.run(Duration.ofSeconds(60), asterisk.with("-V"));
        String version = servingVersion(told.output()).orElseThrow(() -> broken(tree, "it says: " + told.tail()));
        return new Asterisk(command, modules, asterisk.data(), version);
    }

    private static LabException broken(Path tree, String what) {
        return new LabException("The Asterisk in " + tree + " cannot be used: " + what
                + ". Delete that folder; the next lab makes it anew.");
    }
}
