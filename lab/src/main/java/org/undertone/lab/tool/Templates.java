package org.undertone.lab.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lab's resources: settings files with {@code @NAMES@} to fill in, lists, and files to copy. */
public final class Templates {

    private static final String FOLDER = "/org/undertone/lab/";
    private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

    private Templates() {}

    /** The resource's text with every {@code @NAME@} replaced; a name without a value is an error. */
    public static String fill(String resource, Map<String, String> values) {
        return PLACE.matcher(text(resource))
                .replaceAll(place -> Matcher.quoteReplacement(Optional.ofNullable(values.get(place.group(1)))
                        .orElseThrow(() ->
                                new LabException(resource + " names " + place.group() + ", which has no value"))));
    }

    /** The resource's lines that say something. */
    public static List<String> lines(String resource) {
        return text(resource)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** Copies the resource as it is, over whatever is there. */
    public static void copy(String resource, Path to) {
        try (InputStream in = open(resource)) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LabException("Cannot write " + to + ": " + e.getMessage(), e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LabException("Cannot read the lab's own " + resource, e);
        }
    }

    private static InputStream open(String resource) {
        return Optional.ofNullable(Templates.class.getResourceAsStream(FOLDER + resource))
                .orElseThrow(() -> new LabException("The lab's own " + resource + " is missing: its jar is not whole"));
    }
}
