/**
 * From a window to an assessment: model folders and the ONNX models in them, how much speech there is before the model, and the
 * engine that scores the windows of all calls without ever holding up the thread that brings them. A recording is judged by
 * the same code, all of it at once. Nobody else sees ONNX Runtime.
 */
package org.undertone.inference;
