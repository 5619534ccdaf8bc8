/**
 * Hearing less where there are more calls than this machine can hear: measures the scoring engine each second, decides on
 * the next step, publishes it, and says so.
 */
package org.undertone.runtime.load;
