package org.undertone.lab.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.undertone.lab.tool.Folders;
import org.undertone.lab.tool.LabException;

/**
 * Debian's baresip and sipp, unpacked into the cache folder and run with their own loader and libraries, as
 * the lab's Asterisk is.
 *
 * @param tree the root of what was unpacked
 */
public record PhonePrograms(Path tree) {

    /** Those in the cache, which are fetched now if they are not there yet (about 75 MB). */
    public static PhonePrograms find(Path cache) {
        AptDownload download = new AptDownload(Path.of("/etc/apt"), DebianPackages.PHONES);
        Path tree = new CachedTree(cache, download).find(unpacked -> new PhonePrograms(unpacked).check());
        return new PhonePrograms(tree);
    }

    private void check() {
        for (Path file :
                List.of(program("baresip"), program("sipp"), baresipModules().resolve("dtls_srtp.so"))) {
            if (!Files.exists(file)) {
                throw new LabException("The packages " + DebianPackages.PHONES.names() + " bring no " + file);
            }
        }
        loader();
    }

    /** How to start one of the programs. */
    public List<String> command(String name, String... arguments) {
        Path loader = loader();
        List<String> command = new ArrayList<>(List.of(
                loader.toString(),
                "--library-path",
                loader.getParent() + ":"
                        + tree.resolve("usr/lib").resolve(loader.getParent().getFileName()),
                program(name).toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The folder that baresip loads its modules from. */
    public Path baresipModules() {
        return tree.resolve("usr/lib/baresip/modules");
    }

    private Path program(String name) {
        return tree.resolve("usr/bin").resolve(name);
    }

    private Path loader() {
        return Folders.firstWith("ld-linux*.so.*", tree.resolve("lib"))
                .flatMap(folder ->
                        Folders.matching(folder, "ld-linux*.so.*").stream().findFirst())
                .orElseThrow(
                        () -> new LabException(
                                "The phones in " + tree
                                        + " cannot be used: no loader ld-linux*.so.*. Delete that folder; the next lab makes it anew."));
    }
}
