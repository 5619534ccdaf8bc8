package org.undertone.inference;

import java.util.Map;
import org.undertone.core.NotScoredReason;

/**
 * What became of the windows so far; each window is counted once.
 *
 * @param scored heard by the model
 * @param noSpeech held back by the speech gate
 * @param notScored not judged, by reason; every reason is there
 * @param dropped waiting when their tap, or the engine, ended
 * @param waiting waiting now
 */
public record ScoringStats(
        long scored, long noSpeech, Map<NotScoredReason, Long> notScored, long dropped, int waiting) {

    public ScoringStats {
        notScored = Map.copyOf(notScored);
    }
}
