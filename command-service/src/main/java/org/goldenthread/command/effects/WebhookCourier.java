package org.goldenthread.command.effects;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.values.AgencyId;

/**
 * Tells an agency's own system that a document waits, signed as the Standard Webhooks specification has it ({@code webhook-id},
 * {@code webhook-timestamp}, {@code webhook-signature}); the system then fetches it with its own sign-in and says so. Ids only.
 */
public final class WebhookCourier implements Courier {

    private final Map<AgencyId, byte[]> secrets;
    private final Duration timeout;
    private final Clock clock;

    /** @param secrets what is signed with, by agency */
    public WebhookCourier(Map<AgencyId, byte[]> secrets, Duration timeout, Clock clock) {
        this.secrets = Map.copyOf(secrets);
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.AGENCY_API;
    }

    @Override
    public Answer carry(Effect effect, String to) {
        var secret = secrets.get(effect.agency());
        if (secret == null) {
            return new Answer.Failed(Failure.UNREACHABLE);
        }
        long at = clock.instant().getEpochSecond();
        var body = "{\"type\":\"document.waiting\",\"data\":{\"document\":\"%s\",\"version\":%d,\"distribution\":\"%s\",\"agency\":\"%s\"}}"
                .formatted(effect.document(), effect.version(), effect.distribution(), effect.agency());
        var request = HttpRequest.newBuilder(URI.create(to)).timeout(timeout).header("Content-Type", "application/json").header("webhook-id", effect.name())
                .header("webhook-timestamp", Long.toString(at)).header("webhook-signature", "v1," + sign(secret, effect.name() + "." + at + "." + body))
                .POST(BodyPublishers.ofString(body)).build();
        // a client of its own for each: a connection kept alive that the other side closed would look like an answer lost
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).followRedirects(HttpClient.Redirect.NEVER).build();
        try {
            // the request's own timeout ends with the headers: who never ends its body must not hold up others
            return answer(http.sendAsync(request, BodyHandlers.discarding()).get(timeout.toMillis() * 2, TimeUnit.MILLISECONDS).statusCode());
        } catch (ExecutionException e) {
            return e.getCause() instanceof HttpConnectTimeoutException || e.getCause() instanceof ConnectException ? new Answer.Later() : new Answer.Failed(Failure.UNCERTAIN);
        } catch (TimeoutException e) {
            return new Answer.Failed(Failure.UNCERTAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed(Failure.UNCERTAIN);
        } finally {
            http.shutdownNow();
        }
    }

    private static Answer answer(int status) {
        return status / 100 == 2 ? new Answer.Taken() : status == 429 || status == 500 || status == 503 ? new Answer.Later()
                : new Answer.Failed(status == 408 || status > 500 ? Failure.UNCERTAIN : Failure.REFUSED);
    }

    static String sign(byte[] secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
