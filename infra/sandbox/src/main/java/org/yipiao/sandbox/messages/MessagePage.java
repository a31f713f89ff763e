package org.yipiao.sandbox.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.security.PublicEndpoint;

/**
 * The last messages as a page, in place of all the phones that there are not. It asks for itself
 * again every three seconds, without a script.
 */
@RestController
class MessagePage {

  static final int SHOWN = 50;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final SentMessages messages;
  private final PageFrame frame;

  MessagePage(SentMessages messages, PageFrame frame) {
    this.messages = messages;
    this.frame = frame;
  }

  /** The page, for a browser on this machine; for anybody else there is none. */
  @GetMapping("/messages")
  @PublicEndpoint("answers its own machine alone, and what it shows is made up")
  ResponseEntity<String> page(HttpServletRequest request) {
    PageFrame.requireLocal(request);
    var language = ProblemTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    var last = messages.last(SHOWN);
    var toPhone =
        "<p><a href=\"%s\">%s</a></p>\n"
            .formatted(PhonePage.PATH, frame.text("to-phone", language));
    return frame.page(
        language,
        "'none'",
        "<meta http-equiv=\"refresh\" content=\"3\">\n",
        toPhone + (last.isEmpty() ? "<p>" + frame.text("empty", language) + "</p>" : list(last)));
  }

  private static String list(List<Message> last) {
    return last.stream()
        .map(MessagePage::item)
        .collect(Collectors.joining("\n", "<ol>\n", "\n</ol>"));
  }

  private static String item(Message message) {
    return "<li><time datetime=\"%s\">%s</time> → <b>%s</b><p>%s</p></li>"
        .formatted(
            message.sentAt(),
            TIME.format(message.sentAt()),
            PageFrame.escaped(message.to()),
            PageFrame.escaped(message.text()));
  }
}
