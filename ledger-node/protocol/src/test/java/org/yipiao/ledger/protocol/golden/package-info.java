/** Fixtures: the bytes of each format, spelled out field by field, which never change. */
@NullMarked
package org.yipiao.ledger.protocol.golden;

import org.jspecify.annotations.NullMarked;
