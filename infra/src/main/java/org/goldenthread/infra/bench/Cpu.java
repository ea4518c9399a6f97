package org.goldenthread.infra.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of this process and of a PostgreSQL with all its backends, in nanoseconds. Linux only. */
final class Cpu {

    private static final long NANOS_PER_TICK = 10_000_000L;

    private final long postmaster;

    Cpu(Path dataDirectory) {
        try {
            postmaster = Long.parseLong(Files.readAllLines(dataDirectory.resolve("postmaster.pid")).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processor time at one moment: this process, PostgreSQL, the whole machine, and the clock on the wall. Nanoseconds. */
    record Reading(long client, long postgres, long machine, long wall) {

        Reading since(Reading earlier) {
            return new Reading(client - earlier.client, postgres - earlier.postgres, machine - earlier.machine, wall - earlier.wall);
        }

        Reading plus(Reading more) {
            return new Reading(client + more.client, postgres + more.postgres, machine + more.machine, wall + more.wall);
        }

        /** How many processors others used meanwhile. */
        double othersCores() {
            return wall == 0 ? 0 : Math.max(0, machine - client - postgres) / (double) wall;
        }
    }

    Reading read() {
        return new Reading(((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(), postgres(),
                machineNanos(), System.nanoTime());
    }

    /** Everything the machine did, this included: to tell when others are busy. */
    static long machineNanos() {
        try {
            var fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().trim().split("\\s+", -1);
            long ticks = 0;
            for (int i : new int[] {1, 2, 3, 6, 7}) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks * NANOS_PER_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long postgres() {
        long ticks = 0;
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                ticks += ticks(process);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ticks * NANOS_PER_TICK;
    }

    private long ticks(Path process) {
        try {
            var stat = Files.readString(process.resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean isPostmaster = process.getFileName().toString().equals(Long.toString(postmaster));
            if (!isPostmaster && Long.parseLong(fields[1]) != postmaster) {
                return 0;
            }
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return isPostmaster ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException e) {
            return 0;
        }
    }
}
