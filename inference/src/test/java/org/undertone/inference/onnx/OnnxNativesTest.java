package org.undertone.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNativesTest {

    private static final String LIBRARY = "libonnxruntime4j_jni.so";

    @TempDir
    private Path cache;

    @Test
    void aLibraryIsUnpackedOnceAndKept() throws IOException {
        Path folder = unpack();
        Path library = folder.resolve(LIBRARY);
        FileTime longAgo = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(library, longAgo);

        assertThat(unpack()).isEqualTo(folder);

        assertThat(Files.getLastModifiedTime(library)).isEqualTo(longAgo);
        assertThat(folder).isDirectoryContaining(file -> file.equals(library)).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void halfALibraryIsUnpackedAnew() throws IOException {
        Path library = unpack().resolve(LIBRARY);
        byte[] whole = Files.readAllBytes(library);
        Files.write(library, new byte[] {1, 2, 3});

        unpack();

        assertThat(library).hasBinaryContent(whole);
    }

    @Test
    void whereNothingCanBeKeptNothingIsTold() throws IOException {
        Path file = Files.createFile(cache.resolve("no-folder"));

        assertThat(OnnxNatives.ofThisMachine(file).orElseThrow().unpack(List.of(LIBRARY)))
                .isEmpty();
    }

    @Test
    void theCacheIsWhereItsUserWantsIt() {
        assertThat(OnnxNatives.cache(Map.of(), "/home/ut")).isEqualTo(Path.of("/home/ut/.cache/undertone"));
        assertThat(OnnxNatives.cache(Map.of("XDG_CACHE_HOME", "/c"), "/home/ut"))
                .isEqualTo(Path.of("/c/undertone"));
        assertThat(OnnxNatives.cache(Map.of("XDG_CACHE_HOME", "/c", "UNDERTONE_CACHE", "/u"), "/home/ut"))
                .isEqualTo(Path.of("/u"));
    }

    private Path unpack() {
        return OnnxNatives.ofThisMachine(cache)
                .orElseThrow()
                .unpack(List.of(LIBRARY))
                .orElseThrow();
    }
}
