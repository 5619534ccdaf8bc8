/** The messages of the v2 inference protocol over gRPC, generated from {@code src/main/proto/open_inference_grpc.proto}. */
package org.undertone.inference.remote.v2;
