/** The invoice as a document: its fields, its arithmetic, issuing it and reading it again. */
@NullMarked
package org.yipiao.invoice.document;

import org.jspecify.annotations.NullMarked;
