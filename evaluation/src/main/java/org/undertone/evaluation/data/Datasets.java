package org.undertone.evaluation.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens folders of labelled speech, those of known data sets by their names. */
public final class Datasets {

    private static final String LABELS = "labels.csv";
    private static final String VOTES = "voice-votes.csv";

    private Datasets() {}

    /**
     * Opens a folder: by its {@code labels.csv} if it has one, else by the names of the files in it and below.
     *
     * @throws DatasetException if there is no such folder, no labelled speech in it, or its labels have mistakes
     */
    public static Dataset open(Path given) {
        Path folder = SoundFolder.at(given, "labelled speech");
        Path labels = folder.resolve(LABELS);
        return Files.isRegularFile(labels) ? open(given, labels) : byNames(folder);
    }

    /**
     * Opens a folder by a table of labels: {@code path,emotion,speaker}, paths counted from the folder.
     *
     * @throws DatasetException if there is no such folder, or the table has mistakes: all of them are told
     */
    public static Dataset open(Path given, Path labels) {
        Path folder = SoundFolder.at(given, "labelled speech");
        List<Clip> clips = new LabelsCsv(folder, labels).clips();
        return new Dataset(Names.withoutEnding(folder), "", clips, 0, votes(folder));
    }

    private static Dataset byNames(Path folder) {
        List<Path> sounds = SoundFolder.sounds(folder);
        Map<Naming, List<Clip>> found = new LinkedHashMap<>();
        for (Naming naming : Naming.ALL) {
            found.put(
                    naming,
                    sounds.stream().flatMap(path -> naming.clip(path).stream()).toList());
        }
        Naming best = Naming.ALL.get(0);
        for (Naming naming : Naming.ALL) {
            best = found.get(naming).size() > found.get(best).size() ? naming : best;
        }
        List<Clip> clips = found.get(best);
        if (clips.isEmpty()) {
            throw new DatasetException(nothing(folder, sounds.size()));
        }
        return new Dataset(best.title(), best.note(), clips, sounds.size() - clips.size(), votes(folder));
    }

    private static String nothing(Path folder, int sounds) {
        String looked = Naming.ALL.stream()
                .map(naming -> naming.title() + " (" + naming.looksLike() + ")")
                .collect(Collectors.joining("; "));
        return "no labelled speech found in " + folder + ", which holds "
                + (sounds == 0 ? "no sound files" : "sound files, but " + sounds + " with names that tell nothing")
                + "; looked for " + looked + ". Or write " + LABELS + " with the columns " + LabelsCsv.COLUMNS;
    }

    /** Beside the clips or one folder up. */
    private static Optional<Votes> votes(Path folder) {
        return Stream.of(Optional.of(folder), Optional.ofNullable(folder.getParent()))
                .flatMap(Optional::stream)
                .map(place -> place.resolve(VOTES))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(VotesCsv::read);
    }
}
