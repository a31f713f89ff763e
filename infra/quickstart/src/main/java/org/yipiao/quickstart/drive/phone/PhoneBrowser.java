package org.yipiao.quickstart.drive.phone;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.yipiao.quickstart.drive.JsonHttp;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A browser that knows one site: its cookies, its key, and the pages that it is sent to. It may
 * reach the site at another address than the one that the site goes by.
 */
final class PhoneBrowser {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final int MOST_REDIRECTS = 10;
  private static final String LANGUAGE = "zh-CN";

  private final HttpClient http;
  private final CookieJar cookies = new CookieJar();
  private final BindingKey key = BindingKey.generate();
  private final InstantSource time = InstantSource.system();
  private final URI door;
  private final String origin;

  /**
   * @param http carries the calls, also those of other browsers
   * @param door where the site answers
   * @param origin what the site goes by
   */
  PhoneBrowser(HttpClient http, URI door, String origin) {
    this.http = http;
    this.door = door;
    this.origin = origin;
  }

  /** What carries the calls of browsers; it keeps no cookies and follows nothing by itself. */
  static HttpClient connections() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /**
   * A page at the end of all redirects.
   *
   * @param path where it lies, with its query
   */
  record Page(int status, String path, String text) {}

  /** Goes to an address of the site, and wherever that leads. */
  Page open(String address) throws IOException {
    return follow(path(address), send(page(path(address)).GET().build(), BodyHandlers.ofString()));
  }

  /** Sends a form of the site, and goes wherever that leads. */
  Page submit(String path, String form) throws IOException {
    HttpRequest request =
        page(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin)
            .POST(BodyPublishers.ofString(form))
            .build();
    return follow(path, send(request, BodyHandlers.ofString()));
  }

  private Page follow(String first, HttpResponse<String> answer) throws IOException {
    String path = first;
    HttpResponse<String> last = answer;
    for (int i = 0; last.statusCode() / 100 == 3; i++) {
      if (i == MOST_REDIRECTS) {
        throw new IOException("more than " + MOST_REDIRECTS + " redirects");
      }
      path = path(last.headers().firstValue("Location").orElse(""));
      last = send(page(path).GET().build(), BodyHandlers.ofString());
    }
    return new Page(last.statusCode(), path, last.body());
  }

  JsonHttp.Answer get(String path) throws IOException {
    return json(call("GET", path, BodyPublishers.noBody(), Map.of()));
  }

  JsonHttp.Answer post(String path, Object body, Map<String, String> headers) throws IOException {
    BodyPublisher text = BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body));
    return json(call("POST", path, text, headers));
  }

  /** Events of the site, to be closed; the body of a refusal is its problem. */
  HttpResponse<InputStream> events(String path, long after) throws IOException {
    Map<String, String> headers =
        after == 0 ? Map.of() : Map.of("Last-Event-ID", Long.toString(after));
    return send(
        call("GET", path, BodyPublishers.noBody(), headers)
            .setHeader("Accept", "text/event-stream")
            .build(),
        BodyHandlers.ofInputStream());
  }

  /** Events of the site, told line by line to whoever is given; ends when they do. */
  CompletableFuture<HttpResponse<Void>> listen(
      HttpClient streams, String path, Flow.Subscriber<String> lines) {
    HttpRequest request =
        call("GET", path, BodyPublishers.noBody(), Map.of())
            .setHeader("Accept", "text/event-stream")
            .build();
    return streams.sendAsync(request, BodyHandlers.fromLineSubscriber(lines));
  }

  /** Fetches, and looks at nothing but the status; how long it took, without making the proof. */
  Duration fetch(String path) throws IOException {
    HttpRequest request = call("GET", path, BodyPublishers.noBody(), Map.of()).build();
    long begin = System.nanoTime();
    HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s answered %d".formatted(request.uri().getPath(), answer.statusCode()));
    }
    return took;
  }

  private JsonHttp.Answer json(HttpRequest.Builder request) throws IOException {
    HttpResponse<String> answer = send(request.build(), BodyHandlers.ofString());
    return new JsonHttp.Answer(answer.statusCode(), parse(answer.body()), answer.body());
  }

  static JsonNode parse(String text) {
    try {
      return text.isBlank()
          ? JsonNodeFactory.instance.missingNode()
          : JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  /** A call of the page's script, with a proof of its own. */
  private HttpRequest.Builder call(
      String method, String path, BodyPublisher body, Map<String, String> headers) {
    int query = path.indexOf('?');
    String address = origin + (query < 0 ? path : path.substring(0, query));
    HttpRequest.Builder request =
        page(path)
            .setHeader("Accept", "application/json, application/problem+json")
            .header("Sec-Fetch-Site", "same-origin")
            .header("DPoP", key.proof(method, address, time.instant()))
            .method(method, body);
    if (!method.equals("GET")) {
      request.header("Origin", origin).header("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    return request;
  }

  private HttpRequest.Builder page(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(door.resolve(path))
            .timeout(ANSWER_WITHIN)
            .header("Accept-Language", LANGUAGE)
            .header("Accept", "text/html");
    String cookie = cookies.header(URI.create(path).getPath());
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  /** An address of this site, or a path, as a path with its query. */
  private String path(String address) throws IOException {
    String path = address.startsWith(origin + "/") ? address.substring(origin.length()) : address;
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw new IOException("led away from " + origin + " to '" + address.split("\\?", 2)[0] + "'");
    }
    return path;
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException {
    try {
      HttpResponse<T> answer = http.send(request, body);
      cookies.take(answer.headers().allValues("Set-Cookie"));
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + request.uri().getPath(), e);
    }
  }
}
