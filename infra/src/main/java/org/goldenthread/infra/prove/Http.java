package org.goldenthread.infra.prove;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sends requests as any API client would. */
final class Http implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();

    /** What came back; status 0 where nothing did. */
    record Answer(int status, String type, String body) {

        boolean isDone() {
            return status == 200 || status == 201;
        }
    }

    Answer post(String url, @Nullable String token, @Nullable String key, String body) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request.build());
    }

    Answer get(String url, @Nullable String token) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).GET();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) throws InterruptedException {
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers().firstValue("content-type").orElse(""), answer.body());
        } catch (IOException e) {
            return new Answer(0, "", "");
        }
    }

    /** Until a role just granted counts: services remember roles for two seconds. */
    void awaitRole(String url, String token) throws InterruptedException {
        for (long until = System.nanoTime() + 20_000_000_000L; System.nanoTime() < until; LockSupport.parkNanos(100_000_000)) {
            if (post(url, token, "awaiting-the-role", "{}").status() != 403) {
                return;
            }
        }
        throw new IllegalStateException("the role did not count within 20 s");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
