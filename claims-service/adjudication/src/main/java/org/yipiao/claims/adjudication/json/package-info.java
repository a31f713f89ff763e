/** Strict reading and canonical writing of JSON. */
@NullMarked
package org.yipiao.claims.adjudication.json;

import org.jspecify.annotations.NullMarked;
