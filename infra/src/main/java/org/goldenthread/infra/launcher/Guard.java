package org.goldenthread.infra.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A shell in a session of its own that holds the other end of a pipe. When the launcher ends, however it ends, the pipe
 * closes and the shell stops PostgreSQL and every child. It kills only processes whose command line names our folder.
 */
final class Guard implements AutoCloseable {

    private static final String SCRIPT = """
            pids=; data=$1; mark=$2
            while read -r pid; do pids="$pids $pid"; done
            ours() { tr '\\0' ' ' < "/proc/$1/cmdline" 2>/dev/null | grep -qF "$mark"; }
            postmaster() { [ -f "$data/postmaster.pid" ] && head -n 1 "$data/postmaster.pid"; }
            pg=$(postmaster)
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              left=
              for pid in $pids; do if ours "$pid"; then left=1; [ $i -gt 12 ] && kill -KILL "$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null; fi; done
              if [ -n "$pg" ] && kill -0 "$pg" 2>/dev/null && tr '\\0' ' ' < "/proc/$pg/cmdline" | grep -qF "$data"; then
                left=1; [ $i -gt 12 ] && kill -QUIT "$pg" 2>/dev/null || kill -INT "$pg" 2>/dev/null
              fi
              [ -z "$left" ] && exit 0
              sleep 0.5
            done
            """;

    private final Process shell;
    private final Writer pipe;

    Guard(Path data, String mark) {
        try {
            shell = new ProcessBuilder("setsid", "sh", "-c", SCRIPT, "guard", data.toAbsolutePath().toString(), mark)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            pipe = shell.outputWriter(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("the guard did not start: is setsid installed?", e);
        }
    }

    void watch(Process child) {
        try {
            pipe.write(child.pid() + "\n");
            pipe.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the guard is gone", e);
        }
    }

    /** Ends everything and waits until it is gone. */
    @Override
    public void close() {
        try {
            pipe.close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
