package org.undertone.evaluation.data;

import java.util.List;
import java.util.Optional;

/**
 * Labelled speech.
 *
 * @param title which data set it was taken for; of one labelled by a table its folder
 * @param note what the reader of figures must know of it; empty if nothing
 * @param clips its clips, by path
 * @param unnamed how many sound files have a name that tells nothing, and were left out
 * @param votes what listeners heard, where that is known
 */
public record Dataset(String title, String note, List<Clip> clips, int unnamed, Optional<Votes> votes) {

    public Dataset {
        clips = List.copyOf(clips);
    }
}
