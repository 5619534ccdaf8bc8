/**
 * Figures of what a model made of labelled speech: recall, ranking, calibration, mixtures, and how far chance moves each, by
 * speaker.
 */
package org.undertone.evaluation.figures;
