/**
 * What a model is: its folder and its notes, which columns it answers in, the one question that is asked of it ({@link
 * org.undertone.inference.model.Scorer}), and what it says ({@link org.undertone.inference.model.Hearing}).
 */
package org.undertone.inference.model;
