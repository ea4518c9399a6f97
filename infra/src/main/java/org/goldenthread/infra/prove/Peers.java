package org.goldenthread.infra.prove;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A mail server and an agency's system that take what they are sent and then, now and then, say nothing, hang up, or refuse. They count
 * what they took, by its name: whatever became of their answer, it is there.
 */
final class Peers implements AutoCloseable {

    private final ServerSocket mail;
    private final HttpServer hooks;
    private final Random random;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Peers(long seed) throws IOException {
        random = new Random(seed);
        mail = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        hooks.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hooks.createContext("/", this::hook);
        hooks.start();
        Thread.ofPlatform().daemon().name("mail peer").start(this::listen);
    }

    int mailPort() {
        return mail.getLocalPort();
    }

    int hookPort() {
        return hooks.getAddress().getPort();
    }

    /** How often each was taken. */
    Map<String, Integer> taken() {
        return Map.copyOf(taken);
    }

    int total() {
        return taken.values().stream().mapToInt(Integer::intValue).sum();
    }

    private synchronized int roll() {
        return random.nextInt(100);
    }

    private void dawdle() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(roll()));
    }

    private void listen() {
        while (!closed) {
            try {
                var socket = mail.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void talk(Socket socket) {
        try (socket; var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            say(socket, "220 ready");
            var name = "";
            boolean isText = false;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (isText && !line.equals(".")) {
                    name = line.startsWith("Message-ID: <") ? line.substring(13, line.indexOf('@')) : name;
                    continue;
                }
                dawdle();
                if (isText) {
                    isText = false;
                    taken.merge(name, 1, Integer::sum);
                    dawdle();
                    int roll = roll();
                    if (roll < 15) {
                        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2)); // it has it, and doesn't say so in time
                    } else if (roll < 22) {
                        return; // it has it, and hangs up
                    }
                    say(socket, "250 taken");
                } else if (line.startsWith("RCPT") && roll() < 20) {
                    say(socket, roll() < 50 ? "450 later" : "550 nobody of that name");
                } else if (line.startsWith("DATA")) {
                    isText = true;
                    say(socket, "354 go on");
                } else {
                    say(socket, line.startsWith("QUIT") ? "221 bye" : "250 ok");
                }
            }
        } catch (IOException e) {
            // the other side is gone: it was killed, or gave up
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void hook(HttpExchange exchange) throws IOException {
        try (exchange) {
            var name = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.getRequestBody().readAllBytes();
            dawdle();
            int refusing = roll();
            if (refusing < 20) {
                exchange.sendResponseHeaders(refusing < 10 ? 503 : 410, -1);
                return;
            }
            taken.merge(name, 1, Integer::sum);
            dawdle();
            int roll = roll();
            if (roll < 15) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2)); // it has it, and doesn't say so in time
            } else if (roll < 22) {
                return; // it has it, and hangs up
            } else if (roll < 26) {
                exchange.sendResponseHeaders(200, 10); // it has it, and never ends its answer
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
                return;
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        mail.close();
        hooks.stop(0);
    }
}
