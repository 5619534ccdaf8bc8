package org.undertone.delivery.kind;

import java.time.Duration;
import java.util.Optional;

/** What a destination made of a message. Its texts hold no phone numbers and no secrets. */
public sealed interface Answer {

    /** In words, such as {@code answered 201}. */
    String said();

    /**
     * It took it.
     *
     * @param said in words
     */
    record Delivered(String said) implements Answer {}

    /**
     * It did not take it now, or nobody knows.
     *
     * @param said why, in words
     * @param after how long it asked to be left alone
     */
    record TryAgain(String said, Optional<Duration> after) implements Answer {

        /** Where it did not say for how long. */
        public TryAgain(String said) {
            this(said, Optional.empty());
        }
    }

    /**
     * It will never take it.
     *
     * @param said why, in words
     */
    record Refused(String said) implements Answer {}
}
