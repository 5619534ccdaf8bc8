package org.undertone.inference.model;

/**
 * What a {@code model.yaml} says for people only.
 *
 * @param licence whose the model is, and what may be done with it
 * @param data what it learnt from
 * @param limits what it cannot do
 */
public record ModelNotes(String licence, String data, String limits) {}
