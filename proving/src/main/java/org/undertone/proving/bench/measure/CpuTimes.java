package org.undertone.proving.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Processor time that this process has used, in nanoseconds, by what its threads do. All but the whole process counts
 * living threads alone.
 *
 * @param at when, as {@link System#nanoTime} tells it
 * @param process all of it, with the collector and the compiler
 * @param media the thread that receives
 * @param presence the thread that hears whether anybody speaks
 * @param scorers the threads that score
 */
public record CpuTimes(long at, long process, long media, long presence, long scorers) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** What this process has used since it began. */
    public static CpuTimes now() {
        long media = 0;
        long presence = 0;
        long scorers = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null) {
                String name = thread.getThreadName();
                long cpu = Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
                media += name.startsWith("undertone-media-") ? cpu : 0;
                presence += name.equals("undertone-presence") ? cpu : 0;
                scorers += name.startsWith("undertone-scorer-") ? cpu : 0;
            }
        }
        return new CpuTimes(System.nanoTime(), SYSTEM.getProcessCpuTime(), media, presence, scorers);
    }

    /** What was used after that; {@code at} is the time between. */
    public CpuTimes since(CpuTimes earlier) {
        return new CpuTimes(
                at - earlier.at,
                process - earlier.process,
                media - earlier.media,
                presence - earlier.presence,
                scorers - earlier.scorers);
    }

    /** The collector, the compiler, and what measures. */
    public long rest() {
        return process - media - presence - scorers;
    }
}
