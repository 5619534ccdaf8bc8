/**
 * From a window to an assessment: how much speech there is before the model is asked, what became of a voice over time, and
 * the engine that scores the windows of all calls without ever holding up the thread that brings them. A recording is judged
 * by the same code, all of it at once.
 */
package org.undertone.inference;
