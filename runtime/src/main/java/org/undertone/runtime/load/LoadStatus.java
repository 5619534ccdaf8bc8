package org.undertone.runtime.load;

import java.time.Instant;
import org.undertone.core.event.LoadLevel;
import org.undertone.inference.LoadMeasure;

/**
 * How much is heard now, and why; ready for metrics.
 *
 * @param level how much
 * @param since since when
 * @param measure what was measured in the last second
 * @param stepsUp how often less was heard, so far
 * @param stepsDown how often more
 */
public record LoadStatus(LoadLevel level, Instant since, LoadMeasure measure, long stepsUp, long stepsDown) {}
