package org.goldenthread.command.edge;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;

/** What the published OpenAPI says beyond the shapes of bodies: who may call, the headers of every command, every refusal. */
@Configuration(proxyBeanMethods = false)
class Contract {

    private static final SortedMap<String, String> REFUSALS = new TreeMap<>(Map.of(
            "400", "Malformed: every field at fault is listed by JSON pointer.",
            "401", "Sign in first: send a current access token.",
            "403", "Your role doesn't allow this.",
            "404", "There is nothing here that you may see.",
            "409", "A rule refuses it; the sentence says which and what to do.",
            "412", "Someone else changed it since the version in If-Match.",
            "413", "The body is larger than 512 kB.",
            "422", "This Idempotency-Key came before with another body.",
            "503", "The ledger can't be reached; nothing was saved. Send the same again."));

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    OpenApiCustomizer wholeContract() {
        return Contract::describe;
    }

    private static void describe(OpenAPI api) {
        api.info(new Info().title("Golden Thread commands").version("1").license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                .description("Every command is a task with a name of its own and is accepted at most once. Times are ISO 8601 instants in UTC, "
                        + "days ISO 8601 dates. Refusals are RFC 9457 problem+json; their types open plain pages."));
        api.servers(List.of());
        var components = api.getComponents() == null ? new Components() : api.getComponents();
        ModelConverters.getInstance(true).readAll(CommandDesk.Answer.class).forEach(components::addSchemas);
        components.addSchemas("Problem", problem());
        components.addSecuritySchemes("token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")
                .description("An access token of the authority's OpenID Connect sign-in. It proves who; roles are kept here."));
        api.components(components).security(List.of(new SecurityRequirement().addList("token")));
    }

    private static Schema<?> problem() {
        var fault = new Schema<>().types(Set.of("object")).addProperty("pointer", text("JSON pointer to the field at fault."))
                .addProperty("detail", text("What to do about it."));
        Schema<?> faults = new Schema<>().types(Set.of("array")).description("Every field at fault.");
        faults.setItems(fault);
        return new Schema<>().types(Set.of("object")).description("RFC 9457. Never holds personal data.")
                .addProperty("type", text("Opens a plain page about this kind of problem.")).addProperty("title", text("What happened."))
                .addProperty("status", new Schema<>().types(Set.of("integer")).description("The HTTP status."))
                .addProperty("detail", text("What happened and what to do, as a sentence for the user."))
                .addProperty("rule", text("The id of the rule that refuses, where one does."))
                .addProperty("errors", faults);
    }

    private static Schema<?> text(String description) {
        return new Schema<>().types(Set.of("string")).description(description);
    }

    @Bean
    OperationCustomizer contractOfCommands() {
        return (operation, method) -> {
            var rule = method.getMethodAnnotation(RequiresRole.class);
            if (rule != null) {
                operation.description("Roles: " + Arrays.stream(rule.value()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
            }
            header(operation, Callers.LEDGER_HEADER, "The ledger to act in, where the caller works for several authorities.", false);
            if (method.getMethod().getReturnType() == ResponseEntity.class) {
                header(operation, "Idempotency-Key", "8 to 128 visible characters, the same on every retry of this command.", true);
                header(operation, "If-Match", "The version the caller decided on, in quotes. Where it is no longer the newest: 412.", false);
                header(operation, "X-Correlation-Id", "A UUID kept with the events, to follow one task through several commands.", false);
                operation.responses(new ApiResponses()
                        .addApiResponse("200", done("Done; or done before by the same key and body."))
                        .addApiResponse("201", done("Done; something new began.")));
            }
            REFUSALS.forEach((status, meaning) -> operation.getResponses().addApiResponse(status, new ApiResponse().description(meaning)
                    .content(new Content().addMediaType("application/problem+json", of("Problem")))));
            operation.getParameters().stream().filter(parameter -> parameter.getDescription() == null)
                    .forEach(parameter -> parameter.description("The id of what the command is for."));
            return operation;
        };
    }

    private static ApiResponse done(String description) {
        return new ApiResponse().description(description).content(new Content().addMediaType("application/json", of("Answer")));
    }

    private static MediaType of(String schema) {
        return new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + schema));
    }

    private static void header(Operation operation, String name, String description, boolean required) {
        operation.addParametersItem(new Parameter().in("header").name(name).description(description).required(required)
                .schema(new Schema<>().types(Set.of("string"))));
    }
}
