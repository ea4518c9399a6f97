package org.goldenthread.query.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.goldenthread.query.QueryServiceProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.goldenthread.query.access.Reader;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends a page's command with the reader's own token, and turns what comes back into words for the page. */
@Component
public class CommandClient {

    private final RestClient http;
    private final OAuth2AuthorizedClientManager clients;
    private final JsonMapper json = new JsonMapper();

    CommandClient(QueryServiceProperties told, RestClient.Builder builder, ClientRegistrationRepository registrations,
            OAuth2AuthorizedClientRepository authorized) {
        var patient = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build());
        patient.setReadTimeout(Duration.ofSeconds(10));
        this.http = builder.baseUrl(told.commandService()).requestFactory(patient).build();
        this.clients = new DefaultOAuth2AuthorizedClientManager(registrations, authorized);
    }

    /** What came of a command. */
    public sealed interface Sent {

        /** Done: where to look next, and what the rules warn of. */
        record Done(UUID id, String after, List<String> warnings) implements Sent {}

        /** Not done: the sentence, and the fields at fault by JSON pointer. Nothing typed is lost. */
        record Refused(int status, String rule, String sentence, Map<String, String> faults) implements Sent {}
    }

    /** @param key the same for every try of one form, so that a form sent twice is one command */
    public Sent send(String path, String key, @Nullable Integer version, Map<String, ?> body) {
        try {
            return http.post().uri(path).contentType(MediaType.APPLICATION_JSON).headers(headers -> {
                headers.setBearerAuth(token());
                headers.set("Idempotency-Key", key);
                if (request().getAttribute("reader") instanceof Reader reader) {
                    headers.set("Golden-Thread-Ledger", reader.ledger().toString());
                }
                if (version != null) {
                    headers.setIfMatch("\"" + version + "\"");
                }
            }).body(json.writeValueAsString(body)).exchange((request, response) -> read(response.getStatusCode(), json.readTree(response.getBody())));
        } catch (OAuth2AuthorizationException | IllegalStateException e) {
            return new Sent.Refused(401, "sign-in", "Your sign-in ran out. Nothing you typed is lost: open this service in another tab, sign in, "
                    + "then choose the button here again.", Map.of());
        } catch (RestClientException | JacksonException | IllegalArgumentException e) {
            return new Sent.Refused(503, "unavailable",
                    "We couldn't reach the service that saves. Nothing you typed is lost: wait a moment and choose the button again.", Map.of());
        }
    }

    private String token() {
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null) {
            throw new IllegalStateException("signed out");
        }
        var client = clients.authorize(OAuth2AuthorizeRequest.withClientRegistrationId("golden-thread").principal(who)
                .attribute(HttpServletRequest.class.getName(), request())
                .attribute(jakarta.servlet.http.HttpServletResponse.class.getName(), Objects.requireNonNull(attributes().getResponse())).build());
        if (client == null) {
            throw new IllegalStateException("no token for this session");
        }
        return client.getAccessToken().getTokenValue();
    }

    private static HttpServletRequest request() {
        return attributes().getRequest();
    }

    private static ServletRequestAttributes attributes() {
        return (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    }

    private static Sent read(HttpStatusCode status, JsonNode body) {
        if (status.is2xxSuccessful()) {
            var warnings = new ArrayList<String>();
            body.path("warnings").forEach(warning -> warnings.add(warning.path("sentence").asString()));
            return new Sent.Done(UUID.fromString(body.path("id").asString()), body.path("after").asString(), warnings);
        }
        var faults = new LinkedHashMap<String, String>();
        body.path("errors").forEach(fault -> faults.put(fault.path("pointer").asString(), fault.path("detail").asString()));
        return new Sent.Refused(status.value(), body.path("rule").asString(""), body.path("detail").asString("That didn't work. Try again."), faults);
    }
}
