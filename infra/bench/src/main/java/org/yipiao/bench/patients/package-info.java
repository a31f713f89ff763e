/** The patients' side: lists, claims, streams and the page, through the public door. */
@NullMarked
package org.yipiao.bench.patients;

import org.jspecify.annotations.NullMarked;
