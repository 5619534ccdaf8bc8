package org.undertone.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.NaturalSpeech;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;

/**
 * Models that were made like another and have each not learnt from one source of natural speech.
 *
 * @param bySource by the source's name; empty if none are asked for
 */
record HeldOutModels(SortedMap<String, ModelFolder> bySource) {

    static final HeldOutModels NONE = new HeldOutModels(new TreeMap<>());

    HeldOutModels {
        bySource = Collections.unmodifiableSortedMap(new TreeMap<>(bySource));
    }

    /**
     * The models of a folder that has one folder for each source, named like it.
     *
     * @param model the model in whose place they hear
     * @throws ModelException if there is none, one of them is no model, is of a source that the speech has not, or knows other
     *     emotions
     */
    static HeldOutModels in(Path folder, ModelDescription model, NaturalSpeech speech) {
        SortedSet<String> sources = new TreeSet<>(speech.recordings().stream()
                .map(NaturalSpeech.Recording::source)
                .toList());
        SortedMap<String, ModelFolder> models = new TreeMap<>();
        for (Path one : folders(folder)) {
            String source = one.getFileName().toString();
            if (!sources.contains(source)) {
                throw new ModelException("--held-out " + folder + ": there is no source " + source + " in "
                        + speech.folder() + ", whose sources are " + String.join(", ", sources)
                        + ": name the model's folder after the source that it has not learnt from");
            }
            ModelFolder opened = ModelFolder.load(one);
            if (!opened.description().trained().equals(model.trained())) {
                throw new ModelException("--held-out " + one + ": this model knows " + labels(opened.description())
                        + ", the one in whose place it hears knows " + labels(model)
                        + ": take one that was made alike");
            }
            models.put(source, opened);
        }
        return new HeldOutModels(models);
    }

    private static List<Path> folders(Path folder) {
        try (Stream<Path> in = Files.list(folder)) {
            List<Path> folders = in.filter(Files::isDirectory).sorted().toList();
            if (folders.isEmpty()) {
                throw new ModelException(
                        "--held-out " + folder + ": there is no model in it: it has a folder for each source");
            }
            return folders;
        } catch (IOException e) {
            throw new ModelException(
                    "--held-out " + folder + ": cannot be read (" + e.getClass().getSimpleName()
                            + "); it has a model's folder for each source",
                    e);
        }
    }

    private static String labels(ModelDescription model) {
        return Emotion.all().stream()
                .filter(model.trained()::contains)
                .map(Emotion::label)
                .collect(Collectors.joining(", "));
    }

    /** What they have not learnt from. */
    SortedSet<String> sources() {
        return new TreeSet<>(bySource.keySet());
    }
}
