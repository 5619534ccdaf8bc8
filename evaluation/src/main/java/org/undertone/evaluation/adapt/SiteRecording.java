package org.undertone.evaluation.adapt;

import java.nio.file.Path;
import java.util.List;
import org.undertone.evaluation.data.MarkedSpan;

/**
 * One recording of a site, with what is known of it.
 *
 * @param path where it is
 * @param spans what is marked in it, at least one, all of one caller
 * @param marked whether somebody marked it; one that nobody did is taken to be neutral throughout
 */
record SiteRecording(Path path, List<MarkedSpan> spans, boolean marked) {

    SiteRecording {
        spans = List.copyOf(spans);
    }

    String caller() {
        return spans.get(0).caller();
    }

    /** What it is called in a message. */
    String name() {
        return marked ? "line " + spans.get(0).line() + ": '" + path.getFileName() + "'" : path.toString();
    }
}
