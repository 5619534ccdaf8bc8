package org.undertone.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All settings of the daemon, as one immutable value. {@code config/undertone.yaml} shows every key with its default.
 *
 * @param asterisk how to reach the PBX
 * @param media where the PBX sends sound
 * @param model which model to hear with
 * @param track how what is heard is smoothed
 * @param load when to hear less
 * @param rules the rule file
 * @param ledger where what must not be lost is kept
 * @param cue how agents are cued
 * @param supervise how supervisors are brought into calls
 * @param parts what the modules above read, such as where tickets go
 * @param profiles which calls are heard; the first that matches a call is its profile
 * @param metrics where metrics are read, if they are
 */
public record Settings(
        AsteriskSettings asterisk,
        MediaSettings media,
        ModelSettings model,
        TrackSettings track,
        LoadSettings load,
        Path rules,
        LedgerSettings ledger,
        CueSettings cue,
        SuperviseSettings supervise,
        SettingsParts parts,
        List<Profile> profiles,
        Optional<MetricsSettings> metrics) {

    public Settings {
        profiles = List.copyOf(profiles);
    }

    /** What a module above reads of it. */
    public <T> T part(SettingsPart<T> part) {
        return parts.of(part);
    }

    /** The names of the profiles of the lowest priority; none where all are equally important. */
    public Set<String> leastImportant() {
        int lowest = profiles.stream().mapToInt(Profile::priority).min().orElse(0);
        Set<String> least = profiles.stream()
                .filter(profile -> profile.priority() == lowest)
                .map(Profile::name)
                .collect(Collectors.toSet());
        return least.size() == profiles.size() ? Set.of() : least;
    }
}
