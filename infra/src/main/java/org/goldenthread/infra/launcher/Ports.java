package org.goldenthread.infra.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Eight ports in a row, from the one the pages are on. */
public record Ports(int pages) {

    public int command() {
        return pages + 1;
    }

    public int signIn() {
        return pages + 2;
    }

    public int postgres() {
        return pages + 3;
    }

    public int kafka() {
        return pages + 4;
    }

    public int kafkaController() {
        return pages + 5;
    }

    /** Where mail goes in the local run. */
    public int mail() {
        return pages + 6;
    }

    /** Where mail that comes back is read in the local run. */
    public int bounces() {
        return pages + 7;
    }

    /** @throws IllegalStateException naming the first port that something else has */
    public void check() {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put("the pages", pages);
        wanted.put("the command service", command());
        wanted.put("sign-in", signIn());
        wanted.put("PostgreSQL", postgres());
        wanted.put("Kafka", kafka());
        wanted.put("Kafka's controller", kafkaController());
        wanted.put("mail", mail());
        wanted.put("mail that comes back", bounces());
        wanted.forEach((what, port) -> {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw new IllegalStateException("Port " + port + ", for " + what + ", is in use. End the program that has it, "
                        + "or choose other ports: infra/run --port 9080 takes 9080 to 9087.");
            }
        });
    }

    public String issuer() {
        return "http://127.0.0.1:" + signIn();
    }

    public String pagesUrl() {
        return "http://127.0.0.1:" + pages;
    }
}
