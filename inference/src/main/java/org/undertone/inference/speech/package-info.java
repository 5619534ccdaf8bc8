/**
 * Whether anybody speaks, and how fast: one pass of a speech detector over each leg's sound, batched across legs, and
 * syllables counted in the spectrum that it computes anyway. No words are recognised.
 */
package org.undertone.inference.speech;
