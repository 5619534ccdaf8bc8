package org.undertone.aribridge.world;

import java.util.List;
import java.util.Optional;

/**
 * A channel that calls, and whom it calls, until somebody answers.
 *
 * @param caller runs Dial or Queue
 * @param called who rings
 * @param queue the queue, if it is one
 * @param answered what else is done then
 */
record Ringing(PbxChannel caller, List<Called> called, Optional<PbxQueue> queue, Runnable answered) {

    /**
     * One who rings.
     *
     * @param channel of the telephone
     * @param local the first end of the Local channel that it is behind
     * @param memberInterface by which the queue knows it
     * @param pool whether the channel waited in the pool of agents
     */
    record Called(PbxChannel channel, Optional<PbxChannel> local, String memberInterface, boolean pool) {}
}
