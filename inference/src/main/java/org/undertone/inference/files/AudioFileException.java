package org.undertone.inference.files;

import org.undertone.core.fault.UndertoneException;

/** Sound files cannot be read at all here: what was wrong and what to do. One bad file is {@link AudioFile.Unreadable} instead. */
public final class AudioFileException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    /** Tells what was wrong and what to do. */
    public AudioFileException(String message) {
        super(message);
    }

    /** Tells what was wrong and what to do, and what it came from. */
    public AudioFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
