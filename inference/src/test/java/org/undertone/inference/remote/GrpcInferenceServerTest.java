package org.undertone.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.RemoteSettings;
import org.undertone.config.RemoteSettings.Fallback;
import org.undertone.config.RemoteSettings.Protocol;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.Sounds;
import org.undertone.inference.TestingModels;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.remote.ServerException.Kind;
import org.undertone.inference.remote.v2.GRPCInferenceServiceGrpc;
import org.undertone.inference.remote.v2.InferTensorContents;
import org.undertone.inference.remote.v2.ModelInferResponse;
import org.undertone.inference.remote.v2.ModelInferResponse.InferOutputTensor;

/** What is particular to gRPC; all that it has in common with HTTP is in {@link RemoteScorerTest}. */
class GrpcInferenceServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    /** One block of 1600 samples; each is a half. */
    private static final AudioWindow WINDOW = Sounds.window(Sounds.LEG, 0, List.of(Sounds.block(16_384)), 0);

    @TempDir
    private Path temp;

    /** Undertone and the testing server read one .proto; so its numbers are compared with the published ones here. */
    @Test
    void theBytesOfARequestAreThoseOfThePublishedProtocol() throws IOException {
        ByteString bytes = new RawTensors("audio", Map.of("scores", 9))
                .request(WINDOW)
                .setModelName("m")
                .setModelVersion("1")
                .setId("i")
                .build()
                .toByteString();

        List<String> fields = new ArrayList<>();
        CodedInputStream in = bytes.newCodedInput();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            assertThat(WireFormat.getTagWireType(tag)).isEqualTo(WireFormat.WIRETYPE_LENGTH_DELIMITED);
            ByteString value = in.readBytes();
            int number = WireFormat.getTagFieldNumber(tag);
            fields.add(number + ": " + (number == 7 ? value.size() + " bytes" : hex(value)));
            if (number == 7) {
                assertThat(value.asReadOnlyByteBuffer()
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getFloat())
                        .isEqualTo(0.5f);
            }
        }
        assertThat(fields)
                .containsExactly(
                        "1: " + hex(ByteString.copyFromUtf8("m")),
                        "2: " + hex(ByteString.copyFromUtf8("1")),
                        "3: " + hex(ByteString.copyFromUtf8("i")),
                        // 1 name "audio", 2 datatype "FP32", 3 shape [1, 1600], packed
                        "5: 0a05617564696f" + "120446503332" + "1a0301c00c",
                        // 1 name "scores"
                        "6: 0a0673636f726573",
                        "7: " + AudioBlock.SAMPLES * Float.BYTES + " bytes");
        assertThat(GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName())
                .isEqualTo("inference.GRPCInferenceService/ModelInfer");
        assertThat(GRPCInferenceServiceGrpc.getServerReadyMethod().getFullMethodName())
                .isEqualTo("inference.GRPCInferenceService/ServerReady");
        assertThat(GRPCInferenceServiceGrpc.getModelMetadataMethod().getFullMethodName())
                .isEqualTo("inference.GRPCInferenceService/ModelMetadata");
    }

    @Test
    void anAnswerWithParametersThatUndertoneDoesNotKnowIsReadAllTheSame() throws Exception {
        // 1 model_name "m", 4 parameters {1 key "a", 2 value {1 bool 1}}, 5 outputs {1 name "s", 2 datatype "FP32",
        // 3 shape [1, 1], 4 parameters as above}, 6 raw_output_contents: 0.5
        ByteString answer = ByteString.fromHex("0a016d"
                + "2207" + "0a016112020801"
                + "2a16" + "0a0173" + "120446503332" + "1a020101" + "2207" + "0a016112020801"
                + "32040000003f");
        assertThat(new RawTensors("audio", Map.of("s", 1)).read(ModelInferResponse.parseFrom(answer)))
                .hasEntrySatisfying("s", row -> assertThat(row.get(0)).isEqualTo(0.5f));
    }

    @Test
    void aServerMayGiveNumbersInPlaceOfBytes() throws Exception {
        ModelInferResponse answer = ModelInferResponse.newBuilder()
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName("scores")
                        .setDatatype("FP32")
                        .addAllShape(List.of(1L, 2L))
                        .setContents(InferTensorContents.newBuilder()
                                .addFp32Contents(0.25f)
                                .addFp32Contents(0.75f)))
                .build();
        assertThat(new RawTensors("audio", Map.of("scores", 2)).read(answer)).hasEntrySatisfying("scores", row -> {
            assertThat(row.remaining()).isEqualTo(2);
            assertThat(row.get(1)).isEqualTo(0.75f);
        });
        assertThatThrownBy(() -> new RawTensors("audio", Map.of("scores", 3)).read(answer))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("gave scores as FP32 [1, 2]; one window's must be FP32 [1, 3]");
    }

    @Test
    void atAPortWhereHttpIsSpokenTheMistakeIsNamed() {
        ModelFolder folder = TestingModels.load(temp, "testing-loudness");
        try (TestingServer http = TestingInferenceServer.start(folder);
                InferenceServer grpc = server(http, folder)) {
            assertThatThrownBy(() -> grpc.ready(LONG))
                    .hasMessageContaining("Triton's port is 8001")
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNFIT));
        }
    }

    @Test
    void whatWaitsForAnAnswerMayBeInterrupted() {
        ModelFolder folder = TestingModels.load(temp, "testing-loudness");
        try (TestingServer there = TestingGrpcServer.start(folder);
                InferenceServer grpc = server(there, folder)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> grpc.ready(LONG))
                    .isInstanceOf(ServerException.class)
                    .hasMessage("was not waited for: Undertone is ending");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static InferenceServer server(TestingServer server, ModelFolder folder) {
        RemoteSettings remote = new RemoteSettings(
                URI.create(server.url()),
                Protocol.GRPC,
                Optional.empty(),
                Optional.empty(),
                LONG,
                4,
                Optional.empty(),
                Optional.empty(),
                Fallback.NONE);
        return new GrpcInferenceServer(remote, folder.description());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
