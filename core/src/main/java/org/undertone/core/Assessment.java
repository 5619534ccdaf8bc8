package org.undertone.core;

import java.util.Objects;
import java.util.Optional;

/** What the engine says of one window. */
public sealed interface Assessment {

    /** The window that it speaks of. */
    WindowRef window();

    /**
     * The window held speech, and this is how it sounded. An estimate from the voice, never a fact about a person.
     *
     * @param window which window
     * @param probabilities of this window alone
     * @param track what the voice sounds like over the last windows; this is what rules ask for
     * @param speechRatio the share of the window that held speech, 0..1
     * @param levelDbfs root mean square of the whole window, in dBFS
     * @param quality how far the sound lets all this be trusted
     * @param rate how fast they speak; absent until enough speech was heard
     */
    record Scored(
            WindowRef window,
            Probabilities probabilities,
            Track track,
            double speechRatio,
            double levelDbfs,
            Quality quality,
            Optional<SpeechRate> rate)
            implements Assessment {

        public Scored {
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(probabilities, "probabilities");
            Objects.requireNonNull(track, "track");
            Objects.requireNonNull(quality, "quality");
            Objects.requireNonNull(rate, "rate");
        }

        /** The same sound, judged otherwise: whether somebody spoke, how fast and how well it is heard do not change. */
        public Scored judged(Probabilities otherwise, Track by) {
            return new Scored(window, otherwise, by, speechRatio, levelDbfs, quality, rate);
        }
    }

    /**
     * Nobody spoke, or too little to judge.
     *
     * @param window which window
     * @param speechRatio the share of the window that held speech, 0..1
     * @param levelDbfs root mean square of the whole window, in dBFS
     */
    record NoSpeech(WindowRef window, double speechRatio, double levelDbfs) implements Assessment {

        public NoSpeech {
            Objects.requireNonNull(window, "window");
        }
    }

    /**
     * The window was not judged.
     *
     * @param window which window
     * @param reason why not
     */
    record NotScored(WindowRef window, NotScoredReason reason) implements Assessment {

        public NotScored {
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
