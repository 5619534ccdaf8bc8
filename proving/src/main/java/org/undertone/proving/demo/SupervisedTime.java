package org.undertone.proving.demo;

import java.time.Instant;
import org.undertone.core.SupervisionMode;

/**
 * A time in which the supervisor's phone spoke, and how the supervisor should have taken part then: by the key that was
 * pressed, or at first by listening.
 */
record SupervisedTime(SupervisionMode mode, Instant from, Instant to) {}
