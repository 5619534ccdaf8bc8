package org.undertone.config.read;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.config.LedgerSettings;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;

/** Reads {@code ledger} of a settings file: a path, a URL, or a mapping with a URL and who logs in. */
final class LedgerReader {

    private static final String KEY = "ledger";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String EXAMPLE = POSTGRESQL + "//db.example/undertone";

    /** What an admin may write beside the URL, said within it. */
    private static final Pattern USER_OR_PASSWORD = Pattern.compile("[?&](?:user|password)=");

    private LedgerReader() {}

    static LedgerSettings read(Section root, Path folder) {
        if (!root.isMapping(KEY)) {
            return place(root, KEY, root.text(KEY, "undertone.db"), folder);
        }
        Section section = root.section(KEY);
        LedgerSettings place = place(section, "url", section.text("url"), folder);
        Optional<String> user = section.has("user") ? Optional.of(section.text("user")) : Optional.empty();
        Optional<Secret> password =
                section.has("password") ? Optional.of(new Secret(section.text("password"))) : Optional.empty();
        section.done();
        if (place instanceof LedgerSettings.Server server) {
            boolean beside = user.isPresent() || password.isPresent();
            if (beside && USER_OR_PASSWORD.matcher(server.url().value()).find()) {
                section.problem("url", "says a user or password as well; write each once");
            }
            return new LedgerSettings.Server(server.url(), user, password);
        }
        if (user.isPresent() || password.isPresent()) {
            section.problem(
                    user.isPresent() ? "user" : "password", "is for a server alone, and url names a file; remove it");
        }
        return place;
    }

    private static LedgerSettings place(Section section, String key, String text, Path folder) {
        if (text.startsWith(POSTGRESQL)) {
            return new LedgerSettings.Server(new Secret(text), Optional.empty(), Optional.empty());
        }
        String path = text.startsWith(SQLITE) ? text.substring(SQLITE.length()) : text;
        String scheme = text.replaceFirst("^(jdbc:[^:]*|[a-z]+(?=://)).*", "$1");
        if (path.startsWith("jdbc:") || path.contains("://") || path.startsWith(":")) {
            section.problem(
                    key, "'" + scheme + ":...' is not understood; write a file's path, or a URL such as " + EXAMPLE);
            return new LedgerSettings.File(folder.resolve("undertone.db"));
        }
        return new LedgerSettings.File(folder.resolve(path));
    }
}
