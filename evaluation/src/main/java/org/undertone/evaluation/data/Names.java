package org.undertone.evaluation.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What the names of files tell. */
final class Names {

    private static final Set<String> SOUND = Set.of(
            "wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "mp4", "aac", "wma", "aif", "aiff", "amr", "au", "gsm",
            "webm", "mka", "sph");

    private Names() {}

    static boolean isSound(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".")
                && SOUND.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    static String withoutEnding(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** What is wrong with a name that no file can have on this machine; some of its characters cannot be shown either. */
    static String impossible(InvalidPathException e) {
        return "'" + e.getInput().replaceAll("\\p{Cntrl}", "?") + "' can be no file's name here (" + e.getReason()
                + "); for letters beyond ASCII set a language with UTF-8, such as LC_ALL=C.UTF-8";
    }

    /** The name of the folder so many above the file; empty at the root. */
    static String above(Path path, int floors) {
        int index = path.getNameCount() - 1 - floors;
        return index < 0 ? "" : path.getName(index).toString();
    }
}
