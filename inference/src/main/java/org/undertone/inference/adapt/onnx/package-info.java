/** The messages of the part of an ONNX file that is changed, generated from {@code src/main/proto/onnx_part.proto}. */
package org.undertone.inference.adapt.onnx;
