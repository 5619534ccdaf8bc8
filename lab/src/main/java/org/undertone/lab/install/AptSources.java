package org.undertone.lab.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.lab.tool.LabException;

/**
 * Finds this machine's Debian mirror in its own apt sources: one-line files and deb822 files, as in
 * {@code sources.list(5)}.
 */
final class AptSources {
    private static final Set<String> CODENAMES =
            Set.of("buster", "bullseye", "bookworm", "trixie", "forky", "duke", "sid");
    private static final Set<String> ALIASES = Set.of("oldoldstable", "oldstable", "stable", "testing", "unstable");

    /**
     * A Debian archive that this machine uses.
     *
     * @param uri where it is, as written in the sources
     * @param signedBy the value of {@code Signed-By}: a path, a fingerprint, or a whole key on continuation lines;
     *     absent where apt's own trusted keys serve
     */
    record Mirror(String uri, Optional<String> signedBy) {

        /** A deb822 entry for another suite of the same archive, with the same key. */
        String entry(String suite, String architecture) {
            String entry = "Types: deb\nURIs: " + uri + "\nSuites: " + suite + "\nComponents: main\nArchitectures: "
                    + architecture + "\n";
            return signedBy.map(key -> entry + "Signed-By:" + (key.startsWith("\n") ? "" : " ") + key + "\n")
                    .orElse(entry);
        }
    }

    private record Entry(List<String> uris, List<String> suites, List<String> components, Optional<String> signedBy) {}

    private AptSources() {}

    /**
     * Reads {@code sources.list}, {@code sources.list.d/*.list} and {@code sources.list.d/*.sources} of a folder.
     *
     * @param wanted what a mirror is looked for, for the error that tells of none
     */
    static Mirror debianMirror(Path aptFolder, DebianPackages wanted) {
        List<Entry> entries = new ArrayList<>();
        List<Path> files = files(aptFolder);
        for (Path file : files) {
            String text = read(file);
            entries.addAll(file.toString().endsWith(".sources") ? deb822(text) : oneLine(text));
        }
        // The surest first: a URI that ends as Debian's does, or its archive key; then a codename alone.
        return Stream.of(
                        entries.stream().filter(AptSources::surelyDebian),
                        entries.stream().filter(entry -> entry.suites().stream().anyMatch(CODENAMES::contains)))
                .flatMap(stream -> stream)
                .filter(AptSources::mainArchive)
                .findFirst()
                .map(entry -> new Mirror(mainUri(entry).orElseThrow(), entry.signedBy()))
                .orElseThrow(() -> new LabException(nothingFound(aptFolder, files, wanted)));
    }

    private static String nothingFound(Path aptFolder, List<Path> files, DebianPackages wanted) {
        return "The lab needs " + wanted.need() + ", and none can be downloaded, for the apt sources in "
                + aptFolder + " name no Debian archive ("
                + (files.isEmpty()
                        ? "no sources were found"
                        : "looked in " + files.stream().map(Path::toString).collect(Collectors.joining(", ")))
                + "). Add an entry for a Debian mirror (any suite, component main) to " + aptFolder
                + "/sources.list.d" + wanted.otherwise() + ".";
    }

    private static boolean mainArchive(Entry entry) {
        return entry.components().contains("main")
                && mainUri(entry).isPresent()
                && entry.suites().stream().anyMatch(suite -> CODENAMES.contains(suite) || ALIASES.contains(suite));
    }

    private static boolean surelyDebian(Entry entry) {
        return mainUri(entry)
                        .map(AptSources::withoutSlash)
                        .filter(uri -> uri.endsWith("/debian"))
                        .isPresent()
                || entry.signedBy()
                        .filter(key -> key.contains("debian-archive"))
                        .isPresent();
    }

    private static Optional<String> mainUri(Entry entry) {
        Predicate<String> security = uri -> uri.contains("security");
        Predicate<String> offline = uri -> uri.startsWith("cdrom:");
        return entry.uris().stream().filter(security.or(offline).negate()).findFirst();
    }

    private static String withoutSlash(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    private static List<Entry> oneLine(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.lines().map(AptSources::withoutComment).toList()) {
            String rest = line.strip();
            if (!rest.startsWith("deb ") && !rest.startsWith("deb\t")) {
                continue;
            }
            rest = rest.substring(4).strip();
            Optional<String> signedBy = Optional.empty();
            if (rest.startsWith("[") && rest.contains("]")) {
                signedBy = words(rest.substring(1, rest.indexOf(']'))).stream()
                        .filter(option -> option.startsWith("signed-by="))
                        .map(option -> option.substring("signed-by=".length()))
                        .findFirst();
                rest = rest.substring(rest.indexOf(']') + 1).strip();
            }
            List<String> words = words(rest);
            if (words.size() >= 3) {
                entries.add(
                        new Entry(words.subList(0, 1), words.subList(1, 2), words.subList(2, words.size()), signedBy));
            }
        }
        return entries;
    }

    private static List<Entry> deb822(String text) {
        return Arrays.stream(text.split("\n[ \t]*\n", -1))
                .map(AptSources::fields)
                .filter(fields -> words(fields.getOrDefault("types", "")).contains("deb"))
                .filter(fields -> !Set.of("no", "false")
                        .contains(fields.getOrDefault("enabled", "yes").strip()))
                .map(fields -> new Entry(
                        words(fields.getOrDefault("uris", "")),
                        words(fields.getOrDefault("suites", "")),
                        words(fields.getOrDefault("components", "")),
                        Optional.ofNullable(fields.get("signed-by"))
                                .map(String::stripTrailing)
                                .filter(key -> !key.isEmpty())))
                .toList();
    }

    /** The fields of one paragraph by their names in lower case; a continuation line keeps its line break and space. */
    private static Map<String, String> fields(String paragraph) {
        Map<String, String> fields = new LinkedHashMap<>();
        String name = "";
        for (String line :
                paragraph.lines().filter(text -> !text.startsWith("#")).toList()) {
            int colon = line.indexOf(':');
            if (line.startsWith(" ") || line.startsWith("\t")) {
                fields.merge(name, "\n" + line.stripTrailing(), String::concat);
            } else if (colon > 0) {
                name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                fields.put(name, line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return comment < 0 ? line : line.substring(0, comment);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<Path> files(Path aptFolder) {
        return Stream.of(
                        Stream.of(aptFolder.resolve("sources.list"))
                                .filter(Files::isReadable)
                                .toList(),
                        matching(aptFolder.resolve("sources.list.d"), ".sources"),
                        matching(aptFolder.resolve("sources.list.d"), ".list"))
                .flatMap(Collection::stream)
                .toList();
    }

    private static List<Path> matching(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(Files::isReadable)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LabException("Cannot read the apt sources in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LabException("Cannot read the apt sources " + file + ": " + e.getMessage(), e);
        }
    }
}
