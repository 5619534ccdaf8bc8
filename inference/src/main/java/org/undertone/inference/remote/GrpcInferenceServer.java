package org.undertone.inference.remote;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.undertone.config.RemoteSettings;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.remote.ServerException.Kind;
import org.undertone.inference.remote.v2.GRPCInferenceServiceGrpc;
import org.undertone.inference.remote.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.undertone.inference.remote.v2.ModelInferRequest;
import org.undertone.inference.remote.v2.ModelMetadataRequest;
import org.undertone.inference.remote.v2.ModelMetadataResponse;
import org.undertone.inference.remote.v2.ModelReadyRequest;
import org.undertone.inference.remote.v2.ServerReadyRequest;

/** The v2 inference protocol over gRPC ({@code inference_grpc.md}, {@code open_inference_grpc.proto}). */
final class GrpcInferenceServer implements InferenceServer {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final RemoteSettings remote;
    private final String modelName;
    private final String modelVersion;
    private final RawTensors tensors;
    private final ChannelCredentials credentials;
    private volatile ManagedChannel channel;
    private boolean closed;

    GrpcInferenceServer(RemoteSettings remote, ModelDescription description) {
        this.remote = remote;
        this.modelName = remote.modelName().orElse(description.name());
        this.modelVersion = remote.modelVersion().orElse("");
        this.tensors =
                new RawTensors(description.input(), Answers.of(description).outputs());
        this.credentials = credentials(remote);
        this.channel = connection();
    }

    private static ChannelCredentials credentials(RemoteSettings remote) {
        TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
        remote.ca().ifPresent(ca -> tls.trustManager(Trusted.managers(ca)));
        return remote.tls() ? tls.build() : InsecureChannelCredentials.create();
    }

    private ManagedChannel connection() {
        URI url = remote.url();
        int port = url.getPort() >= 0 ? url.getPort() : remote.tls() ? 443 : 80;
        ManagedChannelBuilder<?> builder = Grpc.newChannelBuilderForAddress(url.getHost(), port, credentials)
                // All that the name stands for, in turn: by itself gRPC stays with the first.
                .defaultLoadBalancingPolicy("round_robin");
        remote.token().ifPresent(token -> {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + token.value());
            builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
        });
        return builder.build();
    }

    /** Begins with a new connection: an old one may be dead unnoticed, or wait for minutes before it tries again. */
    @Override
    public void ready(Duration limit) throws ServerException {
        renew();
        boolean ready = call(stub -> stub.serverReady(ServerReadyRequest.getDefaultInstance()), limit)
                .getReady();
        requireReady("it", ready);
    }

    private synchronized void renew() {
        if (!closed) {
            channel.shutdown();
            channel = connection();
        }
    }

    private static void requireReady(String what, boolean ready) throws ServerException {
        if (!ready) {
            throw new ServerException(Kind.AWAY, "says that " + what + " is not ready");
        }
    }

    @Override
    public ServedModel model(Duration limit) throws ServerException {
        // First, since an unknown model is not ready either, and this tells which of the two.
        ModelMetadataRequest metadata = ModelMetadataRequest.newBuilder()
                .setName(modelName)
                .setVersion(modelVersion)
                .build();
        ModelMetadataResponse answer = call(stub -> stub.modelMetadata(metadata), limit);
        ModelReadyRequest ready = ModelReadyRequest.newBuilder()
                .setName(modelName)
                .setVersion(modelVersion)
                .build();
        requireReady(
                "its model " + modelName,
                call(stub -> stub.modelReady(ready), limit).getReady());
        return RawTensors.served(answer);
    }

    @Override
    public Map<String, FloatBuffer> infer(AudioWindow window, Duration limit) throws ServerException {
        ModelInferRequest request = tensors.request(window)
                .setModelName(modelName)
                .setModelVersion(modelVersion)
                .build();
        return tensors.read(call(stub -> stub.modelInfer(request), limit));
    }

    /** The limit is for everything: the connection, the request, the whole answer. */
    private <T> T call(Function<GRPCInferenceServiceBlockingStub, T> asked, Duration limit) throws ServerException {
        try {
            return asked.apply(GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (StatusRuntimeException e) {
            throw GrpcFailure.of(e, limit);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        channel.shutdownNow();
    }
}
