package org.undertone.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native libraries of ONNX Runtime, unpacked once for all starts. It would unpack them anew at each start, into the
 * folder for temporary files: 25 MB, with CUDA 650 MB in five seconds, and a process that is killed leaves them there.
 * Where they cannot be unpacked, ONNX Runtime does as it would. Linux alone.
 */
final class OnnxNatives {

    /** Where ONNX Runtime looks for them; an admin may set it too, and is obeyed. */
    static final String PATH = "onnxruntime.native.path";

    private static final Logger LOG = LoggerFactory.getLogger(OnnxNatives.class);
    private static final String RUNTIME = "libonnxruntime.so";
    private static final List<String> BASE = List.of(RUNTIME, "libonnxruntime4j_jni.so");
    private static final List<String> PROVIDERS = List.of(
            "libonnxruntime_providers_shared.so",
            "libonnxruntime_providers_cuda.so",
            "libonnxruntime_providers_tensorrt.so");

    private final Path cache;
    private final String resources;

    private OnnxNatives(Path cache, String resources) {
        this.cache = cache;
        this.resources = resources;
    }

    /** Those of this machine, in the cache of its user; empty where there are none or an admin has put them elsewhere. */
    static Optional<OnnxNatives> usual() {
        return ofThisMachine(cache(System.getenv(), System.getProperty("user.home")));
    }

    /** Those of this machine, in that cache. */
    static Optional<OnnxNatives> ofThisMachine(Path cache) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
        OnnxNatives natives = new OnnxNatives(cache, "/ai/onnxruntime/native/linux-" + architecture + "/");
        return system.equals("linux") && natives.resource(RUNTIME).isPresent()
                ? Optional.of(natives)
                : Optional.empty();
    }

    /** {@code $UNDERTONE_CACHE}, else {@code $XDG_CACHE_HOME/undertone}, else {@code ~/.cache/undertone}. */
    static Path cache(Map<String, String> environment, String home) {
        if (environment.containsKey("UNDERTONE_CACHE")) {
            return Path.of(environment.get("UNDERTONE_CACHE"));
        }
        return Path.of(environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache"))
                .resolve("undertone");
    }

    /** Unpacks what every start needs and tells ONNX Runtime; to be called before it is used for the first time. */
    void use() {
        if (System.getProperty(PATH) == null) {
            unpack(BASE).ifPresent(folder -> System.setProperty(PATH, folder.toString()));
        }
    }

    /** Unpacks what CUDA and TensorRT need, where the package has it, if ONNX Runtime looks for it here. */
    void unpackProviders() {
        if (folder().map(Path::toString).equals(Optional.ofNullable(System.getProperty(PATH)))) {
            var unused = unpack(PROVIDERS.stream()
                    .filter(library -> resource(library).isPresent())
                    .toList());
        }
    }

    /** Makes sure that those libraries lie in their folder, whole; the folder, or empty if that failed. */
    Optional<Path> unpack(List<String> libraries) {
        Optional<Path> folder = folder();
        try {
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
                for (String library : libraries) {
                    unpack(library, folder.get().resolve(library));
                }
            }
            return folder;
        } catch (IOException e) {
            LOG.info(
                    "the native libraries of ONNX Runtime cannot be kept in {} ({}); each start unpacks them",
                    cache,
                    e.toString());
            return Optional.empty();
        }
    }

    private void unpack(String library, Path file) throws IOException {
        URL resource = resource(library).orElseThrow(() -> new IOException(library + " is not in the package"));
        if (Files.isRegularFile(file) && Files.size(file) == size(resource)) {
            return;
        }
        // Another start may do the same at the same time: each writes a file of its own and puts it in place whole.
        Path part = Files.createTempFile(file.getParent(), library, ".part");
        try (InputStream in = resource.openStream()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** One for each package, by the checksum of its library: the GPU's differs from the CPU's. */
    private Optional<Path> folder() {
        try {
            URLConnection connection = resource(RUNTIME).orElseThrow().openConnection();
            if (!(connection instanceof JarURLConnection jar)) {
                return Optional.empty();
            }
            JarEntry entry = jar.getJarEntry();
            return Optional.of(cache.resolve(String.format(Locale.ROOT, "onnxruntime-%08x", entry.getCrc())));
        } catch (IOException e) {
            LOG.debug("the package of ONNX Runtime cannot be read", e);
            return Optional.empty();
        }
    }

    private static long size(URL resource) throws IOException {
        return resource.openConnection().getContentLengthLong();
    }

    private Optional<URL> resource(String library) {
        return Optional.ofNullable(OrtEnvironment.class.getResource(resources + library));
    }
}
