package org.undertone.inference.adapt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.undertone.inference.model.ModelException;

/** What tells files apart. */
final class Sha256 {

    private Sha256() {}

    /** In hexadecimal digits. */
    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytesOf(bytes));
    }

    static byte[] bytesOf(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new ModelException("this Java cannot compute SHA-256; every complete Java 17 can", e);
        }
    }
}
