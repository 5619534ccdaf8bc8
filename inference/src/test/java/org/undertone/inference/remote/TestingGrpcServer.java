package org.undertone.inference.remote;

import com.google.protobuf.ByteString;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.remote.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import org.undertone.inference.remote.v2.ModelInferRequest;
import org.undertone.inference.remote.v2.ModelInferRequest.InferInputTensor;
import org.undertone.inference.remote.v2.ModelInferResponse;
import org.undertone.inference.remote.v2.ModelInferResponse.InferOutputTensor;
import org.undertone.inference.remote.v2.ModelMetadataRequest;
import org.undertone.inference.remote.v2.ModelMetadataResponse;
import org.undertone.inference.remote.v2.ModelMetadataResponse.TensorMetadata;
import org.undertone.inference.remote.v2.ModelReadyRequest;
import org.undertone.inference.remote.v2.ModelReadyResponse;
import org.undertone.inference.remote.v2.ServerLiveRequest;
import org.undertone.inference.remote.v2.ServerLiveResponse;
import org.undertone.inference.remote.v2.ServerReadyRequest;
import org.undertone.inference.remote.v2.ServerReadyResponse;

/** A {@link TestingServer} that speaks gRPC ({@code inference_grpc.md}, {@code open_inference_grpc.proto}). */
final class TestingGrpcServer extends GRPCInferenceServiceImplBase implements TestingServer {

    private final TestingServedModel model;
    private final String name;
    private final boolean encrypted;
    private final AtomicInteger inferences = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Server server;
    private final TestingRelay relay;
    private volatile Fault fault = Fault.NONE;
    private volatile CountDownLatch over = new CountDownLatch(1);

    private TestingGrpcServer(ModelFolder folder, Optional<String> token, Optional<TestingTls> tls) {
        this.model = new TestingServedModel(folder);
        this.name = folder.description().name();
        this.encrypted = tls.isPresent();
        ServerCredentials credentials =
                tls.map(TestingGrpcServer::credentials).orElseGet(InsecureServerCredentials::create);
        try {
            this.server = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), credentials)
                    .executor(threads)
                    .intercept(new Gate(token))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.relay = new TestingRelay(server.getPort(), () -> fault);
    }

    private static ServerCredentials credentials(TestingTls tls) {
        return TlsServerCredentials.newBuilder()
                .keyManager(tls.keys().toArray(new KeyManager[0]))
                .build();
    }

    static TestingGrpcServer start(ModelFolder folder) {
        return new TestingGrpcServer(folder, Optional.empty(), Optional.empty());
    }

    static TestingGrpcServer start(ModelFolder folder, String token, TestingTls tls) {
        return new TestingGrpcServer(folder, Optional.of(token), Optional.of(tls));
    }

    @Override
    public String url() {
        return (encrypted ? "https://" : "http://") + authority() + "/";
    }

    @Override
    public String authority() {
        // The relay reads frames, which it cannot where they are encrypted.
        return "127.0.0.1:" + (encrypted ? server.getPort() : relay.port());
    }

    @Override
    public void fault(Fault next) {
        fault = next;
    }

    @Override
    public int inferences() {
        return inferences.get();
    }

    @Override
    public void gone() {
        over.countDown();
        relay.gone();
    }

    @Override
    public void back() {
        over = new CountDownLatch(1);
        relay.back();
    }

    /** Lets nobody in without the token. */
    private record Gate(Optional<String> token) implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String said = headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
            if (token.isEmpty() || ("Bearer " + token.get()).equals(said)) {
                return next.startCall(call, headers);
            }
            call.close(Status.UNAUTHENTICATED.withDescription("no token, or another one"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> to) {
        answer(to, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> to) {
        answer(to, () -> ServerReadyResponse.newBuilder()
                .setReady(fault != Fault.NOT_READY)
                .build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> to) {
        // An unknown model is not ready, and that is no error.
        answer(to, () -> ModelReadyResponse.newBuilder()
                .setReady(known(request.getName(), request.getVersion()))
                .build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> to) {
        answer(to, () -> {
            requireKnown(request.getName(), request.getVersion());
            return ModelMetadataResponse.newBuilder()
                    .setName(name)
                    .addVersions("1")
                    .setPlatform("onnxruntime_onnx")
                    .addAllInputs(described(model.inputs()))
                    .addAllOutputs(described(model.outputs()))
                    .build();
        });
    }

    private List<TensorMetadata> described(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> TensorMetadata.newBuilder()
                        .setName(fault == Fault.ANOTHER_MODEL ? "another" : tensor.name())
                        .setDatatype(tensor.datatype())
                        .addAllShape(tensor.shape())
                        .build())
                .toList();
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> to) {
        answer(to, () -> {
            requireKnown(request.getModelName(), request.getModelVersion());
            inferences.incrementAndGet();
            InferInputTensor input = TestingGrpcRefusals.input(request, model.inputs());
            float[] samples =
                    TestingGrpcRefusals.samples(request, input, model.inputs().get(0));
            Set<String> outputs = TestingGrpcRefusals.outputs(request, model.outputs());
            if (fault == Fault.SLOW) {
                waitUntilOver();
            }
            if (fault == Fault.UNAVAILABLE) {
                throw Status.UNAVAILABLE.withDescription("the queue is full").asRuntimeException();
            }
            return answer(request.getId(), model.run(input.getName(), samples, outputs));
        });
    }

    private ModelInferResponse answer(String id, Map<String, float[]> rows) {
        ModelInferResponse.Builder answer = ModelInferResponse.newBuilder()
                .setModelName(name)
                .setModelVersion("1")
                .setId(id);
        rows.forEach((output, row) -> {
            if (fault == Fault.NO_PROBABILITIES) {
                row[0] = 7;
            }
            boolean turned = fault == Fault.WRONG_SHAPE;
            answer.addOutputs(InferOutputTensor.newBuilder()
                    .setName(fault == Fault.ANOTHER_OUTPUT ? "logits" : output)
                    .setDatatype(fault == Fault.WRONG_TYPE ? "FP64" : "FP32")
                    .addShape(turned ? row.length : 1)
                    .addShape(turned ? 1 : row.length));
            answer.addRawOutputContents(bytes(row));
        });
        if (fault == Fault.WRONG_LENGTHS) {
            answer.addRawOutputContents(ByteString.EMPTY);
        }
        return answer.build();
    }

    private ByteString bytes(float[] row) {
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(row);
        int less = fault == Fault.TOO_FEW_BYTES ? 1 : fault == Fault.TOO_FEW_VALUES ? Float.BYTES : 0;
        return ByteString.copyFrom(bytes.array(), 0, bytes.capacity() - less);
    }

    private boolean known(String asked, String version) {
        return asked.equals(name) && (version.isEmpty() || version.equals("1"));
    }

    private void requireKnown(String asked, String version) {
        if (!known(asked, version)) {
            throw Status.NOT_FOUND
                    .withDescription("Request for unknown model: '" + asked + "'"
                            + (version.isEmpty() ? "" : " version " + version) + " is not found")
                    .asRuntimeException();
        }
    }

    private static <T> void answer(StreamObserver<T> to, Supplier<T> made) {
        try {
            to.onNext(made.get());
            to.onCompleted();
        } catch (RuntimeException e) {
            to.onError(e);
        }
    }

    private void waitUntilOver() {
        try {
            if (over.await(1, TimeUnit.MINUTES)) {
                throw Status.UNAVAILABLE.withDescription("ending").asRuntimeException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        relay.close();
        server.shutdownNow();
        threads.shutdownNow();
        try {
            if (!server.awaitTermination(1, TimeUnit.MINUTES) || !threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the testing server did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        model.close();
    }
}
