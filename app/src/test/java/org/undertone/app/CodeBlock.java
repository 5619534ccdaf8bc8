package org.undertone.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands between two lines of three backticks in a page.
 *
 * @param page relative to the project's folder
 * @param line of the page at which it begins
 * @param language as written behind the backticks; empty for what a program printed
 */
record CodeBlock(Path page, int line, String language, String text) {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^ *```$");
    /** A line that ends in a backslash goes on. */
    private static final Pattern GOES_ON = Pattern.compile("\\\\\\n\\s*");
    /** One word of a shell: quoted, or without blanks. */
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|((?:[^\\s'\"]|'[^']*')+)");

    /** All pages for users and newcomers. */
    static List<Path> pages() {
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md").map(PROJECT::resolve), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<CodeBlock> all() {
        return pages().stream().flatMap(page -> in(page).stream());
    }

    private static List<CodeBlock> in(Path page) {
        String text = read(page);
        List<CodeBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            int line = 1 + (int) text.substring(0, matcher.start()).lines().count();
            blocks.add(new CodeBlock(PROJECT.relativize(page), line, matcher.group(2), matcher.group(3)));
        }
        return blocks;
    }

    static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The calls of a program in it, each as its words: what stands behind {@code #} is none, nor what goes through a pipe. */
    List<List<String>> calls(String program) {
        return GOES_ON.matcher(text)
                .replaceAll(" ")
                .lines()
                .map(line -> line.replaceFirst("(^|\\s)#.*", ""))
                .map(String::strip)
                .filter(line -> line.startsWith(program + " "))
                .map(line -> words(line.substring(program.length())))
                .toList();
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(part -> part != null)
                        .findFirst()
                        .orElseThrow()
                        .replace("'", ""))
                .toList();
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
