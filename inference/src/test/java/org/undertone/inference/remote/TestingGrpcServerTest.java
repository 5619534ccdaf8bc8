package org.undertone.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.inference.TestingModels;
import org.undertone.inference.remote.v2.GRPCInferenceServiceGrpc;
import org.undertone.inference.remote.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.undertone.inference.remote.v2.InferTensorContents;
import org.undertone.inference.remote.v2.ModelInferRequest;
import org.undertone.inference.remote.v2.ModelInferRequest.InferInputTensor;
import org.undertone.inference.remote.v2.ModelInferRequest.InferRequestedOutputTensor;
import org.undertone.inference.remote.v2.ModelInferResponse;
import org.undertone.inference.remote.v2.ModelMetadataRequest;
import org.undertone.inference.remote.v2.ModelReadyRequest;
import org.undertone.inference.remote.v2.ServerLiveRequest;
import org.undertone.inference.remote.v2.ServerReadyRequest;

/** The testing server refuses what the protocol forbids: Undertone passes by it because it keeps to the protocol. */
@TestInstance(Lifecycle.PER_CLASS)
class TestingGrpcServerTest {

    private static final int SAMPLES = 48_000;
    private static final String MODEL = "testing-loudness";

    private TestingServer server;
    private ManagedChannel channel;
    private GRPCInferenceServiceBlockingStub stub;

    @BeforeAll
    void start(@TempDir Path temp) {
        server = TestingGrpcServer.start(TestingModels.load(temp, MODEL));
        channel = Grpc.newChannelBuilder(server.authority(), InsecureChannelCredentials.create())
                .build();
        stub = GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.MINUTES);
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void itAnswersWhatTheProtocolAllowsAsBytesAndAsNumbers() {
        ModelInferResponse answer = stub.modelInfer(request(asItIs -> asItIs));
        assertThat(answer.getModelName()).isEqualTo(MODEL);
        assertThat(answer.getOutputsList()).extracting("name").containsExactly("scores");
        assertThat(answer.getRawOutputContents(0).size()).isEqualTo(9 * Float.BYTES);

        ModelInferResponse all = stub.modelInfer(request(request -> request.clearOutputs()
                .clearRawInputContents()
                .setInputs(0, input().setContents(numbers(SAMPLES)))
                .setId("seven")));
        assertThat(all.getOutputsList()).extracting("name").containsExactly("embedding", "scores");
        assertThat(all.getId()).isEqualTo("seven");

        assertThat(stub.serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
                .isTrue();
        assertThat(stub.serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
                .isTrue();
    }

    @Test
    void itKnowsNoOtherModelAndNoOtherVersion() {
        assertRefused(Code.NOT_FOUND, "unknown model: 'other'", request -> request.setModelName("other"));
        assertRefused(Code.NOT_FOUND, "version 2 is not found", request -> request.setModelVersion("2"));
        ModelMetadataRequest metadata =
                ModelMetadataRequest.newBuilder().setName("other").build();
        assertThatThrownBy(() -> stub.modelMetadata(metadata))
                .satisfies(e -> assertThat(code(e)).isEqualTo(Code.NOT_FOUND));
        assertThat(stub.modelReady(
                                ModelReadyRequest.newBuilder().setName("other").build())
                        .getReady())
                .isFalse();
    }

    @Test
    void itRefusesAnotherInputTypeShapeOrOutput() {
        invalid("expected 1 inputs but got 0", request -> request.clearInputs());
        invalid("expected 1 inputs but got 2", request -> request.addInputs(input()));
        invalid("unexpected inference input 'sound'", request -> request.setInputs(0, input().setName("sound")));
        invalid("data-type is 'FP16'", request -> request.setInputs(0, input().setDatatype("FP16")));
        invalid("unexpected shape", request -> request.setInputs(0, input().clearShape()));
        invalid(
                "unexpected shape",
                request -> request.setInputs(0, input().clearShape().addShape(SAMPLES)));
        invalid("unexpected shape", request -> request.setInputs(0, input().setShape(0, 2)));
        invalid("unexpected shape", request -> request.setInputs(0, input().setShape(1, -1)));
        invalid("unexpected inference output in [logits]", request -> request.addOutputs(
                        InferRequestedOutputTensor.newBuilder().setName("logits"))
                .removeOutputs(0));
    }

    @Test
    void itRefusesBytesThatAreNotThoseOfTheShape() {
        invalid("47999 elements for [1, 48000]", request -> request.setRawInputContents(0, bytes(SAMPLES - 1)));
        invalid(
                "unexpected size for input 'audio': 191999 bytes",
                request -> request.setRawInputContents(0, bytes(SAMPLES).substring(1)));
        invalid("expected 1 raw_input_contents but got 2", request -> request.addRawInputContents(bytes(SAMPLES)));
        invalid("0 elements for [1, 48000]", request -> request.clearRawInputContents());
        invalid(
                "must not be specified when using raw_input_contents",
                request -> request.setInputs(0, input().setContents(numbers(SAMPLES))));
        invalid("5 elements for [1, 48000]", request -> request.clearRawInputContents()
                .setInputs(0, input().setContents(numbers(5))));
    }

    @Test
    void withoutTheTokenItAnswersNothing(@TempDir Path folder) throws Exception {
        TestingTls tls = TestingTls.make(folder);
        try (TestingServer guarded = TestingGrpcServer.start(TestingModels.load(folder, MODEL), "t0ken", tls)) {
            ManagedChannel there = Grpc.newChannelBuilder(
                            guarded.authority(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(Trusted.managers(tls.certificate()))
                                    .build())
                    .build();
            try {
                GRPCInferenceServiceBlockingStub asked =
                        GRPCInferenceServiceGrpc.newBlockingStub(there).withDeadlineAfter(1, TimeUnit.MINUTES);
                for (GRPCInferenceServiceBlockingStub each :
                        List.of(asked, asked.withCallCredentials(token("Bearer")))) {
                    assertThatThrownBy(() -> each.serverReady(ServerReadyRequest.getDefaultInstance()))
                            .satisfies(e -> assertThat(code(e)).isEqualTo(Code.UNAUTHENTICATED));
                }
                assertThat(asked.withCallCredentials(token("Bearer t0ken"))
                                .serverReady(ServerReadyRequest.getDefaultInstance())
                                .getReady())
                        .isTrue();
            } finally {
                there.shutdownNow();
            }
        }
    }

    private static CallCredentials token(String said) {
        return new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
                Metadata headers = new Metadata();
                headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), said);
                applier.apply(headers);
            }
        };
    }

    private void invalid(String said, UnaryOperator<ModelInferRequest.Builder> wrong) {
        assertRefused(Code.INVALID_ARGUMENT, said, wrong);
    }

    private void assertRefused(Code code, String said, UnaryOperator<ModelInferRequest.Builder> wrong) {
        ModelInferRequest request = request(wrong);
        assertThatThrownBy(() -> stub.modelInfer(request))
                .hasMessageContaining(said)
                .satisfies(e -> assertThat(code(e)).isEqualTo(code));
    }

    private static Code code(Throwable e) {
        return ((StatusRuntimeException) e).getStatus().getCode();
    }

    /** A request that is right, but for what is changed. */
    private static ModelInferRequest request(UnaryOperator<ModelInferRequest.Builder> changed) {
        return changed.apply(ModelInferRequest.newBuilder()
                        .setModelName(MODEL)
                        .addInputs(input())
                        .addOutputs(InferRequestedOutputTensor.newBuilder().setName("scores"))
                        .addRawInputContents(bytes(SAMPLES)))
                .build();
    }

    private static InferInputTensor.Builder input() {
        return InferInputTensor.newBuilder()
                .setName("audio")
                .setDatatype("FP32")
                .addShape(1)
                .addShape(SAMPLES);
    }

    private static ByteString bytes(int samples) {
        return ByteString.copyFrom(new byte[samples * Float.BYTES]);
    }

    private static InferTensorContents numbers(int samples) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (int at = 0; at < samples; at++) {
            contents.addFp32Contents(0);
        }
        return contents.build();
    }
}
