package org.undertone.lab.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.lab.tool.Commands;
import org.undertone.lab.tool.Folders;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;

/**
 * Downloads and unpacks packages of Debian's and all they need, with an apt state of its own: the machine's mirror,
 * keys and proxy settings are read, nothing of its apt or dpkg is written.
 */
public final class AptDownload {
    private static final Logger LOG = LoggerFactory.getLogger(AptDownload.class);
    private static final int ATTEMPTS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path aptFolder;
    private final DebianPackages wanted;

    /**
     * Downloads nothing yet.
     *
     * @param aptFolder the machine's {@code /etc/apt}, which is only read
     */
    public AptDownload(Path aptFolder, DebianPackages wanted) {
        this.aptFolder = aptFolder;
        this.wanted = wanted;
    }

    DebianPackages wanted() {
        return wanted;
    }

    /** Unpacks into a folder within {@code work}, which is on the disk that the tree will stay on; returns the tree. */
    Path unpackInto(Path work) throws IOException {
        AptSources.Mirror mirror = AptSources.debianMirror(aptFolder, wanted);
        LOG.info(
                "No {} here: downloading them from this machine's Debian mirror, once (about {} MB)",
                wanted.names(),
                wanted.megabytes());
        Path apt = Files.createDirectory(work.resolve("apt"));
        Path configuration = configure(apt, mirror);
        String refresh = "Cannot read the package lists of the suite " + wanted.suite() + " from " + mirror.uri();
        attempt(refresh, List.of("apt-get", "-c", configuration.toString(), "-q", "update", "--error-on=any"));
        String fetch = "Cannot download the packages of " + wanted.names() + " from " + mirror.uri();
        List<String> install = new ArrayList<>(
                List.of("apt-get", "-c", configuration.toString(), "-q", "-y", "--download-only", "install"));
        install.addAll(wanted.packages());
        attempt(fetch, install);
        Path tree = Files.createDirectory(work.resolve("tree"));
        List<Path> packages = Folders.matching(apt.resolve("cache/archives"), "*.deb");
        LOG.info("Unpacking {} packages", packages.size());
        for (Path file : packages) {
            attempt("Cannot unpack " + file.getFileName(), List.of("dpkg-deb", "-x", file.toString(), tree.toString()));
        }
        prune(tree);
        linkSounds(tree.resolve("usr/share/asterisk/sounds"));
        return tree;
    }

    private Path configure(Path apt, AptSources.Mirror mirror) throws IOException {
        Files.createDirectories(apt.resolve("state/lists/partial"));
        Files.createDirectories(apt.resolve("cache/archives/partial"));
        Path sources = Files.createDirectories(apt.resolve("sources.list.d"));
        Files.writeString(apt.resolve("status"), "");
        String architecture = Commands.run(Duration.ofSeconds(20), List.of("dpkg", "--print-architecture"))
                .output()
                .strip();
        Files.writeString(sources.resolve("lab.sources"), mirror.entry(wanted.suite(), architecture));
        // The machine's hooks are cleared: they would clean up in its own cache.
        return Files.writeString(
                apt.resolve("apt.conf"),
                String.join(
                        "\n",
                        "#clear APT::Update::Pre-Invoke;",
                        "#clear APT::Update::Post-Invoke;",
                        "#clear APT::Update::Post-Invoke-Success;",
                        "#clear DPkg::Pre-Invoke;",
                        "#clear DPkg::Post-Invoke;",
                        "#clear DPkg::Pre-Install-Pkgs;",
                        "#clear AptCli::Hooks;",
                        "Dir::State \"" + apt + "/state\";",
                        "Dir::State::status \"" + apt + "/status\";",
                        "Dir::Cache \"" + apt + "/cache\";",
                        "Dir::Etc::sourcelist \"/dev/null\";",
                        "Dir::Etc::sourceparts \"" + sources + "\";",
                        "Dir::Etc::preferences \"/dev/null\";",
                        "Dir::Etc::preferencesparts \"/dev/null\";",
                        "APT::Default-Release \"\";",
                        "APT::Install-Recommends \"false\";",
                        "APT::Sandbox::User \"\";",
                        "Acquire::Languages \"none\";",
                        "Acquire::Retries \"3\";",
                        ""));
    }

    private void attempt(String problem, List<String> command) {
        for (int attempt = 1; ; attempt++) {
            Commands.Result result = Commands.run(LIMIT, command);
            if (result.ok()) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw new LabException(problem + " (tried " + ATTEMPTS + " times). " + String.join(" ", command)
                        + " said:\n" + result.tail()
                        + "\nTry again later" + wanted.otherwise() + ".");
            }
            LOG.warn("{}, trying again: {}", problem, result.tail());
            Waiting.pause(Duration.ofSeconds(2));
        }
    }

    private void prune(Path tree) throws IOException {
        prune(tree, tree);
        Path libraries = tree.resolve("usr/lib");
        try (Stream<Path> files = Files.find(libraries, 2, (file, attributes) -> true)) {
            files.filter(file -> file.getFileName().toString().matches(wanted.unused()))
                    .toList()
                    .forEach(Folders::delete);
        }
    }

    private void prune(Path tree, Path folder) {
        for (Path file : Folders.matching(folder, "*")) {
            String name = tree.relativize(file).toString();
            if (wanted.used().stream().anyMatch(used -> used.startsWith(name + "/"))) {
                prune(tree, file);
            } else if (!wanted.used().contains(name)) {
                Folders.delete(file);
            }
        }
    }

    /** Debian's postinst makes this link; without it {@code sound:beep} and its like are not found. */
    private static void linkSounds(Path sounds) throws IOException {
        Path english = sounds.resolve("en");
        if (Files.isDirectory(sounds) && !Files.exists(english, LinkOption.NOFOLLOW_LINKS)) {
            for (Path voice : Folders.matching(sounds, "en_US_*")) {
                Files.createSymbolicLink(english, voice.getFileName());
            }
        }
    }
}
