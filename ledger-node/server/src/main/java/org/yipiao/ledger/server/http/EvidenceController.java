package org.yipiao.ledger.server.http;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.RequiresScope;

/** What proves to members that validators cosigned falsely. */
@RestController
@RequestMapping("/v1")
@RequiresScope("ledger.read")
class EvidenceController {

  private static final int PIECES_AT_ONCE = 256;

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

  /** Pieces in the order of members and sizes, at most 256, from a member and size on. */
  @GetMapping("/evidence")
  List<EvidenceView> evidence(
      @RequestParam(defaultValue = "0") int fromMember,
      @RequestParam(defaultValue = "0") long fromSize) {
    if (fromMember < 0 || fromSize < 0) {
      throw new ProblemException(PlatformProblem.REQUEST_INVALID);
    }
    var names = validators.names(); // those who came since the start among them
    return evidence.from(fromMember, fromSize, PIECES_AT_ONCE).stream()
        .map(piece ->
            new EvidenceView(
                piece.member(), names.getOrDefault(piece.member(), ""), piece.size(), piece.text()))
        .toList();
  }
}
