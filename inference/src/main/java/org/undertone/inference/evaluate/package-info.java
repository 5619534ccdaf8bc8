/**
 * How well a model hears: folders of labelled speech in their makers' names, whole clips and windows cut out of them, as
 * recorded and over simulated lines, and figures of what a {@link org.undertone.inference.Scorer} makes of them.
 */
package org.undertone.inference.evaluate;
