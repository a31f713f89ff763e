package org.yipiao.platform.openapi;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.TreeSet;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.yipiao.platform.problem.Problem;
import org.yipiao.platform.security.EndpointAccess;

/**
 * Adds to each operation of a service's OpenAPI description the scopes it asks for and the problem
 * (RFC 9457) with which it refuses.
 */
@AutoConfiguration
@ConditionalOnClass(GlobalOperationCustomizer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class OpenApiAutoConfiguration {

  private static final String TOKEN = "token";
  private static final String PROBLEM = "Problem";

  @Bean
  GlobalOpenApiCustomizer problemSchema() {
    return api -> {
      if (api.getComponents() == null) {
        api.setComponents(new Components());
      }
      Components components = api.getComponents();
      ModelConverters.getInstance(true).readAll(Problem.class).forEach(components::addSchemas);
      components.addSecuritySchemes(
          TOKEN,
          new SecurityScheme()
              .type(SecurityScheme.Type.HTTP)
              .scheme("bearer")
              .bearerFormat("JWT")
              .description("An access token of the authorization server (ES256, RFC 9068)."));
    };
  }

  @Bean
  GlobalOperationCustomizer problemsOfOperations() {
    return (operation, handler) -> {
      EndpointAccess.of(handler).ifPresent(access -> demand(operation, access));
      ApiResponses responses = operation.getResponses();
      if (responses == null) {
        responses = new ApiResponses();
        operation.setResponses(responses);
      }
      // What is guessed from exception handlers says less than this and is the same everywhere.
      responses.keySet().removeIf(status -> status.startsWith("4") || status.startsWith("5"));
      responses.addApiResponse("4XX", problem("Refused; the code says why."));
      responses.addApiResponse("5XX", problem("Not possible at present, or a bug of the service."));
      return operation;
    };
  }

  private static void demand(Operation operation, EndpointAccess access) {
    switch (access) {
      case EndpointAccess.Public _ -> operation.setSecurity(List.of());
      case EndpointAccess.Scoped scoped ->
          new TreeSet<>(scoped.scopes())
              .forEach(scope ->
                  operation.addSecurityItem(new SecurityRequirement().addList(TOKEN, scope)));
    }
  }

  private static ApiResponse problem(String description) {
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    new MediaType()
                        .schema(
                            new Schema<Object>()
                                .$ref(Components.COMPONENTS_SCHEMAS_REF + PROBLEM))));
  }
}
