package org.goldenthread.command.edge;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.goldenthread.command.CommandServiceProperties;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.UserId;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Who may come in, how deep a body may be, and what every refusal looks like. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    Problems problems(CommandServiceProperties told) {
        return new Problems(new Problems.ProblemPages(told.publicUrl()));
    }

    @Bean
    Callers callers(Facts facts, Reference reference, CommandServiceProperties told, Clock clock) {
        return new Callers(facts, reference, told.administrators().stream().map(UserId::new).collect(Collectors.toUnmodifiableSet()), clock);
    }

    @Bean
    CommandDesk commandDesk(Commands commands, Problems problems, Ids ids, Clock clock, MeterRegistry meters, KeyStore keys, Facts facts,
            CommandServiceProperties told) {
        return new CommandDesk(commands, problems, ids, clock, meters, keys.bodyDigestKey(), new Doorkeeper(facts, told.restrictedMarkerFor()), facts);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(CommandServiceProperties told) {
        var filter = new FilterRegistrationBean<>(new BodyLimit(told.publicUrl()));
        filter.setOrder(Integer.MIN_VALUE);
        return filter;
    }

    @Bean
    JsonMapperBuilderCustomizer strictBodies() {
        return mapper -> mapper.addModule(new SimpleModule().addDeserializer(String.class, new WholeText())).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail).setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(tools.jackson.databind.MapperFeature.ALLOW_COERCION_OF_SCALARS);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, CommandServiceProperties told) {
        return http.csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**", "/actuator/prometheus", "/v3/api-docs/**").permitAll()
                        .anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint((request, response, e) -> refuse(response, told, 401, "sign-in", "Sign in first",
                                "Send a current access token of this service's sign-in.")))
                .exceptionHandling(errors -> errors
                        .authenticationEntryPoint((request, response, e) -> refuse(response, told, 401, "sign-in", "Sign in first",
                                "Send a current access token of this service's sign-in."))
                        .accessDeniedHandler((request, response, e) -> refuse(response, told, 403, "not-allowed", "Your role doesn't allow this",
                                "Your role doesn't allow this. If you need it for your work, ask your administrator for the role.")))
                .build();
    }

    private static void refuse(HttpServletResponse response, CommandServiceProperties told, int status, String type, String title, String detail) throws IOException {
        response.setStatus(status);
        if (status == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter().write("{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}".formatted(told.publicUrl().resolve("/problems/" + type), title, status, detail));
    }

    /** Joins {@link Callers} to the web layer. */
    @Configuration(proxyBeanMethods = false)
    static class Web implements WebMvcConfigurer {

        private final Callers callers;

        Web(Callers callers) {
            this.callers = callers;
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(callers);
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(callers);
        }
    }
}
