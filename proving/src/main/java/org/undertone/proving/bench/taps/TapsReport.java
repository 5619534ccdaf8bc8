package org.undertone.proving.bench.taps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.undertone.config.yaml.Durations;
import org.undertone.proving.bench.legs.LegsReport;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.Spread;
import org.undertone.proving.bench.taps.TapsTurn.Way;

/** What {@link TapsBench} measured, in tables and for programs. */
final class TapsReport {

    private static final String TURNS =
            "The ways take turns (A B B A), so that other programs hurt both alike; processor"
                    + " time: median of the turns (smallest to largest), beside the same calls without taps. Loopback bills the"
                    + " system's part of receiving to the sender. Aims: set-up p95 at most 1.25 times RTP's, processor time at"
                    + " most 1.2 times.";
    private static final String LATE =
            "Late: by how much a window's last packet came later than the quickest of its leg."
                    + " Missing: sound that never came, or too late for its place. Left out: by how much a leg's sound fell behind the"
                    + " clock.";

    private TapsReport() {}

    static BenchReport of(TapsRun run, String command, Map<String, String> made) {
        List<BenchTable> tables = new ArrayList<>();
        tables.add(beside(run));
        tables.add(late(run, "On this machine's own line", Way.RTP, Way.WEBSOCKET));
        String poor = "On a poor line: each packet up to "
                + Durations.format(run.plan().jitter()) + " late, "
                + FigureText.percent(run.plan().loss()) + " lost";
        tables.add(late(run, poor, Way.POOR_RTP, Way.POOR_WEBSOCKET));
        return new BenchReport(command, made, tables, List.of(TURNS, LATE, PoorLine.NOTE), figures(run), true);
    }

    private static BenchTable beside(TapsRun run) {
        Spread rtp = run.setUpMillis(Way.RTP);
        Spread socket = run.setUpMillis(Way.WEBSOCKET);
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("tap set-up, p50, ms", rtp.quantile(0.5), socket.quantile(0.5), 1));
        rows.add(row("tap set-up, p95, ms", rtp.quantile(0.95), socket.quantile(0.95), 1));
        rows.add(row("PBX, CPU ms/s a leg", run.pbxMillis(Way.RTP), run.pbxMillis(Way.WEBSOCKET)));
        rows.add(row("media thread here, CPU ms/s a leg", run.mediaMillis(Way.RTP), run.mediaMillis(Way.WEBSOCKET)));
        rows.add(row("this process, CPU ms/s a leg", run.processMillis(Way.RTP), run.processMillis(Way.WEBSOCKET)));
        rows.add(List.of(
                "taps",
                String.valueOf(rtp.sorted().size()),
                String.valueOf(socket.sorted().size()),
                ""));
        rows.add(List.of(
                "the whole machine busy, all turns",
                FigureText.percent(run.busy().smallest()) + " to "
                        + FigureText.percent(run.busy().largest()),
                "",
                ""));
        String title = run.plan().calls() + " calls, " + run.plan().rounds() + " rounds of two turns, "
                + Durations.format(run.plan().time()) + " each";
        return new BenchTable(title, List.of("what", "RTP", "websocket", "ratio"), rows);
    }

    private static List<String> row(String what, double rtp, double socket, int digits) {
        return List.of(
                what,
                FigureText.number(rtp, digits),
                FigureText.number(socket, digits),
                FigureText.number(socket / rtp, 2));
    }

    private static List<String> row(String what, Spread rtp, Spread socket) {
        return List.of(
                what,
                FigureText.spread(rtp, 2),
                FigureText.spread(socket, 2),
                FigureText.number(socket.median() / rtp.median(), 2));
    }

    private static BenchTable late(TapsRun run, String title, Way rtp, Way socket) {
        List<List<String>> rows = new ArrayList<>();
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            rows.add(List.of(
                    "windows late, p" + Math.round(100 * share) + ", ms",
                    FigureText.number(run.lateMillis(rtp).quantile(share), 0),
                    FigureText.number(run.lateMillis(socket).quantile(share), 0)));
        }
        rows.add(List.of(
                "sound missing",
                FigureText.percent(run.missingShare(rtp)),
                FigureText.percent(run.missingShare(socket))));
        rows.add(List.of(
                "sound left out and joined",
                FigureText.percent(run.behindShare(rtp)),
                FigureText.percent(run.behindShare(socket))));
        rows.add(List.of("stalls of 300 ms", String.valueOf(run.stalls(rtp)), String.valueOf(run.stalls(socket))));
        rows.add(List.of("packets", String.valueOf(run.packets(rtp)), String.valueOf(run.packets(socket))));
        return new BenchTable(title, List.of("what", "RTP", "websocket"), rows);
    }

    private static Map<String, Object> figures(TapsRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("calls", run.plan().calls());
        json.put("busy", run.busy().json());
        for (Way way : Way.values()) {
            if (way != Way.NOT_HEARD) {
                Map<String, Object> of = new LinkedHashMap<>();
                of.put("setUpMillis", LegsReport.quantiles(run.setUpMillis(way)));
                of.put("pbxMillisALeg", run.pbxMillis(way).json());
                of.put("mediaMillisALeg", run.mediaMillis(way).json());
                of.put("processMillisALeg", run.processMillis(way).json());
                of.put("lateMillis", LegsReport.quantiles(run.lateMillis(way)));
                of.put("missingShare", FigureText.rounded(run.missingShare(way)));
                of.put("leftOutShare", FigureText.rounded(run.behindShare(way)));
                of.put("stalls", run.stalls(way));
                json.put(way.name().toLowerCase(Locale.ROOT).replace('_', '-'), of);
            }
        }
        return json;
    }
}
