package org.yipiao.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.yipiao.platform.reason.Reason;

/** Turns whatever a handler or Spring throws into a problem body. */
@RestControllerAdvice
public final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final Problems problems;

  ProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(ProblemException e, HttpServletRequest request) {
    if (e.code().status().is5xxServerError()) {
      LOG.warn("answered {} {} with {}", request.getMethod(), pathOf(request), e.code().name());
    }
    var headers = new HttpHeaders();
    e.retryAfter()
        .ifPresent(
            d -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, d.toSeconds()))));
    return answer(request, e.code(), e.fields(), headers, e.arguments());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(
      HttpMessageNotReadableException e, HttpServletRequest request) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof BodyTooLargeException tooLarge) {
        return tooLarge(tooLarge, request);
      }
      if (t instanceof ProblemException refused) {
        return refused(refused, request);
      }
    }
    return answer(request, PlatformProblem.BODY_UNREADABLE, UnreadableBody.explain(e.getCause()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> tooLarge(BodyTooLargeException e, HttpServletRequest request) {
    return answer(
        request,
        PlatformProblem.BODY_TOO_LARGE,
        Problems.bodyOver(e.limitBytes()),
        new HttpHeaders(),
        Long.toString(e.limitBytes()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> invalid(MethodArgumentNotValidException e, HttpServletRequest request) {
    return answer(request, PlatformProblem.FIELDS_INVALID, faults(e.getBindingResult()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> invalid(HandlerMethodValidationException e, HttpServletRequest request) {
    var fields =
        e.getParameterValidationResults().stream()
            .flatMap(
                result -> result.getResolvableErrors().stream().map(error -> fault(result, error)))
            .limit(MAX_FIELDS)
            .toList();
    return answer(request, PlatformProblem.REQUEST_INVALID, fields);
  }

  private static final int MAX_FIELDS = 100;

  @ExceptionHandler
  ResponseEntity<Problem> mismatch(
      MethodArgumentTypeMismatchException e, HttpServletRequest request) {
    return answer(
        request,
        PlatformProblem.REQUEST_INVALID,
        List.of(FieldFault.of(place(e.getParameter()), PlatformReason.NOT_VALID)));
  }

  @ExceptionHandler
  ResponseEntity<Problem> methodNotSupported(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
    var headers = new HttpHeaders();
    headers.putAll(e.getHeaders());
    return answer(
        request, PlatformProblem.METHOD_NOT_ALLOWED, List.of(), headers, request.getMethod());
  }

  /** A client that went away gets no answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    LOG.debug("the client went away before the answer was written");
  }

  @ExceptionHandler
  ResponseEntity<Problem> denied(AccessDeniedException e, HttpServletRequest request) {
    return answer(request, PlatformProblem.FORBIDDEN, List.of());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unauthenticated(AuthenticationException e, HttpServletRequest request) {
    var headers = new HttpHeaders();
    headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return answer(
        request,
        PlatformProblem.UNAUTHENTICATED,
        List.of(FieldFault.of("#" + HttpHeaders.AUTHORIZATION, PlatformReason.REQUIRED)),
        headers);
  }

  @ExceptionHandler
  ResponseEntity<Problem> anythingElse(Exception e, HttpServletRequest request) {
    if (e instanceof ErrorResponse response) {
      return ofStatus(response.getStatusCode(), e, request);
    }
    LOG.error("{} {} failed", request.getMethod(), pathOf(request), e);
    return answer(request, PlatformProblem.INTERNAL_ERROR, List.of());
  }

  private ResponseEntity<Problem> ofStatus(
      HttpStatusCode status, Exception e, HttpServletRequest request) {
    var code = forStatus(status);
    if (code == PlatformProblem.INTERNAL_ERROR) {
      LOG.error("{} {} failed", request.getMethod(), pathOf(request), e);
    }
    var fields =
        switch (e) {
          case MissingServletRequestParameterException p ->
              List.of(FieldFault.of("?" + p.getParameterName(), PlatformReason.REQUIRED));
          case MissingRequestHeaderException h ->
              List.of(FieldFault.of("#" + h.getHeaderName(), PlatformReason.REQUIRED));
          case MissingPathVariableException v ->
              List.of(FieldFault.of("{" + v.getVariableName() + "}", PlatformReason.REQUIRED));
          default -> List.<FieldFault>of();
        };
    var headers = new HttpHeaders();
    if (e instanceof HttpMediaTypeNotSupportedException unsupported) {
      headers.setAccept(unsupported.getSupportedMediaTypes());
    }
    return answer(request, code, fields, headers);
  }

  static PlatformProblem forStatus(HttpStatusCode status) {
    return switch (HttpStatus.resolve(status.value())) {
      case UNAUTHORIZED -> PlatformProblem.UNAUTHENTICATED;
      case FORBIDDEN -> PlatformProblem.FORBIDDEN;
      case NOT_FOUND -> PlatformProblem.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> PlatformProblem.METHOD_NOT_ALLOWED;
      case NOT_ACCEPTABLE -> PlatformProblem.NOT_ACCEPTABLE;
      case CONTENT_TOO_LARGE -> PlatformProblem.BODY_TOO_LARGE;
      case UNSUPPORTED_MEDIA_TYPE -> PlatformProblem.UNSUPPORTED_MEDIA_TYPE;
      case TOO_MANY_REQUESTS -> PlatformProblem.TOO_MANY_REQUESTS;
      case SERVICE_UNAVAILABLE -> PlatformProblem.UNAVAILABLE;
      case null -> PlatformProblem.INTERNAL_ERROR;
      default ->
          status.is4xxClientError()
              ? PlatformProblem.REQUEST_INVALID
              : PlatformProblem.INTERNAL_ERROR;
    };
  }

  private static List<FieldFault> faults(BindingResult result) {
    return result.getAllErrors().stream()
        .limit(MAX_FIELDS)
        .map(error ->
            new FieldFault(
                error instanceof FieldError field ? pointer(field.getField()) : "",
                constraint(error.getCode()),
                reason(error)))
        .toList();
  }

  private static FieldFault fault(ParameterValidationResult result, MessageSourceResolvable error) {
    var parameter = place(result.getMethodParameter());
    return switch (error) {
      case FieldError field ->
          new FieldFault(pointer(field.getField()), "NOT_VALID", reason(field));
      case ObjectError whole -> new FieldFault(parameter, "NOT_VALID", reason(whole));
      default ->
          new FieldFault(
              parameter,
              "NOT_VALID",
              Constraints.reason(result.unwrap(error, ConstraintViolation.class)));
    };
  }

  private static Reason reason(ObjectError error) {
    return error.contains(ConstraintViolation.class)
        ? Constraints.reason(error.unwrap(ConstraintViolation.class))
        : Reason.of(PlatformReason.NOT_VALID);
  }

  /** {@code lines[3].amountFen} as the JSON pointer {@code /lines/3/amountFen}. */
  private static String pointer(String beanPath) {
    return "/" + beanPath.replace("].", "/").replace("]", "").replace('[', '/').replace('.', '/');
  }

  /** {@code NotBlank} as {@code NOT_BLANK}. */
  private static String constraint(@Nullable String name) {
    return name == null
        ? "NOT_VALID"
        : name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static String place(org.springframework.core.MethodParameter parameter) {
    var name = Objects.requireNonNullElse(parameter.getParameterName(), "");
    if (parameter.hasParameterAnnotation(PathVariable.class)) {
      return "{" + name + "}";
    }
    var header = parameter.getParameterAnnotation(RequestHeader.class);
    if (header != null) {
      return "#" + (header.value().isEmpty() ? name : header.value());
    }
    return "?" + name;
  }

  /** The route, not the address that was called: an address may hold an identifier. */
  private static Object pathOf(HttpServletRequest request) {
    var pattern =
        request.getAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern");
    return pattern == null ? "(no route)" : pattern;
  }

  private ResponseEntity<Problem> answer(
      HttpServletRequest request, ProblemCode code, List<FieldFault> fields) {
    return answer(request, code, fields, new HttpHeaders());
  }

  private ResponseEntity<Problem> answer(
      HttpServletRequest request,
      ProblemCode code,
      List<FieldFault> fields,
      HttpHeaders headers,
      Object... arguments) {
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setContentLanguage(problems.language(request));
    headers.setCacheControl("no-store");
    if (Problems.lacksRetryAfter(code, headers.containsHeader(HttpHeaders.RETRY_AFTER))) {
      headers.set(HttpHeaders.RETRY_AFTER, Problems.RETRY_SOON);
    }
    return ResponseEntity.status(code.status())
        .headers(headers)
        .body(problems.of(request, code, fields, arguments));
  }
}
