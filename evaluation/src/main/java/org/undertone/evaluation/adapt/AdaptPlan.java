package org.undertone.evaluation.adapt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.undertone.evaluation.Line;

/**
 * What is to be adapted to what.
 *
 * @param labels the table of marked recordings, if there is one
 * @param recordings where its files are; beside it if not said
 * @param neutral a folder of calls in which nobody is anything, if there is one
 * @param line over which line the recordings are heard
 * @param sets folders of labelled speech that must not be heard worse
 * @param out the model folder to write
 * @param name what the model is called
 * @param version which of that name; if not said, made of its parent's and of what was fitted
 */
public record AdaptPlan(
        Optional<Path> labels,
        Optional<Path> recordings,
        Optional<Path> neutral,
        Line line,
        List<Path> sets,
        Path out,
        String name,
        Optional<String> version) {

    public AdaptPlan {
        sets = List.copyOf(sets);
    }
}
