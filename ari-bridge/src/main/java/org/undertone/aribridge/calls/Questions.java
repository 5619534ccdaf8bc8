package org.undertone.aribridge.calls;

import java.util.function.Consumer;
import org.undertone.aribridge.who.Reading;
import org.undertone.aribridge.who.Sighting;

/**
 * What is asked of the PBX about channels. Nobody waits for an answer: each comes later, on the thread of the calls, by which
 * time the channel may have gone.
 */
interface Questions {

    /** What came of a question. */
    sealed interface Answer permits Read, Gone, Unanswered {}

    /**
     * The channel has told.
     *
     * @param reading what
     */
    record Read(Reading reading) implements Answer {}

    /** There is no such channel any more. */
    record Gone() implements Answer {}

    /**
     * The PBX did not answer; it may be asked again.
     *
     * @param why in words
     */
    record Unanswered(String why) implements Answer {}

    /** Reads what a channel tells; answered exactly once. */
    void read(Sighting channel, Consumer<Answer> answer);

    /** Reads the variables that a call's profile names, once, and tells when there is something new of the call. */
    void readFacts(LiveCall call, Consumer<LiveCall> told);
}
