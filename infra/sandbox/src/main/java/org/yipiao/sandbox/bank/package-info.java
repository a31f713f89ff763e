/** A bank that takes ISO 20022 orders, keeps a durable book and misbehaves when told to. */
@NullMarked
package org.yipiao.sandbox.bank;

import org.jspecify.annotations.NullMarked;
