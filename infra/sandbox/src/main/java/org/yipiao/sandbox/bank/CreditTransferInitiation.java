package org.yipiao.sandbox.bank;

import java.util.List;

/**
 * What the bank needs of a pain.001.001.09 message.
 *
 * @param messageId GrpHdr/MsgId
 * @param paymentId PmtInf/PmtInfId
 * @param transfers at least one
 */
record CreditTransferInitiation(String messageId, String paymentId, List<Transfer> transfers) {

  CreditTransferInitiation {
    transfers = List.copyOf(transfers);
  }
}
