package org.undertone.evaluation.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Probabilities;
import org.undertone.core.ShadowScore;
import org.undertone.core.WindowRef;
import org.undertone.evaluation.tune.KeptCall;
import org.undertone.inference.FrameTrack;

/**
 * A call as two models heard it, each by the windows that both scored and no others; what only the first one scored counts as
 * not scored, for both. Whether somebody spoke, how fast, and how far the sound can be trusted are the first one's.
 *
 * @param first as the first model heard it
 * @param second as the one in the shadow did
 * @param scored how many windows the first one scored
 * @param both how many both did
 */
record ShadowCall(KeptCall first, KeptCall second, int scored, int both) {

    /**
     * Puts the two beside each other.
     *
     * @param call as the first model heard it
     * @param shadow what the other one said
     * @param track how windows become a track
     */
    static ShadowCall of(KeptCall call, List<ShadowScore> shadow, TrackSettings track) {
        Map<WindowRef, Probabilities> seconds = new HashMap<>();
        shadow.forEach(score -> seconds.put(score.window(), score.probabilities()));
        Map<WindowRef, Probabilities> firsts = new HashMap<>();
        int scored = 0;
        for (KeptCall.Heard heard : call.heard()) {
            if (heard.assessment() instanceof Assessment.Scored each) {
                scored++;
                if (seconds.containsKey(each.window())) {
                    firsts.put(each.window(), each.probabilities());
                }
            }
        }
        return new ShadowCall(again(call, firsts, track), again(call, seconds, track), scored, firsts.size());
    }

    /** The call as a model heard it that scored these windows so. */
    private static KeptCall again(KeptCall call, Map<WindowRef, Probabilities> scores, TrackSettings settings) {
        Map<KeptCall.Voice, FrameTrack> tracks = new HashMap<>();
        List<KeptCall.Heard> again = new ArrayList<>();
        for (KeptCall.Heard heard : call.heard()) {
            FrameTrack track = tracks.computeIfAbsent(heard.voice(), voice -> new FrameTrack(settings));
            again.add(heard.with(again(heard.assessment(), scores, track)));
        }
        return new KeptCall(call.call(), call.profile(), again);
    }

    private static Assessment again(Assessment assessment, Map<WindowRef, Probabilities> scores, FrameTrack track) {
        WindowRef window = assessment.window();
        if (assessment instanceof Assessment.NoSpeech) {
            track.quiet(window);
        }
        if (!(assessment instanceof Assessment.Scored scored)) {
            return assessment;
        }
        Probabilities heard = scores.get(window);
        return heard == null
                ? new Assessment.NotScored(window, NotScoredReason.OVERLOAD)
                : scored.judged(heard, track.hear(window, heard, scored.speechRatio()));
    }
}
