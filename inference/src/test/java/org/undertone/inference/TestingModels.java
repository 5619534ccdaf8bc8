package org.undertone.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.undertone.inference.model.ModelFolder;

/** Model folders around the small graphs in the test resources. */
public final class TestingModels {

    public static final String ALL = "[angry, disgusted, fearful, happy, neutral, other, sad, surprised, unknown]";

    private TestingModels() {}

    /** A folder with that graph and a description that fits it. */
    public static ModelFolder load(Path parent, String graph) {
        return load(parent, graph, Map.of());
    }

    /** The same with some keys of the description changed. */
    public static ModelFolder load(Path parent, String graph, Map<String, String> changes) {
        return ModelFolder.load(write(parent, graph, changes));
    }

    /** Writes such a folder without loading it; a key changed to the empty text is left out. */
    public static Path write(Path parent, String graph, Map<String, String> changes) {
        try (InputStream in = TestingModels.class.getResourceAsStream("/graphs/" + graph + ".onnx")) {
            return write(parent, graph, in.readAllBytes(), changes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes such a folder around any file. */
    public static Path write(Path parent, String graph, byte[] onnx, Map<String, String> changes) {
        try {
            Map<String, String> keys = new TreeMap<>(Map.ofEntries(
                    Map.entry("name", graph),
                    Map.entry("version", "0.1.0"),
                    Map.entry("description", "for tests"),
                    Map.entry("labels", ALL),
                    Map.entry("trained", "[angry, neutral]"),
                    Map.entry("sample-rate", "16000"),
                    Map.entry("window", "3s"),
                    Map.entry("input", "audio"),
                    Map.entry("outputs", "{scores: scores, embedding: embedding}"),
                    Map.entry("embedding-size", "4"),
                    Map.entry("sha256", sha256(onnx)),
                    Map.entry("licence", "none needed"),
                    Map.entry("data", "{train: none, test: {corpus: none}}"),
                    Map.entry("figures", "{uar: 0.2}"),
                    Map.entry("limits", "[hears nothing]")));
            keys.putAll(changes);
            keys.values().removeIf(String::isEmpty);
            String yaml = keys.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                    .collect(Collectors.joining());
            Path folder = Files.createTempDirectory(parent, graph);
            Files.write(folder.resolve("model.onnx"), onnx);
            Files.writeString(folder.resolve("model.yaml"), yaml);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
