/**
 * What Prometheus reads: how much is heard, how late, and what was done. No label ever holds a call, a leg or a number; how
 * many series there are does not depend on how many calls there are.
 */
package org.undertone.runtime.metrics;
