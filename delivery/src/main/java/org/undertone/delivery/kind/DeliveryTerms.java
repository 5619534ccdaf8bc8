package org.undertone.delivery.kind;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What all deliveries have in common.
 *
 * @param name by which rules call it
 * @param rate how many messages it takes in a time, at most
 * @param timeout how long an answer is waited for
 * @param giveUp how old a message may become before it is given up
 * @param ca certificates (PEM) that the destination's must be signed by, in place of those that Java knows
 */
public record DeliveryTerms(String name, Optional<Rate> rate, Duration timeout, Duration giveUp, Optional<Path> ca) {

    /**
     * So many in a time.
     *
     * @param count how many, at least one
     * @param per in what time
     */
    public record Rate(int count, Duration per) {}
}
