package org.undertone.inference.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.undertone.config.yaml.SettingsException;

/**
 * A folder with a model: {@code model.onnx}, and {@code model.yaml} that describes it and holds its checksum.
 * Immutable.
 */
public final class ModelFolder {

    private final Path path;
    private final ModelDescription description;

    private ModelFolder(Path path, ModelDescription description) {
        this.path = path;
        this.description = description;
    }

    /**
     * Reads the description and compares the checksum of the model; the model itself is not opened yet.
     *
     * @throws ModelException if the folder or one of its files is missing or cannot be read, {@code model.yaml} has
     *     problems (all of them are told), or {@code model.onnx} is another file than the one described
     */
    public static ModelFolder load(Path path) {
        if (!Files.isDirectory(path)) {
            throw new ModelException("no model folder at " + path.toAbsolutePath()
                    + ": set model.folder to a folder that holds model.onnx and model.yaml");
        }
        ModelFolder folder = new ModelFolder(path, describe(path));
        folder.verify();
        return folder;
    }

    /** The folder with that description, whatever its model is. */
    public static ModelFolder unverified(Path path, ModelDescription description) {
        return new ModelFolder(path, description);
    }

    /**
     * Reads the description alone.
     *
     * @throws ModelException caused by a {@link SettingsException} where its content has problems
     */
    public static ModelDescription describe(Path path) {
        Path yaml = path.resolve("model.yaml");
        require(yaml, "the description of the model");
        try {
            return ModelYaml.read(yaml.toString(), Files.readString(yaml));
        } catch (SettingsException e) {
            throw new ModelException(e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(yaml, e);
        }
    }

    /**
     * Compares the checksum.
     *
     * @throws ModelException if the model is missing, cannot be read, or is another file than the one described
     */
    public void verify() {
        Path onnx = onnx();
        require(onnx, "the model itself");
        String found;
        try (InputStream in = Files.newInputStream(onnx)) {
            found = sha256(in);
        } catch (IOException e) {
            throw unreadable(onnx, e);
        }
        if (!found.equals(description.sha256())) {
            throw new ModelException(onnx + " is not the file that its model.yaml describes: its sha256 is " + found
                    + ", model.yaml says " + description.sha256()
                    + ". Copy the whole folder again; if you changed the model yourself, write the new sha256 into"
                    + " model.yaml");
        }
    }

    private static String sha256(InputStream in) throws IOException {
        try (DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new ModelException("this Java cannot compute SHA-256; every complete Java 17 can", e);
        }
    }

    private static void require(Path file, String what) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(
                    file.toAbsolutePath() + " is missing: it is " + what + "; copy the whole model folder again");
        }
    }

    private static ModelException unreadable(Path file, IOException e) {
        return new ModelException(
                file.toAbsolutePath() + " cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "); it must be a file, readable to the user that runs Undertone, as UTF-8 if it is text",
                e);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** What {@code model.yaml} says. */
    public ModelDescription description() {
        return description;
    }

    /**
     * What {@code model.yaml} says for people only.
     *
     * @throws ModelException if it cannot be read any more
     */
    public ModelNotes notes() {
        Path yaml = path.resolve("model.yaml");
        try {
            return ModelYaml.notes(Files.readString(yaml));
        } catch (IOException e) {
            throw unreadable(yaml, e);
        }
    }

    /** The model itself. */
    public Path onnx() {
        return path.resolve("model.onnx");
    }
}
