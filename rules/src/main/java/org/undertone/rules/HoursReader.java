package org.undertone.rules;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.undertone.config.yaml.Section;

/**
 * Reads {@code hours: mon-fri 08:00-18:00 Europe/Berlin}, a list of such, or
 * <code>hours: {days: [mon-fri], from: "08:00", to: "18:00", zone: Europe/Berlin}</code>.
 */
final class HoursReader {

    private static final String KEY = "hours";
    private static final String EXAMPLE = "such as mon-fri 08:00-18:00 Europe/Berlin";
    private static final List<String> DAYS =
            Stream.of(DayOfWeek.values()).map(HoursReader::written).toList();

    private final Section rule;
    private final List<Hours> found = new ArrayList<>();

    private HoursReader(Section rule) {
        this.rule = rule;
    }

    /** Empty for always. */
    static List<Hours> read(Section rule) {
        HoursReader reader = new HoursReader(rule);
        if (rule.isMapping(KEY)) {
            reader.readMapping(rule.section(KEY));
        } else {
            List<String> texts = rule.texts(KEY);
            for (int i = 0; i < texts.size(); i++) {
                reader.readText(texts.size() == 1 ? KEY : KEY + "[" + i + "]", texts.get(i));
            }
        }
        return reader.found;
    }

    private void readMapping(Section hours) {
        List<String> days = hours.texts("days");
        String from = hours.text("from", "00:00");
        String to = hours.text("to", "24:00");
        String zone = hours.text("zone", "");
        hours.done();
        add(KEY, days.isEmpty() ? List.of("mon-sun") : days, from, to, zone);
    }

    private void readText(String key, String text) {
        List<String> words = List.of(text.strip().split("\\s+", 4));
        boolean hasDays = !words.get(0).contains(":");
        int time = hasDays ? 1 : 0;
        String[] span = words.size() > time ? words.get(time).split("-", 2) : new String[0];
        if (span.length != 2 || words.size() > time + 2) {
            rule.problem(key, "'" + shortened(text) + "' is no time of the week " + EXAMPLE);
            return;
        }
        List<String> days = hasDays ? List.of(words.get(0).split(",")) : List.of("mon-sun");
        add(key, days, span[0], span[1], words.size() > time + 1 ? words.get(time + 1) : "");
    }

    private void add(String key, List<String> days, String from, String to, String zone) {
        Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);
        days.forEach(day -> on.addAll(days(key, day)));
        Optional<LocalTime> begin = time(key, from);
        Optional<LocalTime> end = time(key, to);
        Optional<ZoneId> where = zone(key, zone);
        if (!on.isEmpty() && begin.isPresent() && end.isPresent() && where.isPresent()) {
            found.add(new Hours(on, begin.get(), end.get(), where.get()));
        }
    }

    private Set<DayOfWeek> days(String key, String written) {
        List<String> ends = List.of(written.strip().toLowerCase(Locale.ROOT).split("-", 2));
        int first = DAYS.indexOf(ends.get(0));
        int last = DAYS.indexOf(ends.get(ends.size() - 1));
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (first < 0 || last < 0) {
            rule.problem(
                    key,
                    "'" + shortened(written) + "' is no day or days of " + String.join(", ", DAYS) + ", " + EXAMPLE);
            return days;
        }
        DayOfWeek day = DayOfWeek.of(first + 1);
        days.add(day);
        while (day.getValue() != last + 1) {
            day = day.plus(1);
            days.add(day);
        }
        return days;
    }

    private Optional<LocalTime> time(String key, String written) {
        try {
            return Optional.of(written.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(written));
        } catch (DateTimeException e) {
            rule.problem(key, "'" + shortened(written) + "' is no time of the day from 00:00 to 24:00, " + EXAMPLE);
            return Optional.empty();
        }
    }

    private Optional<ZoneId> zone(String key, String written) {
        try {
            return Optional.of(written.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(written));
        } catch (DateTimeException e) {
            rule.problem(
                    key,
                    "'" + shortened(written)
                            + "' is no time zone such as Europe/Berlin, Asia/Shanghai or UTC; left out,"
                            + " it is that of this machine");
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static String written(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
