package org.undertone.inference.adapt;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.Finding;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxScorer;
import org.undertone.inference.trial.ModelCheck;

/** Writes the folder of an adapted model: whole and tried, or not at all. */
public final class AdaptedFolder {

    /** How far 32-bit and 64-bit sums may lie apart. */
    private static final double SAME = 1e-3;

    private final Path out;
    private final Path above;
    private final InstantSource clock;

    /**
     * A folder to be written.
     *
     * @param clock that the model is timed with
     * @throws ModelException if something is there already, there is nothing to put it into, or nothing may be written there
     */
    public AdaptedFolder(Path out, InstantSource clock) {
        this.out = out.toAbsolutePath().normalize();
        this.above = Optional.ofNullable(this.out.getParent()).orElse(this.out);
        this.clock = clock;
        check();
        tryToWrite();
    }

    private void check() {
        if (Files.exists(out) && !isEmptyFolder()) {
            throw new ModelException(out + " is there already: name a folder that is not, or remove it");
        }
        if (!Files.isDirectory(place())) {
            throw new ModelException(
                    "there is no folder " + place() + " to put the model's folder into; make it first");
        }
    }

    /** The folder to put it into, or where that is still to be made, the one to make it in. */
    private Path place() {
        return Files.exists(above)
                ? above
                : Optional.ofNullable(above.getParent()).orElse(above);
    }

    /** Now, rather than after hours of hearing. Nothing is left: whoever ends the program meanwhile has nothing to remove. */
    private void tryToWrite() {
        Path trial = place().resolve(temporary());
        try {
            Files.createDirectory(trial);
            Files.delete(trial);
        } catch (IOException e) {
            throw new ModelException(
                    "nothing can be written to " + place() + " (" + e
                            + "): give the right to write there, or name another folder; its name may have 200 letters",
                    e);
        }
    }

    private String temporary() {
        return "." + out.getFileName() + "-" + ProcessHandle.current().pid();
    }

    private boolean isEmptyFolder() {
        try (Stream<Path> content = Files.list(out)) {
            return content.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes it beside its place, tries it, and moves it there.
     *
     * @throws ModelException if it cannot be written, or what was written does not hear as it should; then nothing is left
     */
    public void write(ModelFolder parent, OnnxLastLayer model, LastLayer layer, AdaptedNotes notes) {
        Path beside = above.resolve(temporary());
        boolean first = !Files.exists(above);
        try {
            if (first) {
                Files.createDirectory(above);
            }
            Files.createDirectory(beside);
            fill(beside, parent, model.with(layer), notes);
            tryIt(beside, layer);
            check();
            Files.deleteIfExists(out);
            Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            throw new ModelException(out + " cannot be put in its place: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelException(
                    "the model cannot be written to " + beside + " (" + e + "); it takes "
                            + "25 MB and the right to write",
                    e);
        } finally {
            delete(beside);
            if (first && !Files.exists(out)) {
                deleteEmpty(above);
            }
        }
    }

    private static void fill(Path folder, ModelFolder parent, byte[] onnx, AdaptedNotes notes) throws IOException {
        Files.write(folder.resolve("model.onnx"), onnx);
        Files.writeString(folder.resolve("model.yaml"), AdaptedYaml.text(parent, Sha256.of(onnx), notes));
        Files.writeString(folder.resolve("README.md"), notes.card());
        try (Stream<Path> files = Files.list(parent.path())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("LICENSE") || name.startsWith("NOTICE")) {
                    Files.copy(file, folder.resolve(name));
                }
            }
        }
    }

    /** As any folder is tried, and that it hears by the layer that was measured. */
    private void tryIt(Path folder, LastLayer layer) {
        List<Finding> findings = new ModelCheck(folder, clock).run();
        String wrong = findings.stream()
                .filter(finding -> finding.state() == Finding.State.PROBLEM)
                .map(finding -> finding.name() + ": " + finding.detail())
                .collect(Collectors.joining("; "));
        if (!wrong.isEmpty()) {
            throw new ModelException("the model that was made cannot be used, and was not kept: " + wrong);
        }
        try (OnnxScorer scorer = OnnxScorer.open(ModelFolder.load(folder))) {
            AudioWindow noise = noise(scorer.model().window());
            Probabilities file = scorer.score(noise).probabilities();
            Probabilities fitted = layer.probabilities(scorer.embedding(noise));
            if (Emotion.all().stream().anyMatch(emotion -> Math.abs(file.of(emotion) - fitted.of(emotion)) > SAME)) {
                throw new ModelException("the file that was written hears otherwise than what was measured, and was not"
                        + " kept: " + file + " instead of " + fitted);
            }
        }
    }

    private static AudioWindow noise(Duration length) {
        SplittableRandom random = new SplittableRandom(1);
        List<AudioBlock> blocks = IntStream.range(0, (int) length.dividedBy(AudioBlock.LENGTH))
                .mapToObj(block -> {
                    short[] samples = new short[AudioBlock.SAMPLES];
                    for (int i = 0; i < samples.length; i++) {
                        samples[i] = (short) random.nextInt(-3_000, 3_000);
                    }
                    return AudioBlock.of(samples);
                })
                .toList();
        LegId leg = new LegId(new CallId("trial"), "trial");
        return new AudioWindow(new WindowRef(leg, Duration.ZERO, length, Instant.EPOCH), blocks, 0);
    }

    private static void deleteEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new ModelException("the empty folder " + folder + " cannot be removed: " + e, e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new ModelException("what is left of the model in " + folder + " cannot be removed: " + e, e);
        }
    }
}
