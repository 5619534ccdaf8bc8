/**
 * The last layer of a model, apart from the rest of it: found in an ONNX file, asked on what comes out of the encoder, put
 * back, and written as a model folder of its own (docs/decisions/0039-a-sites-own-model.md).
 */
package org.undertone.inference.adapt;
