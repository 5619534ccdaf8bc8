/**
 * Models on this machine, by ONNX Runtime, on its processors or a card: sessions, inputs, windows of many calls at once. Nobody
 * else sees ONNX Runtime but the speech detector and the benches that compare with it.
 */
package org.undertone.inference.onnx;
