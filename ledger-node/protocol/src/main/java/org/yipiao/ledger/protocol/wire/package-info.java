/** The byte-level vocabulary: digests and the strict protobuf subset that all records share. */
@NullMarked
package org.yipiao.ledger.protocol.wire;

import org.jspecify.annotations.NullMarked;
