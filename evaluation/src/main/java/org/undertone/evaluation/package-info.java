/**
 * How well a model hears labelled speech: whole clips and windows cut out of them, as recorded and over simulated lines, and
 * calls joined of them.
 */
package org.undertone.evaluation;
