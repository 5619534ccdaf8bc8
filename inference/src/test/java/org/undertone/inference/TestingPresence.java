package org.undertone.inference;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.speech.HeardSpeech;
import org.undertone.inference.speech.SpeechPresence;

/** Takes every block louder than -45 dBFS for speech, so that a test need not speak. */
public final class TestingPresence implements SpeechPresence {

    private final Map<LegId, Duration> heard = new HashMap<>();
    private final Set<LegId> forgotten = ConcurrentHashMap.newKeySet();

    /** A gate before which one block in five must be loud. */
    public static SpeechGate gate() {
        return new SpeechGate(TestingPresence::new, 0.2);
    }

    @Override
    public List<HeardSpeech> hear(List<AudioWindow> windows) {
        forgotten.removeIf(leg -> {
            heard.remove(leg);
            return true;
        });
        Set<LegId> legs = new HashSet<>();
        for (AudioWindow window : windows) {
            LegId leg = window.ref().leg();
            if (!legs.add(leg)) {
                throw new AssertionError("two windows of " + leg + " at once");
            }
            Duration before = heard.put(leg, window.ref().to());
            if (before != null && before.compareTo(window.ref().to()) >= 0) {
                throw new AssertionError("the windows of " + leg + " are not in order: " + window.ref());
            }
        }
        return windows.stream()
                .map(window -> new HeardSpeech(loudShare(window), Optional.empty()))
                .toList();
    }

    private static double loudShare(AudioWindow window) {
        return window.blocks().stream().filter(block -> block.levelDbfs() > -45).count()
                / (double) window.blocks().size();
    }

    @Override
    public void forget(LegId leg) {
        forgotten.add(leg);
    }
}
