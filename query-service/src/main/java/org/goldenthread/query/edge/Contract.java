package org.goldenthread.query.edge;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the published OpenAPI says beyond the shapes of answers: who may read, what parameters mean, every refusal. */
@Configuration(proxyBeanMethods = false)
class Contract {

    private static final SortedMap<String, String> REFUSALS = new TreeMap<>(Map.of(
            "400", "A parameter can't be read.",
            "401", "Sign in first: send a current access token.",
            "403", "Your role doesn't allow this.",
            "404", "There is nothing here that you may see.",
            "503", "The records are safe and can't be reached just now."));

    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("agency", "The id of the agency whose knowledge is asked for."),
            Map.entry("figure", "Which figure of the dashboard."),
            Map.entry("only", "Whether only what makes the numerator is wanted; all of the denominator where it is left out."),
            Map.entry("from", "The first day of the period, ISO 8601; where it is left out, three months before today, and for the partnership's figures the first of the month eleven before this one."),
            Map.entry("Last-Event-ID", "The id of the last event that was read: what moved since then is told at once. "
                    + "Without it, or where it can't be read, everything is told."),
            Map.entry("until", "The last day of the period, ISO 8601; today where it is left out."),
            Map.entry("id", "The id of the child, contact, meeting, action, document or export."),
            Map.entry("after", "The token a command answered with: waits up to 1 s for what it wrote; 'complete' says whether it is there."),
            Map.entry("asAt", "The history as it stood at this instant, ISO 8601 in UTC; now where it is left out."),
            Map.entry("asOf", "The moment of the replay, ISO 8601 in UTC: as it was opened."),
            Map.entry("viewpoint", "The id of the agency through whose eyes it was opened; everybody's where it is left out."),
            Map.entry("by", "In which order of time: when it happened, or when it was recorded."),
            Map.entry("page", "Which page of a long list, from 1; 'more' says whether another follows."),
            Map.entry("show", "Which part of the queue."),
            Map.entry("version", "Which version of the document, from 1; the newest that the caller may have where it is left out."));

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Reader.class);
    }

    @Bean
    OpenApiCustomizer wholeContract() {
        return Contract::describe;
    }

    private static void describe(OpenAPI api) {
        api.info(new Info().title("Golden Thread reads").version("1").license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                .description("What the caller may see, as it stands or as it stood. Times are ISO 8601 instants in UTC. Refusals are RFC 9457 "
                        + "problem+json; their types open plain pages."));
        api.servers(List.of());
        var components = api.getComponents() == null ? new Components() : api.getComponents();
        components.addSchemas("Problem", new Schema<>().types(Set.of("object")).description("RFC 9457. Never holds personal data.")
                .addProperty("type", text("Opens a plain page about this kind of problem.")).addProperty("title", text("What happened."))
                .addProperty("status", new Schema<>().types(Set.of("integer")).description("The HTTP status."))
                .addProperty("detail", text("What happened and what to do, as a sentence for the user.")));
        components.addSecuritySchemes("token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")
                .description("An access token of the authority's OpenID Connect sign-in. It proves who; roles are kept here."));
        api.components(components).security(List.of(new SecurityRequirement().addList("token")));
    }

    private static Schema<?> text(String description) {
        return new Schema<>().types(Set.of("string")).description(description);
    }

    @Bean
    OperationCustomizer contractOfReads() {
        return (operation, method) -> {
            var rule = method.getMethodAnnotation(RequiresRole.class);
            if (rule != null) {
                operation.description("Roles: " + Arrays.stream(rule.value()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
            }
            operation.getResponses().values().forEach(answer -> answer.description("What the caller may see of it."));
            REFUSALS.forEach((status, meaning) -> operation.getResponses().addApiResponse(status, new ApiResponse().description(meaning).content(
                    new Content().addMediaType("application/problem+json", new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))))));
            if (operation.getParameters() != null) {
                operation.getParameters().forEach(parameter -> parameter.description(PARAMETERS.get(parameter.getName())));
            }
            return operation;
        };
    }
}
