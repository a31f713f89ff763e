package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.WireFault;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.MemberNumber;

/**
 * Gives the numbers {@code firstInvoiceId .. firstInvoiceId + count − 1}, all of one code, to a
 * gateway of a hospital. Ranges never overlap and are never given again.
 *
 * <p>Fields: {@code 1 hospital fixed32, 2 gateway_instance string, 3 first_invoice_id fixed64, 4
 * count fixed32}.
 *
 * @param hospital the hospital's member number
 * @param gatewayInstance a token of 1 to 32 characters of {@code a-z 0-9 -}: which of the
 *     hospital's gateways draws from the range
 * @param firstInvoiceId 18 digits
 * @param count how many numbers
 */
public record AllocateNumbers(int hospital, String gatewayInstance, long firstInvoiceId, int count)
    implements Operation {

  public AllocateNumbers {
    if (!gatewayInstance.matches("[a-z0-9][a-z0-9-]{0,31}")) {
      throw new FormatException(WireFault.GATEWAY_INSTANCE);
    }
  }

  public static AllocateNumbers of(
      MemberNumber hospital, String gatewayInstance, InvoiceId first, int count) {
    return new AllocateNumbers(hospital.value(), gatewayInstance, first.value(), count);
  }

  static AllocateNumbers read(FieldReader in) {
    return new AllocateNumbers(in.fixed32(1), in.ascii(2, 1, 32), in.fixed64(3), in.fixed32(4));
  }

  @Override
  public OperationType type() {
    return OperationType.ALLOCATE_NUMBERS;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter()
        .fixed32(1, hospital)
        .ascii(2, gatewayInstance)
        .fixed64(3, firstInvoiceId)
        .fixed32(4, count)
        .toBytes();
  }
}
