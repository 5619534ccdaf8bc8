package org.undertone.inference;

import java.util.EnumMap;
import java.util.Map;
import org.undertone.core.Doubt;
import org.undertone.core.Quality;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;

/**
 * How far a window can be trusted: the product of what each doubt leaves of it. A doubt that has not reached its level
 * takes nothing, so that what is not named does not count.
 *
 * <ul>
 *   <li>Sound missing, from 2 % of the window: what is left of it.
 *   <li>Little speech, below half of the window: twice the share of speech.
 *   <li>Clipping, from 0.5 % of the samples (about what speech loses whose peaks are 6 dB too loud): one tenth less for
 *       each per cent, and never less than a tenth.
 *   <li>Music and several speakers, where the model finds them at least as probable as not: how improbable they are.
 * </ul>
 */
final class WindowQuality {

    private static final double MISSING = 0.02;
    private static final double ENOUGH_SPEECH = 0.5;
    private static final double CLIPPED = 0.005;
    private static final double LOST_BY_CLIPPING = 10;
    private static final double LEFT_BY_CLIPPING = 0.1;
    private static final double PROBABLE = 0.5;

    private WindowQuality() {}

    static Quality in(AudioWindow window, double speechRatio, Hearing hearing) {
        Map<Doubt, Double> left = new EnumMap<>(Doubt.class);
        if (window.missingShare() >= MISSING) {
            left.put(Doubt.SOUND_MISSING, 1 - window.missingShare());
        }
        if (speechRatio < ENOUGH_SPEECH) {
            left.put(Doubt.LITTLE_SPEECH, speechRatio / ENOUGH_SPEECH);
        }
        double clipped = clippedShare(window);
        if (clipped >= CLIPPED) {
            left.put(Doubt.CLIPPING, Math.max(LEFT_BY_CLIPPING, 1 - LOST_BY_CLIPPING * clipped));
        }
        hearing.doubts().forEach((doubt, probability) -> {
            if (probability >= PROBABLE) {
                left.put(doubt, 1 - probability);
            }
        });
        double value = left.values().stream().reduce(1.0, (one, other) -> one * other);
        return new Quality(value, left.keySet());
    }

    private static double clippedShare(AudioWindow window) {
        return window.blocks().stream().mapToInt(AudioBlock::clippedSamples).sum() / (double) window.samples();
    }
}
