package org.undertone.aribridge.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What codecs a PBX translates to sound. Of a leg whose codec it only passes on, as G.729 mostly, and Opus where nobody has
 * installed a codec, a snoop gives digital silence, and writes a hundred lines a second to the PBX's log.
 *
 * @param modules names of the running modules that translate, without {@code .so}
 */
public record Translators(Set<String> modules) {

    private static final String MODULE = "codec_";
    /**
     * The codecs that modules are named by. One of another name is a card, as codec_dahdi or codec_sangoma, which translates what its
     * licence allows.
     */
    private static final List<String> CODECS = List.of(
            "ulaw",
            "alaw",
            "a_mu",
            "gsm",
            "g722",
            "g726",
            "g729",
            "g723",
            "adpcm",
            "ilbc",
            "lpc10",
            "speex",
            "codec2",
            "opus",
            "silk",
            "siren7",
            "siren14",
            "resample",
            "amr",
            "evs",
            "lc3",
            "isac");
    /** The one that changes sampling rates. */
    private static final String RATES = "resample";

    private static final List<String> OFTEN_PASSED_ON = List.of("g729", "g723", "opus", "silk");

    public Translators {
        modules = Set.copyOf(modules);
    }

    /** Of all modules that run those that translate. */
    public static Translators among(Stream<String> running) {
        return new Translators(running.map(module -> module.replaceFirst("\\.so$", ""))
                .filter(module -> module.startsWith(MODULE))
                .collect(Collectors.toSet()));
    }

    /**
     * The codec that keeps a leg from being heard.
     *
     * @param formats of the channel, as {@code CHANNEL(audionativeformat)} tells them: {@code (ulaw)}, {@code (g729|alaw)}
     * @return empty if at least one is translated, or nothing is known of them
     */
    public Optional<String> notTranslated(String formats) {
        List<String> names = Arrays.stream(formats.split("[(|)]", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty() && !name.equals("nothing"))
                .toList();
        return names.stream().anyMatch(this::translates)
                ? Optional.empty()
                : names.stream().findFirst();
    }

    private boolean translates(String format) {
        if (format.startsWith("slin") || modules.isEmpty() || modules.stream().anyMatch(Translators::isCard)) {
            return true;
        }
        // As in speex16, which codec_speex translates, codec_g729a, or codec_opus_open_source.
        String family = format.replaceFirst("(?<=[a-z]{4})\\d+$|aal2$", "");
        return modules.stream().anyMatch(module -> module.startsWith(MODULE + family));
    }

    private static boolean isCard(String module) {
        return CODECS.stream().noneMatch(codec -> module.startsWith(MODULE + codec));
    }

    /** The codecs that are translated, in alphabetical order, by the names of their modules. */
    public List<String> translated() {
        return List.copyOf(new TreeSet<>(modules.stream()
                .filter(module -> !isCard(module))
                .map(module -> module.substring(MODULE.length()).replaceFirst("_.*$", ""))
                .filter(name -> !name.equals(RATES) && !name.equals("a"))
                .toList()));
    }

    /** Those that phones and trunks often have and that are not translated. */
    public List<String> passedOn() {
        return OFTEN_PASSED_ON.stream().filter(codec -> !translates(codec)).toList();
    }
}
