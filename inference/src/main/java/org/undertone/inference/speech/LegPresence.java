package org.undertone.inference.speech;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;

/** The presence of speech on some legs, as {@link SileroVad} hears it. */
public final class LegPresence implements SpeechPresence {

    /** More legs than one machine hears; a leg beyond it takes the place of the one that was not heard for longest. */
    private static final int MOST = 4_096;

    private final SileroVad vad;
    private final double threshold;
    private final Queue<LegId> forgotten = new ConcurrentLinkedQueue<>();
    private final Map<LegId, LegSpeech> legs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LegId, LegSpeech> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Follows legs.
     *
     * @param vad what hears them; it stays open, and others may use it
     * @param threshold the probability from which a frame of 32 ms is speech, above 0 and below 1
     */
    public LegPresence(SileroVad vad, double threshold) {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("speech: threshold=" + threshold + " is not between 0 and 1");
        }
        this.vad = vad;
        this.threshold = threshold;
    }

    @Override
    public List<HeardSpeech> hear(List<AudioWindow> windows) {
        letGo();
        List<LegSpeech> heard = windows.stream().map(this::legOf).toList();
        try {
            for (int i = 0; i < heard.size(); i++) {
                heard.get(i).add(windows.get(i));
            }
            vad.hear(heard);
        } catch (RuntimeException | Error e) {
            // Some legs may have heard it and others not: all begin anew with their next window.
            legs.clear();
            throw e;
        }
        return heard.stream().map(LegSpeech::heard).toList();
    }

    private void letGo() {
        for (LegId leg = forgotten.poll(); leg != null; leg = forgotten.poll()) {
            legs.remove(leg);
        }
    }

    private LegSpeech legOf(AudioWindow window) {
        LegSpeech leg = legs.computeIfAbsent(window.ref().leg(), id -> new LegSpeech(threshold));
        if (leg.goesOnWith(window)) {
            return leg;
        }
        LegSpeech anew = new LegSpeech(threshold);
        legs.put(window.ref().leg(), anew);
        return anew;
    }

    @Override
    public void forget(LegId leg) {
        forgotten.add(leg);
    }
}
