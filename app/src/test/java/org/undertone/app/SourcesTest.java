package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the house looks like to whoever reads it: sizes, and imports, of which the compiler keeps some to itself. */
class SourcesTest {

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?(org\\.undertone(?:\\.[a-z]\\w*)+)\\.[A-Z][\\w.]*;$");

    private final Map<Path, List<Path>> packages =
            Sources.in("src/main/java").stream().collect(Collectors.groupingBy(Path::getParent));

    @Test
    void noPackageHasMoreThan25Files() {
        assertThat(packages).hasSizeGreaterThan(50);
        assertThat(packages)
                .allSatisfy((folder, files) ->
                        assertThat(files).as("files of %s", folder).hasSizeLessThanOrEqualTo(25));
    }

    @Test
    void noClassHasMoreThan400Lines() {
        assertThat(packages.values().stream().flatMap(List::stream))
                .allSatisfy(file -> assertThat(CodeBlock.read(file).lines())
                        .as("lines of %s", file)
                        .hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void noImportsGoInACircleNotEvenOfConstantsAndForJavadoc() {
        Map<String, Set<String>> arrows = new HashMap<>();
        packages.forEach((folder, files) ->
                files.forEach(file -> arrows.computeIfAbsent(packageOf(folder), name -> new HashSet<>())
                        .addAll(imports(file))));
        assertThat(arrows.values().stream().flatMap(Set::stream)).hasSizeGreaterThan(100);

        // Who knows nobody that is left stands below all of them.
        while (arrows.keySet().removeIf(name -> arrows.get(name).stream()
                .allMatch(known -> known.equals(name) || !arrows.containsKey(known)))) {
            arrows.values().forEach(known -> known.retainAll(arrows.keySet()));
        }

        assertThat(arrows).as("packages in circles, or above one").isEmpty();
    }

    private static String packageOf(Path folder) {
        return folder.toString().replaceFirst(".*/src/main/java/", "").replace('/', '.');
    }

    private static Set<String> imports(Path file) {
        return IMPORT.matcher(CodeBlock.read(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
