package org.yipiao.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.yipiao.platform.problem.BodyTooLargeException;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;

/**
 * Refuses bodies over the limit: at once when the length is announced, else at the byte that goes
 * over it.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

  private final long limitBytes;
  private final Problems problems;

  BodyLimitFilter(long limitBytes, Problems problems) {
    this.limitBytes = limitBytes;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > limitBytes) {
      // The rest of the body is not worth reading, so the connection ends here.
      response.setHeader(HttpHeaders.CONNECTION, "close");
      problems.write(
          request,
          response,
          PlatformProblem.BODY_TOO_LARGE,
          Problems.bodyOver(limitBytes),
          Long.toString(limitBytes));
      return;
    }
    chain.doFilter(
        request.getContentLengthLong() >= 0 ? request : new Limited(request, limitBytes), response);
  }

  /** A request of unannounced length. */
  private static final class Limited extends HttpServletRequestWrapper {

    private final long limitBytes;

    Limited(HttpServletRequest request, long limitBytes) {
      super(request);
      this.limitBytes = limitBytes;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limitBytes);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      var name = getCharacterEncoding();
      var charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
      return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final long limitBytes;
    private long readBytes;

    LimitedStream(ServletInputStream body, long limitBytes) {
      this.body = body;
      this.limitBytes = limitBytes;
    }

    @Override
    public int read() throws IOException {
      int value = body.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = body.read(buffer, offset, length);
      count(count);
      return count;
    }

    private void count(int bytes) throws BodyTooLargeException {
      readBytes += Math.max(0, bytes);
      if (readBytes > limitBytes) {
        throw new BodyTooLargeException(limitBytes);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
