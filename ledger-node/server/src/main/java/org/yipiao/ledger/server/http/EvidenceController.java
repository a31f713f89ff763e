package org.yipiao.ledger.server.http;

import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.security.RequiresScope;

/** What proves to members that validators cosigned falsely. */
@RestController
@RequestMapping("/v1")
@RequiresScope("ledger.read")
class EvidenceController {

  private static final int PIECES_AT_ONCE = 256;
  private static final int PAGE_CHARACTERS = 4 << 20;

  private final EvidenceStore evidence;
  private final Validators validators;

  EvidenceController(LedgerNode node) {
    this.evidence = node.evidence();
    this.validators = node.validators();
  }

  /**
   * A piece of evidence.
   *
   * @param name of the member, as in the trust root
   * @param evidence the text that anybody can verify with the trust root
   */
  record EvidenceView(int member, String name, long size, String evidence) {}

  /**
   * Pieces in the order of members and sizes, from a member and size on: at most 256, and no more
   * than some megabytes unless one alone has more. Read one at a time.
   */
  @GetMapping("/evidence")
  List<EvidenceView> evidence(
      @RequestParam(defaultValue = "0") int fromMember,
      @RequestParam(defaultValue = "0") long fromSize) {
    if (fromMember < 0) {
      throw WrongParameter.atLeast("?fromMember", 0);
    }
    if (fromSize < 0) {
      throw WrongParameter.atLeast("?fromSize", 0);
    }
    var names = validators.names(); // those who came since the start among them
    List<EvidenceView> views = new ArrayList<>();
    var next = evidence.from(fromMember, fromSize, 1);
    long characters = 0;
    while (!next.isEmpty() && views.size() < PIECES_AT_ONCE) {
      var piece = next.getFirst();
      characters += piece.text().length();
      if (!views.isEmpty() && characters > PAGE_CHARACTERS) {
        break;
      }
      views.add(
          new EvidenceView(
              piece.member(), names.getOrDefault(piece.member(), ""), piece.size(), piece.text()));
      next = evidence.from(piece.member(), piece.size() + 1, 1);
    }
    return views;
  }
}
