/**
 * Rules: a condition on what the engine says of a voice, a time for which it must hold, and what to do then. A pure
 * function of assessments, call facts and a clock, in audio time.
 */
package org.undertone.rules;
