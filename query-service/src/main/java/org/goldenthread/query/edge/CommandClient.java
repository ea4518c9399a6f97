package org.goldenthread.query.edge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.query.QueryServiceProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
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
        this.http = builder.baseUrl(told.commandService()).build();
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
                if (version != null) {
                    headers.setIfMatch("\"" + version + "\"");
                }
            }).body(json.writeValueAsString(body)).exchange((request, response) -> read(response.getStatusCode(), json.readTree(response.getBody())));
        } catch (ResourceAccessException e) {
            return new Sent.Refused(503, "unavailable",
                    "We couldn't reach the service that saves. Nothing you typed is lost: wait a moment and choose the button again.", Map.of());
        }
    }

    private String token() {
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null) {
            throw new IllegalStateException("signed out");
        }
        var attributes = (org.springframework.web.context.request.ServletRequestAttributes)
                org.springframework.web.context.request.RequestContextHolder.currentRequestAttributes();
        var client = clients.authorize(OAuth2AuthorizeRequest.withClientRegistrationId("golden-thread").principal(who)
                .attribute(jakarta.servlet.http.HttpServletRequest.class.getName(), attributes.getRequest())
                .attribute(jakarta.servlet.http.HttpServletResponse.class.getName(), java.util.Objects.requireNonNull(attributes.getResponse())).build());
        if (client == null) {
            throw new IllegalStateException("no token for this session");
        }
        return client.getAccessToken().getTokenValue();
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
