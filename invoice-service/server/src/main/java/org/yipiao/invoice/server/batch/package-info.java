/** Batches of documents from hospitals. */
@NullMarked
package org.yipiao.invoice.server.batch;

import org.jspecify.annotations.NullMarked;
