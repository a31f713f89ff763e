package org.yipiao.ledger.server.http;

import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.client.http.MembersView;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.contract.rules.Members;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.security.RequiresScope;

/** Who takes part now, as this node's own execution has it: the genesis and all changes since. */
@RestController
@RequestMapping("/v1/members")
@RequiresScope("ledger.read")
class MembershipController {

  private final LedgerNode node;

  MembershipController(LedgerNode node) {
    this.node = node;
  }

  /**
   * All members; a ledger has at most a thousand that came after its genesis. Reading them keeps no
   * block from being written: of an answer in the middle of a change the epoch tells.
   */
  @GetMapping
  MembersView members() {
    long height = node.chain().head().map(LedgerHead::height).orElse(0L);
    var members = new Members(node.genesis(), new LedgerRows(new StoredRows(node.chain().store())));
    List<MembersView.Member> all =
        new TreeSet<>(members.names().keySet())
            .stream().map(number -> view(members, number)).toList();
    return new MembersView(members.contractVersion(), members.epoch(), height, all);
  }

  private static MembersView.Member view(Members members, int number) {
    GenesisMember member = members.member(number).orElseThrow();
    return new MembersView.Member(
        number,
        member.name(),
        member.kind().name(),
        member.creditCode().value(),
        member.transactionKeys().stream()
            .map(key -> Base64.getEncoder().encodeToString(key.getEncoded()))
            .toList(),
        members.suspended(number));
  }
}
