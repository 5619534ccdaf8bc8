package org.undertone.evaluation.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Speech as people really speak, without labels: hardly anybody in it is angry, so what alarms is a false alarm.
 *
 * @param folder where it is
 * @param recordings one voice each, by their paths
 */
public record NaturalSpeech(Path folder, List<Recording> recordings) {

    /**
     * One voice.
     *
     * @param path where it is
     * @param name the same from the folder on
     * @param source where it comes from: the first folder below the given one; of a file that lies in the given one itself,
     *     its name up to the first dash; where there is neither, the given folder
     */
    public record Recording(Path path, String name, String source) {}

    public NaturalSpeech {
        recordings = List.copyOf(recordings);
    }

    /**
     * Looks through a folder and those in it.
     *
     * @throws DatasetException if there is no such folder, or no sound file in it
     */
    public static NaturalSpeech in(Path given) {
        Path folder = SoundFolder.at(given, "recordings of natural speech");
        List<Recording> recordings = SoundFolder.sounds(folder).stream()
                .map(path -> recording(folder, path))
                .toList();
        if (recordings.isEmpty()) {
            throw new DatasetException("no sound file in " + folder
                    + " nor in the folders in it: put recordings of natural speech there, one voice a file");
        }
        return new NaturalSpeech(folder, recordings);
    }

    private static Recording recording(Path folder, Path path) {
        Path below = folder.relativize(path);
        return new Recording(path, below.toString(), source(folder, below));
    }

    private static String source(Path folder, Path below) {
        if (below.getNameCount() > 1) {
            return below.getName(0).toString();
        }
        String name = Names.withoutEnding(below);
        int dash = name.indexOf('-');
        return dash > 0 ? name.substring(0, dash) : Names.withoutEnding(folder);
    }
}
