/**
 * Hearing on a server that speaks the v2 inference protocol, as Triton, KServe and OpenVINO Model Server do, with this
 * machine to fall back on. The protocol: the Open Inference Protocol of KServe, {@code inference_rest.md} and
 * {@code open_inference_grpc.proto} in kserve/open-inference-protocol; its binary tensors over HTTP:
 * {@code docs/protocol/extension_binary_data.md} in triton-inference-server/server.
 */
package org.undertone.inference.remote;
