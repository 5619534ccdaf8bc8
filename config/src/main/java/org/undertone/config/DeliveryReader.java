package org.undertone.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code deliveries} of a settings file. Used once. */
final class DeliveryReader {

    private static final String KINDS =
            "webhook, zammad, osticket, glpi, jira-sm, servicenow, freshdesk, zendesk, twilio, http-sms, smpp";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern RATE = Pattern.compile("(\\d{1,6})/(s|m|h)");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,80}");
    private static final Set<String> OURS =
            Set.of("connection", "content-length", "content-type", "expect", "host", "idempotency-key", "upgrade");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{3,20}");
    private static final Pattern SENDER = Pattern.compile("\\+?[0-9]{3,20}|[A-Za-z0-9 ._-]{1,11}|MG[0-9a-f]{32}");

    /** SMPP 3.4, section 5.2: what a bind takes. */
    private static final int LONGEST_SYSTEM_ID = 15;

    private static final int LONGEST_PASSWORD = 8;

    /** What stands in a secret is not told. */
    private static final String UNSEEN = "holds a line break or another character that cannot be seen, perhaps at its"
            + " end; where it comes from a file, take it without the last line break";

    private final Path folder;
    private final Set<String> names = new HashSet<>();

    private DeliveryReader(Path folder) {
        this.folder = folder;
    }

    static List<DeliverySettings> read(Section root, Path folder) {
        DeliveryReader reader = new DeliveryReader(folder);
        List<DeliverySettings> deliveries = new ArrayList<>();
        root.sections("deliveries").forEach(section -> {
            reader.delivery(section).ifPresent(deliveries::add);
            section.done();
        });
        return deliveries;
    }

    private Optional<DeliverySettings> delivery(Section section) {
        DeliveryTerms terms = terms(section);
        String kind = section.text("kind");
        DeliverySettings read =
                switch (kind) {
                    case "webhook" -> webhook(section, terms);
                    case "zammad" ->
                        new DeliverySettings.Zammad(
                                terms,
                                base(section, "https://zammad.example/"),
                                secret(section, "token"),
                                section.text("group"),
                                section.text("customer"));
                    case "osticket" -> osTicket(section, terms);
                    case "glpi" ->
                        new DeliverySettings.Glpi(
                                terms,
                                base(section, "https://glpi.example/"),
                                maybeSecret(section, "app-token"),
                                secret(section, "user-token"));
                    case "jira-sm" -> jira(section, terms);
                    case "servicenow" ->
                        new DeliverySettings.ServiceNow(
                                terms,
                                base(section, "https://instance.service-now.com/"),
                                section.text("user"),
                                secret(section, "password"));
                    case "freshdesk" ->
                        new DeliverySettings.Freshdesk(
                                terms,
                                base(section, "https://account.freshdesk.com/"),
                                secret(section, "key"),
                                email(section));
                    case "zendesk" ->
                        new DeliverySettings.Zendesk(
                                terms,
                                base(section, "https://account.zendesk.com/"),
                                section.has("user") ? Optional.of(section.text("user")) : Optional.empty(),
                                secret(section, "token"));
                    case "twilio" -> twilio(section, terms);
                    case "http-sms" -> httpSms(section, terms);
                    case "smpp" -> smpp(section, terms);
                    default -> null;
                };
        if (read == null) {
            if (!kind.isBlank()) {
                section.problem("kind", "'" + kind + "' is not one of " + KINDS);
            }
            // Which keys it may have is not known: they are not told as unknown.
            section.keys().forEach(section::has);
        }
        return Optional.ofNullable(read);
    }

    private DeliveryTerms terms(Section section) {
        String name = section.text("name");
        if (!name.isBlank() && !NAME.matcher(name).matches()) {
            section.problem("name", "'" + name + "' is not a name of letters, digits, '-' and '_'");
        } else if (!name.isBlank() && !names.add(name)) {
            section.problem("name", "'" + name + "' is used by an earlier delivery");
        }
        return new DeliveryTerms(
                name,
                rate(section),
                section.duration("timeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(2)),
                section.duration("give-up", Duration.ofHours(24), Duration.ofMinutes(1), Duration.ofDays(30)),
                section.has("ca") ? Optional.of(file(section, "ca")) : Optional.empty());
    }

    private static Optional<DeliveryTerms.Rate> rate(Section section) {
        if (!section.has("rate")) {
            return Optional.empty();
        }
        String text = section.text("rate");
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 1) {
            section.problem("rate", "'" + text + "' is not a rate such as 5/s, 60/m or 1000/h");
            return Optional.empty();
        }
        Duration per =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return Optional.of(new DeliveryTerms.Rate(Integer.parseInt(matcher.group(1)), per));
    }

    private DeliverySettings webhook(Section section, DeliveryTerms terms) {
        return new DeliverySettings.Webhook(
                terms,
                url(section, "https://program.example/undertone"),
                maybeSecret(section, "secret"),
                headers(section),
                section.has("template") ? Optional.of(file(section, "template")) : Optional.empty());
    }

    private static DeliverySettings osTicket(Section section, DeliveryTerms terms) {
        return new DeliverySettings.OsTicket(
                terms,
                base(section, "https://osticket.example/"),
                secret(section, "key"),
                section.text("sender", "Undertone"),
                email(section),
                section.has("topic")
                        ? Optional.of(section.integer("topic", 1, 1, Integer.MAX_VALUE))
                        : Optional.empty());
    }

    private static DeliverySettings jira(Section section, DeliveryTerms terms) {
        return new DeliverySettings.JiraSm(
                terms,
                base(section, "https://site.atlassian.net/"),
                section.text("user"),
                secret(section, "token"),
                section.text("service-desk"),
                section.text("request-type"));
    }

    private static DeliverySettings twilio(Section section, DeliveryTerms terms) {
        URI twilio = URI.create("https://api.twilio.com/");
        return new DeliverySettings.Twilio(
                terms,
                section.has("url") ? base(section, twilio.toString()) : twilio,
                section.text("account"),
                secret(section, "token"),
                sender(section),
                recipients(section));
    }

    private DeliverySettings httpSms(Section section, DeliveryTerms terms) {
        Map<String, Secret> form = new LinkedHashMap<>();
        section.textMap("form").forEach((field, value) -> form.put(field, new Secret(value)));
        boolean template = section.has("template");
        if (form.isEmpty() == !template) {
            section.problem(
                    "form",
                    "either form (fields, such as {to: '{{to}}', text: '{{text}}'}) or template (a JSON file) must be"
                            + " given, and not both");
        }
        return new DeliverySettings.HttpSms(
                terms,
                url(section, "https://sms.example/send"),
                headers(section),
                form,
                template ? Optional.of(file(section, "template")) : Optional.empty(),
                recipients(section));
    }

    private static DeliverySettings smpp(Section section, DeliveryTerms terms) {
        boolean tls = section.flag("tls", false);
        String systemId = section.text("system-id");
        Secret password = secret(section, "password");
        if (systemId.length() > LONGEST_SYSTEM_ID) {
            section.problem("system-id", "is longer than the " + LONGEST_SYSTEM_ID + " characters that SMPP allows");
        }
        if (password.value().length() > LONGEST_PASSWORD) {
            section.problem("password", "is longer than the " + LONGEST_PASSWORD + " characters that SMPP allows");
        }
        return new DeliverySettings.Smpp(
                terms,
                section.text("host"),
                section.integer("port", tls ? 3550 : 2775, 1, 65_535),
                tls,
                systemId,
                password,
                sender(section),
                recipients(section));
    }

    private static Secret secret(Section section, String key) {
        String value = section.text(key);
        if (hasControl(value)) {
            section.problem(key, UNSEEN);
        }
        return new Secret(value);
    }

    private static boolean hasControl(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }

    /** Beyond Latin-1 the JDK's client refuses it, and tells the value. */
    private static boolean canBeSent(String header) {
        return header.chars().allMatch(c -> c <= 0xff);
    }

    private static Optional<Secret> maybeSecret(Section section, String key) {
        return section.has(key) ? Optional.of(secret(section, key)) : Optional.empty();
    }

    private static String email(Section section) {
        String email = section.text("email");
        if (!email.isBlank() && !email.matches("[^@\\s]+@[^@\\s]+")) {
            section.problem("email", "'" + email + "' is not an address such as undertone@example.org");
        }
        return email;
    }

    /** Phone numbers are not told, not even wrong ones. */
    private static Secret sender(Section section) {
        Secret from = secret(section, "from");
        if (!from.value().isBlank() && !SENDER.matcher(from.value()).matches()) {
            section.problem("from", "is neither a phone number such as +49301234567 nor a name of 11 letters at most");
        }
        return from;
    }

    private static List<Secret> recipients(Section section) {
        List<String> numbers = section.texts("recipients");
        if (numbers.isEmpty()) {
            section.problem("recipients", "is empty; name at least one phone number, such as +49301234567");
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (!PHONE.matcher(numbers.get(i)).matches()) {
                section.problem("recipients[" + i + "]", "is not a phone number such as '+49301234567', in quotes");
            }
        }
        return numbers.stream().map(Secret::new).toList();
    }

    private static Map<String, Secret> headers(Section section) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        section.textMap("headers").forEach((name, value) -> {
            if (!HEADER.matcher(name).matches() || !canBeSent(value)) {
                section.problem(
                        "headers." + name, "is not a header of HTTP: a name without spaces, a value of one line");
            } else if (hasControl(value)) {
                section.problem("headers." + name, UNSEEN);
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                section.problem("headers." + name, "is set by Undertone itself; remove it");
            }
            headers.put(name, new Secret(value));
        });
        return headers;
    }

    private Path file(Section section, String key) {
        Path file = folder.resolve(section.text(key));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            section.problem(key, "'" + file + "' is not a file that this user can read");
        }
        return file;
    }

    private static URI base(Section section, String example) {
        URI url = url(section, example);
        if (url.getRawQuery() != null) {
            section.problem("url", "must not hold a '?'; write the address of the installation, such as " + example);
        }
        return url.getRawPath().endsWith("/") ? url : URI.create(url + "/");
    }

    private static URI url(Section section, String example) {
        String text = section.text("url");
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                if (uri.getScheme().equals("http") && !isThisMachine(uri.getHost())) {
                    section.problem(
                            "url",
                            "begins with http: and what is said of people would go through the network in the clear;"
                                    + " let it begin with https:");
                }
                return uri.getRawPath().isEmpty() ? uri.resolve("/") : uri;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        if (text.contains("@")) {
            section.problem("url", "must not hold a user or password; write an address such as " + example);
        } else if (!text.isBlank()) {
            section.problem("url", "'" + text + "' is not an address such as " + example);
        }
        return URI.create(example);
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
