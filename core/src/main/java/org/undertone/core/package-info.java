/**
 * The values that every other module speaks in: calls and legs, sound, assessments, alerts and actions. Immutable, free
 * of any library, and the only thing that crosses from one module, or one thread, to another.
 */
package org.undertone.core;
