package org.undertone.inference.speech;

import java.util.List;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;

/** Follows some legs and tells whether, and how fast, each of them speaks. For one thread, but for {@link #forget}. */
public interface SpeechPresence {

    /**
     * Hears what is new in each window, all legs together.
     *
     * @param windows at most one of a leg, and a leg's in order; sound that it heard before is not heard again. A leg
     *     whose audio time begins anew, since it is tapped anew, begins anew
     * @return what was heard, in the order of the windows
     * @throws org.undertone.inference.model.ModelException if the speech detector fails or was closed
     */
    List<HeardSpeech> hear(List<AudioWindow> windows);

    /** Lets go of a leg that ended. Any thread. */
    void forget(LegId leg);
}
